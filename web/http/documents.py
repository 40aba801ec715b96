"""Documents to keep, as PDF by Typst: whatever is in them is handed over as data, never as mark-up.

A font that is missing would lose letters without a word, so it is asked for first.
"""

import json
import re
from functools import cache
from typing import Any

import typst
from flask import Response
from markupsafe import Markup

from credit.domain.errors import DomainError
from web.http.locale import current_locale
from web.http.templating import TEMPLATES
from web.presenters.parts import Text

FOLDER = TEMPLATES / "documents"
UYGHUR = ("UKIJ Tuz", "UKIJ Tuz Tom", "Noto Naskh Arabic", "Noto Sans Arabic", "Microsoft Uighur")
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Noto Serif CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
)
_ISOLATED = re.compile(r"<bdi([^>]*)>(.*?)</bdi>", re.DOTALL)
_STARTS = {'dir="ltr"': "\u2066", 'dir="rtl"': "\u2067"}
_AS_IT_BEGINS, _END = "\u2068", "\u2069"


class FontsMissingError(DomainError):
    """The machine has no font for one of the scripts: no document is better than one without letters."""


@cache
def fonts() -> tuple[str, str]:
    """The fonts at hand: one for Uyghur letters, one for everything else. Raises FontsMissingError."""
    at_hand = set(typst.Fonts(include_system_fonts=True).families())
    uyghur = [name for name in UYGHUR if name in at_hand][:1]
    chinese = [name for name in CHINESE if name in at_hand][:1]
    if not uyghur or not chinese:
        raise FontsMissingError("document.fonts", missing="Uyghur" if not uyghur else "Chinese")
    return uyghur[0], chinese[0]


def can_be_made() -> bool:
    """Whether this machine can make documents."""
    try:
        return bool(fonts())
    except FontsMissingError:
        return False


def plain(text: Text) -> str:
    """Text of a page as plain text: what was isolated stays isolated, by marks of Unicode."""
    if not isinstance(text, Markup):
        return text
    return Markup(_ISOLATED.sub(_marked, str(text))).striptags()  # noqa: S704 - it is


def _marked(found: re.Match[str]) -> str:
    """A part in the direction of its element; one that names none runs as its first letter does."""
    start = next((mark for said, mark in _STARTS.items() if said in found[1]), _AS_IT_BEGINS)
    return f"{start}{found[2]}{_END}"


def value(text: Text) -> dict[str, str]:
    """A value with its direction: whatever holds no Uyghur letter runs from left to right."""
    said = plain(text)
    return {"text": said, "dir": "auto" if re.search(r"[\u0620-\u06d5]", said) else "ltr"}


def make(name: str, data: dict[str, Any]) -> bytes:
    """The document of a template, in the language of this request. Raises FontsMissingError."""
    locale = current_locale()
    uyghur, chinese = fonts()
    given = {
        **data,
        "lang": locale.prefix,
        "dir": locale.direction,
        "uyghur": uyghur,
        "chinese": chinese,
    }
    made = typst.compile(
        str(FOLDER / f"{name}.typ"), sys_inputs={"data": json.dumps(given, ensure_ascii=False)}
    )
    if not isinstance(made, bytes):
        raise TypeError("one document is one file")
    return made


def answer(body: bytes, name: str) -> Response:
    """A PDF to keep; nobody else's cache does."""
    sent = Response(body, content_type="application/pdf")
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    sent.headers["Cache-Control"] = "private, no-store"
    return sent
