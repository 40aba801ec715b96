"""The numbers by which a document of an authority is asked for."""

from credit.domain.commitments import BreachFinding, Commitment
from credit.domain.dossier import PublicRecord
from credit.domain.records import (
    AbnormalEntry,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    Licence,
    Penalty,
    SeriousEntry,
)


def numbers_of(record: PublicRecord) -> list[str]:
    """The numbers of the documents that a record is about, as written: by these it is looked up."""
    match record.content:
        case Licence() as one:
            found: list[object] = [one.number, one.document_no]
        case Penalty() as one:
            found = [one.decision_no]
        case AbnormalEntry() | SeriousEntry() as one:
            found = [one.decision_no, one.removal_no]
        case EquityPledge() | IpPledge() as one:
            found = [one.number]
        case JudicialAssistance() as one:
            found = [one.document_no]
        case Commitment() as one:
            found = [one.number]
        case BreachFinding() as one:
            found = [one.decision_no]
        case _:
            found = []
    return [number for number in found if isinstance(number, str) and number]
