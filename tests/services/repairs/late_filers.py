"""Enterprises that were listed for a late report and have filed it since: what June leaves behind."""

from datetime import date

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import PersonRow
from credit.db.models import RecordRow
from credit.db.report_models import ReportFilingRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import person
from credit.domain.annual_report import FilingChannel
from credit.domain.records import AbnormalEntry, Record
from credit.domain.repair_applications import Draft
from credit.domain.vocabulary import AbnormalGround
from credit.services import access, batches, memberships, projection
from credit.services.batches import Incoming
from credit.services.context import Context
from credit.services.ids import new_id
from credit.services.repairs import applying
from tests.fixtures import reports
from tests.fixtures.facts import clock_on, code, registration, said

YEAR = 2025
LISTED = date(2026, 7, 6)
OWNER = "filer".ljust(26, "0")


def listed(sessions: Sessions, on: date, count: int, first: int = 1000) -> list[tuple[str, str]]:
    """Keys and record ids of listed enterprises whose reports are there by now."""
    before = reports.context(sessions, date(2026, 1, 5))
    numbers = range(first, first + count)
    entry = AbnormalEntry(ground=AbnormalGround.REPORT_NOT_FILED, listed_on=LISTED, report_year=YEAR)
    entries = [
        Incoming((code(one),), Record(id="", provenance=said(f"late-{one}", "lists", LISTED), content=entry))
        for one in numbers
    ]
    with sessions.write() as session:
        batches.write(session, [registration(one) for one in numbers], entries)
        session.add(
            PersonRow(
                id=OWNER, display_name="", locale="zh", email="", phone="", created_at=before.clock.now()
            )
        )
        session.flush()
        found = []
        for one in numbers:
            key = reports_key(session, one)
            memberships.grant(session, before, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
            session.add(_filed(key, on))
            record_id = session.scalars(
                select(RecordRow.id).where(RecordRow.source == "lists", RecordRow.source_id == f"late-{one}")
            ).one()
            found.append((key, record_id))
    projection.project_marked(sessions, clock_on(on))
    return found


def reports_key(session: Session, number: int) -> str:

    return access.standing(session, code(number)).key


def _filed(key: str, on: date) -> ReportFilingRow:
    """That a report was filed; what it says is nothing to a repair."""
    return ReportFilingRow(
        id=new_id(),
        subject_key=key,
        year=YEAR,
        version=1,
        draft_id=new_id(),
        receipt=new_id(),
        filed_at=clock_on(on).now(),
        filed_by="tests",
        channel=FilingChannel.ONLINE.value,
        late=True,
        content=b"",
    )


def applied(sessions: Sessions, on: date, found: list[tuple[str, str]]) -> list[str]:
    """The cases of applications by each of them."""
    ctx = Context(sessions, clock_on(on), person(OWNER))
    made = []
    for key, record_id in found:
        begun = applying.begin(ctx, key, [record_id], new_id())
        filled = replace(Draft(items=begun.draft.items), signer="示例甲", declared=True)
        applying.save(ctx, key, begun.id, filled, begun.revision)
        made += [item.case_id for item in applying.submit(ctx, key, begun.id).items]
    return made
