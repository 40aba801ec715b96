"""A question about a record that nobody has: kind and days alone, for whoever wants to know the rule."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

import msgspec

from credit.domain.clock import SHANGHAI
from credit.domain.commitments import BreachFinding, BreachOutcome
from credit.domain.records import AbnormalEntry, AnyContent, Check, Penalty, Record, SeriousEntry
from credit.domain.repair import Answer, Done, Duty, RepairFacts, RepairKind
from credit.domain.values import NOT_COLLECTED, Agency, Money, Provenance
from credit.domain.vocabulary import (
    AbnormalGround,
    CheckKind,
    CheckResult,
    PenaltyField,
    PenaltyKind,
    SeriousCategory,
    Status,
    SubjectClass,
)
from credit.rules.citations import cites
from credit.rules.publication import ORDER_107
from credit.rules.repair.eligibility import eligibility
from credit.rules.repair.question import REPAIR_2021

_ID: Final = "asked"


class Supposed(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of a record. since: publication or listing. fine: in 万元; None: none, or unknown.

    done: duties performed, or what was wrong put right. agency: empty for market supervision here.
    """

    kind: RepairKind
    since: date
    penalty: PenaltyKind = PenaltyKind.FINE
    ground: AbnormalGround = AbnormalGround.REPORT_NOT_FILED
    fine: Decimal | None = None
    field: PenaltyField = PenaltyField.OTHER
    ban_until: date | None = None
    individual: bool = False
    done: bool = False
    agency: str = ""


@cites(REPAIR_2021, "第四条至第七条")
@cites(ORDER_107, "条号未载", unverified=True)
def suppose(said: Supposed, on: date) -> Answer:
    """The answer about such a record on a day. Raises RuleError `pack.not_covered`."""
    record = Record(id=_ID, provenance=_provenance(said), content=_content(said))
    individual = SubjectClass.INDIVIDUAL_BUSINESS
    done = tuple(Done(_ID, duty, said.since) for duty in Duty) if said.done else ()
    facts = RepairFacts(
        subject_class=individual if said.individual else SubjectClass.COMPANY,
        status=Status.OPERATING,
        records=(record,),
        done=done,
    )
    return eligibility(record, facts, on)


def _provenance(said: Supposed) -> Provenance:
    moment = datetime(said.since.year, said.since.month, said.since.day, tzinfo=SHANGHAI)
    return Provenance(
        agency=Agency(said.agency),
        source=_ID,
        source_id=_ID,
        effective_on=said.since,
        published_on=said.since,
        received_at=moment,
    )


def _content(said: Supposed) -> AnyContent:
    match said.kind:
        case RepairKind.ABNORMAL | RepairKind.MARKING:
            marking = said.kind is RepairKind.MARKING
            return AbnormalEntry(ground=said.ground, listed_on=said.since, marking=marking)
        case RepairKind.SERIOUS:
            return SeriousEntry(category=SeriousCategory.QUALITY, reason="", listed_on=said.since)
        case RepairKind.CHECK:
            results = (CheckResult.FOLLOW_UP,)
            return Check(check_kind=CheckKind.RANDOM, checked_on=said.since, results=results)
        case RepairKind.BREACH:
            outcome = BreachOutcome.CORRECTION_ORDERED
            return BreachFinding(
                commitment_no="", matter="", decision_no="", decided_on=said.since, outcome=outcome
            )
    return Penalty(
        decision_no=_ID,
        violation="",
        kinds=(said.penalty,),
        decided_on=said.since,
        field=said.field,
        fine=NOT_COLLECTED if said.fine is None else Money(said.fine),
        ban_until=said.ban_until,
    )
