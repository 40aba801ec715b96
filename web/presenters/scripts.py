"""Two scripts in one text: which language each run of it is, and which way it reads.

What enterprises and officers type is Chinese, Uyghur, or both in one sentence. Without marks the font of
the other script is used, a voice reads it wrongly, and the full stop of a Uyghur sentence ends on its
wrong side.
"""

import re
from typing import Final

from markupsafe import Markup

from web.presenters.marks import escaped, marked

_UYGHUR: Final = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_HAN: Final = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"  # untranslated: ranges of letters
_WIDE: Final = "\u3000-\u303f\uff00-\uffef"  # punctuation of Chinese
_HAS_UYGHUR: Final = re.compile(f"[{_UYGHUR}]")
_HAS_HAN: Final = re.compile(f"[{_HAN}]")
# A run goes on over what belongs to neither script; a figure before it and a full stop after it are its own.
# What was taken of them is bounded and never given back: a long row of figures would else be tried in
# every division, for hours.
_UYGHUR_RUN: Final = re.compile(
    rf"(?:[«(\[]|[0-9][0-9.,%-]{{0,40}}+ ?){{0,6}}+[{_UYGHUR}](?:[^{_HAN}{_WIDE}]*[{_UYGHUR}])?[.!?:%»)\]]*"
)
_HAN_RUN: Final = re.compile(rf"[{_WIDE}]{{0,8}}+[{_HAN}](?:[^{_UYGHUR}]*[{_HAN}{_WIDE}])?")


def isolated(text: str) -> Markup:
    """Text of a record, Chinese unless it is written otherwise, kept apart from what is around it."""
    if not _HAS_UYGHUR.search(text):
        return _chinese(escaped(text))
    if not _HAS_HAN.search(text):
        return _uyghur(escaped(text))
    first = _HAS_HAN.search(text), _HAS_UYGHUR.search(text)
    if first[0] and first[1] and first[0].start() < first[1].start():
        return _chinese(in_chinese(text))
    return _uyghur(in_uyghur(text))


def in_chinese(text: str) -> Markup:
    """A line of a Chinese text: what is Uyghur in it is marked."""
    return _with(text, _UYGHUR_RUN, 'lang="ug" dir="rtl"')


def in_uyghur(text: str) -> Markup:
    """A line of a Uyghur text: what is Chinese in it is marked."""
    return _with(text, _HAN_RUN, 'lang="zh-Hans" dir="ltr"')


def has_uyghur(text: str) -> bool:
    """Whether there is a letter of Uyghur in it."""
    return _HAS_UYGHUR.search(text) is not None


def has_chinese(text: str) -> bool:
    """Whether there is a character of Chinese in it."""
    return _HAS_HAN.search(text) is not None


def _with(text: str, runs: re.Pattern[str], marks: str) -> Markup:
    parts, end = [], 0
    for run in runs.finditer(text):
        parts += [escaped(text[end : run.start()]), f"<bdi {marks}>{escaped(run.group())}</bdi>"]
        end = run.end()
    return marked("".join([*parts, escaped(text[end:])]))


def _chinese(inner: str) -> Markup:
    return marked(f'<bdi lang="zh-Hans" dir="ltr">{inner}</bdi>')


def _uyghur(inner: str) -> Markup:
    return marked(f'<bdi lang="ug" dir="rtl">{inner}</bdi>')
