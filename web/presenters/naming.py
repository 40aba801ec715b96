"""What an enterprise is called, to somebody who reads one of the two languages."""

from typing import Protocol

from markupsafe import Markup

from credit.domain.labels import zh
from web.presenters.parts import Fact, Text, ug
from web.presenters.speech import Speech


class Named(Protocol):
    """Registered facts, or what is public of them."""

    @property
    def name(self) -> str: ...

    @property
    def uyghur_name(self) -> str | None: ...


def called(words: Speech, fact: Named) -> Markup:
    """The name in the reader's script where the register has one there, else as it is registered."""
    return ug(fact.uyghur_name) if words.uyghur and fact.uyghur_name else words.name(fact.name)


def firm(words: Speech, fact: Named) -> Fact:
    """An enterprise among other facts, below what it is called its registered name if that is another."""
    other = words.uyghur and fact.uyghur_name
    registered: Text = words.name(fact.name) if other else ""
    return Fact(label=words._(zh("企业")), value=called(words, fact), note=registered)
