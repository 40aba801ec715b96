"""The registered facts as a list: label, value, the day from which it holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from msgspec.structs import replace

from credit.domain.dossier import Fact
from credit.domain.labels import zh
from credit.domain.values import NOT_APPLICABLE, Missing, Money
from credit.domain.vocabulary import SubjectClass
from web.presenters import parts
from web.presenters.parts import Text
from web.presenters.speech import SPEECH, Speech
from web.presenters.terms import Term, explain

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
    words: Speech, fact: Fact, on: date, held: frozenset[str] = frozenset()
) -> tuple[parts.Fact, ...]:
    """Every registered fact of one subject, in the order in which people ask, each with its day.

    A fact without a day of its own carries the one from which the registration as a whole holds.
    held: codes of others that have a page here.
    """
    whole = words.iso(fact.source.effective_on)
    codes, kind = _numbers(words, fact), _kind(words, fact)
    facts = (kind, *_conditions(words, fact), *_places(words, fact, on), *_business(words, fact, held))
    return (
        *_dated(codes, whole),
        *_former_names(words, fact),
        *_dated(facts, whole),
    )


def _dated(facts: Iterable[parts.Fact], whole: Text) -> Iterator[parts.Fact]:
    return (one if one.day else replace(one, day=whole) for one in facts)


def head_label(words: Speech, subject_class: SubjectClass) -> str:
    """What the person in charge is called for this class of subject."""
    return words._(_HEAD.get(subject_class, zh("法定代表人")))


def _numbers(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    if fact.credit_code:
        yield parts.Fact(label=label["code"], value=words.ltr(fact.credit_code), copy=fact.credit_code)
    if fact.registration_no:
        yield parts.Fact(label=label["registration_no"], value=words.ltr(fact.registration_no))
    if fact.old_codes:
        yield parts.Fact(label=label["old_codes"], value=words.series(map(words.ltr, fact.old_codes)))


def _former_names(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    """Names of the past: each says when it ended, none of them holds since some day."""
    if fact.former_names:
        names = (
            words.say(zh("%(name)s（至 %(until)s）"), name=words.name(one.name), until=words.iso(one.until))
            if one.until
            else words.name(one.name)
            for one in fact.former_names
        )
        yield parts.Fact(label=_labels(words.prefix)["former"], value=words.series(names))


def _kind(words: Speech, fact: Fact) -> parts.Fact:
    value: Text = words.label(fact.subject_class)
    detail = fact.type_label
    if isinstance(detail, str) and detail != fact.subject_class.label:
        value = words.zh(detail)
    return parts.Fact(
        label=_labels(words.prefix)["class"],
        value=value,
        day=_since(words, fact, "type_label"),
    )


def _conditions(words: Speech, fact: Fact) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    yield parts.Fact(
        label=label["status"],
        value=words.label(fact.status),
        day=words.since(fact.status_since) if fact.status_since else "",
    )
    if isinstance(fact.status_reason, str):
        yield parts.Fact(label=label["reason"], value=words.zh(fact.status_reason))
    yield parts.Fact(
        label=head_label(words, fact.subject_class),
        value=words.text(fact.legal_representative),
        day=_since(words, fact, "legal_representative"),
    )
    capital = _capital(fact)
    yield parts.Fact(
        label=words._(_CAPITAL.get(fact.subject_class, zh("注册资本"))),
        value=words.money(capital),
        day=_since(words, fact, "capital"),
    )
    yield parts.Fact(label=label["established"], value=words.day(fact.established_on))
    yield parts.Fact(label=label["approved"], value=words.day(fact.approved_on))
    yield parts.Fact(
        label=label["term"],
        value=words.period(fact.term_from, fact.term_to),
        day=_since(words, fact, "term_to"),
    )


def _places(words: Speech, fact: Fact, on: date) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    individual = fact.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    if not individual or not isinstance(fact.business_place, str):  # else it is the operator's home
        yield parts.Fact(
            label=label["premises" if individual else "address"],
            value=words.text(fact.address),
            day=_since(words, fact, "address"),
        )
    if isinstance(fact.business_place, str):
        yield parts.Fact(label=label["premises"], value=words.zh(fact.business_place))
    if fact.flags.dormancy:
        yield parts.Fact(
            label=label["service_address"],
            value=words.text(fact.flags.dormancy.service_address),
            explain=explain(words, Term.DORMANT, on),
        )
    place = words.full_place(fact.division) if fact.division else None
    if place:
        yield parts.Fact(label=label["division"], value=place)
    yield parts.Fact(
        label=label["authority"],
        value=words.text(fact.registration_authority),
        day=_since(words, fact, "registration_authority"),
    )
    yield parts.Fact(label=label["office"], value=words.text(fact.managing_office))


def _business(words: Speech, fact: Fact, held: frozenset[str]) -> Iterator[parts.Fact]:
    label = _labels(words.prefix)
    if fact.parent_name:
        value: Text = words.name(fact.parent_name)
        if fact.parent_code in held:
            value = words.link(f"/{words.prefix}/enterprise/{fact.parent_code}", value)
        yield parts.Fact(label=label["parent"], value=value)
    industry = words.industry(fact.industry) if fact.industry else None
    if industry:
        yield parts.Fact(label=label["industry"], value=industry)
    yield parts.Fact(label=label["scope"], value=words.text(fact.scope), day=_since(words, fact, "scope"))
    headcount = fact.headcount
    value = words.absent(headcount) if isinstance(headcount, Missing) else words.ltr(f"{headcount:,}")
    yield parts.Fact(label=label["headcount"], value=value)


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
