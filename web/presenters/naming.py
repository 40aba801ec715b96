"""What an enterprise is called, to somebody who reads one of the two languages."""

from typing import Protocol

from web.presenters.parts import Text, ug
from web.presenters.speech import Speech


class Named(Protocol):
    """Registered facts, or what is public of them."""

    @property
    def name(self) -> str: ...

    @property
    def uyghur_name(self) -> str | None: ...


def called(words: Speech, fact: Named) -> Text:
    """The name in the reader's script where the register has one there, else as it is registered."""
    return ug(fact.uyghur_name) if words.uyghur and fact.uyghur_name else words.name(fact.name)
