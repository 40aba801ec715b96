"""What comes back: hits with a reason each, counts, and help when nothing fits."""

from enum import StrEnum

import msgspec

from search.document import Card
from search.query import Facet, Kind


class Reason(StrEnum):
    """Why a document was found, strongest first."""

    CODE = "code"  # whole credit code or registration number
    NUMBER = "number"  # whole licence or decision number
    CODE_PREFIX = "code_prefix"
    NAME = "name"  # the name as spelled (whole, contiguous, or all its parts)
    BRAND = "brand"  # the brand as spelled, other parts differ
    FORMER_NAME = "former_name"
    SHORT_NAME = "short_name"  # an abbreviation of the name
    UYGHUR_NAME = "uyghur_name"
    PINYIN = "pinyin"  # typed in Latin letters
    INITIALS = "initials"
    TRANSLITERATION = "transliteration"  # Uyghur (any script) for a Chinese name, or back
    SOUND = "sound"  # sounds alike, written differently
    NEAR = "near"  # one character wrong, missing, added or swapped
    WEBSITE = "website"
    TEXT = "text"
    ALL = "all"  # empty question


class Span(msgspec.Struct, frozen=True):
    """A piece of the displayed name; matched pieces are marked. Pieces join back to the name."""

    text: str
    matched: bool = False


class Hit(msgspec.Struct, frozen=True):
    """One result. `shown` is the text that matched, in spans; `detail` e.g. its pinyin (jīn shí)."""

    kind: Kind
    key: str
    card: Card
    reason: Reason
    spans: tuple[Span, ...]
    detail: str | None = None
    anchor: str | None = None


class FacetCount(msgspec.Struct, frozen=True):
    value: str
    count: int


class HintKind(StrEnum):
    """Help the page can offer; parameters are codes and texts, sentences belong to presenters."""

    CHECK_DIGIT = "check_digit"  # code with a wrong check character; text = corrected code or ""
    AMBIGUOUS_LETTER = "ambiguous_letter"  # O/I/S/Z typed in a code; text = likely code
    DID_YOU_MEAN = "did_you_mean"  # text = another spelling that has hits
    RELAX_FILTER = "relax_filter"  # facet = the filter whose removal gives hits; count = how many
    OTHER_KIND = "other_kind"  # kind = another kind with hits; count
    OTHER_SCRIPT = "other_script"  # text = the query in another script
    TOO_LONG = "too_long"  # the question was cut


class Hint(msgspec.Struct, frozen=True):
    kind: HintKind
    text: str = ""
    facet: Facet | None = None
    other: Kind | None = None
    count: int = 0


class Page(msgspec.Struct, frozen=True):
    """Results. `exact` is False when `total` is a lower bound or an estimate."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool = True
    facets: dict[Facet, tuple[FacetCount, ...]] = {}
    next: str | None = None
    hints: tuple[Hint, ...] = ()


class Suggestion(msgspec.Struct, frozen=True):
    """One line under the box while typing."""

    text: str  # what it is called
    key: str
    card: Card
    reason: Reason
    spans: tuple[Span, ...]
