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
    """A closed list: the value is stored and sent, the label is what the law calls it.

    A member equals its value and itself, never a member of another list that has the same value:
    otherwise whatever is remembered by member would give the word of one list for that of another.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Vocabulary) and type(other) is not type(self):
            return False
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__
