"""What is measured must be the whole region, in random order, and importable."""

import itertools
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import func, select

from bench import files, spool
from bench.importing import chunked, take
from credit.db.models import ChangeRow, RecordRow, Subject
from credit.db.session import open_sessions
from web.cli import main

TODAY = date(2026, 3, 2)


def test_the_spool_holds_everything_in_random_order(tmp_path: Path) -> None:
    made = spool.write(tmp_path, 1200, TODAY)
    registrations, records = list(made.registrations()), list(made.incoming())
    assert (len(registrations), len(records)) == (made.subjects, made.records)
    assert made.subjects == 1200
    codes = {code for item in registrations for code in (item.credit_code, item.registration_no) if code}
    assert {item.codes[0] for item in records} <= codes
    places = {item.credit_code or item.registration_no: n for n, item in enumerate(registrations)}
    order = [places[item.codes[0]] for item in records if item.codes[0] in places]
    near = sum(abs(a - b) < 3 for a, b in itertools.pairwise(order))
    assert near < len(order) / 20


def test_taking_the_region_in_projects_every_subject(tmp_path: Path) -> None:
    made = spool.write(tmp_path / "spool", 600, TODAY)
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    taken = take(made, url)
    sessions = open_sessions(url)
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Subject)) == made.subjects
        assert session.scalar(select(func.count()).select_from(RecordRow)) == made.records
        assert (session.scalar(select(func.count()).select_from(ChangeRow)) or 0) > made.subjects * 0.9
    sessions.close()
    assert taken.rate > 0


def test_the_files_import_without_a_rejected_row(tmp_path: Path) -> None:
    made = spool.write(tmp_path / "spool", 40, TODAY)
    written = files.write(tmp_path, made.registrations())
    environment = {
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.db'}",
        "PORTAL_SEARCH_URL": f"embedded://{tmp_path / 'index'}",
    }
    done = CliRunner().invoke(main, ["import", *map(str, written.paths)], env=environment)
    assert done.exit_code == 0, done.output
    sessions = open_sessions(environment["PORTAL_DATABASE_URL"])
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Subject)) == written.subjects
        assert session.scalar(select(func.count()).select_from(RecordRow)) == written.records
    sessions.close()


def test_chunked_keeps_all() -> None:
    assert list(chunked(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
