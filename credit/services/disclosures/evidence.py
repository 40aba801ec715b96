"""Files that come with a statement: looked into, kept under random names, never public.

They lie in a folder of their own outside everything that is served; who may read them is asked each time.
"""

import os
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from credit.domain.errors import InputError, NotFoundError
from credit.services.ids import new_id

MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024  # each
LONGEST_NAME = 120
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
SUFFIX = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


class Upload(NamedTuple):
    """A file as it was sent."""

    name: str
    data: bytes


class Kept(NamedTuple):
    """A file that has been looked into. kind: media type, by what is in it and not by its name."""

    name: str
    kind: str
    data: bytes

    @property
    def digest(self) -> str:
        return blake2b(self.data, digest_size=16).hexdigest()


def checked(uploads: list[Upload]) -> list[Kept]:
    """Files that may be kept.

    Raises InputError `evidence.many` (most=…), `evidence.large` (name=…, most=… in MB), `evidence.empty`,
    `evidence.kind` (name=…).
    """
    if len(uploads) > MOST_FILES:
        raise InputError("evidence.many", most=MOST_FILES)
    return [_checked(one) for one in uploads]


def _checked(upload: Upload) -> Kept:
    name = _plain(upload.name)
    if not upload.data:
        raise InputError("evidence.empty", name=name)
    if len(upload.data) > MOST_BYTES:
        raise InputError("evidence.large", name=name, most=MOST_BYTES // 1024 // 1024)
    kind = next((kind for sign, kind in _SIGNS if upload.data.startswith(sign)), None)
    if kind is None:
        raise InputError("evidence.kind", name=name)
    return Kept(name, kind, upload.data)


def _plain(name: str) -> str:
    """A name to show, whatever path or trick the browser sent with it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(one for one in last if one.isprintable())[:LONGEST_NAME] or "file"


class Folder:
    """Where files are kept. The folder is made when the first one comes."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def put(self, data: bytes) -> str:
        """Keep a file whole or not at all; its random name."""
        name = new_id()
        target = self._place / name[:2] / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = target.with_suffix(".part")
        opened = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.rename(target)
        return name

    def read(self, stored: str) -> bytes:
        """Raises NotFoundError `evidence.unknown` for a file that is not there."""
        try:
            return (self._place / stored[:2] / stored).read_bytes()
        except OSError:
            raise NotFoundError("evidence.unknown") from None

    def drop(self, stored: str) -> None:
        """Take away what no row names."""
        (self._place / stored[:2] / stored).unlink(missing_ok=True)
