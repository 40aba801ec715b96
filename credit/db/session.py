"""Engines and transactions. The only place that commits.

SQLite runs in WAL mode: readers never wait, writers queue for up to a minute. PostgreSQL is reached
through psycopg 3. A URL decides which.
"""

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import Any, TypeVar, cast
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from credit.db import sqlite_disk

_WRITE = "portal_write"
_WAKE = "portal_wake"
_AGAIN = frozenset({"40001", "40P01"})  # serialization failure, deadlock: the loser tries again
TRIES = 6

T = TypeVar("T")


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; the directory of an SQLite file is made."""
    parsed = _with_driver(make_url(url))
    # errors go to the log: what somebody looked for, or a row of a file, must not stand in them
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, hide_parameters=True)
    sqlite_disk.prepare(engine)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _with_driver(url: URL) -> URL:
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a lock taken later can fail without waiting."""
    write = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def wake(session: Session, work: str) -> None:
    """Have background work woken once this transaction is committed; see `Sessions.on_commit`."""
    session.info.setdefault(_WAKE, {})[work] = None


class Sessions:
    """Gives out transactions: `read()` never writes, `write()` commits at its end or not at all.

    on_commit: is told, after a commit, the names given to `wake` in that transaction. It must not raise.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.on_commit: Callable[[Collection[str]], None] | None = None
        self._factory = sessionmaker(engine, expire_on_commit=False)
        self._driver_error: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._keeps = isinstance(engine.pool, QueuePool) and engine.dialect.name == "sqlite"
        self._thread = local()
        self._open: WeakSet[PoolProxiedConnection] = WeakSet()  # those of ended threads are gone

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that is always rolled back."""
        with self._factory() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed when the block ends without an exception."""
        with self._factory() as session:
            session.connection(execution_options={_WRITE: True})
            yield session
            session.commit()
            wanted = session.info.pop(_WAKE, None)
        if wanted and self.on_commit is not None:
            self.on_commit(wanted)

    def run(self, work: Callable[[Session], T]) -> T:
        """Do `work` in a `write()`; again from the start where the database chose it to lose a deadlock."""
        for turn in range(1, TRIES):
            try:
                with self.write() as session:
                    return work(session)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in _AGAIN:
                    raise
                time.sleep(0.02 * turn)
        with self.write() as session:
            return work(session)

    def fetch(self, statement: str, values: Sequence[Any]) -> list[Any]:
        """The rows of one look-up, through the bare driver: what a page needs, ten times cheaper.

        Raises OperationalError for whatever the driver raises, as a session does.
        """
        try:
            kept = self._kept() if self._keeps else None
            if kept is None:
                return self._through_pool(statement, values)
            return kept.execute(statement, values).fetchall()
        except self._driver_error as error:
            self._drop()
            raise OperationalError("a look-up", None, error) from error

    def _through_pool(self, statement: str, values: Sequence[Any]) -> list[Any]:
        raw = self.engine.raw_connection()
        try:
            cursor: Any = raw.cursor()
            try:
                cursor.execute(statement, values)
                rows: list[Any] = cursor.fetchall()
                return rows
            finally:
                cursor.close()
        finally:
            raw.close()  # back to the pool, which rolls back

    def _kept(self) -> sqlite3.Connection | None:
        """A connection of this thread's own: taking one from the pool costs as much as the look-up.

        None on a disk that takes no writes: the pool asks each time whether that is still so.
        """
        kept: sqlite3.Connection | None = getattr(self._thread, "connection", None)
        if kept is None:
            raw = self.engine.raw_connection()
            kept = cast(sqlite3.Connection, raw.driver_connection)
            if isinstance(kept, sqlite_disk.Frozen):
                raw.close()
                return None
            raw.detach()
            kept.execute(sqlite_disk.MAP_FOR_LOOK_UPS)
            self._open.add(raw)
            self._thread.raw, self._thread.connection = raw, kept
        return kept

    def _drop(self) -> None:
        """Do without this thread's connection: the next look-up opens a new one."""
        raw = self._thread.__dict__.pop("raw", None)
        if raw is not None:
            del self._thread.connection
            raw.close()

    def close(self) -> None:
        """Give back all connections."""
        self._thread = local()
        for raw in tuple(self._open):
            raw.close()
        self.engine.dispose()


def open_sessions(url: str) -> Sessions:
    """Sessions on the database at `url`; the schema is not touched."""
    return Sessions(make_engine(url))
