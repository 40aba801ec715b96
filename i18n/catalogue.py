"""Where the catalogue lies, and how it becomes the translations a page is rendered with.

There is one catalogue, Uyghur; Chinese is the source text. The text form (.po) is kept, the binary
form (.mo) is made at set-up. A missing or outdated binary form is made in memory, so that a page
never shows yesterday's words.
"""

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from i18n.locales import UG, Locale, by_prefix

WORD_JOINER = "\u2060"
# a hyphen between a figure, or the place of one, and an Arabic letter
_NUMBER_AND_WORD = re.compile(r"(?:(?<=[0-9])|(?<=\)[sd]))-(?=[\u0620-\u06d5])")

PO_PATH = Path(__file__).parent / "locale" / UG.prefix / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path = PO_PATH) -> Catalog:
    """The Uyghur catalogue as it is kept. Raises OSError or babel's PoFileError."""
    with path.open("rb") as file:
        return read_po(file, locale=UG.prefix, abort_invalid=True)


def compile_catalogue(path: Path = PO_PATH) -> Path:
    """Write the binary form beside the text form and return its path."""
    target = path.with_suffix(".mo")
    target.write_bytes(_compiled(path))
    _gnu_translations.cache_clear()
    return target


def translations(locale: Locale | str) -> NullTranslations:
    """The translations for pages in `locale` (a Locale or its prefix).

    Chinese needs none. Raises KeyError for a language the portal does not have.
    """
    known = locale if isinstance(locale, Locale) else by_prefix(locale)
    if known is None:
        raise KeyError(locale)
    return _gnu_translations() if known is UG else NullTranslations()


@cache
def _gnu_translations() -> GNUTranslations:
    binary = PO_PATH.with_suffix(".mo")
    if binary.exists() and binary.stat().st_mtime >= PO_PATH.stat().st_mtime:
        with binary.open("rb") as file:
            return GNUTranslations(file)
    return GNUTranslations(BytesIO(_compiled(PO_PATH)))


def _compiled(path: Path) -> bytes:
    buffer = BytesIO()
    catalogue = read_catalogue(path)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = keep_numbers_whole(message.string)
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def keep_numbers_whole(text: str) -> str:
    """`text` with its numbers tied to the word that a hyphen joins to them.

    Uyghur writes «12-ماددا», «30-كۈنى»; a line must not end after that hyphen.
    """
    return _NUMBER_AND_WORD.sub(f"-{WORD_JOINER}", text)
