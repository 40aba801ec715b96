"""What one entry of the index holds. A change here or in the tokens is another layout (see `layout`)."""

from collections.abc import Iterable
from functools import cache

import msgspec
import tantivy

from search.document import Document, Replacement
from search.embedded import columns
from search.facets import COLUMNS, regions, split
from search.order import orders
from search.query import Kind
from search.text.tokens import KIND, document_tokens

POSITION = "#position"  # parent of the entry that says how far the log has been followed

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Document)
_JSON = msgspec.json.Encoder()
_RANK_BITS = 53  # `search.order` needs no more
_ORDER = {Kind.ENTERPRISE: 3, Kind.PENALTY: 2, Kind.NOTICE: 1, Kind.COMMITMENT: 0}
_COLUMN = {facet: f"f_{facet.value}" for facet in COLUMNS}


@cache
def schema() -> tantivy.Schema:
    """Fields: t tokens, `kind_token` among them; parent, version for replacing; pv both in one; rank, day for
    order, rank by kind first; body the document; until the day it ends; regions, marks and one column for
    each plain facet; all facet values as numbers (see `columns`)."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("t", tokenizer_name="whitespace", index_option="basic")
    for name in ("parent", "pv", "until", "regions"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("marks", *_COLUMN.values()):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("rank", "day", "version"):
        build.add_unsigned_field(name, fast=True)
    build.add_bytes_field("body", stored=True)
    for name in columns.NAMES:
        build.add_unsigned_field(name, fast=True)
    return build.build()


def kind_token(kind: Kind) -> str:
    """The token that all documents of a kind bear."""
    return "*" + KIND[kind]


def ranks_of(kind: Kind) -> range:
    """The ranks of a kind: kinds follow each other, enterprises come first."""
    return range(_ORDER[kind] << _RANK_BITS, _ORDER[kind] + 1 << _RANK_BITS)


def encoded(document: Document) -> bytes:
    """A document as it is stored."""
    return _ENCODER.encode(document)


def entries(replacement: Replacement) -> list[str]:
    """Index entries of a parent, as JSON; a parent without documents leaves its version behind."""
    stored = [(document, encoded(document)) for document in replacement.documents]
    return entries_of(replacement.parent, replacement.version, stored)


def entries_of(parent: str, version: int, documents: Iterable[tuple[Document, bytes]]) -> list[str]:
    """`entries` of documents at hand together with what is stored of them."""
    own: dict[str, object] = {"parent": parent, "version": version, "pv": f"{parent}\t{version}"}
    made = [_JSON.encode(_fields(document, stored, own)).decode() for document, stored in documents]
    return made or [_JSON.encode(own).decode()]


def position_entry(position: int) -> str:
    """The entry that holds the position in the log."""
    return _JSON.encode({"parent": POSITION, "version": position}).decode()


def _fields(document: Document, stored: bytes, own: dict[str, object]) -> dict[str, object]:
    plain, marks = split(document.facets)
    rank, day = orders(document)
    fields: dict[str, object] = {
        **own,
        "t": f"{kind_token(document.kind)} {document_tokens(document)}",
        "rank": ranks_of(document.kind)[rank],
        "day": day,
        "body": stored,  # JSON carries bytes as base64, which the index expects
        "marks": marks,
        "regions": regions(document.facets),
    }
    for facet, value in plain.items():
        fields[_COLUMN[facet]] = value
    fields.update(columns.pack(plain, marks))
    if document.public_until is not None:
        fields["until"] = document.public_until.isoformat()
    return fields


def body(stored: bytes) -> Document:
    """The document of an entry."""
    return _DECODER.decode(stored)
