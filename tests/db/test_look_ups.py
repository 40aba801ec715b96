"""Look-ups through the bare driver: the same errors as from a session, no connection left behind."""

import gc
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from credit.db.session import Sessions, open_sessions


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return open_sessions(f"sqlite:///{tmp_path / 'a.db'}")


def test_an_error_is_a_database_error_and_the_next_look_up_works(sessions: Sessions) -> None:
    with pytest.raises(OperationalError):
        sessions.fetch("SELECT nothing FROM nowhere", ())
    assert sessions.fetch("SELECT ? + 1", (1,)) == [(2,)]
    sessions.close()


def test_a_thread_leaves_no_connection_behind(sessions: Sessions) -> None:
    sessions.fetch("SELECT 1", ())
    for _ in range(20):
        thread = Thread(target=sessions.fetch, args=("SELECT 1", ()))
        thread.start()
        thread.join()
    gc.collect()
    assert len(sessions._open) == 1
    sessions.close()
    assert sessions.fetch("SELECT 1", ()) == [(1,)]
    sessions.close()


def test_a_look_up_sees_what_was_written_since(sessions: Sessions) -> None:
    with sessions.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE t (x INTEGER)")
    assert sessions.fetch("SELECT x FROM t", ()) == []
    with sessions.write() as session:
        session.connection().exec_driver_sql("INSERT INTO t VALUES (7)")
    assert sessions.fetch("SELECT x FROM t", ()) == [(7,)]
    sessions.close()


def test_look_ups_map_the_file_and_transactions_only_a_part_of_it(sessions: Sessions) -> None:
    (mapped,) = sessions.fetch("PRAGMA mmap_size", ())[0]
    with sessions.read() as session:
        (elsewhere,) = session.connection().exec_driver_sql("PRAGMA mmap_size").fetchone() or (0,)
    assert mapped > elsewhere > 0
    sessions.close()
