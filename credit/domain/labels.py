"""Vocabularies whose members carry their official Chinese wording.

The Chinese text is the message id of the translation catalogue. `zh` marks it for extraction and
returns it unchanged, so that the domain does not depend on any translation machinery.
"""

from enum import StrEnum
from typing import Self


def zh(text: str) -> str:
    """Mark `text` as a translatable Chinese source string."""
    return text


class Vocabulary(StrEnum):
    """A closed list: the value is stored and sent, the label is what the law calls it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
