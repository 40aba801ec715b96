"""Small values shared by facts and dossiers."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from credit.domain.vocabulary import MissingReason, WithholdingGround


class Missing(msgspec.Struct, frozen=True, tag="missing"):
    """The stated absence of a value: not disclosed, not collected or not applicable."""

    why: MissingReason


NOT_COLLECTED = Missing(MissingReason.NOT_COLLECTED)
NOT_DISCLOSED = Missing(MissingReason.NOT_DISCLOSED)
NOT_APPLICABLE = Missing(MissingReason.NOT_APPLICABLE)


class Money(msgspec.Struct, frozen=True, omit_defaults=True, tag="money"):
    """An amount in units of ten thousand (万), by default of renminbi (万元); ISO 4217 code."""

    amount: Decimal
    currency: str = "CNY"


class Agency(msgspec.Struct, frozen=True, omit_defaults=True):
    """A public body (机关): its full Chinese name and, where known, its 18-character code."""

    name: str
    code: str | None = None


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who says so, since when, seen when. No public fact is without one.

    effective_on: the day from which the fact holds (decision, registration).
    published_on: the day on which the source first made it public.
    received_at: when this system received it (Asia/Shanghai, aware).
    """

    agency: Agency
    source: str
    source_id: str
    effective_on: date
    published_on: date
    received_at: datetime


class Withholding(msgspec.Struct, frozen=True):
    """A decision not to publish a record: ground, who approved it, when it is looked at again."""

    ground: WithholdingGround
    approver: str
    review_on: date


class Review(msgspec.Struct, frozen=True):
    """A person looked at a record and found what of it may be published.

    text: fingerprint of the content that was looked at; another content has to be looked at anew.
    held: they found that what was starred, or held back, stays so.
    """

    approver: str
    authority: str
    on: date
    reason: str
    text: str
    held: bool = False


class Repair(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A repair that was granted (信用修复): the record is kept, and from a day on no longer shown or used.

    number: of the decision. agency: who granted it. temporary: only while a restructuring plan is carried
    out (破产重整).
    """

    number: str
    agency: str
    on: date
    temporary: bool = False
