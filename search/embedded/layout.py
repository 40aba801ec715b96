"""Which layout of the index this code reads and writes: a fingerprint of the schema and of the text analysis.

A generation bears the layout it was built with in its name. Where that differs from the layout of the code,
what is asked and what is there no longer agree: less would be found, without any error. Such a generation
is read on, never written, and built anew.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from unicodedata import unidata_version

import tantivy

_SEARCH = Path(__file__).parent.parent
# everything that decides what an entry holds
SOURCES = (
    "document.py",
    "embedded/columns.py",
    "embedded/schema.py",
    "facets.py",
    "order.py",
    "text/codes.py",
    "text/fold.py",
    "text/legal.py",
    "text/parts.py",
    "text/short.py",
    "text/sound.py",
    "text/tables.py",
    "text/tokens.py",
    "text/translit.py",
    "text/uyghur.py",
)
TABLES = ("forms.tsv", "phrases.tsv", "places.tsv", "readings.tsv", "simplified.tsv", "trades.tsv")


def fingerprint(root: Path) -> str:
    """Of the sources and tables under `root` and of the libraries whose work lies in the index."""
    # the wheel's stubs do not know this attribute
    index_format = tantivy.__version__.rpartition(" ")[2]  # type: ignore[attr-defined]
    told = blake2b(f"{index_format} {unidata_version}".encode(), digest_size=6)
    for name in (*SOURCES, *(f"data/{table}" for table in TABLES)):
        content = (root / name).read_bytes()
        told.update(f"\n{name} {len(content)}\n".encode() + content)
    return told.hexdigest()


@cache
def layout() -> str:
    """The layout of this code, twelve hexadecimal digits."""
    return fingerprint(_SEARCH)
