"""Sealing (加密存放): data at rest that only whoever holds the keys can read, bound to where it lies.

Each case has a data key of its own; it lies beside the data, wrapped under the first of the installation's
keys. Another key put in front of the list is used from then on, and wrapping anew is all a change of keys
needs; a wrapped key that is destroyed takes with it everything it sealed, wherever copies lie. AES-256-GCM
of the library `cryptography`; what is sealed for one place cannot be opened as that of another.
"""

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from credit.domain.errors import DomainError

KEY_BYTES: Final = 32
_NONCE, _NAME = 12, 8
_KEY = re.compile(r"[0-9a-fA-F]{64}")


class SealedError(DomainError):
    """What is sealed cannot be opened or nothing can be sealed: keys are missing or data were changed."""


def read_keys(text: str) -> tuple[bytes, ...]:
    """The keys of a setting, the one in use first: 64 hexadecimal digits each, blanks or commas between.

    Raises ValueError, which repeats nothing of the text.
    """
    words = text.replace(",", " ").split()
    if not all(_KEY.fullmatch(word) for word in words):
        raise ValueError("keys of 64 hexadecimal digits are needed, blanks between them")
    if len(set(map(str.lower, words))) != len(words):
        raise ValueError("a key stands there twice")
    return tuple(bytes.fromhex(word) for word in words)


def own_keys(place: Path) -> tuple[bytes, ...]:
    """The key a demonstration makes for itself in a file, once. Raises OSError, ValueError."""
    if place.exists():
        return read_keys(place.read_text("ascii"))
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_name(f"{place.name}.{os.getpid()}.{os.urandom(4).hex()}")
    opened = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w") as file:
        file.write(os.urandom(KEY_BYTES).hex())
    try:
        os.link(made, place)  # whole or not at all, and only one process makes it
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return read_keys(place.read_text("ascii"))


class Sealer:
    """Wraps data keys. Without keys it wraps and unwraps nothing; nothing is ever kept in the clear."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = {_name(key): key for key in keys}
        self._first = _name(keys[0]) if keys else b""

    def wrap(self, data_key: bytes, place: str) -> bytes:
        """A data key for keeping at a place. Raises SealedError `sealed.no_key`."""
        if not self._first:
            raise SealedError("sealed.no_key")
        return self._first + seal(self._keys[self._first], data_key, place)

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Raises SealedError `sealed.no_key` (none here wrapped it), `sealed.changed`."""
        key = self._keys.get(wrapped[:_NAME])
        if key is None:
            raise SealedError("sealed.no_key")
        return unseal(key, wrapped[_NAME:], place)

    def is_old(self, wrapped: bytes) -> bool:
        """Whether a data key was wrapped under another key than the one in use."""
        return wrapped[:_NAME] != self._first


def new_key() -> bytes:
    """A data key."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, data: bytes, place: str) -> bytes:
    """Data sealed for a place; the same data never look the same twice."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Raises SealedError `sealed.changed` where key, place or data are others."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError):
        raise SealedError("sealed.changed") from None


def _name(key: bytes) -> bytes:
    """By what a key is recognised beside what it wrapped."""
    return sha256(b"name of a key" + key).digest()[:_NAME]
