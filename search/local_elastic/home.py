"""Lays jars out as a server's home: the class path, and the one module that is needed, HTTP and transport."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from search.local_elastic.jars import Jar, cache, fetch, pinned

_MODULE = "transport-netty4"
_IN_MODULE = ("transport-netty4-", "netty-", "elasticsearch-ssl-config-")
_DESCRIPTOR = """\
name=transport-netty4
description=HTTP and transport over Netty
version={version}
elasticsearch.version={version}
java.version=17
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


def prepare(version: str, progress: Callable[[int, int], None] | None = None) -> Path:
    """The home of a version below the cache, complete. Raises: FetchError, LookupError."""
    jars = pinned(version)
    place = cache() / "elasticsearch" / version
    mark = place / "complete"
    if not mark.is_file():
        store = cache() / "jars"
        fetch(jars, store, progress)
        _lay_out(version, jars, store, place)
    return place


def _lay_out(version: str, jars: tuple[Jar, ...], store: Path, place: Path) -> None:
    """Make the home aside and take it over whole: two processes may do this at once."""
    fresh = place.with_name(f".{version}-{token_hex(4)}")
    for name in ("config", "plugins", "lib", f"modules/{_MODULE}"):
        (fresh / name).mkdir(parents=True)
    for jar in jars:
        folder = f"modules/{_MODULE}" if jar.name.startswith(_IN_MODULE) else "lib"
        _copy(store / jar.place, fresh / folder / jar.name)
    descriptor = fresh / "modules" / _MODULE / "plugin-descriptor.properties"
    descriptor.write_text(_DESCRIPTOR.format(version=version), "ascii")
    (fresh / "complete").touch()
    try:
        fresh.replace(place)
    except OSError:  # somebody else was first
        shutil.rmtree(fresh)


def _copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
