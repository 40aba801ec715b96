"""The rooms of the desk: one line for each kind of case that has words or pages of its own.

A room says what it is in a module of its own words and is entered here; queue, history and tools then
know it. There is one for every kind.
"""

from collections.abc import Mapping
from typing import Final

from credit.domain.casework import CaseFile, CaseKind
from web.presenters import finding_room, objection_room, repair_room, tip_room
from web.presenters.room import Room

ROOMS: Final[Mapping[CaseKind, Room]] = {
    **tip_room.ROOMS,
    **finding_room.ROOMS,
    **objection_room.ROOMS,
    **repair_room.ROOMS,
}


def room_of(kind: CaseKind) -> Room:
    """The room of a kind of case."""
    return ROOMS[kind]


def case_path(case: CaseFile) -> str:
    """Where a case is handled, without the language."""
    return room_of(case.kind).address(case.id)
