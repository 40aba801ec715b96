"""Commitments of invented subjects and what became of them: kept, in part, not kept, expired, taken back.

A promise that was not kept has a finding: nothing is said here that no authority decided. Everything is drawn
from dice of its own, so that the rest of the region is the same with and without commitments.
"""

from collections.abc import Callable
from functools import cache

from msgspec.structs import replace

from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
    Fulfilment,
    FulfilmentCheck,
)
from credit.domain.committing import Template
from credit.domain.values import NOT_COLLECTED, Agency
from credit.domain.vocabulary import Severity, SubjectClass
from credit.rules.commitments import templates, terms, texts
from credit.services.demo.days import day
from credit.services.demo.dice import Dice
from credit.services.demo.draft import Draft

_SHARES = {SubjectClass.COMPANY: 0.13, SubjectClass.INDIVIDUAL_BUSINESS: 0.09}
_ELSE = 0.05
_CODES = (
    *("licence",) * 7,
    *("certificate",) * 2,
    *("statement_general",) * 5,
    *("statement_food",) * 3,
    *("statement_online",) * 2,
    *("statement_quality",) * 2,
    *("sme_payment",) * 2,
    "industry",
    "repair",
)
_LICENCES = ("食品经营许可", "特种设备使用登记", "计量标准考核", "检验检测机构资质认定", "药品经营许可")
_PAPERS = ("经营场所使用证明", "从业人员资格证明", "设备检定证明")
_FOUND = (
    *(Fulfilment.KEPT,) * 13,
    *(Fulfilment.PARTLY,) * 2,
    *(Fulfilment.NOT_KEPT,) * 4,
    Fulfilment.NOT_CHECKABLE,
)
_BROKEN = (Fulfilment.PARTLY, Fulfilment.NOT_KEPT)
_OUTCOMES = {
    CommitmentType.LICENCE: tuple(BreachOutcome),
    CommitmentType.CERTIFICATE: tuple(BreachOutcome),
}
_OF_OWN_WILL = (BreachOutcome.CORRECTION_ORDERED, BreachOutcome.CORRECTION_ORDERED, BreachOutcome.PENALISED)
_REASONS = {
    BreachOutcome.ENDED: "经核查，当事人不具备其承诺的办理条件，且在规定的期限内未能达到。",
    BreachOutcome.CORRECTION_ORDERED: "经核查，当事人未按承诺的内容履行，情节轻微，可以改正。",
    BreachOutcome.REVOKED: "经核查，当事人承诺的内容与实际情况不符，不具备取得许可的条件。",
    BreachOutcome.PENALISED: "经核查，当事人违反承诺的行为同时违反法律规定，已另案处罚。",
}
_REMEDY = "如不服本决定，可以自收到本决定之日起六十日内申请行政复议，或者在六个月内提起行政诉讼。"
_BASIS = "国办发〔2020〕42号"


def commitments(draft: Draft, code: str) -> None:
    """Commitments of a generated subject. code: that it is known by."""
    dice = Dice(f"commitments/{draft.index}/{draft.name.zh}/{draft.horizon.today}")
    if dice.random() >= _SHARES.get(draft.subject_class, _ELSE):
        return
    chosen = dice.pick(_CODES)
    if chosen == "sme_payment" and draft.subject_class is SubjectClass.INDIVIDUAL_BUSINESS:
        chosen = "statement_general"
    maker = _Maker(draft, dice, code)
    maker.whole(chosen, draft.last - dice.below(min(700, draft.last - draft.born + 1)))


def told(story: str, draft: Draft, code: str) -> None:
    """Commitments of a subject of the showcase."""
    if story in _TOLD:
        _TOLD[story](_Maker(draft, Dice(f"commitments/{story}"), code))


@cache
def _wordings() -> dict[str, Template]:
    return {one.code: one for one in templates.every()}


class _Maker:
    """One subject and the dice of its commitments; those of its other records stay untouched."""

    def __init__(self, draft: Draft, dice: Dice, code: str) -> None:
        self.draft, self.dice, self.code = draft, dice, code
        self.own = Agency(draft.name.zh)
        self.today = draft.horizon.today
        self.count = 0

    def whole(self, chosen: str, when: int) -> None:
        """A commitment with everything that chance lets happen to it."""
        made = self.made(chosen, when)
        official = made.commitment_type in _OUTCOMES
        if not official and self.dice.chance(0.12) and when < self.today - 30:
            made = self.replaced(made, chosen, when)
        elif self.dice.chance(0.06) and when < self.today - 20:
            gone = when + self.dice.between(10, self.today - when)
            made = replace(made, state=CommitmentState.WITHDRAWN, withdrawn_on=day(gone))
        if self.dice.chance(0.6) and when < self.today - 70:
            self.checked(made, when + self.dice.between(20, 60), self.dice.pick(_FOUND))
        else:
            self.add(made, when)

    def made(self, chosen: str, when: int) -> Commitment:
        """A commitment as it was signed."""
        template = _wordings()[chosen]
        item = self.dice.pick(_LICENCES if chosen == "licence" else _PAPERS)
        values = self.values(item, when)
        text, uyghur = texts.rendered(template, self.draft.name.zh, self.code, values)
        official = template.commitment_type in (CommitmentType.LICENCE, CommitmentType.CERTIFICATE)
        known = day(when) >= template.starts
        return Commitment(
            number=self.number(when),
            commitment_type=template.commitment_type,
            matter=item if official else template.matter,
            scene=template.scene or NOT_COLLECTED,
            text=text,
            text_uyghur=uyghur if known else NOT_COLLECTED,
            template=chosen if known else "",
            template_version=template.version if known else "",
            basis=template.basis,
            committed_on=day(when),
            valid_from=day(when),
            valid_to=terms.valid_to(day(when), template.valid_months),
            accepting_office=self.draft.place.agency.name,
            breach_clause=template.breach,
            publication_agreed=True,
            joined_name="新疆示例行业协会" if chosen == "industry" else NOT_COLLECTED,
            signed_by=self.draft.person.zh,
        )

    def values(self, item: str, when: int) -> dict[str, str]:
        """What fills the blanks of every wording."""
        return {
            "item": item,
            "about": f"{day(when).year}年度行政处罚信息",
            "platform": f"丝路集市 {self.draft.name.brand.zh}店",
            "goods": "销售的商品",
            "standard": "明示的产品标准",
            "days": str(self.dice.pick((15, 30, 45, 60))),
            "industry": self.draft.name.trade.zh,
            "pledge": "明码标价，诚信服务，公平竞争。",
        }

    def replaced(self, made: Commitment, chosen: str, when: int) -> Commitment:
        """The version before goes in as replaced; answers the next one."""
        later = when + self.dice.between(10, self.today - when)
        new = replace(self.made(chosen, later), version=2, replaces=made.number)
        old = replace(made, state=CommitmentState.REPLACED, replaced_by=new.number, replaced_on=day(later))
        self.add(old, when)
        return new

    def checked(self, made: Commitment, when: int, found: Fulfilment) -> Commitment:
        """What a check found; where the promise was broken, the decision about it."""
        effective = made.committed_on.toordinal()
        when = min(max(when, effective), self.today)
        decided = when + self.dice.between(20, 60)
        if found in _BROKEN and decided > self.today:
            found = Fulfilment.KEPT  # the authority has not decided: nothing is public
        agency = self.draft.place.agency
        check = FulfilmentCheck(on=day(when), by=agency.name, outcome=found)
        made = replace(made, fulfilment=found, checks=(check,))
        self.add(made, effective)
        if found in _BROKEN:
            outcomes = _OUTCOMES.get(made.commitment_type, _OF_OWN_WILL)
            self.add(self.finding(made, decided, self.dice.pick(outcomes)), decided)
        return made

    def finding(self, made: Commitment, decided: int, outcome: BreachOutcome) -> BreachFinding:
        """A decision that a commitment was not kept."""
        ordered = outcome is BreachOutcome.CORRECTION_ORDERED
        corrected = decided + self.dice.between(5, 30)
        done = ordered and corrected <= self.today and self.dice.chance(0.7)
        serial = self.dice.between(1, 300)
        year = day(decided).year
        return BreachFinding(
            commitment_no=made.number,
            matter=made.matter,
            decision_no=f"{self.draft.place.short}市监违诺〔{year}〕{serial}号",
            decided_on=day(decided),
            outcome=outcome,
            reasons=_REASONS[outcome],
            basis=_BASIS,
            partly=made.fulfilment is Fulfilment.PARTLY,
            correct_by=day(decided + 30) if ordered else None,
            corrected_on=day(corrected) if done else None,
            penalty_no=f"{self.draft.place.short}市监处罚〔{year}〕{400 + serial}号"
            if outcome is BreachOutcome.PENALISED
            else NOT_COLLECTED,
            remedy=_REMEDY,
            under_review_since=day(min(decided + 25, self.today)) if self.dice.chance(0.1) else None,
            severity=Severity.MINOR if done else Severity.GENERAL,
        )

    def number(self, when: int) -> str:
        """A number like those of the portal, marked by the place in the region."""
        self.count += 1
        return f"C{self.draft.place.code[:6]}-{day(when):%y}D{self.draft.index:07d}K{self.count}"

    def add(self, content: Commitment | BreachFinding, when: int) -> None:
        """Put a record on the subject without touching the dice of its other records."""
        by_authority = isinstance(content, BreachFinding) or content.commitment_type in _OUTCOMES
        agency = self.draft.place.agency if by_authority else self.own
        kept, self.draft.dice = self.draft.dice, self.dice
        self.draft.add(content, when, agency=agency, lag=3)
        self.draft.dice = kept


def _trading(maker: _Maker) -> None:
    maker.checked(maker.made("statement_general", maker.today - 200), maker.today - 90, Fulfilment.KEPT)
    promise = maker.made("sme_payment", maker.today - 160)
    check = FulfilmentCheck(
        on=day(maker.today - 100), by=maker.draft.place.agency.name, outcome=Fulfilment.PARTLY
    )
    maker.add(replace(promise, fulfilment=Fulfilment.PARTLY, checks=(check,)), maker.today - 160)
    found = replace(promise, fulfilment=Fulfilment.PARTLY)
    finding = maker.finding(found, maker.today - 60, BreachOutcome.CORRECTION_ORDERED)
    corrected = replace(finding, corrected_on=day(maker.today - 40), under_review_since=None)
    maker.add(corrected, maker.today - 60)


def _dairy(maker: _Maker) -> None:
    promise = maker.made("licence", maker.today - 300)
    check = FulfilmentCheck(
        on=day(maker.today - 250), by=maker.draft.place.agency.name, outcome=Fulfilment.NOT_KEPT
    )
    broken = replace(promise, fulfilment=Fulfilment.NOT_KEPT, checks=(check,))
    maker.add(broken, maker.today - 300)
    finding = maker.finding(broken, maker.today - 200, BreachOutcome.REVOKED)
    maker.add(replace(finding, under_review_since=day(maker.today - 170)), maker.today - 200)


def _baker(maker: _Maker) -> None:
    maker.add(maker.made("statement_food", maker.today - 340), maker.today - 340)


def _lifts(maker: _Maker) -> None:
    maker.add(maker.made("statement_quality", maker.today - 90), maker.today - 90)


_TOLD: dict[str, Callable[[_Maker], None]] = {
    "trading": _trading,
    "dairy": _dairy,
    "baker": _baker,
    "lifts": _lifts,
}
