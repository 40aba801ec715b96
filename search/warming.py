"""A reader made ready before anybody asks: tables of the text analysis, columns and counts of the index."""

from datetime import date

from search.engine import SearchReader
from search.errors import SearchUnavailableError
from search.query import Facet, Kind, Language, Query

# one question of each way of writing, and everything at once: together they touch what is loaded but once
_QUESTIONS = (
    ("", Language.ZH),
    ("新疆天山商贸有限公司", Language.ZH),  # untranslated: a question, not a text of ours
    ("shangmao", Language.ZH),
    ("شىركىتى", Language.UG),
)


def warm(reader: SearchReader, on: date) -> None:
    """Ask what makes a new process slow for its first readers; an engine that is not there is left alone."""
    try:
        for text, language in _QUESTIONS:
            reader.search(Query(text, on, language=language, facets=frozenset(Facet)))
        for kind in Kind:
            reader.count(Query("", on, kind=kind))
    except SearchUnavailableError:
        return
