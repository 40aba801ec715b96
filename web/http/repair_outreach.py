"""The letters to those who could apply for a repair, as a document in both languages."""

from typing import Any

from flask import Response, request

from credit.domain.records import EnterpriseFacts
from credit.domain.reference import authorities
from credit.domain.repair import Seen
from credit.domain.repair_desk import Contact
from credit.services.context import Context
from i18n.locales import UG, ZH, Locale
from web.http import documents
from web.http.portal import portal
from web.presenters import repair_outreach as shown
from web.presenters.frame import segment
from web.presenters.speech import SPEECH


def letters(ctx: Context, found: list[tuple[Contact, EnterpriseFacts, list[Seen]]]) -> Response:
    """Each letter twice, Chinese first, every one on a page of its own."""
    parts = [_part(ctx, locale, *one) for one in found for locale in (ZH, UG)]
    body = authorities.authority(ctx.actor.authority)
    foot = f"{body.name if body else ''} {ctx.clock.today().isoformat()}".strip()
    made = documents.make("repair_paper", {"title": parts[0]["heading"], "foot": foot, "parts": parts})
    return documents.answer(made, "repair-letters")


def _part(
    ctx: Context, locale: Locale, contact: Contact, facts: EnterpriseFacts, seen: list[Seen]
) -> dict[str, Any]:
    words, body = SPEECH[locale.prefix], authorities.authority(ctx.actor.authority)
    office = words.zh(body.name) if body else ""
    code = facts.registration.credit_code or facts.registration.registration_no or facts.key
    host = portal().settings.base_url or request.host_url.rstrip("/")
    link = f"{host}/{words.prefix}/my/{segment(str(code))}/repair"
    said = shown.letter(words, contact, facts, seen, {"day": ctx.clock.today(), "link": link})
    return {
        "lang": words.prefix,
        "dir": locale.direction,
        "heading": documents.plain(said.heading),
        "office": documents.plain(office),
        "number": documents.value(""),
        "warning": [],
        "lines": [documents.plain(one) for one in said.lines],
        "facts": [
            {"label": documents.plain(one.label), "value": documents.value(one.value)} for one in said.facts
        ],
        "code": "",
        "notes": [documents.plain(one) for one in said.notes],
        "signs": [],
        "close": [documents.value(office), documents.value(words.iso(ctx.clock.today()))],
    }
