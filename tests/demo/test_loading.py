"""Loading the region: through the common write road, safe to repeat, resumable, on both databases."""

import random
from datetime import datetime

import pytest
from sqlalchemy import func, select

from credit.db.models import ChangeRow, DossierRow, RecordRow, Subject
from credit.db.report_models import ReportFilingRow
from credit.db.session import Sessions
from credit.domain.clock import SHANGHAI, FixedClock
from credit.domain.errors import ConflictError
from credit.services.demo import loading, region
from credit.services.notice_reading import NoticeReader
from credit.services.public import PublicReader

CLOCK = FixedClock(datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI))
SIZE = 120
MAIN_CODE = "91650100MA77X3PQ6A"


def ignore(_count: int) -> None:
    """Progress that nobody watches."""


def load(sessions: Sessions, size: int = SIZE, seed: int = 1) -> None:
    loading.load(sessions, loading.settle(sessions, size, seed, CLOCK), ignore)
    loading.publish(sessions, CLOCK, ignore)


def counts(sessions: Sessions) -> tuple[int | None, ...]:
    with sessions.read() as session:
        models = (Subject, RecordRow, DossierRow, ChangeRow)
        return tuple(session.scalar(select(func.count()).select_from(model)) for model in models)


def reports(sessions: Sessions) -> int:
    """How many annual reports the subjects of the region filed in earlier years."""
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(ReportFilingRow)) or 0


def test_everything_generated_is_kept_and_projected(sessions: Sessions) -> None:
    load(sessions)
    with sessions.read() as session:
        there = loading.state(session)
    assert there is not None
    assert there.complete
    made = list(region(there.plan))
    subjects, records, dossiers, _ = counts(sessions)
    assert subjects == dossiers == SIZE
    filed = reports(sessions)
    assert filed > 20
    assert records == sum(len(facts.records) for facts in made) + filed
    assert loading.unpublished(sessions) == 0


def test_the_notices_of_authorities_are_announced_once(sessions: Sessions) -> None:
    plan = loading.settle(sessions, SIZE, 1, CLOCK).plan
    made = loading.announce(sessions, plan, CLOCK)
    assert loading.announce(sessions, plan, CLOCK) == made > 50
    shown = [one.notice for one in NoticeReader(sessions, CLOCK).everything()]
    assert len(shown) == made
    assert None not in shown
    assert counts(sessions)[3] == made


def test_the_showcase_is_found_by_all_its_codes(sessions: Sessions) -> None:
    load(sessions)
    reader = PublicReader(sessions, CLOCK)
    for asked, name in (
        (MAIN_CODE, "新疆天山金石商贸有限公司"),
        ("652201075536505", "哈密戈壁机械厂"),
        ("6531252600417", "莎车县艾力·买买提馕店"),
    ):
        found = reader.enterprise(asked)
        assert found is not None
        assert found.dossier.registered.name == name


def test_loading_twice_changes_nothing(sessions: Sessions) -> None:
    load(sessions)
    before = counts(sessions)
    assert loading.settle(sessions, SIZE, 1, CLOCK).complete
    load(sessions)
    assert counts(sessions) == before


def test_a_region_can_grow_and_an_interrupted_load_goes_on(sessions: Sessions) -> None:
    load(sessions, 40)
    load(sessions, SIZE)
    grown = counts(sessions)
    assert grown[0] == SIZE


def test_a_larger_region_stays_when_a_smaller_one_is_asked_for(sessions: Sessions) -> None:
    load(sessions)
    kept = loading.settle(sessions, 20, 1, CLOCK)
    assert kept.complete
    assert kept.plan.size == SIZE


def test_another_region_is_refused(sessions: Sessions) -> None:
    load(sessions)
    with pytest.raises(ConflictError) as refused:
        loading.settle(sessions, SIZE, 2, CLOCK)
    assert refused.value.code == "demo.other_data"
    assert refused.value.params == {"size": SIZE, "seed": 1}


def test_a_register_that_is_no_demo_is_refused(sessions: Sessions) -> None:
    with sessions.write() as session:
        session.add(Subject(key="k", source="s", source_id="1", hash=random.randbytes(16), payload=b""))
    with pytest.raises(ConflictError):
        loading.settle(sessions, SIZE, 1, CLOCK)
