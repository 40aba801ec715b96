"""What June leaves behind: companies of one city, listed for a late report, that have filed it since.

All of them apply for the end of their entry, and are alike: for the desk they are one screen.
"""

from datetime import date, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow, Subject, SubjectCode
from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.domain.records import AbnormalEntry, EnterpriseFacts, Penalty, Record
from credit.domain.values import NOT_APPLICABLE, Provenance
from credit.domain.vocabulary import AbnormalGround, RecordKind, Status, SubjectClass
from credit.services import batches, projection
from credit.services.batches import Incoming
from credit.services.demo import filing, places
from credit.services.demo.days import Horizon, moment
from credit.services.demo.once import once
from credit.services.demo.repair_parts import Part
from credit.services.disclosures.evidence import Folder
from credit.services.dossiers import facts_of, read_facts

CITY: Final = "650100"
COUNT: Final = 30
SOURCE: Final = "demo-late"
SHOWCASE: Final = 15  # the subjects made by hand have stories of their own
TOKEN: Final = f"{8001:026d}"
_LOOKED_AT: Final = 120  # subjects of the city, of which enough are such companies


def act(sessions: Sessions, clock: Clock, folder: Folder) -> int:
    """Let them be listed, file and apply, once; how many of them there are."""
    once(sessions, "late-listed", lambda: _list_them(sessions, clock))
    with sessions.read() as session:
        found = _listed(session)
    once(sessions, "late-applied", lambda: _apply(sessions, clock, folder, found))
    return len(found)


def _list_them(sessions: Sessions, clock: Clock) -> bool:
    today = clock.today()

    def work(session: Session) -> bool:
        owing = (one for one in _companies(session) if _is_unlisted(one) and _files(session, one, today))
        chosen = list(islice(owing, COUNT))
        codes = [batches.codes_of(one.registration)[:1] for one in chosen]
        entries = [Incoming(code, _entry(one, today)) for code, one in zip(codes, chosen, strict=True)]
        batches.write(session, [], entries)
        numbers = batches.subjects_of(session, [code for (code,) in codes]).values()
        projection.publish_now(session, numbers, clock)
        return bool(chosen)

    return sessions.run(work)


def _companies(session: Session) -> list[EnterpriseFacts]:
    """Subjects of the city behind the showcase, in the order of their codes."""
    first = int(f"91{CITY}")
    of_city = (SubjectCode.code >= str(first), SubjectCode.code < str(first + 100))
    query = select(SubjectCode.subject_id).where(*of_city, SubjectCode.subject_id > SHOWCASE)
    numbers = list(dict.fromkeys(session.scalars(query.order_by(SubjectCode.code).limit(_LOOKED_AT))))
    return [facts_of(raw) for raw in read_facts(session, numbers)]


def _is_unlisted(one: EnterpriseFacts) -> bool:
    said = one.registration
    fits = said.subject_class is SubjectClass.COMPANY and said.status is Status.OPERATING
    return fits and not any(isinstance(record.content, AbnormalEntry | Penalty) for record in one.records)


def _year(today: date) -> int:
    return Horizon(today.toordinal()).missing_report_year()


def _files(session: Session, one: EnterpriseFacts, today: date) -> bool:
    on = max(_listing_day(today), today - timedelta(days=6))
    return filing.file_late(session, one, _year(today), on)


def _listing_day(today: date) -> date:
    return date(_year(today) + 1, 7, 8)


def _entry(one: EnterpriseFacts, today: date) -> Record:
    listed = _listing_day(today)
    serial = int(one.registration.credit_code[-10:-4], 36) % 4000 if one.registration.credit_code else 1
    content = AbnormalEntry(
        ground=AbnormalGround.REPORT_NOT_FILED,
        listed_on=listed,
        decision_no=f"乌市监异入〔{listed.year}〕第{serial}号",
        report_year=_year(today),
        removal_ground=NOT_APPLICABLE,
        removal_agency=NOT_APPLICABLE,
        removal_no=NOT_APPLICABLE,
    )
    said = Provenance(
        agency=places.agency(CITY),
        source=SOURCE,
        source_id=one.key,
        effective_on=listed,
        published_on=listed,
        received_at=moment(listed.toordinal(), 10),
    )
    return Record(id="", provenance=said, content=content)


def _listed(session: Session) -> list[tuple[str, str]]:
    """Keys of the subjects and ids of the entries."""
    query = select(Subject.key, RecordRow.id).join(RecordRow, RecordRow.subject_id == Subject.id)
    ours = (RecordRow.kind == RecordKind.ABNORMAL.value, RecordRow.source == SOURCE)
    return [(row.key, row.id) for row in session.execute(query.where(*ours).order_by(RecordRow.no))]


def _apply(sessions: Sessions, clock: Clock, folder: Folder, found: list[tuple[str, str]]) -> bool:
    for key, record_id in found:
        Part(sessions, clock, folder, key, TOKEN, record_id, CITY).filed()
    return bool(found)
