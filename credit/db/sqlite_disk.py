"""Connections to an SQLite file, also on a disk that takes no writes any more.

A database with a write-ahead log needs to write beside itself even to be read. On a disk that has become
read-only it is opened as a file that does not change, as long as nothing waits in its log: pages go on,
writing fails. Such a connection is not used any longer once the disk takes writes again.
"""

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

log = logging.getLogger(__name__)

PRAGMAS = (
    "PRAGMA page_size=8192",  # a dossier fits a page; only takes effect on a new file
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=60000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA mmap_size=268435456",  # more of a large file would count as memory held and gains nothing seen
    "PRAGMA temp_store=MEMORY",
)
_WRITING = 2  # so many of them are about writing
# SQLite maps no more. A look-up that finds its pages mapped takes a third of the time; where many pages are
# read or written at a time it would only count as memory held
MAP_FOR_LOOK_UPS = "PRAGMA mmap_size=2147418112"


class Frozen(sqlite3.Connection):
    """A connection to a file that nobody can write."""


def is_frozen(directory: Path) -> bool:
    """Whether a directory takes no writes: its disk is read-only, or it is not ours."""
    return directory.is_dir() and not os.access(directory, os.W_OK)


def prepare(engine: Engine) -> None:
    """Have an engine open its file so."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkout", _still_frozen)


def _connect(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> Any:
    connection = sqlite3.connect(*arguments, **options)
    try:
        _say(connection, PRAGMAS)
    except sqlite3.OperationalError:
        connection.close()
        path = Path(arguments[0])
        if not _readable_as_it_is(path):
            raise
        log.error("the disk takes no writes, the database is read as it is")
        address = f"file:{quote(str(path.absolute()))}?immutable=1"
        connection = sqlite3.connect(address, **{**options, "uri": True, "factory": Frozen})
        _say(connection, PRAGMAS[_WRITING:])
    return connection


def _say(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in pragmas:
        connection.execute(pragma)


def _readable_as_it_is(path: Path) -> bool:
    """Whether a file on a frozen disk holds everything: nothing is left in its log."""
    waiting = path.with_name(f"{path.name}-wal")
    return path.is_file() and is_frozen(path.parent) and not (waiting.exists() and waiting.stat().st_size)


def _still_frozen(connection: object, _record: object, _proxy: object) -> None:
    """Before a frozen connection is used again: is it still true? Raises DisconnectionError if not."""
    if isinstance(connection, Frozen) and not _is_still(connection):
        raise DisconnectionError("the disk takes writes again")


def _is_still(connection: Frozen) -> bool:
    return is_frozen(Path(connection.execute("PRAGMA database_list").fetchone()[2]).parent)
