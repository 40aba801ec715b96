"""What an address of a cluster says: `elastic+https://one:9200,two:9200/prefix?ca=/etc/portal/ca.pem`.

`elastic://` is plain HTTP. The prefix begins the names of all indices and aliases. Options, all optional:
ca: file with the certificate authority. api_key_file, password_file: files with a secret; api_key_env,
password_env: environment variables with one; user: for a password. shards, replicas, refresh: of indices
made from now on; refresh is an interval as the cluster writes it, or -1: each batch of changes is made
visible as it is written. A secret never stands in an address, which ends up in logs.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

_SCHEMES = {"elastic": "http", "elastic+http": "http", "elastic+https": "https"}
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_REFRESH = re.compile(r"-1|[0-9]+(?:ms|s|m)")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_OPTIONS = frozenset(
    (
        "ca",
        "api_key_file",
        "api_key_env",
        "user",
        "password_file",
        "password_env",
        "shards",
        "replicas",
        "refresh",
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster and the place in it. hosts: URLs. options: as written, secrets not yet read."""

    hosts: tuple[str, ...]
    prefix: str
    options: Mapping[str, str]
    shards: int = 1
    replicas: int = 0
    refresh: str = "-1"

    def api_key(self) -> str | None:
        """The API key, read now. Raises: ValueError if it cannot be read."""
        return _secret(self.options, "api_key")

    def login(self) -> tuple[str, str] | None:
        """User and password, read now. Raises: ValueError if they cannot be read."""
        user = self.options.get("user")
        if not user:
            return None
        password = _secret(self.options, "password")
        if password is None:
            raise ValueError("a user of the search cluster needs password_file or password_env")
        return user, password


def is_address(url: str) -> bool:
    """Whether a URL names a cluster at all."""
    return url.partition("://")[0] in _SCHEMES


def parse(url: str) -> Address:
    """Read an address. Raises: ValueError, which says what is wrong but repeats no part of it that may be
    a secret."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ValueError(f"not the address of a search engine: {url!r}")
    if "@" in parts.netloc:
        raise ValueError("the address of a search cluster must hold no user and password; use files")
    hosts = tuple(parts.netloc.split(","))
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise ValueError(f"not the address of a search engine: {url!r} (hosts)")
    prefix = parts.path.strip("/") or "portal"
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"not the address of a search engine: {url!r} (prefix of indices)")
    options = dict(parse_qsl(parts.query, keep_blank_values=False))
    unknown = sorted(options.keys() - _OPTIONS)
    if unknown:
        raise ValueError(f"not the address of a search engine: unknown option {', '.join(unknown)}")
    refresh = options.get("refresh", "-1")
    if not _REFRESH.fullmatch(refresh):
        raise ValueError(f"not the address of a search engine: refresh={refresh!r}, say 500ms, 1s or -1")
    return Address(
        tuple(f"{_SCHEMES[parts.scheme]}://{host if _has_port(host) else host + ':9200'}" for host in hosts),
        prefix,
        options,
        _number(options, "shards", 1, 1024),
        _number(options, "replicas", 0, 10),
        refresh,
    )


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]")


def _number(options: Mapping[str, str], name: str, low: int, high: int) -> int:
    raw = options.get(name, str(low))
    if not (raw.isascii() and raw.isdigit() and low <= int(raw) <= high):
        raise ValueError(f"not the address of a search engine: {name}={raw!r}, from {low} to {high}")
    return int(raw)


def _secret(options: Mapping[str, str], name: str) -> str | None:
    file, variable = options.get(f"{name}_file"), options.get(f"{name}_env")
    if file is not None:
        try:
            found = Path(file).read_text("utf-8").strip()
        except OSError as error:
            raise ValueError(f"{name}_file of the search cluster cannot be read: {error}") from error
    else:
        found = os.environ.get(variable, "").strip() if variable is not None else ""
        if variable is None:
            return None
    if not found:
        raise ValueError(f"the {name} of the search cluster is empty")
    return found
