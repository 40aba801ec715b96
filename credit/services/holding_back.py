"""Before anything is stored: personal numbers are starred out, a text that speaks of persons is held back."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from credit.disclosure_clean import clean, clean_notice
from credit.domain.notices import NoticeFacts
from credit.domain.records import AnyContent, Flags, FormerName, Record, Registration
from credit.domain.values import Provenance, Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.rules import personal_data

T = TypeVar("T")
Kept = TypeVar("Kept", Record, NoticeFacts)

_KEPT_TYPES = (Decimal, date)  # an amount of eleven digits is no telephone
_encode = msgspec.json.Encoder().encode


def hold_back(record: Kept, review_on: date) -> tuple[Kept, bool]:
    """The record or notice as it may be kept, and whether a free text held it back for an officer.

    Personal numbers are starred out before anything is stored.
    """
    said = star_provenance(record.provenance)
    if said is not record.provenance:
        record = msgspec.structs.replace(record, provenance=said)
    if not personal_data.may_hold(_encode(record.content).decode()):
        return record, False
    content: Any
    if isinstance(record, NoticeFacts):
        held, content = clean_notice(record.content) is None, _starred(record.content)
    else:
        held, content = clean(record.content) is None, _starred(record.content, AnyContent)
    if held and record.withheld is None:
        note = Withholding(WithholdingGround.DETECTOR, "", review_on)
        return msgspec.structs.replace(record, content=content, withheld=note), True
    return (record if content is record.content else msgspec.structs.replace(record, content=content)), held


def _starred(value: T, kind: Any = None) -> T:
    """A struct, or several, with the personal numbers in its texts starred out. kind: if not its own type."""
    plain = msgspec.to_builtins(value, builtin_types=_KEPT_TYPES)
    starred = _star(plain)
    if starred == plain:
        return value
    made: T = msgspec.convert(starred, type=kind or type(value), builtin_types=_KEPT_TYPES)
    return made


def _star(value: Any) -> Any:
    if isinstance(value, str):
        return personal_data.mask(value) if personal_data.may_hold(value) else value
    if isinstance(value, dict):
        return {key: _star(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_star(inner) for inner in value)
    return value


_CODES = frozenset(
    {"provenance", "credit_code", "registration_no", "old_codes", "parent_code", "division", "industry"}
)
_REGISTERED_TEXTS = tuple(
    field.name for field in msgspec.structs.fields(Registration) if field.name not in _CODES
)

_NESTED = {"former_names": tuple[FormerName, ...], "flags": Flags}


def star_registration(registration: Registration) -> Registration:
    """A registration whose texts hold no personal numbers."""
    changed: dict[str, Any] = {}
    for field in _REGISTERED_TEXTS if _may_hold(registration) else ():
        value = getattr(registration, field)
        if isinstance(value, str):
            starred: Any = _star(value)
        elif field in _NESTED and value:
            starred = _starred(value, _NESTED[field])
        else:
            continue
        if starred != value:
            changed[field] = starred
    said = star_provenance(registration.provenance)
    if said is not registration.provenance:
        changed["provenance"] = said
    return msgspec.structs.replace(registration, **changed) if changed else registration


_registered_texts = attrgetter(*_REGISTERED_TEXTS)


def _may_hold(registration: Registration) -> bool:
    """A quick look at all texts at once."""
    texts = _registered_texts(registration)
    together = [text for text in texts if type(text) is str]
    together += [_encode(value).decode() for name in _NESTED if (value := getattr(registration, name))]
    return personal_data.may_hold(personal_data.BETWEEN.join(together))


@lru_cache(maxsize=8192)
def _star_line(text: str) -> str:
    return personal_data.mask(text) if personal_data.may_hold(text) else text


def star_provenance(said: Provenance) -> Provenance:
    """A provenance whose agency and source hold no personal numbers. (Ids that do are refused as cells.)"""
    agency, source = _star_line(said.agency.name), _star_line(said.source)
    if (agency, source) == (said.agency.name, said.source):
        return said
    body = msgspec.structs.replace(said.agency, name=agency)
    return msgspec.structs.replace(said, agency=body, source=source)
