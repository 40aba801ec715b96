"""The registered facts as a list: label, value, the day from which it holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Final

from msgspec.structs import replace

from credit.domain.corrections import DisputedFact
from credit.domain.dossier import Fact
from credit.domain.labels import zh
from credit.domain.records import Flags
from credit.domain.values import NOT_APPLICABLE, Missing, Money
from credit.domain.vocabulary import SubjectClass
from credit.rules.registered_facts import FACTS, PREFIX
from web.presenters import parts
from web.presenters.parts import Text
from web.presenters.speech import SPEECH, Speech
from web.presenters.terms import Term, explain

_WRONG: Final = zh("%(name)s：有误？")
_HELD: Final = zh("经核实有误，更正前不公示")
_HEAD = {
    SubjectClass.INDIVIDUAL_BUSINESS: zh("经营者"),
    SubjectClass.PARTNERSHIP: zh("执行事务合伙人"),
    SubjectClass.SOLE_PROPRIETORSHIP: zh("投资人"),
    SubjectClass.BRANCH: zh("负责人"),
    SubjectClass.FOREIGN_BRANCH: zh("负责人"),
    SubjectClass.FOREIGN_OFFICE: zh("首席代表"),
}
_CAPITAL = {
    SubjectClass.PARTNERSHIP: zh("出资额"),
    SubjectClass.SOLE_PROPRIETORSHIP: zh("出资额"),
    SubjectClass.COOPERATIVE: zh("成员出资总额"),
    SubjectClass.NON_COMPANY_LEGAL_PERSON: zh("注册资金"),
}
WITHOUT_CAPITAL = frozenset(
    {
        SubjectClass.INDIVIDUAL_BUSINESS,
        SubjectClass.BRANCH,
        SubjectClass.FOREIGN_BRANCH,
        SubjectClass.FOREIGN_OFFICE,
    }
)
_LABELS = {
    "code": zh("统一社会信用代码"),
    "registration_no": zh("注册号"),
    "old_codes": zh("曾用代码"),
    "class": zh("主体类型"),
    "status": zh("登记状态"),
    "established": zh("成立日期"),
    "approved": zh("核准日期"),
    "term": zh("营业期限"),
    "address": zh("住所"),
    "premises": zh("经营场所"),
    "authority": zh("登记机关"),
    "office": zh("管辖单位"),
    "division": zh("所在地区"),
    "industry": zh("行业"),
    "scope": zh("经营范围"),
    "parent": zh("隶属企业"),
    "headcount": zh("从业人数"),
    "former": zh("曾用名"),
    "service_address": zh("歇业期间法律文书送达地址"),
    "reason": zh("状态原因"),
}


def registration(
    words: Speech, fact: Fact, on: date, held: frozenset[str] = frozenset(), address: str = ""
) -> tuple[parts.Fact, ...]:
    """Every registered fact of one subject, in the order in which people ask, each with its day.

    A fact without a day of its own carries the one from which the registration as a whole holds.
    held: codes of others that have a page here. address: of the subject, for the way to an objection.
    """
    whole = words.iso(fact.source.effective_on)
    codes, kind = _numbers(words, fact), _kind(words, fact)
    facts = (kind, *_conditions(words, fact), *_places(words, fact, on), *_business(words, fact, held))
    found = (*_dated(codes, whole), *_former_names(words, fact), *_dated(facts, whole))
    return contestable(words, fact, found, address)


def fact_row(words: Speech, fact: Fact, name: str) -> parts.Fact:
    """One registered fact by its name, as the list has it; names stand in no list."""
    plain = replace(fact, flags=Flags(), disputed=())
    rows = {one.id: one for one in registration(words, plain, fact.source.effective_on)}
    found = rows.get(PREFIX + name)
    if found is not None:
        return found
    value = {"name": fact.name, "uyghur_name": fact.uyghur_name}.get(name)
    shown = parts.ug(value) if name == "uyghur_name" and value else words.name(value) if value else ""
    return parts.Fact(label=words._(FACTS[name].label), value=shown or words._(zh("没有")))


def contestable(
    words: Speech, fact: Fact, rows: Iterable[parts.Fact], address: str
) -> tuple[parts.Fact, ...]:
    """The rows with the marks that stand beside them, and the way to an objection."""
    marks = {PREFIX + one.fact: one for one in fact.disputed}
    if not marks and not address:
        return tuple(rows)
    made = [_contestable(words, one, marks.pop(one.id, None), address) for one in rows]
    rest = [one for one in marks.values() if one.fact not in ("name", "uyghur_name")]
    for one in rest:
        absent = parts.Fact(id=PREFIX + one.fact, label=words._(FACTS[one.fact].label), value="")
        made.append(_contestable(words, absent, one, address))
    return tuple(made)


def _contestable(words: Speech, row: parts.Fact, mark: DisputedFact | None, address: str) -> parts.Fact:
    wrong = _wrong(words, row, address) if address and row.id else None
    if mark is None:
        return row if wrong is None else replace(row, wrong=wrong)
    value = words._(_HELD) if mark.back_on else row.value
    return replace(row, wrong=wrong, value=value, tag=_mark(words, mark))


def _mark(words: Speech, mark: DisputedFact) -> parts.Tag:
    """The neutral mark beside a fact."""
    source = zh("有异议，正在核实") if mark.since else zh("经核实有误，已转登记机关更正")
    return parts.Tag(words._(source), parts.Tone.NOTE)


def _wrong(words: Speech, row: parts.Fact, address: str) -> parts.Link:
    href = f"/{words.prefix}/objection/{address}/{row.id}"
    return parts.Link(href=href, label=_asked(words.prefix, str(row.label)))


@lru_cache(256)
def _asked(prefix: str, label: str) -> str:
    return SPEECH[prefix]._(_WRONG) % {"name": label}


def _dated(facts: Iterable[parts.Fact], whole: Text) -> Iterator[parts.Fact]:
    return (one if one.day else replace(one, day=whole) for one in facts)


def head_label(words: Speech, subject_class: SubjectClass) -> str:
    """What the person in charge is called for this class of subject."""
    return words._(_HEAD.get(subject_class, zh("法定代表人")))


def _numbers(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    if fact.credit_code:
        code = fact.credit_code
        yield parts.Fact(id="f-code", label=label["code"], value=words.ltr(code), copy=code)
    if fact.registration_no:
        yield parts.Fact(
            id="f-registration_no", label=label["registration_no"], value=words.ltr(fact.registration_no)
        )
    if fact.old_codes:
        yield parts.Fact(
            id="f-old_codes", label=label["old_codes"], value=words.series(map(words.ltr, fact.old_codes))
        )


def _former_names(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    """Names of the past: each says when it ended, none of them holds since some day."""
    if fact.former_names:
        names = (
            words.say(zh("%(name)s（至 %(until)s）"), name=words.name(one.name), until=words.iso(one.until))
            if one.until
            else words.name(one.name)
            for one in fact.former_names
        )
        yield parts.Fact(id="f-former", label=_labels(words.prefix)["former"], value=words.series(names))


def _kind(words: Speech, fact: Fact) -> parts.Fact:
    value: Text = words.label(fact.subject_class)
    detail = fact.type_label
    if isinstance(detail, str) and detail != fact.subject_class.label:
        value = words.zh(detail)
    return parts.Fact(
        id="f-class",
        label=_labels(words.prefix)["class"],
        value=value,
        day=_since(words, fact, "type_label"),
    )


def _conditions(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    yield parts.Fact(
        id="f-status",
        label=label["status"],
        value=words.label(fact.status),
        day=words.since(fact.status_since) if fact.status_since else "",
    )
    if isinstance(fact.status_reason, str):
        yield parts.Fact(id="f-reason", label=label["reason"], value=words.zh(fact.status_reason))
    yield parts.Fact(
        id="f-head",
        label=head_label(words, fact.subject_class),
        value=words.text(fact.legal_representative),
        day=_since(words, fact, "legal_representative"),
    )
    capital = _capital(fact)
    yield parts.Fact(
        id="f-capital",
        label=words._(_CAPITAL.get(fact.subject_class, zh("注册资本"))),
        value=words.money(capital),
        day=_since(words, fact, "capital"),
    )
    yield parts.Fact(id="f-established", label=label["established"], value=words.day(fact.established_on))
    yield parts.Fact(id="f-approved", label=label["approved"], value=words.day(fact.approved_on))
    yield parts.Fact(
        id="f-term",
        label=label["term"],
        value=words.period(fact.term_from, fact.term_to),
        day=_since(words, fact, "term_to"),
    )


def _places(words: Speech, fact: Fact, on: date) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    individual = fact.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    if not individual or not isinstance(fact.business_place, str):  # else it is the operator's home
        yield parts.Fact(
            id="f-address",
            label=label["premises" if individual else "address"],
            value=words.text(fact.address),
            day=_since(words, fact, "address"),
        )
    if isinstance(fact.business_place, str):
        yield parts.Fact(id="f-premises", label=label["premises"], value=words.zh(fact.business_place))
    if fact.flags.dormancy:
        yield parts.Fact(
            label=label["service_address"],
            value=words.text(fact.flags.dormancy.service_address),
            explain=explain(words, Term.DORMANT, on),
        )
    place = words.full_place(fact.division) if fact.division else None
    if place:
        yield parts.Fact(id="f-division", label=label["division"], value=place)
    yield parts.Fact(
        id="f-authority",
        label=label["authority"],
        value=words.text(fact.registration_authority),
        day=_since(words, fact, "registration_authority"),
    )
    yield parts.Fact(id="f-office", label=label["office"], value=words.text(fact.managing_office))


def _business(words: Speech, fact: Fact, held: frozenset[str]) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    if fact.parent_name:
        value: Text = words.name(fact.parent_name)
        if fact.parent_code in held:
            value = words.link(f"/{words.prefix}/enterprise/{fact.parent_code}", value)
        yield parts.Fact(id="f-parent", label=label["parent"], value=value)
    industry = words.industry(fact.industry) if fact.industry else None
    if industry:
        yield parts.Fact(id="f-industry", label=label["industry"], value=industry)
    yield parts.Fact(
        id="f-scope", label=label["scope"], value=words.text(fact.scope), day=_since(words, fact, "scope")
    )
    headcount = fact.headcount
    value = words.absent(headcount) if isinstance(headcount, Missing) else words.ltr(f"{headcount:,}")
    yield parts.Fact(id="f-headcount", label=label["headcount"], value=value)


def _capital(fact: Fact) -> Money | Missing:
    """Classes without a registered capital have none to miss."""
    if fact.subject_class in WITHOUT_CAPITAL and isinstance(fact.capital, Missing):
        return NOT_APPLICABLE
    return fact.capital


def _since(words: Speech, fact: Fact, field: str) -> Text:
    """The day of the last change of a field of the register, by the field's own name."""
    day: date | None = fact.since.get(field)
    return words.since(day) if day else ""


@cache
def _labels(prefix: str) -> dict[str, str]:
    return {name: SPEECH[prefix]._(label) for name, label in _LABELS.items()}
