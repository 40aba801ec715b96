"""Generations of the index on disk: built aside, switched by replacing one small file.

<root>/live              name of the live generation
<root>/<name>/           a generation
<root>/<name>.building/  one that is not finished, or was never finished
"""

import os
import shutil
from pathlib import Path
from secrets import token_hex
from time import gmtime, strftime

_POINTER = "live"
_UNFINISHED = ".building"


class Generations:
    """The directory of one index."""

    def __init__(self, root: Path) -> None:
        self.root = root

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
        name = f"{strftime('%Y%m%d%H%M%S', gmtime())}-{token_hex(3)}"
        place = self.root / (name + _UNFINISHED)
        place.mkdir(parents=True)
        return name, place

    def finish(self, name: str) -> None:
        """Take the built directory over under its name."""
        os.replace(self.root / (name + _UNFINISHED), self.root / name)
        _sync(self.root)

    def abandon(self, name: str) -> None:
        """Remove what a failed build left."""
        shutil.rmtree(self.root / (name + _UNFINISHED), ignore_errors=True)

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

    def sweep(self, keep: frozenset[str] = frozenset()) -> None:
        """Remove all but the live generation and `keep`; open readers keep their files until they let go."""
        live = self.live()
        for place in self.root.iterdir() if self.root.is_dir() else ():
            if place.is_dir() and place.name != live and place.name not in keep:
                shutil.rmtree(place, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
