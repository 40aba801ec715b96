"""Repair notices as a page in the reader's language, and as a document in both."""

from typing import Any

from flask import Response, request

from credit.domain.repair import Seen
from i18n.locales import UG, ZH
from web.http import disclosures, documents
from web.http.portal import portal
from web.http.signed import Acting
from web.presenters.repair_answers import Shown
from web.presenters.repair_notice import Notice
from web.presenters.repair_notice import notice as told
from web.presenters.speech import SPEECH, Speech


def host() -> str:
    """The public address of the portal, as configured or as it was asked for."""
    return (portal().settings.base_url or request.host_url).rstrip("/")


def notice(words: Speech, who: Acting, seen: Seen) -> Notice:
    """The notice in a language."""
    said, on = who.subject.registration, who.ctx.clock.today()
    link = f"{host()}/{words.prefix}/my/{who.subject.address}/repair"
    return told(words, seen, said.name, said.subject_class, on, base=disclosures.base(), link=link)


def document(who: Acting, seen: Seen) -> Response:
    """The notice as PDF, Chinese first: the Chinese text is the one that counts."""
    parts = [
        _part(SPEECH[one.prefix], notice(SPEECH[one.prefix], who, seen), one.direction) for one in (ZH, UG)
    ]
    on = who.ctx.clock.today().isoformat()
    body = documents.make("repair_notice", {"parts": parts, "day": on, "title": parts[0]["heading"]})
    return documents.answer(body, f"repair-notice-{seen.record_id[-8:]}")


def _part(words: Speech, said: Notice, direction: str) -> dict[str, Any]:
    return {
        "lang": words.prefix,
        "dir": direction,
        "heading": documents.plain(said.heading),
        "office": documents.value(said.office),
        "facts": [_fact(one.label, one.value) for one in (*said.facts, *said.answer.facts)],
        "headline": documents.plain(said.answer.headline),
        "sections": [one for one in _sections(words, said, said.answer) if one["lines"]],
        "sources": [documents.value(one) for one in said.answer.sources],
    }


def _fact(label: Any, value: Any) -> dict[str, Any]:
    return {"label": documents.plain(label), "value": documents.value(value)}


def _sections(words: Speech, said: Notice, answer: Shown) -> list[dict[str, Any]]:
    steps = [words.series([one.text, one.where]) for one in answer.steps]
    papers = [words.series([one.label, one.way]) for one in answer.papers]
    return [
        _section(words._("先要办的事"), steps),
        _section(words._("需要的材料"), papers),
        _section(words._("规定"), list(said.paragraphs)),
        _section(words._("在哪里申请"), list(said.channels)),
    ]


def _section(title: str, lines: list[Any]) -> dict[str, Any]:
    return {"title": title, "lines": [documents.plain(line) for line in lines]}
