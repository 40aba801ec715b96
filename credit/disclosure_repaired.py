"""The part of the gate that keeps out what was repaired or taken down, with all that would bring it back.

Kept, never shown: the record itself, its copies from other sources, the check from which a repaired penalty
arose, and texts that name its number (credit.rules.repair_traces). A repair that was revoked leaves a day
from which publication runs anew. Pure.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from credit.domain.notices import AuthorityNotice
from credit.domain.records import AnyContent, Check, Penalty, Record, SeriousEntry
from credit.domain.values import NOT_APPLICABLE
from credit.rules.instant.publication import document_key
from credit.rules.repair_traces import names, numbers_of, told_in, traces


class Kept(NamedTuple):
    """Records that nothing keeps out, and the numbers (as `document_key` makes them) nothing may name."""

    records: tuple[Record, ...]
    gone: frozenset[str]


def unrepaired(records: tuple[Record, ...], on: date) -> Kept:
    """What nothing keeps out on a day; records whose publication began anew, with its new day.

    A repair counts from the day it was granted; the day is never later than when it is written. What was
    taken down after an objection should never have been shown.
    """
    gone = [record for record in records if _repaired(record, on) or _taken_down(record)]
    kept = _without(records, gone) if gone else Kept(records, frozenset())
    if any(record.republished_on is not None for record in kept.records):
        return kept._replace(records=tuple(map(_begun_anew, kept.records)))
    return kept


def _repaired(record: Record, on: date) -> bool:
    return record.repaired is not None and record.repaired.on <= on


def _taken_down(record: Record) -> bool:
    return record.corrected is not None and record.corrected.taken_down


def _without(records: Iterable[Record], gone: list[Record]) -> Kept:
    out = {id(record) for record in gone}
    known = {trace for record in gone for trace in traces(record.content)}
    numbers = frozenset(document_key(number) for record in gone for number in numbers_of(record.content))
    penalties = [one.content for one in gone if one.repaired and isinstance(one.content, Penalty)]
    checks = {one.check_id for one in penalties if one.check_id}
    kept = [
        record
        for record in records
        if id(record) not in out
        and known.isdisjoint(traces(record.content))
        and not (isinstance(record.content, Check) and record.provenance.source_id in checks)
        and not names(told_in(record.content), numbers)
    ]
    return Kept(tuple(kept), numbers)


def unnamed(content: AnyContent | None, gone: frozenset[str]) -> AnyContent | None:
    """A public content that does not name a repaired decision: an entry of the serious list says on which
    penalty it rests."""
    if not isinstance(content, SeriousEntry) or not isinstance(content.penalty_no, str):
        return content
    named = document_key(content.penalty_no) in gone
    return replace(content, penalty_no=NOT_APPLICABLE) if named else content


def without_named(content: AuthorityNotice, gone: tuple[str, ...]) -> AuthorityNotice | None:
    """A notice without the lines and attachments that name a repaired decision; None where the notice is
    about one."""
    if not gone:
        return content
    if names(f"{content.title}\n{content.number or ''}", gone):
        return None
    attachments = tuple(one for one in content.attachments if not names(one.name, gone))
    if not isinstance(content.body, str):
        return replace(content, attachments=attachments)
    lines = (line for line in content.body.split("\n") if not names(line, gone))
    return replace(content, body="\n".join(lines), attachments=attachments)


def _begun_anew(record: Record) -> Record:
    day = record.republished_on
    return record if day is None else replace(record, provenance=replace(record.provenance, published_on=day))


def as_decided(record: Record) -> AnyContent:
    """The content by which the period is reckoned: an end that the source named was of the former period."""
    content = record.content
    if record.republished_on is not None and isinstance(content, Penalty):
        return replace(content, publish_until=None)
    return content
