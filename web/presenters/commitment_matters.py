"""What a commitment is about and what its wording is called, in the reader's language where that is known."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from markupsafe import Markup

from credit.domain.commitments import Commitment
from credit.domain.labels import zh
from credit.domain.values import Missing
from credit.rules.commitments import templates
from credit.rules.commitments.templates import matters_in_uyghur
from web.presenters.marks import marked
from web.presenters.parts import Text
from web.presenters.scripts import in_chinese, in_uyghur
from web.presenters.speech import Speech

_WORDING = zh("%(name)s，%(version)s 版")
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9][0-9A-Z]{17}(?![0-9A-Za-z])")


def matter_of(words: Speech, matter: str, entered: str | Missing | None = None) -> Text:
    """A matter: in Uyghur where the wordings of the portal name it or an authority entered it so, otherwise
    as it was recorded. entered: by the authority."""
    if known_to(words, matter):
        return plain_matter(words, matter)
    return words.bdi(entered) if by_authority(words, matter, entered) else words.zh(matter)


def plain_matter(words: Speech, matter: str, entered: str | Missing | None = None) -> str:
    """The same without marks, for the title of a page."""
    if known_to(words, matter):
        return matters_in_uyghur()[matter]
    return entered if isinstance(entered, str) and by_authority(words, matter, entered) else matter


def known_to(words: Speech, matter: str) -> bool:
    """Whether a matter can be said in Uyghur to who reads Uyghur."""
    return words.uyghur and matter in matters_in_uyghur()


def by_authority(words: Speech, matter: str, entered: str | Missing | None) -> bool:
    """Whether a reader of Uyghur is shown a matter as its authority entered it, which has to be said."""
    return words.uyghur and not known_to(words, matter) and isinstance(entered, str) and bool(entered)


def wording_of(words: Speech, one: Commitment) -> Text:
    """Which wording a commitment was made under: its name, not its code, and its version."""
    version = words.ltr(one.template_version)
    named = _names().get(one.template)
    if named is None:
        return words.say(_WORDING, name=words.code(one.template), version=version)
    chinese, uyghur = named
    return words.say(_WORDING, name=uyghur if words.uyghur else chinese, version=version)


def original_lines(text: str) -> tuple[Text, ...]:
    """The lines of a text in Chinese; what somebody wrote in Uyghur in it says so."""
    return tuple(_in_one_piece(in_chinese(line.strip())) for line in text.splitlines() if line.strip())


def rendering_lines(text: str) -> tuple[Text, ...]:
    """The lines of its rendering in Uyghur; names in Chinese say so."""
    return tuple(_in_one_piece(in_uyghur(line.strip())) for line in text.splitlines() if line.strip())


def _in_one_piece(line: Markup) -> Markup:
    """Credit codes in a line are neither broken nor turned round with the brackets about them."""
    return marked(_CODE.sub(r'<bdi dir="ltr" class="num">\g<0></bdi>', str(line)))


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    return {one.code: (one.name, one.name_uyghur) for one in templates.every()}
