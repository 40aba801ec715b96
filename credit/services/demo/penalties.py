"""Administrative penalties of invented subjects, in the wording of redacted decisions."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from msgspec.structs import replace

from credit.domain.records import Penalty, Withdrawal
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing, Money
from credit.domain.vocabulary import PenaltyField, PenaltyKind, Procedure, Severity, WithdrawalReason
from credit.services.demo.amounts import fine, money
from credit.services.demo.days import chinese, day
from credit.services.demo.dice import Dice
from credit.services.demo.draft import Draft
from credit.services.demo.tables import table

_TENURE = (
    "当事人的上述行为有现场检查笔录、询问笔录、进货票据等证据证实。本局于{day}依法告知当事人拟作出行政处罚的内容及事实、理由、"
    "依据和依法享有的权利，当事人在规定期限内未提出陈述、申辩意见。"
)
_REMEDY = (
    "如不服本处罚决定，可自收到本决定书之日起六十日内依法申请行政复议，或者在六个月内依法提起行政诉讼。"
    "本局将依法向社会公示本行政处罚决定信息。"
)
_WITHDRAWN = {
    WithdrawalReason.CHANGED: "经行政复议，罚款数额依法变更，原决定不再公示。",
    WithdrawalReason.RESCINDED: "经复核，主要证据不足，本局依法撤销原决定。",
    WithdrawalReason.UNLAWFUL: "人民法院判决确认原决定程序违法。",
    WithdrawalReason.INVALID: "人民法院判决确认原决定无效。",
}


@dataclass(frozen=True, slots=True)
class Violation:
    field: PenaltyField
    key: str
    name: str
    facts: str
    rule: str
    kinds: tuple[PenaltyKind, ...]
    fine_low: float
    fine_high: float


@dataclass(frozen=True, slots=True)
class Goods:
    """A product, the items it is tested for, its counting word and a usual size."""

    product: str
    items: tuple[str, ...]
    unit: str
    model: str


@cache
def goods(field: str) -> tuple[Goods, ...]:
    """The products of a field of supervision."""
    return tuple(
        Goods(row["product"], tuple(row["items"].split(" ")), row["unit"], row["model"])
        for row in table("products.tsv")
        if row["field"] == field
    )


@cache
def _violations(field: str) -> tuple[tuple[Violation, ...], tuple[int, ...]]:
    rows = [row for row in table("violations.tsv") if row["field"] == field]
    found = tuple(
        Violation(
            PenaltyField(row["field"]),
            row["key"],
            row["violation"],
            row["facts"],
            row["rule"],
            tuple(PenaltyKind(kind) for kind in row["kinds"].split(" ")),
            float(row["fine_low"]),
            float(row["fine_high"]),
        )
        for row in rows
    )
    return found, tuple(accumulate(int(row["weight"]) for row in rows))


def violation(field: str, key: str) -> Violation:
    """One kind of violation by its key."""
    return next(item for item in _violations(field)[0] if item.key == key)


def _draw(dice: Dice, field: str) -> Violation:
    found, sums = _violations(field)
    point = dice.below(sums[-1])
    return found[next(place for place, limit in enumerate(sums) if point < limit)]


def penalty(draft: Draft) -> None:
    """One penalty in the subject's own field, or in the general one."""
    own = draft.name.trade.field
    chosen = _draw(draft.dice, own if draft.dice.chance(0.6) else "other")
    impose(draft, chosen, draft.recent(2000))


def impose(draft: Draft, chosen: Violation, when: int) -> None:
    """A penalty for the violation decided on a day."""
    draft.add(compose(draft, chosen, when), when, lag=26, withholdable=True)


def impose_standing(draft: Draft, chosen: Violation, when: int) -> str:
    """A penalty that still stands and is not withheld; returns its number."""
    made = replace(compose(draft, chosen, when), withdrawal=None)
    draft.add(made, when, lag=26)
    return made.decision_no


def compose(draft: Draft, chosen: Violation, when: int, fixed_fine: Money | None = None) -> Penalty:
    """The content of a penalty decision; the fine is drawn where none is fixed."""
    dice, decided = draft.dice, day(when)
    number = f"{draft.place.sign}市监罚〔{decided.year}〕{dice.between(1, 899)}号"
    story = _story(draft, chosen, when)
    fined: Money | Missing = NOT_APPLICABLE
    if PenaltyKind.FINE in chosen.kinds:
        fined = fixed_fine or fine(dice, chosen.fine_low, chosen.fine_high)
    taken: Money | Missing = NOT_APPLICABLE
    if PenaltyKind.CONFISCATION in chosen.kinds:
        taken = money(f"{dice.random() * 0.8:.3f}") if dice.chance(0.9) else money("0")
    outcome = _outcome(chosen, fined, taken)
    ban = PenaltyKind.PROFESSION_BAN in chosen.kinds or PenaltyKind.SUSPENSION in chosen.kinds
    return Penalty(
        decision_no=number,
        violation=chosen.name,
        kinds=chosen.kinds,
        decided_on=decided,
        served_on=day(min(when + dice.below(7), draft.horizon.today)) if dice.chance(0.9) else NOT_COLLECTED,
        procedure=Procedure.SUMMARY if chosen.fine_high <= 0.5 and dice.chance(0.3) else Procedure.ORDINARY,
        field=chosen.field,
        outcome=outcome,
        facts=story,
        basis=chosen.rule,
        summary=f"{number}；当事人：{draft.name.zh}；违法行为类型：{chosen.name}；处罚内容：{outcome}；{draft.place.agency.name}；{chinese(decided)}。",
        text=_text(draft, story, chosen, outcome, when) if dice.chance(0.85) else NOT_COLLECTED,
        fine=fined,
        confiscated=taken,
        revoked_document=_revoked(draft, chosen),
        ban_until=day(when + 365 * (5 if PenaltyKind.PROFESSION_BAN in chosen.kinds else 1)) if ban else None,
        severity=Severity.GENERAL if dice.chance(0.05) and not ban else None,
        duties_performed_on=_performed(draft, when),
        withdrawal=_withdrawal(draft, when) if dice.chance(0.015) else None,
        publish_until=day(when + 90) if dice.chance(0.01) else None,
    )


def _story(draft: Draft, chosen: Violation, when: int) -> str:
    dice = draft.dice
    stock = dice.pick(goods(chosen.field.value))
    return chosen.facts.format(
        product=stock.product,
        item=dice.pick(stock.items),
        unit=stock.unit,
        quantity=dice.between(2, 60),
        value=dice.between(40, 9000),
        batch=day(when - 60 - dice.below(200)).strftime("%Y%m%d"),
        start=chinese(day(max(when - 30 - dice.below(400), draft.born))),
    )


def _outcome(chosen: Violation, fined: Money | Missing, taken: Money | Missing) -> str:
    parts = []
    for kind in chosen.kinds:
        if kind is PenaltyKind.FINE and isinstance(fined, Money):
            parts.append(f"罚款{_yuan(fined)}")
        elif kind is PenaltyKind.CONFISCATION and isinstance(taken, Money):
            parts += [f"没收违法所得{_yuan(taken)}"] if taken.amount else []
        else:
            parts.append(kind.label)
    return "，".join(parts)


def _yuan(amount: Money) -> str:
    return f"{int(amount.amount * 10_000)}元"


def _text(draft: Draft, story: str, chosen: Violation, outcome: str, when: int) -> str:
    told = _TENURE.format(day=chinese(day(when - 8)))
    return f"当事人：{draft.name.zh}。{story}{told}当事人的行为{chosen.rule}如下：{outcome}。{_REMEDY}"


def _revoked(draft: Draft, chosen: Violation) -> str | Missing:
    if PenaltyKind.BUSINESS_LICENCE_REVOKED in chosen.kinds:
        return "营业执照"
    if PenaltyKind.LICENCE_REVOKED in chosen.kinds:
        return f"食品经营许可证 JY1{draft.place.code}{draft.index % 10**7:07d}"
    return NOT_APPLICABLE


def _performed(draft: Draft, when: int) -> date | None:
    if draft.dice.chance(0.75):
        return day(min(when + 3 + draft.dice.below(40), draft.horizon.today))
    return None


def _withdrawal(draft: Draft, when: int) -> Withdrawal:
    reason = draft.dice.pick(tuple(_WITHDRAWN))
    return Withdrawal(reason, day(min(when + 90, draft.horizon.today)), _WITHDRAWN[reason])
