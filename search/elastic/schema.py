"""What the indices of a generation hold. A change here or in the tokens is another layout (see `layout`).

One index for each kind of document, and one for the parents: the version held of each, which documents they
have, and how far the log has been followed. The cluster analyses nothing: tokens come with spaces between.
"""

from base64 import b64decode, b64encode
from typing import Any

import msgspec

from search.document import Document, Replacement
from search.facets import COLUMNS, regions, split
from search.order import orders
from search.query import Facet, Kind
from search.text.tokens import KIND, document_tokens

PARENTS = "parents"
INDICES = (*(kind.value for kind in Kind), PARENTS)
LATER = frozenset({Kind.COMMITMENT.value})  # what an index of an older layout may lack: it is read as empty
POSITION = "#position"  # the entry that says how far the log has been followed
COLUMN = {facet: f"f_{facet.value}" for facet in COLUMNS}

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Document)
_JSON = msgspec.json.Encoder()
_LEVELS = ("warn", "info", "debug", "trace")
_COUNTED = {"type": "keyword", "eager_global_ordinals": True}


def mapping(index: str) -> dict[str, Any]:
    """Fields: t tokens; rank, day for order; until the day the document ends; regions, marks and one column
    for each plain facet; body the document. Of parents: version, keys of their documents; position."""
    if index == PARENTS:
        return {
            "dynamic": "strict",
            "properties": {
                "parent": {"type": "keyword"},
                "version": {"type": "long", "index": False},
                "keys": {"type": "keyword", "index": False, "doc_values": False},
                "position": {"type": "long", "index": False, "doc_values": False},
                "writer": {"type": "keyword", "index": False, "doc_values": False},
            },
        }
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "t": {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False},
            "rank": {"type": "long"},
            "day": {"type": "long"},
            "until": {"type": "date", "format": "strict_date", "doc_values": False},
            "regions": {"type": "keyword", "doc_values": False},
            "marks": _COUNTED,
            **dict.fromkeys(COLUMN.values(), _COUNTED),
            "body": {"type": "binary", "store": True},
        },
    }


def settings(index: str, shards: int) -> dict[str, Any]:
    """What cannot be changed later, and what keeps questions out of the cluster's logs."""
    slow = "index.search.slowlog.threshold"
    quiet = {f"{slow}.{phase}.{level}": "-1" for phase in ("query", "fetch") for level in _LEVELS}
    fixed = {**quiet, "index.indexing.slowlog.source": "false", "index.number_of_shards": shards}
    if index != PARENTS:
        # a set of documents in the order of their rank: the best ones are found without looking at the rest
        fixed |= {"index.sort.field": "rank", "index.sort.order": "desc"}
    return fixed


def entry(document: Document) -> bytes:
    """An index entry as JSON."""
    plain, marks = split(document.facets)
    rank, day = orders(document)
    fields: dict[str, object] = {
        "t": document_tokens(document),
        "rank": rank,
        "day": day,
        "marks": marks,
        "regions": regions(document.facets),
        "body": b64encode(_ENCODER.encode(document)).decode("ascii"),
    }
    for facet, value in plain.items():
        fields[COLUMN[facet]] = value
    if document.public_until is not None:
        fields["until"] = document.public_until.isoformat()
    return _JSON.encode(fields)


def body(stored: str) -> Document:
    """The document of an entry."""
    return _DECODER.decode(b64decode(stored))


def parent_entry(replacement: Replacement) -> bytes:
    """What is held of a parent, as JSON; one without documents leaves its version behind."""
    keys = [KIND[document.kind] + document.key for document in replacement.documents]
    return _JSON.encode({"parent": replacement.parent, "version": replacement.version, "keys": keys})


def located(key: str) -> tuple[str, str]:
    """Index and id of a document by its key in a parent's entry."""
    return _OF_LETTER[key[0]], key[1:]


_OF_LETTER = {letter: kind.value for kind, letter in KIND.items()}


def column(facet: Facet) -> str | None:
    """The field of a plain facet."""
    return COLUMN.get(facet)
