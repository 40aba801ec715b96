"""Identifiers of our own: random, and in order of making so that indexes grow at one end."""

import os
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_TIME_BITS, _RANDOM_BYTES = 40, 12
_RANDOM_BITS = 90
_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(120, -10, -10)


def new_id() -> str:
    """26 characters: milliseconds (40 bits, wrapping after 34 years), then 90 random bits."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """Many at once: the system's randomness is asked only once."""
    random = os.urandom(_RANDOM_BYTES * count)
    moment = (time.time_ns() // 1_000_000 & ((1 << _TIME_BITS) - 1)) << _RANDOM_BITS
    mask = (1 << _RANDOM_BITS) - 1
    made = []
    for start in range(0, len(random), _RANDOM_BYTES):
        value = moment | int.from_bytes(random[start : start + _RANDOM_BYTES]) & mask
        made.append("".join([_PAIRS[value >> shift & 1023] for shift in _SHIFTS]))
    return made
