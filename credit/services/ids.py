"""Identifiers of our own: random, and in order of making so that indexes grow at one end."""

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_TIME_BITS, _RANDOM_BITS = 40, 90


def new_id() -> str:
    """26 characters: milliseconds (40 bits, wrapping after 34 years), then 90 random bits."""
    milliseconds = time.time_ns() // 1_000_000 & ((1 << _TIME_BITS) - 1)
    value = milliseconds << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    return "".join(ALPHABET[value >> shift & 31] for shift in range(125, -5, -5))
