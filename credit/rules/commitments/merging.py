"""A commitment that its source sends anew keeps what was found out about it here."""

from typing import Final

from msgspec.structs import replace

from credit.domain.commitments import Commitment
from credit.domain.records import AnyContent, Record
from credit.rules.citations import cites
from credit.rules.commitments.publication import NOTIFICATION_RULES

OWN_SOURCE: Final = "commitment"
"""What the portal itself writes: there the checks come with the commitment."""


@cites(NOTIFICATION_RULES, "二、（七）", unverified=True)
def told_anew(kept: Record, said: Record) -> AnyContent:
    """What is kept of a record when its source says it anew.

    Approval systems send no checks: those that are public were made and decided here, and they stay.
    """
    before, after = kept.content, said.content
    if not isinstance(before, Commitment) or not isinstance(after, Commitment):
        return after
    if said.provenance.source == OWN_SOURCE:
        return after
    return replace(after, checks=before.checks, fulfilment=before.fulfilment)
