"""Self-discipline texts of associations: as a member reads one, and who joined as the association sees it."""

from collections.abc import Iterable

import msgspec

from credit.domain.committing import Offer, OwnCommitment
from web.presenters.commitment_matters import matter_of, original_lines, plain_matter, rendering_lines
from web.presenters.parts import Fact, Text
from web.presenters.speech import Speech


class OfferPage(msgspec.Struct, frozen=True, kw_only=True):
    """A text that can be joined. original: in Chinese; rendering: in Uyghur."""

    title: str
    name: Text
    association: Text
    original: tuple[Text, ...]
    rendering: tuple[Text, ...]
    facts: tuple[Fact, ...]
    action: str


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who joined, or asks to. confirm, decline: where the forms go."""

    name: Text
    matter: Text
    number: Text
    at: Text
    confirm: str
    decline: str


def offer_page(words: Speech, one: Offer, action: str) -> OfferPage:
    """The text of an association."""
    content = one.commitment
    text = content.text if isinstance(content.text, str) else ""
    uyghur = content.text_uyghur if words.uyghur and isinstance(content.text_uyghur, str) else ""
    return OfferPage(
        title=plain_matter(words, content.matter, content.matter_uyghur),
        name=matter_of(words, content.matter, content.matter_uyghur),
        association=words.bdi(one.association),
        original=original_lines(text),
        rendering=rendering_lines(uyghur),
        facts=(
            Fact(label=words._("承诺编号"), value=words.number(content.number)),
            Fact(label=words._("承诺有效期"), value=words.period(content.valid_from, content.valid_to)),
        ),
        action=action,
    )


def members(words: Speech, found: Iterable[tuple[OwnCommitment, str]], base: str) -> tuple[Member, ...]:
    """Each with the text they join."""
    return tuple(
        Member(
            name=words.bdi(name),
            matter=matter_of(words, one.commitment.matter, one.commitment.matter_uyghur),
            number=words.number(one.commitment.number),
            at=words.moment(one.signed_at) if one.signed_at else "",
            confirm=f"{base}/{one.id}/confirm",
            decline=f"{base}/{one.id}/decline",
        )
        for one, name in found
    )
