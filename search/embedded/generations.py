"""Generations of the index on disk: built aside, switched by replacing one small file.

<root>/live              name of the live generation
<root>/<name>/           a generation; the name ends with the layout it was built with
<root>/<name>.building/  one that is not finished, or was never finished
<root>/<name>.lock       held by the process that builds it, until it is live

An unfinished directory that no living process locks is litter: whoever built it was killed.
"""

import fcntl
import os
import shutil
from collections.abc import Collection
from pathlib import Path
from secrets import token_hex
from time import gmtime, strftime, time_ns

from search.embedded.layout import layout
from search.errors import SearchUnavailableError

_POINTER = "live"
_UNFINISHED = ".building"
_LOCK = ".lock"


def is_current(name: str) -> bool:
    """Whether a generation holds entries as this code makes and asks them."""
    return name.rpartition("-")[2] == layout()


class Generations:
    """The directory of one index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._locks: dict[str, int] = {}

    @property
    def pointer(self) -> Path:
        """The file that names the live generation."""
        return self.root / _POINTER

    def live(self) -> str | None:
        """Name of the live generation, None before the first."""
        try:
            return self.pointer.read_text("ascii").strip() or None
        except FileNotFoundError:
            return None

    def path(self, name: str) -> Path:
        """Where a finished generation lies."""
        return self.root / name

    def begin(self) -> tuple[str, Path]:
        """A new name and an empty directory to build in."""
        seconds, rest = divmod(time_ns(), 10**9)
        moment = f"{strftime('%Y%m%d%H%M%S', gmtime(seconds))}{rest // 10**6:03}"
        name = f"{moment}-{token_hex(3)}-{layout()}"
        place = self.root / (name + _UNFINISHED)
        self.root.mkdir(parents=True, exist_ok=True)
        self._locks[name] = os.open(self.root / (name + _LOCK), os.O_CREAT | os.O_RDWR, 0o644)
        fcntl.flock(self._locks[name], fcntl.LOCK_EX)
        place.mkdir()
        return name, place

    def finish(self, name: str) -> None:
        """Take the built directory over under its name."""
        os.replace(self.root / (name + _UNFINISHED), self.root / name)
        _sync(self.root)

    def abandon(self, name: str) -> None:
        """Remove what a failed build left."""
        shutil.rmtree(self.root / (name + _UNFINISHED), ignore_errors=True)
        self.release(name)

    def release(self, name: str) -> None:
        """Let go of the lock of a generation begun here; harmless for any other."""
        lock = self._locks.pop(name, None)
        if lock is not None:
            (self.root / (name + _LOCK)).unlink(missing_ok=True)
            os.close(lock)

    def release_all(self) -> None:
        """Let go of every lock held."""
        for name in list(self._locks):
            self.release(name)

    def switch(self, name: str) -> None:
        """Make a finished generation live, in one step that survives a power cut."""
        if not self.path(name).is_dir():
            raise LookupError(f"no generation {name!r}")
        fresh = self.pointer.with_suffix(f".{token_hex(3)}")
        with fresh.open("w", encoding="ascii") as out:
            out.write(name)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, self.pointer)
        _sync(self.root)
        self.release(name)

    def all(self) -> list[str]:
        """Names of all whole generations, the oldest first."""
        try:
            found = [place.name for place in self.root.iterdir() if place.is_dir()]
        except FileNotFoundError:
            return []
        return sorted(name for name in found if not name.endswith(_UNFINISHED))

    def drop(self, name: str) -> None:
        """Remove a whole generation. Raises: LookupError, SearchUnavailableError for the live one.

        Open readers keep their files until they let go.
        """
        if name not in self.all():
            raise LookupError(f"no generation {name!r}")
        if name == self.live():
            raise SearchUnavailableError(f"generation {name} is live")
        self._remove(self.path(name), name)

    def sweep(self, kept: Collection[str] | None = None) -> None:
        """Remove what builds left that were killed; `kept`: and whole generations but the live one and these.

        Open readers keep their files until they let go.
        """
        for place in list(self.root.iterdir()):
            name = place.name.removesuffix(_UNFINISHED)
            whole = name == place.name
            if not place.is_dir() or place.name == self.live() or (whole and (kept is None or name in kept)):
                continue
            if not self._being_built(name):
                self._remove(place, name)

    def _remove(self, place: Path, name: str) -> None:
        shutil.rmtree(place, ignore_errors=True)
        (self.root / (name + _LOCK)).unlink(missing_ok=True)

    def _being_built(self, name: str) -> bool:
        if name in self._locks:
            return True
        try:
            lock = os.open(self.root / (name + _LOCK), os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            return False
        finally:
            os.close(lock)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
