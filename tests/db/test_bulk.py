"""Bulk statements on both databases: lists of any length, overwriting, gapless numbers."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from credit.db.bulk import among, insert_rows, next_numbers
from credit.db.models import ChangeRow, Lease
from credit.db.session import Sessions
from tests.fixtures.facts import NOON

NAMES = ("name", "holder", "until")


def rows(*names: str, holder: str = "a") -> list[tuple[str, str, str]]:
    return [(name, holder, NOON.isoformat(sep=" ")) for name in names]


def holders(sessions: Sessions) -> dict[str, str]:
    with sessions.read() as session:
        return dict(session.execute(select(Lease.name, Lease.holder)).all())


def test_what_exists_fails_is_left_or_is_overwritten(sessions: Sessions) -> None:
    with sessions.write() as session:
        insert_rows(session.connection(), Lease.__table__, NAMES, rows("x", "y"))
        insert_rows(session.connection(), Lease.__table__, NAMES, rows("x", holder="b"), replace=())
        insert_rows(session.connection(), Lease.__table__, NAMES, rows("y", holder="b"), replace=("holder",))
    assert holders(sessions) == {"x": "a", "y": "b"}
    with pytest.raises(IntegrityError), sessions.write() as session:
        insert_rows(session.connection(), Lease.__table__, NAMES, rows("x"))


def test_columns_out_of_order_are_refused(sessions: Sessions) -> None:
    with pytest.raises(ValueError, match="order"), sessions.write() as session:
        insert_rows(session.connection(), Lease.__table__, ("until", "name", "holder"), rows("x"))


def test_lists_of_any_length(sessions: Sessions) -> None:
    with sessions.write() as session:
        insert_rows(session.connection(), Lease.__table__, NAMES, rows("x", "y"))
    many = [f"n{number}" for number in range(70_000)]
    with sessions.read() as session:
        connection = session.connection()
        for wanted, expected in (([*many, "x"], ["x"]), ([], []), (["y", "x"], ["x", "y"])):
            query = select(Lease.name).where(among(connection, Lease.name, wanted)).order_by(Lease.name)
            assert session.scalars(query).all() == expected


def test_numbers_have_no_gap_with_many_writers_and_failures(sessions: Sessions) -> None:
    """Eight writers, a third of whose transactions fail: the log is dense and in order of commit."""

    def one(seed: int) -> None:
        chance = Random(seed)
        for _ in range(12):
            try:
                with sessions.write() as session:
                    count = chance.randint(1, 3)
                    first = next_numbers(session.connection(), "changes", count)
                    session.add_all(
                        ChangeRow(seq=first + step, kind="dossier", key=f"k{seed}", version=1, at=NOON)
                        for step in range(count)
                    )
                    session.flush()
                    if chance.random() < 0.33:
                        raise KeyboardInterrupt
            except KeyboardInterrupt:
                continue

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))
    with sessions.read() as session:
        seen = session.scalars(select(ChangeRow.seq).order_by(ChangeRow.seq)).all()
    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) > 30


def test_an_unknown_counter_is_told(sessions: Sessions) -> None:
    with pytest.raises(LookupError), sessions.write() as session:
        next_numbers(session.connection(), "nothing", 1)
