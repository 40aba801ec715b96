"""The part of the gate that says which public records of a subject belong together."""

from collections.abc import Iterable

from credit.disclosure_commitments import breaches_of
from credit.domain.records import AnyContent, Check, Penalty, Record, SeriousEntry

Shown = tuple[Record, AnyContent]  # a record that is public, and the public part of its content


def links_between(shown: list[Shown]) -> dict[str, list[str]]:
    """Penalties and the checks they arose from, by the id of either; entries of the serious list and the
    penalties they rest on, by the id of the entry."""
    links = _bases(shown) | breaches_of(shown)
    checks = {
        record.provenance.source_id: record.id for record, content in shown if isinstance(content, Check)
    }
    for record, _ in shown if checks else ():
        kept = record.content  # as kept: the public part does not say from which check
        if isinstance(kept, Penalty) and kept.check_id in checks:
            check = checks[kept.check_id]
            links.setdefault(record.id, []).append(check)
            links.setdefault(check, []).append(record.id)
    return links


def _bases(shown: Iterable[Shown]) -> dict[str, list[str]]:
    entries = {
        record.id: _bare(content.penalty_no) for record, content in shown if isinstance(content, SeriousEntry)
    }
    if not entries:
        return {}
    penalties = {
        _bare(content.decision_no): record.id for record, content in shown if isinstance(content, Penalty)
    }
    return {entry: [penalties[number]] for entry, number in entries.items() if number in penalties}


def _bare(number: object) -> str:
    """A decision number without its brackets and blanks, of which every agency has its own."""
    return "".join(char for char in number if char.isalnum()) if isinstance(number, str) else "?"
