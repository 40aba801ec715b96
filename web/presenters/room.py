"""The words of one kind of case: its states, what happens in it, and where its room is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from credit.domain.case_states import STATES
from credit.domain.casework import CaseKind
from credit.domain.labels import Vocabulary
from web.presenters.parts import Tone

_PLACE: Final = re.compile(r"%\((\w+)\)s")


class Plain(StrEnum):
    """Params of an event that are no codes: the name of an actor, a day, anything to be read as it is."""

    PERSON = "person"
    DAY = "day"
    AS_IT_IS = "as_it_is"


Meaning = type[Vocabulary] | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the desk has to know of a kind of case.

    path: its pages are at `/desk/<path>/<id>`; empty: it is shown on the page that every case has.
    tones: of every state the kind has. happened: sentences by the code of an event, with the event's
    params in them; meanings: what each of those params is, by name.
    """

    kind: CaseKind
    tones: Mapping[Vocabulary, Tone]
    path: str = ""
    happened: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Meaning] = field(default_factory=dict)

    def lacking(self) -> set[str]:
        """States without a tone and params without a meaning: a page would come to a code with no word."""
        told = {name for sentence in self.happened.values() for name in placed(sentence)}
        states = {one.value for one in STATES[self.kind]} ^ {one.value for one in self.tones}
        return states | (told - self.meanings.keys())

    def address(self, case_id: str) -> str:
        """Where a case is handled, without the language."""
        return f"/desk/{self.path or 'case'}/{case_id}"


def placed(sentence: str) -> Iterator[str]:
    """The names of what is put into a sentence."""
    return (found[1] for found in _PLACE.finditer(sentence))
