"""What may be asked: a closed, neutral question. No engine's language crosses this seam."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a document is about; each kind is searched on its own."""

    ENTERPRISE = "enterprise"
    PENALTY = "penalty"
    NOTICE = "notice"
    COMMITMENT = "commitment"


class Language(StrEnum):
    """The reader's language: it breaks ties, it never hides a hit."""

    ZH = "zh"
    UG = "ug"


class Facet(StrEnum):
    """Dimensions counted and filtered. Values are neutral codes, never labels."""

    DIVISION = "division"  # six-digit code of any level; a prefecture includes its counties
    STATUS = "status"
    SUBJECT_CLASS = "class"
    INDUSTRY = "industry"  # section letter, GB/T 4754
    KEY_AREA = "key_area"
    LICENSED = "licensed"  # "yes"
    PENALISED = "penalised"  # "yes"
    LISTED = "listed"  # "abnormal" | "serious"
    YEAR = "year"  # year of establishment, decision or notice
    TOPIC = "topic"  # penalties: field; notices: kind of notice; commitments: type
    AGENCY = "agency"  # the full name of the agency, which has no code of its own everywhere
    OBJECTIONS = "objections"  # notices: "open" while objections may be raised
    STATE = "state"  # commitments: in force or how it ended
    KEPT = "kept"  # commitments: whether what was promised was done


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filter:
    """One dimension narrowed: any of `values`, or none of them if `exclude`."""

    facet: Facet
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search. `on` is the day for which rules of publication are applied (legal time).

    text may be empty: then everything of the kind matches. cursor is opaque, from `Page.next`.
    Different filters are joined by AND, the values of one filter by OR.
    """

    text: str
    on: date
    kind: Kind = Kind.ENTERPRISE
    language: Language = Language.ZH
    filters: tuple[Filter, ...] = ()
    facets: frozenset[Facet] = frozenset()
    sort: Sort = Sort.RELEVANCE
    cursor: str | None = None
    size: int = 20
