"""The schema: migrations and models agree, and a second upgrade changes nothing."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from credit.db import schema
from credit.db.session import Sessions, open_sessions


def test_migrations_make_what_the_models_say(sessions: Sessions) -> None:
    assert schema.differences(sessions.engine) == []
    assert schema.current(sessions.engine) == schema.newest()


def test_a_drifted_schema_is_told(sessions: Sessions) -> None:
    with sessions.write() as session:
        session.execute(text("ALTER TABLE leases ADD COLUMN extra VARCHAR(3)"))
    assert any("extra" in step for step in schema.differences(sessions.engine))


def test_upgrade_again_changes_nothing(sessions: Sessions) -> None:
    before = schema.current(sessions.engine)
    schema.upgrade(sessions.engine)
    assert schema.current(sessions.engine) == before


def test_an_empty_database_has_no_version(database_url: str) -> None:
    opened = open_sessions(database_url)
    assert schema.current(opened.engine) is None
    opened.close()


def test_sqlite_waits_for_nobody_when_reading(sqlite_url: str) -> None:
    opened = open_sessions(sqlite_url)
    with opened.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    opened.close()


def test_a_failed_transaction_leaves_nothing(sessions: Sessions) -> None:
    def fail() -> None:
        with sessions.write() as session:
            session.execute(text("UPDATE counters SET value = 7"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with sessions.read() as session:
        assert session.execute(text("SELECT value FROM counters")).scalar() == 0


def test_reading_never_writes(sessions: Sessions) -> None:
    with sessions.read() as session:
        session.execute(text("UPDATE counters SET value = 7"))
    with sessions.read() as session:
        assert session.execute(text("SELECT value FROM counters")).scalar() == 0


def test_an_error_does_not_tell_what_was_asked(sessions: Sessions) -> None:
    with pytest.raises(DBAPIError) as told, sessions.read() as session:
        session.execute(text("SELECT :asked FROM nothing_of_the_kind"), {"asked": "示例某某某"})
    assert "nothing_of_the_kind" in str(told.value)
    assert "示例某某某" not in str(told.value)
