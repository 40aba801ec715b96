"""The import files: what the import reads from them equals what was generated."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import orjson
import pytest
from msgspec.structs import replace

from credit.domain.clock import SHANGHAI
from credit.domain.notices import NoticeFacts
from credit.domain.records import Registration
from credit.services.batches import Incoming
from credit.services.demo import Plan, region
from credit.services.demo.authority_notices import authority_notices
from credit.services.demo.files import MIXED_FILE, sent, write
from credit.services.imports.rows import Read, RowReader

PLAN = Plan(400, 1, date(2026, 11, 22))
RECEIVED = datetime(2026, 11, 22, 23, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("demo")
    done = Counter[str]()
    write(PLAN, target, lambda count: done.update(size=count))
    assert done["size"] == PLAN.size
    return target


def read_csv(path: Path) -> list[Read]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        reader = RowReader(next(lines), RECEIVED)
        return [read for cells in lines if (read := reader.read(cells))]


def read_mixed(path: Path) -> list[Read]:
    reader = RowReader(None, RECEIVED)
    lines = path.read_bytes().splitlines()
    return [read for line in lines if (read := reader.read(orjson.loads(line)))]


def said(registration: Registration) -> Registration:
    return replace(registration, provenance=replace(registration.provenance, received_at=RECEIVED))


def told(notice: NoticeFacts) -> NoticeFacts:
    return replace(notice, key="", provenance=replace(notice.provenance, received_at=RECEIVED))


def test_every_row_is_taken_and_says_the_same(directory: Path) -> None:
    reads = [
        read
        for path in sorted(directory.iterdir())
        for read in (read_mixed(path) if path.name == MIXED_FILE else read_csv(path))
    ]
    assert not [read.problems for read in reads if read.problems]
    assert not [read for read in reads if read.held]
    registrations = {}
    records = {}
    notices = []
    for read in reads:
        taken = read.taken
        if isinstance(taken, NoticeFacts):
            notices.append(told(taken))
        elif isinstance(taken, Incoming):
            records[taken.record.provenance.source_id] = taken
        elif taken:
            registrations[taken.provenance.source_id] = taken
    for facts in region(PLAN):
        entry = facts.registration
        assert said(registrations[entry.provenance.source_id]) == said(entry)
        for record in filter(None, map(sent, facts.records)):
            found = records.pop(record.provenance.source_id)
            assert found.record.content == record.content
            assert found.record.withheld == record.withheld
            assert found.record.objection_since == record.objection_since
            assert found.codes == (entry.credit_code or entry.registration_no,)
    assert not records
    assert notices == [told(one) for one in authority_notices(PLAN)]


def test_a_damaged_row_is_named(directory: Path) -> None:
    path = directory / "licence.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        head, cells = next(lines), next(lines)
    cells[head.index("XK_XDR_SHXYM")] = "91650100MA77X3PQ0T"
    read = RowReader(head, RECEIVED).read(cells)
    assert read is not None
    assert read.taken is None
    assert read.problems[0][1] == "统一社会信用代码校验位不符"
