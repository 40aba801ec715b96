"""The jars of a server version: pinned in a lock file, fetched in parallel, kept outside the checkout."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from secrets import token_hex
from urllib.error import HTTPError
from urllib.request import urlopen

from search.local_elastic.repository import repository

VERSIONS = ("8.19.21", "9.5.3")
_TRIES = 4
_SECONDS = 60.0  # of silence after which a transfer is given up
_AT_ONCE = 8


class FetchError(OSError):
    """A jar could not be fetched, or is not the one that is pinned; the text names it."""


@dataclass(frozen=True, slots=True)
class Jar:
    """place: below the repository's address and below the cache."""

    place: str
    sha256: str

    @property
    def name(self) -> str:
        """Its file name."""
        return self.place.rpartition("/")[2]


def pinned(version: str) -> tuple[Jar, ...]:
    """The jars of a version. Raises: LookupError for a version without a lock file."""
    if version not in VERSIONS:
        raise LookupError(f"no Elasticsearch {version}; there is {' and '.join(VERSIONS)}")
    text = (Path(__file__).parent / f"jars-{version}.lock").read_text("ascii")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Jar(place, sha256) for sha256, place in rows)


def cache() -> Path:
    """Where jars are kept: `PORTAL_CACHE_DIR`, or the user's cache directory."""
    own = os.environ.get("PORTAL_CACHE_DIR")
    if own:
        return Path(own).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "credit-portal"


def fetch(
    jars: Iterable[Jar],
    root: Path,
    progress: Callable[[int, int], None] | None = None,
    address: str | None = None,
) -> None:
    """Bring all jars below `root`; those there are checked and kept. progress: done, of how many.

    Raises: FetchError.
    """
    wanted = tuple(jars)
    source = address or repository()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(_bring, jar, root, source) for jar in wanted]
        try:
            for done, one in enumerate(as_completed(waiting), 1):
                one.result()
                if progress is not None:
                    progress(done, len(wanted))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _bring(jar: Jar, root: Path, source: str) -> None:
    place = root / jar.place
    if place.is_file() and _sum(place) == jar.sha256:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(_TRIES):
        try:
            _download(f"{source}/{jar.place}", place, jar.sha256)
            break
        except (OSError, HTTPException) as error:
            if attempt + 1 == _TRIES:
                raise FetchError(f"{source}/{jar.place}: {error}") from error
            time.sleep(0.5 * 4**attempt)


def _download(url: str, place: Path, sha256: str) -> None:
    """Fetch into a file beside the place, which is taken over only if it is the pinned one."""
    fresh = place.with_name(f"{place.name}.{token_hex(4)}")
    try:
        with urlopen(url, timeout=_SECONDS) as answer, fresh.open("wb") as out:  # noqa: S310 - https or file
            shutil.copyfileobj(answer, out)
        found = _sum(fresh)
        if found != sha256:
            raise FetchError(f"SHA-256 is {found}, pinned is {sha256}")
        os.replace(fresh, place)
    except HTTPError as error:
        error.close()
        raise FetchError(f"{error.code} {error.reason}") from None
    finally:
        fresh.unlink(missing_ok=True)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
