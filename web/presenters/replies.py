"""Coded answers to the parties of a case: to choose from, each with its text in the other language."""

from collections.abc import Mapping

from credit.domain.case_replies import REPLIES, Reply
from credit.domain.casework import CaseKind
from credit.domain.errors import InputError
from i18n.locales import other
from web.presenters.parts import Text, ug, zh
from web.presenters.speech import SPEECH, Speech


def choices(kind: CaseKind) -> list[tuple[str, str]]:
    """What can be told in a case of this kind."""
    return [(one.value, one.label) for one in REPLIES[kind]]


def other_language(words: Speech) -> Mapping[str, Mapping[str, Text]]:
    """The same answers as readers of the other language see them, by field and value."""
    there = SPEECH[other(words.locale).prefix]
    isolated = ug if there.uyghur else zh
    return {"reply": {one.value: isolated(there.label(one)) for one in Reply}}


def chosen(value: str) -> Reply:
    """The answer of a form. Raises InputError `case.reply`."""
    if value not in set(Reply):
        raise InputError("case.reply")
    return Reply(value)
