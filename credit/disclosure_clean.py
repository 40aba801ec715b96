"""The part of the gate that looks into values: unnamed fields go, personal data is masked or holds.

Every content is looked at once, as a whole, by one quick expression over its encoded form; only
where that finds something that could be personal data is it taken apart field by field.
"""

from datetime import date
from enum import Enum
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from credit.disclosure_instant import clean_instant
from credit.disclosure_report import clean_report
from credit.domain.annual_report import AnnualReport
from credit.domain.clock import SHANGHAI
from credit.domain.dossier import Source
from credit.domain.identifiers import is_credit_code, is_registration_no
from credit.domain.instant import InstantInfo
from credit.domain.notices import AuthorityNotice
from credit.domain.records import AnyContent
from credit.domain.values import Agency, Missing, Provenance, Review
from credit.domain.vocabulary import Status, SubjectClass
from credit.rules import personal_data
from credit.rules.field_ways import Allowed, Handling
from credit.rules.fields import AUTHORITY, CONTENT, NESTED
from credit.rules.personal_data import REVIEWABLE, Personal

S = TypeVar("S", bound=msgspec.Struct)
_TEXTLESS: Final = frozenset({Missing, date, bool, int, SubjectClass, Status})
_NOTHING: Final[frozenset[Personal]] = frozenset()
_encode: Final = msgspec.json.Encoder().encode


class _HeldBackError(Exception):
    """Free text with personal data in it: the record waits for an officer."""


class _Plan(NamedTuple):
    """How one type of struct passes: its named fields, and what the others are put back to."""

    allowed: dict[str, Allowed]
    reset: tuple[tuple[str, Any], ...]
    passable: bool


@cache
def _plan(kind: type) -> _Plan | None:
    allowed = CONTENT.get(kind) or AUTHORITY.get(kind) or NESTED.get(kind)
    if allowed is None:
        return None
    unnamed = [field for field in struct_fields(kind) if field.name not in allowed]
    defaults = tuple((field.name, _default(field)) for field in unnamed)
    passable = all(default is not msgspec.NODEFAULT for _, default in defaults)
    return _Plan(allowed, defaults, passable)


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default


def fingerprint(content: msgspec.Struct) -> str:
    """What stands for a content in the mark of who looked at it: without what is noted on it later."""
    if isinstance(content, AnnualReport):
        content = replace(content, superseded_on=None, checks=())
    elif isinstance(content, InstantInfo):
        content = replace(content, superseded_on=None)
    return blake2b(_encode(content), digest_size=16).hexdigest()


def clean(content: AnyContent, review: Review | None = None) -> AnyContent | None:
    """A content without unnamed fields and personal data; None when it may not go out at all.

    review: a person's finding that what the detector took for a home is none, or that it is one. It holds
    for the very content that was looked at, and never lets numbers pass.
    """
    if isinstance(content, AnnualReport):
        return clean_report(content, _passed(content, review), looked_at=_looked_at(content, review))
    if isinstance(content, InstantInfo):
        return clean_instant(content, _passed(content, review), looked_at=_looked_at(content, review))
    return _clean(content, review)


def clean_notice(content: AuthorityNotice, review: Review | None = None) -> AuthorityNotice | None:
    """`clean` for a notice of an authority."""
    return _clean(content, review)


def _clean(content: S, review: Review | None) -> S | None:
    plan = _plan(type(content))
    if plan is None or not plan.passable:
        return None
    kept = content
    reset = {name: default for name, default in plan.reset if getattr(content, name) != default}
    if reset:
        content = replace(content, **reset)
    if not personal_data.may_hold(_encode(content).decode()):
        return content
    try:
        return _inspect(content, plan, _passed(kept, review))
    except _HeldBackError:
        return None


def _passed(content: msgspec.Struct, review: Review | None) -> frozenset[Personal]:
    """The kinds of finds that a person let pass in this very content."""
    return REVIEWABLE if review is not None and not review.held and _looked_at(content, review) else _NOTHING


def _looked_at(content: msgspec.Struct, review: Review | None) -> bool:
    return review is not None and review.text == fingerprint(content)


def clean_all(values: dict[str, Any]) -> dict[str, Any]:
    """Registered values with personal data masked; looked at all at once, as most hold none."""
    together = personal_data.BETWEEN.join(
        value if type(value) is str else _encode(value).decode() for value in _texts(values)
    )
    if not personal_data.may_mask(together):
        return values
    return {name: _inspect_value(value, Handling.MASK) for name, value in values.items()}


def _texts(values: dict[str, Any]) -> list[Any]:
    return [value for value in values.values() if value and type(value) not in _TEXTLESS]


def clean_line(text: str) -> str:
    """A name, number or registered item, with personal data in it starred out."""
    return personal_data.mask(text) if personal_data.may_mask(text) else text


def clean_code(text: str | None) -> str | None:
    """A code of a subject; None when it is none, and so might be somebody's own number."""
    return text if text is not None and (is_credit_code(text) or is_registration_no(text)) else None


def _inspect(struct: S, plan: _Plan, passed: frozenset[Personal]) -> S:
    changed = {}
    for name, allowed in plan.allowed.items():
        value = getattr(struct, name)
        kept = _inspect_value(value, allowed.handling, passed)
        if kept is not value:
            changed[name] = kept
    return replace(struct, **changed) if changed else struct


def _inspect_value(value: Any, handling: Handling, passed: frozenset[Personal] = _NOTHING) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        if handling is Handling.HOLD and any(hit.kind not in passed for hit in personal_data.find(value)):
            raise _HeldBackError
        return clean_line(value)
    if isinstance(value, tuple):
        kept = tuple(_inspect_value(item, handling, passed) for item in value)
        return kept if any(one is not other for one, other in zip(kept, value, strict=True)) else value
    if isinstance(value, msgspec.Struct):
        return clean_struct(value, passed)
    return value


def clean_struct(value: S, passed: frozenset[Personal] = _NOTHING) -> S:
    """A struct with personal data in it masked; unnamed fields go back to their defaults."""
    plan = _plan(type(value))
    if plan is None or not plan.passable:
        raise _HeldBackError
    reset = {name: default for name, default in plan.reset if getattr(value, name) != default}
    return _inspect(replace(value, **reset) if reset else value, plan, passed)


@lru_cache(maxsize=8192)
def _agency(agency: Agency) -> Agency:
    code = agency.code if agency.code is not None and is_credit_code(agency.code) else None
    return Agency(clean_line(agency.name), code)


def source_of(provenance: Provenance) -> Source:
    """The public part of a provenance: agency and days, not the source's own ids."""
    received = provenance.received_at.astimezone(SHANGHAI).date()
    return Source(_agency(provenance.agency), provenance.effective_on, provenance.published_on, received)
