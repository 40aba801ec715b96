"""Where the next page begins, in a form that nobody needs to read."""

import base64
import binascii
from hashlib import blake2b

from search.backend import After
from search.errors import CursorError
from search.query import Query


def _mark(query: Query) -> bytes:
    """A fingerprint of everything that decides the order of hits; not of the page's size or facets."""
    filters = sorted((f.facet.value, tuple(sorted(f.values)), f.exclude) for f in query.filters)
    told = repr((query.text, query.on, query.kind.value, query.language.value, filters, query.sort.value))
    return blake2b(told.encode("utf-8", "replace"), digest_size=6, person=b"cursor-1").digest()


def write(query: Query, after: After) -> str:
    """A cursor behind this place."""
    place = after.tier.to_bytes(2, "big") + after.rank.to_bytes(8, "big")
    return base64.urlsafe_b64encode(place + _mark(query)).decode("ascii").rstrip("=")


def read(query: Query) -> After | None:
    """Where a query goes on. Raises: CursorError."""
    if query.cursor is None:
        return None
    try:
        raw = base64.b64decode(query.cursor + "=" * (-len(query.cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CursorError("not a cursor") from error
    if len(raw) != 16 or raw[10:] != _mark(query):
        raise CursorError("not a cursor of this question")
    return After(int.from_bytes(raw[:2], "big"), int.from_bytes(raw[2:10], "big"))
