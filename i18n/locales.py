"""The two languages of the portal: their names everywhere, and which one a reader gets.

Chinese is the source and the default; Uyghur is written right to left in Arabic script. The codes
differ by place and are kept in one table: a prefix in the address, a Babel identifier, a language
tag in HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

COOKIE_NAME = "lang"


@dataclass(frozen=True, slots=True)
class Locale:
    """One language of the portal.

    prefix: first segment of every address and name of the catalogue folder (`zh`, `ug`).
    babel: identifier for Babel and CLDR data.
    tag: value of the `lang` attribute and of `hreflang`.
    direction: value of the `dir` attribute.
    endonym: what its readers call it; shown untranslated in the language switch.
    """

    prefix: str
    babel: str
    tag: str
    direction: Literal["ltr", "rtl"]
    endonym: str


ZH = Locale("zh", "zh_Hans_CN", "zh-Hans-CN", "ltr", "中文")
UG = Locale("ug", "ug_CN", "ug-CN", "rtl", "ئۇيغۇرچە")

LOCALES: tuple[Locale, ...] = (ZH, UG)
DEFAULT = ZH

_BY_PREFIX = {locale.prefix: locale for locale in LOCALES}


def by_prefix(prefix: str) -> Locale | None:
    """The locale whose addresses begin with `/prefix/`, or None."""
    return _BY_PREFIX.get(prefix)


def other(locale: Locale) -> Locale:
    """The language on the other side of the switch."""
    return UG if locale is ZH else ZH


def of_path(path: str) -> Locale | None:
    """The locale named by the first segment of `path`, or None: `/ug/search` yes, `/ugly` no."""
    return by_prefix(path.removeprefix("/").partition("/")[0])


def select(header: str | None, cookie: str | None, path: str) -> Locale:
    """The language for a request: address, then remembered choice, then browser, then Chinese.

    Any text is accepted for each argument; what cannot be read counts as not given. Every tag whose
    primary language is ours fits (`zh-TW`, `ug-Arab-CN`), however many subtags follow.
    """
    return of_path(path) or by_prefix(cookie or "") or _of_header(header or "") or DEFAULT


def _of_header(header: str) -> Locale | None:
    """The first of our languages by weight in an `Accept-Language` header; equal weights keep order."""
    best: Locale | None = None
    best_weight = 0.0
    for tag, weight in _accepted(header):
        locale = by_prefix(tag.replace("_", "-").partition("-")[0].lower())
        if locale is not None and weight > best_weight:
            best, best_weight = locale, weight
    return best


def _accepted(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        tag, *parameters = (piece.strip() for piece in part.split(";"))
        yield tag, _weight(parameters)


def _weight(parameters: list[str]) -> float:
    """The q value, 1 if none is given, 0 (refused) if it cannot be read or is out of range."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0
