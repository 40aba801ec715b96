"""The words of one kind of case: its states, what happens in it, and where its room is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from credit.domain.casework import CaseKind
from credit.domain.labels import Vocabulary
from web.presenters.parts import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the desk has to know of a kind of case.

    path: its pages are at `/desk/<path>/<id>`; empty: it is shown on the page that every case has.
    states: the vocabulary of its states; tones: by value of the state. happened: sentences by the code of
    an event, with the event's params in them; values: the vocabularies of params that are codes, by name.
    """

    kind: CaseKind
    path: str = ""
    states: type[Vocabulary] | None = None
    tones: Mapping[str, Tone] = field(default_factory=dict)
    happened: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, type[Vocabulary]] = field(default_factory=dict)

    def address(self, case_id: str) -> str:
        """Where a case is handled, without the language."""
        return f"/desk/{self.path or 'case'}/{case_id}"
