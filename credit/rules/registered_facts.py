"""The registered facts that can be objected to: how they are called, and what an objection that held does.

Registration is kept by the registration authority: an error that was verified is handed to it, and what is
shown here follows when it sends the change. Meanwhile the fact says that it was found wrong, or is withheld.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from credit.domain.corrections import DisputedFact
from credit.domain.dossier import Fact
from credit.domain.labels import zh
from credit.domain.records import Registration
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED
from credit.rules import packs
from credit.rules.citations import cites

DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
PREFIX: Final = "f-"  # before the name of a fact where an address or a case names it
_PACK: Final = packs.topic("objections")


class Registered(NamedTuple):
    """One fact: what it is called, and the fields it is made of. absent: what stands for each while it is
    withheld; none: it cannot be withheld, a page cannot do without it."""

    label: str
    fields: tuple[str, ...]
    absent: tuple[Any, ...] = ()


def _plain(label: str, *fields: str) -> Registered:
    return Registered(label, fields, (NOT_COLLECTED,) * len(fields))


FACTS: Final[Mapping[str, Registered]] = {
    "name": Registered(zh("名称"), ("name",)),
    "uyghur_name": Registered(zh("维吾尔文名称"), ("uyghur_name",), (None,)),
    "code": Registered(zh("统一社会信用代码"), ("credit_code",)),
    "registration_no": Registered(zh("注册号"), ("registration_no",)),
    "old_codes": Registered(zh("曾用代码"), ("old_codes",), ((),)),
    "former": Registered(zh("曾用名"), ("former_names",), ((),)),
    "class": Registered(zh("主体类型"), ("subject_class", "type_label")),
    "status": Registered(zh("登记状态"), ("status", "status_since")),
    "reason": _plain(zh("状态原因"), "status_reason"),
    "head": _plain(zh("法定代表人（负责人、经营者）"), "legal_representative"),
    "capital": _plain(zh("注册资本（出资额）"), "capital"),
    "established": _plain(zh("成立日期"), "established_on"),
    "approved": _plain(zh("核准日期"), "approved_on"),
    "term": _plain(zh("营业期限"), "term_from", "term_to"),
    "address": _plain(zh("住所"), "address"),
    "premises": _plain(zh("经营场所"), "business_place"),
    "division": Registered(zh("所在地区"), ("division",)),
    "authority": _plain(zh("登记机关"), "registration_authority"),
    "office": _plain(zh("管辖单位"), "managing_office"),
    "parent": Registered(zh("隶属企业"), ("parent_name", "parent_code"), (None, None)),
    "industry": Registered(zh("行业"), ("industry",), (None,)),
    "scope": _plain(zh("经营范围"), "scope"),
    "headcount": _plain(zh("从业人数"), "headcount"),
}


@cites(DISCLOSURE_REGULATION, "第十二条")
def named(text: str) -> str:
    """The name of the fact that an address or a case names; empty: it names none."""
    name = text.removeprefix(PREFIX)
    return name if text.startswith(PREFIX) and name in FACTS else ""


@cites(DISCLOSURE_REGULATION, "第十二条")
def known(marks: Iterable[DisputedFact]) -> tuple[DisputedFact, ...]:
    """The marks beside facts that there are: what another names is not passed on."""
    return tuple(one for one in marks if one.fact in FACTS)


@cites(DISCLOSURE_REGULATION, "第十二条")
def back_on(on: date) -> date:
    """The day on which a fact that is withheld from `on` is shown again, even if its keeper is silent.

    Raises RuleError `pack.not_covered`.
    """
    return on + timedelta(days=int(_PACK.at(on)["held_days"]))


@cites(DISCLOSURE_REGULATION, "第十二条")
def disputed(registration: Registration, mark: DisputedFact | None, fact: str) -> Registration:
    """A registration with another mark beside one of its facts; None: with none."""
    others = tuple(one for one in registration.disputed if one.fact != fact)
    return replace(registration, disputed=(*others, mark) if mark else others)


@cites(DISCLOSURE_REGULATION, "第十二条")
def mark_of(registration: Registration, fact: str) -> DisputedFact:
    """The mark beside a fact; an empty one where there is none."""
    return next((one for one in registration.disputed if one.fact == fact), DisputedFact(fact=fact))


@cites(DISCLOSURE_REGULATION, "第十二条")
def carried(kept: Registration, said: Registration) -> tuple[DisputedFact, ...]:
    """The marks that stay when a source sends the registration anew.

    What it changed it answers for: such a fact is found wrong no longer. One under objection stays so.
    """
    found = []
    for one in known(kept.disputed):
        changed = any(getattr(kept, name) != getattr(said, name) for name in FACTS[one.fact].fields)
        left = replace(one, found_on=None, back_on=None) if changed else one
        if left.since or left.found_on:
            found.append(left)
    return tuple(found)


@cites(DISCLOSURE_REGULATION, "第十二条")
def withheld(marks: tuple[DisputedFact, ...], on: date) -> dict[str, Any]:
    """The fields of a registration that are not shown on a day, and what stands for each."""
    held = [FACTS[one.fact] for one in marks if one.back_on is not None and on < one.back_on]
    return {name: value for one in held for name, value in zip(one.fields, one.absent, strict=True)}


@cites(DISCLOSURE_REGULATION, "第十二条")
def shown(fact: Fact) -> tuple[str, ...]:
    """The names of the facts that a page shows of a subject, those held back for a while among them."""
    marked = {one.fact for one in fact.disputed}
    return tuple(
        name for name, one in FACTS.items() if name in marked or _is_there(getattr(fact, one.fields[0]))
    )


def _is_there(value: object) -> bool:
    return value not in (None, (), NOT_APPLICABLE)
