"""What June leaves behind: a group of late filers decided at once, and how soon a grant is gone.

`python -m bench.repairs` (GROUP=2000, GRANTS=200), on PostgreSQL and the embedded search, with the served
portal and the follower in processes of their own and nothing else running. A decision of the group is what
the officer's button does: each case accepted, verified by the registers, decided, numbered and public. Of
single grants the time runs from the commit until the page, asked over HTTP, and the search of another
process no longer know the record.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import requests
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.freshness import follower
from bench.june import postgres
from bench.load import BenchError, Server, cpu_of_tree
from bench.report import Section, percentile, plain
from credit.db.account_models import PersonRow
from credit.db.models import RecordRow
from credit.db.report_models import ReportFilingRow
from credit.db.session import Sessions, open_sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import OfficerRole, officer, person, system
from credit.domain.annual_report import FilingChannel
from credit.domain.clock import SystemClock
from credit.domain.identifiers import make_credit_code
from credit.domain.records import AbnormalEntry, AnyContent, Penalty, Record, Registration
from credit.domain.repair_applications import Draft
from credit.domain.values import Agency, Money, Provenance, Repair
from credit.domain.vocabulary import AbnormalGround, PenaltyKind, Status, SubjectClass
from credit.jobs import indexing
from credit.services import access, batches, memberships, projection
from credit.services.batches import Incoming
from credit.services.context import Context
from credit.services.ids import new_id
from credit.services.repairs import alike, applying, effects
from credit.services.repairs.effects import Granted
from search.engine import SearchReader
from search.factory import open_reader
from search.query import Query

DIVISION = "650102"
AGENCY = Agency("乌鲁木齐市天山区市场监督管理局")
OWNER = "bench".ljust(26, "0")
CLOCK = SystemClock()
BAR = 60.0  # seconds until nothing of a repaired record is found
PATIENCE = 20.0
CHUNK = 500


@dataclass(frozen=True)
class Planted:
    """A record that is to be gone: where its page is, and what it is found by."""

    key: str
    address: str
    record_id: str
    number: str


def _address(number: int) -> str:
    return make_credit_code("91", DIVISION, f"{number:08d}")


def _said(source: str, source_id: str, on: date) -> Provenance:
    now = CLOCK.now()
    return Provenance(
        agency=AGENCY,
        source=source,
        source_id=source_id,
        effective_on=on,
        published_on=on,
        received_at=now,
    )


def _company(number: int) -> Registration:
    founded = date(2020, 1, 6)
    return Registration(
        provenance=_said("bench", f"company-{number}", founded),
        name=f"新疆示例{number}号商贸有限公司",
        subject_class=SubjectClass.COMPANY,
        status=Status.OPERATING,
        credit_code=_address(number),
        established_on=founded,
        division=DIVISION,
    )


def plant(sessions: Sessions, numbers: range, content: Callable[[int], AnyContent]) -> list[Planted]:
    """Companies with a record each, public."""
    for at in range(0, len(numbers), CHUNK):
        sessions.run(partial(_write, numbers=numbers[at : at + CHUNK], content=content))
    projection.project_marked(sessions, CLOCK)
    with sessions.read() as session:
        rows = session.execute(select(RecordRow.source_id, RecordRow.id).where(RecordRow.source == "r"))
        ids = {row.source_id: row.id for row in rows}
        return [
            Planted(access.standing(session, _address(one)).key, _address(one), ids[f"{one}"], _number(one))
            for one in numbers
        ]


def _write(session: Session, *, numbers: range, content: Callable[[int], AnyContent]) -> None:
    on = CLOCK.today() - timedelta(days=30)
    records = {
        one: Record(id="", provenance=_said("r", f"{one}", on), content=content(one)) for one in numbers
    }
    sent = [Incoming((_address(one),), record) for one, record in records.items()]
    batches.write(session, [_company(one) for one in numbers], sent)


def _late(_number: int) -> AnyContent:
    year = CLOCK.today().year - 1
    listed = CLOCK.today() - timedelta(days=30)
    return AbnormalEntry(ground=AbnormalGround.REPORT_NOT_FILED, listed_on=listed, report_year=year)


def _number(number: int) -> str:
    return f"乌天市监罚〔2026〕{number}号"


def _penalty(number: int) -> AnyContent:
    return Penalty(
        decision_no=_number(number),
        violation="经营标签不符合规定的食品",
        kinds=(PenaltyKind.FINE,),
        decided_on=CLOCK.today() - timedelta(days=30),
        fine=Money(Decimal(12)),
    )


def apply_all(sessions: Sessions, planted: list[Planted]) -> list[str]:
    """Every company has filed by now, and applies; the cases."""
    ctx, granting = Context(sessions, CLOCK, person(OWNER)), Context(sessions, CLOCK, system("bench"))
    with sessions.write() as session:
        now = CLOCK.now()
        session.add(PersonRow(id=OWNER, display_name="", locale="zh", email="", phone="", created_at=now))
        session.flush()
        for one in planted:
            memberships.grant(session, granting, one.key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
            session.add(_filed(one.key))
    made = []
    for one in planted:
        begun = applying.begin(ctx, one.key, [one.record_id], new_id())
        filled = replace(Draft(items=begun.draft.items), signer="示例甲", declared=True)
        applying.save(ctx, one.key, begun.id, filled, begun.revision)
        made += [item.case_id for item in applying.submit(ctx, one.key, begun.id).items]
    return made


def _filed(key: str) -> ReportFilingRow:
    """That a report was filed; what it says is nothing to a repair."""
    return ReportFilingRow(
        id=new_id(),
        subject_key=key,
        year=CLOCK.today().year - 1,
        version=1,
        draft_id=new_id(),
        receipt=new_id(),
        filed_at=CLOCK.now(),
        filed_by="bench",
        channel=FilingChannel.ONLINE.value,
        late=True,
        content=b"",
    )


def decide(sessions: Sessions, case_ids: list[str], process: int) -> Section:
    """Decide the whole group, as the officer's button does."""
    ctx = Context(sessions, CLOCK, officer("h" * 26, DIVISION, frozenset({OfficerRole.HANDLER})))
    before, own, began = cpu_of_tree(process), time.process_time(), time.perf_counter()
    done = alike.decide_group(ctx, case_ids)
    took, cpu = time.perf_counter() - began, time.process_time() - own
    database = cpu_of_tree(process) - before
    if done.left:
        raise BenchError(f"{len(done.left)} cases were left: {sorted(set(done.left.values()))}")
    count, numbers = len(done.decided), len(set(done.decided.values()))
    section = Section("A group of late filers", note=f"{count:,} alike, decided together on PostgreSQL.")
    section.add("decided", f"{count:,}")
    section.add("numbers given", f"{numbers:,}", "one each", numbers == count)
    section.add("whole group", f"{took:.1f} s")
    section.add("a case", f"{took / count * 1000:.1f} ms")
    section.add("CPU a case: portal", f"{cpu / count * 1000:.1f} ms")
    section.add("CPU a case: PostgreSQL", f"{database / count * 1000:.1f} ms")
    return section


def propagate(sessions: Sessions, planted: list[Planted], server: Server, reader: SearchReader) -> Section:
    """Grant one by one; the time from each commit until page and search know nothing of it."""
    with requests.Session() as client:
        on_page = partial(_shown, client, server)
        page = [_gone(sessions, one, partial(on_page, one)) for one in planted[::2]]
    search = [_gone(sessions, one, partial(_found, reader, one)) for one in planted[1::2]]
    section = Section("A grant is gone", note=f"{len(planted)} penalties, one by one, asked for until gone.")
    for where, took in (("page", page), ("search of another process", search)):
        p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
        section.add(f"{where}, p50", f"{p50 * 1000:.0f} ms")
        section.add(f"{where}, p99", f"{p99 * 1000:.0f} ms", f"≤ {BAR:.0f} s", p99 <= BAR)
    return section


def _shown(client: requests.Session, server: Server, one: Planted) -> bool:
    answer = client.get(server.url(f"/zh/enterprise/{one.address}"), timeout=10)
    answer.raise_for_status()
    return one.number in answer.text


def _found(reader: SearchReader, one: Planted) -> bool:
    return any(hit.key == one.key for hit in reader.search(Query(one.number, CLOCK.today())).hits)


def _gone(sessions: Sessions, one: Planted, there: Callable[[], bool]) -> float:
    if not there():
        raise BenchError(f"{one.number} was not there before")
    ctx = Context(sessions, CLOCK, system("bench"))
    repair = Repair(number=f"信修〔2026〕{one.record_id[-8:]}号", agency=AGENCY.name, on=CLOCK.today())
    granted = [Granted(one.key, one.record_id, repair)]
    ctx.sessions.run(lambda session: effects.apply(session, ctx, granted))
    committed = time.perf_counter()
    while there():
        if time.perf_counter() - committed > PATIENCE:
            raise BenchError(f"{one.number} was still there after {PATIENCE:.0f} s")
        time.sleep(0.001)
    return time.perf_counter() - committed


def measure(group: int, grants: int) -> Iterator[Section]:
    """Both sections, on a register and an index of their own."""
    with postgres() as (url, process), tempfile.TemporaryDirectory(prefix="portal-repairs-") as place:
        portal = _environment(url, Path(place))
        sessions = open_sessions(url)
        late = plant(sessions, range(10_000, 10_000 + group), _late)
        yield decide(sessions, apply_all(sessions, late), process)
        penalties = plant(sessions, range(50_000, 50_000 + grants), _penalty)
        indexing.build(sessions, CLOCK, portal["PORTAL_SEARCH_URL"])
        reader = open_reader(portal["PORTAL_SEARCH_URL"])
        with follower(portal), Server("web.wsgi:app", portal) as server:
            yield propagate(sessions, penalties, server, reader)
        sessions.close()


def _environment(url: str, place: Path) -> dict[str, str]:
    return {
        "PORTAL_DATA_DIR": str(place),
        "PORTAL_DATABASE_URL": url,
        "PORTAL_SEARCH_URL": f"embedded://{place / 'index'}",
        "PORTAL_SECRET_KEY": "0" * 32,
        "PORTAL_REPORTER_KEYS": "0" * 64,
        "PORTAL_QUOTA_PAGES": "100000 per second",
        "PORTAL_EMBEDDED_JOBS": "0",
        "PORTAL_ACCESS_LOG": "0",
        "PORTAL_DEMO": "0",
    }


def main() -> int:
    """Measure and print; 1 if a bar was missed."""
    sections = []
    for section in measure(int(os.environ.get("GROUP") or 2000), int(os.environ.get("GRANTS") or 200)):
        print(plain(section), flush=True)
        sections.append(section)
    return int(any(line.met is False for section in sections for line in section.lines))


if __name__ == "__main__":
    sys.exit(main())
