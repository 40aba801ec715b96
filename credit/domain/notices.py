"""Notices of an authority (机关公告) that belong to no one enterprise: check plans, batches, lists of items.

REG14 Art 14 and the practice of the national system; notices under one subject are `records.Notice`.
"""

from datetime import date

import msgspec

from credit.domain.dossier import Source
from credit.domain.notice_kinds import NoticeKind
from credit.domain.values import NOT_COLLECTED, Missing, Provenance, Review, Withholding


class Attachment(msgspec.Struct, frozen=True):
    """A document beside a notice, on the authority's own site. url: http or https."""

    name: str
    url: str


class AuthorityNotice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a notice says. division: six-digit code of the place it is about.

    period_to: last day of the notice (公告期), None where it has no end. objections_until: last day on
    which an objection may be raised, None where there is none to raise.
    """

    notice_kind: NoticeKind
    title: str
    body: str | Missing = NOT_COLLECTED
    number: str | None = None
    division: str | None = None
    period_from: date
    period_to: date | None = None
    objections_until: date | None = None
    attachments: tuple[Attachment, ...] = ()


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice as kept: its permanent key (empty: not yet given), source, content and marks.

    repaired: numbers of repaired decisions that it names; what names them is not shown.
    """

    key: str
    provenance: Provenance
    content: AuthorityNotice
    withheld: Withholding | None = None
    objection_since: date | None = None
    reviewed: Review | None = None
    repaired: tuple[str, ...] = ()


class PublicNotice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice as the public may see it; `until` is the last day on which it may be shown."""

    key: str
    source: Source
    content: AuthorityNotice
    until: date | None = None
    objection_since: date | None = None


class NoticeSheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything the public may know of one notice on one day; `notice` is None where that is nothing.

    valid_until: the first day on which a rule changes it; a read on or after that day projects again.
    """

    key: str
    notice: PublicNotice | None = None
    valid_until: date | None = None
    packs: tuple[str, ...] = ()
