"""Writing facts and reading dossiers, on both databases."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.models import ChangeRow, Dirty, DossierRow, RecordRow, Waiting
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.values import Withholding
from credit.domain.vocabulary import RecordKind, Status, WithholdingGround
from credit.services import batches, projection, records, registrations
from credit.services.batches import Incoming, Outcome
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from credit.services.dossiers import Raw
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, TODAY, clock_on, code, licence, penalty, record, registration, said

WITHHELD = Withholding(WithholdingGround.PERSONAL_PRIVACY, "示例批准人", date(2027, 1, 1))


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return Context(sessions, CLOCK, system("test"))


@pytest.fixture
def reader(sessions: Sessions) -> PublicReader:
    return PublicReader(sessions, CLOCK)


def changes(sessions: Sessions) -> list[tuple[int, str, int]]:
    with sessions.read() as session:
        rows = session.execute(
            select(ChangeRow.seq, ChangeRow.kind, ChangeRow.version).order_by(ChangeRow.seq)
        )
        return [(seq, kind, version) for seq, kind, version in rows]


def count(sessions: Sessions, model: type) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_registration_is_public_when_its_transaction_is(ctx: Context, reader: PublicReader) -> None:
    assert reader.enterprise(code(1)) is None
    assert registrations.put(ctx, registration(1)) is Outcome.NEW
    located = reader.enterprise(code(1))
    assert located is not None
    assert located.dossier.registered.name == registration(1).name
    assert located.canonical_address == code(1)
    assert changes(ctx.sessions) == [(1, "dossier", 1)]
    assert count(ctx.sessions, Dirty) == 0
    assert reader.freshness() == CLOCK.now()


def test_the_same_again_changes_nothing(ctx: Context) -> None:
    registrations.put(ctx, registration(1))
    one = record(penalty("甲〔2026〕1号"), "p1")
    assert records.put(ctx, (code(1),), one) is Outcome.NEW
    before = changes(ctx.sessions)
    assert registrations.put(ctx, registration(1)) is Outcome.UNCHANGED
    assert records.put(ctx, (code(1),), one) is Outcome.UNCHANGED
    assert changes(ctx.sessions) == before
    assert count(ctx.sessions, RecordRow) == 1


def test_a_changed_record_keeps_its_id(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号"), "p1"))
    first = reader.enterprise(code(1))
    assert records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号", "31"), "p1")) is Outcome.CHANGED
    second = reader.enterprise(code(1))
    assert first is not None
    assert second is not None
    assert first.dossier.records[0].id == second.dossier.records[0].id
    assert first.dossier != second.dossier
    assert count(ctx.sessions, RecordRow) == 1


def test_old_numbers_lead_to_the_same_page(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1, registration_no="650102050000002", old_codes=("6501021000123",)))
    for address in (
        code(1),
        code(1).lower(),
        "650102050000002",
        " 6501021000123",
        "６５０１０２０５００００００２",
    ):
        located = reader.enterprise(address)
        assert located is not None
        assert located.canonical_address == code(1)
    registrations.put(ctx, registration(2, credit_code=None, registration_no="650102600000000"))
    without = reader.enterprise("650102600000000")
    assert without is not None
    assert without.canonical_address == "650102600000000"
    assert reader.enterprise(without.dossier.key) is not None


@pytest.mark.parametrize(
    "address", ["", "x", "\0", "9" * 1000, "' OR 1=1 --", "%", "91650102\ud800", "ئۈرۈمچى"]
)
def test_nonsense_leads_nowhere(address: str, reader: PublicReader) -> None:
    assert reader.enterprise(address) is None


def test_a_changed_code_still_leads_to_the_subject(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    key = located_key(reader, code(1))
    assert registrations.put(ctx, registration(1, credit_code=code(7))) is Outcome.CHANGED
    assert located_key(reader, code(1)) == located_key(reader, code(7)) == key


def located_key(reader: PublicReader, address: str) -> str:
    located = reader.enterprise(address)
    assert located is not None
    return located.dossier.key


def test_codes_of_two_subjects_are_a_conflict(ctx: Context) -> None:
    registrations.put(ctx, registration(1))
    registrations.put(ctx, registration(2))
    with pytest.raises(ConflictError):
        registrations.put(ctx, registration(1, old_codes=(code(2),)))
    with pytest.raises(ConflictError):
        records.put(ctx, (code(1), code(2)), record(licence("1"), "l1"))


def test_another_source_does_not_bring_older_facts(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    older = registration(1, provenance=said("x", "other", date(2019, 1, 1)), status=Status.REVOKED)
    assert registrations.put(ctx, older) is Outcome.UNCHANGED
    newer = registration(1, provenance=said("x", "other", date(2025, 1, 1)), status=Status.REVOKED)
    assert registrations.put(ctx, newer) is Outcome.CHANGED
    located = reader.enterprise(code(1))
    assert located is not None
    assert located.dossier.registered.status is Status.REVOKED


def test_a_record_waits_for_its_enterprise(ctx: Context, reader: PublicReader) -> None:
    assert records.put(ctx, (code(1),), record(licence("1"), "l1")) is Outcome.WAITING
    assert records.put(ctx, (code(1),), record(licence("1"), "l1")) is Outcome.WAITING
    assert count(ctx.sessions, Waiting) == 1
    registrations.put(ctx, registration(1))
    located = reader.enterprise(code(1))
    assert located is not None
    assert [one.kind for one in located.dossier.records] == [RecordKind.LICENCE]
    assert count(ctx.sessions, Waiting) == 0


def test_a_record_waits_by_its_second_code_too(ctx: Context, reader: PublicReader) -> None:
    records.put(ctx, (code(1), "650102050000002"), record(licence("1"), "l1"))
    registrations.put(ctx, registration(2, credit_code=None, registration_no="650102050000002"))
    located = reader.enterprise("650102050000002")
    assert located is not None
    assert len(located.dossier.records) == 1


def test_what_waits_was_said_later_and_moves_the_record(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    with ctx.sessions.write() as session:
        batches.write(session, [], [Incoming((code(1),), record(licence("1"), "l1"))])
        batches.write(session, [], [Incoming((code(2),), record(licence("1"), "l1"))])
        batches.write(session, [registration(2)], [])
    projection.project_marked(ctx.sessions, CLOCK)
    assert (public_records(reader, 1), public_records(reader, 2)) == (0, 1)
    assert count(ctx.sessions, Waiting) == 0


def test_what_waited_does_not_come_after_what_was_said_since(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    with ctx.sessions.write() as session:
        batches.write(session, [], [Incoming((code(2),), record(licence("1"), "l1"))])
        batches.write(session, [], [Incoming((code(1),), record(licence("1"), "l1"))])
        batches.write(session, [registration(2)], [])
    projection.project_marked(ctx.sessions, CLOCK)
    assert (public_records(reader, 1), public_records(reader, 2)) == (1, 0)
    assert count(ctx.sessions, Waiting) == 0


def test_withholding_takes_the_record_out_at_once_and_no_import_brings_it_back(
    ctx: Context, reader: PublicReader
) -> None:
    registrations.put(ctx, registration(1))
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号"), "p1"))
    located = reader.enterprise(code(1))
    assert located is not None
    shown = located.dossier.records[0].id
    records.withhold(ctx, shown, WITHHELD)
    assert public_records(reader) == 0
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号", "99"), "p1"))
    assert public_records(reader) == 0
    records.release(ctx, shown, "示例批准人", "示例机关", "已复核，无个人隐私")
    assert public_records(reader) == 1
    with pytest.raises(NotFoundError):
        records.withhold(ctx, "nothing", WITHHELD)


def public_records(reader: PublicReader, number: int = 1) -> int:
    located = reader.enterprise(code(number))
    assert located is not None
    return len(located.dossier.records)


def test_a_hidden_record_moves_nothing_public(ctx: Context) -> None:
    """Not even the log says that something was withheld."""
    registrations.put(ctx, registration(1))
    before = changes(ctx.sessions)
    hidden = msgspec.structs.replace(record(penalty("甲〔2026〕1号"), "p1"), withheld=WITHHELD)
    records.put(ctx, (code(1),), hidden)
    assert changes(ctx.sessions) == before


def test_a_withheld_subject_is_gone_everywhere(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    key = located_key(reader, code(1))
    registrations.put(ctx, registration(1, withheld=WITHHELD))
    assert reader.enterprise(code(1)) is None
    assert reader.suggest_names("乌鲁木齐") == ()
    assert reader.codes() == ()
    assert changes(ctx.sessions)[-1][1:] == ("gone", 2)
    gone = DossierChanges(ctx.sessions, CLOCK).replacement(key)
    assert gone.documents == ()
    assert gone.version == 2


def test_objection_is_shown(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号"), "p1"))
    located = reader.enterprise(code(1))
    assert located is not None
    records.mark_objection(ctx, located.dossier.records[0].id, TODAY)
    after = reader.enterprise(code(1))
    assert after is not None
    assert after.dossier.records[0].objection_since == TODAY


def test_nothing_expired_is_shown_even_if_no_job_runs(ctx: Context) -> None:
    registrations.put(ctx, registration(1))
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号", "0.1"), "p1"))  # three months
    with ctx.sessions.read() as session:
        until = session.scalar(select(DossierRow.valid_until))
    assert until is not None
    eve = PublicReader(ctx.sessions, clock_on(until - timedelta(days=1)))
    day = PublicReader(ctx.sessions, clock_on(until))
    assert public_records(eve) == 1
    assert public_records(day) == 0
    assert projection.sweep(ctx.sessions, clock_on(until - timedelta(days=1))) == 0
    assert projection.sweep(ctx.sessions, clock_on(until)) == 1
    assert changes(ctx.sessions)[-1] == (3, "dossier", 3)
    assert projection.sweep(ctx.sessions, clock_on(until)) == 0


def test_a_page_read_in_the_middle_of_a_load_is_right(ctx: Context, reader: PublicReader) -> None:
    with ctx.sessions.write() as session:
        batches.write(session, [registration(1)], [Incoming((code(1),), record(licence("1"), "l1"))])
    assert public_records(reader) == 1
    assert count(ctx.sessions, DossierRow) == 0
    assert projection.project_marked(ctx.sessions, CLOCK) == 1
    assert public_records(reader) == 1
    assert count(ctx.sessions, DossierRow) == 1


def test_names_offered_in_the_middle_of_a_load_are_right(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    hidden = Withholding(WithholdingGround.STATE_SECRET, "示例批准人", CLOCK.today())
    with ctx.sessions.write() as session:
        batches.write(session, [registration(1, withheld=hidden)], [])
    assert reader.suggest_names("乌鲁木齐市示例") == ()


def test_doubles_in_one_batch_count_once(ctx: Context) -> None:
    twice = [registration(1), registration(1), registration(1, uyghur_name="ئالتۇن تاش")]
    same = [Incoming((code(1),), record(licence("1"), "l1"))] * 2
    other = [
        Incoming((code(1),), record(licence("2"), "l1")),
        Incoming((code(9),), record(licence("3"), "l3")),
    ]
    with ctx.sessions.write() as session:
        written = batches.write(session, twice, [*same, *other])
    assert written.registrations == [Outcome.NEW, Outcome.UNCHANGED, Outcome.CHANGED]
    assert written.records == [Outcome.NEW, Outcome.UNCHANGED, Outcome.CHANGED, Outcome.WAITING]
    assert count(ctx.sessions, RecordRow) == 1


def test_many_subjects_with_a_dictionary_and_workers(
    ctx: Context, reader: PublicReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "POOL_FROM", 100)
    with ctx.sessions.write() as session:
        batches.write(session, [registration(number) for number in range(700)], [])
    assert projection.project_marked(ctx.sessions, CLOCK, workers=2) == 700
    assert [seq for seq, _, _ in changes(ctx.sessions)] == list(range(1, 701))
    for number in (0, 350, 699):
        assert reader.enterprise(code(number)) is not None
    assert len(reader.codes(limit=1000)) == 700
    assert sum(1 for _ in DossierChanges(ctx.sessions, CLOCK).everything()) == 700


def test_two_writers_of_one_subject_lose_nothing(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))

    def put(number: int) -> None:
        records.put(ctx, (code(1),), record(penalty(f"甲〔2026〕{number}号"), f"p{number}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(put, range(12)))
    assert public_records(reader) == 12
    assert changes(ctx.sessions)[-1][0] == changes(ctx.sessions)[-1][2] == 13


def test_loading_while_projecting_loses_no_mark(ctx: Context, reader: PublicReader) -> None:
    """A mark set during the pass survives it: at the end every record is in its dossier."""
    with ctx.sessions.write() as session:
        batches.write(session, [registration(number) for number in range(40)], [])

    def load(turn: int) -> None:
        items = [
            Incoming((code(number),), record(licence(f"{number}-{turn}"), f"{number}-{turn}"))
            for number in range(40)
        ]
        with ctx.sessions.write() as session:
            batches.write(session, [], items)

    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(load, turn) for turn in range(6)]
        passes = [pool.submit(projection.project_marked, ctx.sessions, CLOCK) for _ in range(6)]
        for one in [*loads, *passes]:
            one.result()
    projection.project_marked(ctx.sessions, CLOCK)
    for number in range(40):
        found = PublicReader(ctx.sessions, CLOCK).enterprise(code(number))
        assert found is not None
        assert len(found.dossier.records) == 6


def test_what_came_in_while_a_dossier_was_made_is_in_it_afterwards(
    ctx: Context, reader: PublicReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dossier of older facts is not written, and its mark stays for the next turn."""
    with ctx.sessions.write() as session:
        batches.write(session, [registration(1), registration(2)], [])
    read, late = projection.read_facts, [Incoming((code(1),), record(licence("1"), "l1"))]

    def read_and_lose(session: Session, subjects: Iterable[int]) -> list[Raw]:
        found = read(session, subjects)
        if late:
            with ctx.sessions.write() as other:
                batches.write(other, [], [late.pop()])
        return found

    monkeypatch.setattr(projection, "read_facts", read_and_lose)
    written: list[int] = []
    assert projection.project_marked(ctx.sessions, CLOCK, written.append) == 2
    assert written == [1, 1]
    assert public_records(reader) == 1
    assert [version for _, _, version in changes(ctx.sessions)] == [1, 1]


def test_names_by_their_beginning(ctx: Context, reader: PublicReader) -> None:
    for number in (3, 1, 2):
        registrations.put(ctx, registration(number))
    names = [card.name for card in reader.suggest_names("乌鲁木齐市示例", 2)]
    assert names == [registration(1).name, registration(2).name]
    assert reader.suggest_names("  ") == ()
    assert reader.suggest_names("示例") == ()


def test_counts_of_the_week(ctx: Context, reader: PublicReader) -> None:
    registrations.put(ctx, registration(1))
    for day, number in ((TODAY, "1"), (TODAY - timedelta(days=6), "2"), (TODAY - timedelta(days=7), "3")):
        fresh = penalty(number, decided_on=day)
        records.put(ctx, (code(1),), record(fresh, number, day))
    counted = reader.today()
    assert counted.today == {RecordKind.PENALTY: 1, RecordKind.NOTICE: 0}
    assert counted.week == {RecordKind.PENALTY: 2, RecordKind.NOTICE: 0}
