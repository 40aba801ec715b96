"""The part of the gate for commitments (信用承诺) and findings of a breach (违诺认定)."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from credit.domain.commitments import BreachFinding, Commitment, CommitmentType
from credit.domain.records import AnyContent, Record
from credit.domain.values import NOT_COLLECTED
from credit.domain.vocabulary import RecordKind
from credit.rules.commitments import publication
from credit.rules.publications import Publication

_OF_AUTHORITIES: Final = (CommitmentType.LICENCE, CommitmentType.CERTIFICATE)


def carried_as(content: AnyContent) -> RecordKind:
    """As which kind a record of another department comes in or stays out: what was promised to an
    authority in place of papers goes the way of its licences, a finding that of its penalties."""
    if isinstance(content, Commitment) and content.commitment_type in _OF_AUTHORITIES:
        return RecordKind.LICENCE
    return RecordKind.PENALTY if isinstance(content, BreachFinding) else content.record_kind()


def decide_commitment(kept: Commitment | BreachFinding, published_on: date, on: date) -> Publication:
    """Whether one of them is public on a day."""
    if isinstance(kept, Commitment):
        return publication.commitment(kept, published_on, on)
    return publication.breach(kept, published_on, on)


def on_the_day(content: Commitment, on: date) -> Commitment:
    """It as it stands on a day: an end that is still to come is not told before its day."""
    withdrawn = content.withdrawn_on if content.withdrawn_on and content.withdrawn_on <= on else None
    replaced = content.replaced_on if content.replaced_on and content.replaced_on <= on else None
    state = publication.state_on(content, on)
    if (withdrawn, replaced, state) == (content.withdrawn_on, content.replaced_on, content.state):
        return content
    hidden = content.replaced_on is not None and replaced is None
    return replace(
        content,
        state=state,
        withdrawn_on=withdrawn,
        replaced_on=replaced,
        replaced_by=NOT_COLLECTED if hidden else content.replaced_by,
    )


def breaches_of(shown: list[tuple[Record, AnyContent]]) -> dict[str, list[str]]:
    """Findings and the commitments they are about, by the id of either."""
    numbers = {content.number: record.id for record, content in shown if isinstance(content, Commitment)}
    links: dict[str, list[str]] = {}
    for record, content in shown if numbers else ():
        if isinstance(content, BreachFinding) and content.commitment_no in numbers:
            about = numbers[content.commitment_no]
            links.setdefault(record.id, []).append(about)
            links.setdefault(about, []).append(record.id)
    return links
