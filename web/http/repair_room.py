"""The room of a repair, read once: the case, what somebody may do about it, and the objects of its page."""

from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup
from wtforms import Form

from credit.domain.casework import desk_name
from credit.domain.repair import Outcome
from credit.domain.repair_cases import RepairState
from credit.services.casework import assigning, files
from credit.services.context import Context
from credit.services.repairs import desk, looks
from web.http import disclosures, documents, repair_desk
from web.http.desk import DeskCase, opened
from web.http.page import speech
from web.presenters import repair_desk as shown
from web.presenters import repair_record
from web.presenters.casework import concluded
from web.presenters.parts import Problem, Text
from web.presenters.repair_decision import outcome, ruled
from web.presenters.repair_offered import Offered, offered, whys
from web.presenters.tip_room import places


class Opened(NamedTuple):
    """A case as it stands for one officer. ticks: names of who ticked a point."""

    room: desk.Room
    desk: DeskCase
    may: Offered
    ticks: dict[str, str]


def open_room(ctx: Context, case_id: str) -> Opened:
    """Raises NotFoundError `case.unknown`, NotAllowedError `access.*`."""
    with ctx.sessions.read() as read:
        room, found = desk.room(read, ctx, case_id), opened(read, ctx, case_id)
        recused = files.recused(read, found.case.id, found.case.subject_key)
        ticks = assigning.names(read, {one.by for one in room.ticks.values()})
    drawn = room.second is not None and room.second.outcome is None
    may = offered(
        room.case,
        ctx.actor,
        recused=desk_name(ctx.actor.id) in recused,
        holds=room.found is not None and room.found.outcome is Outcome.NOW,
        looks=drawn and looks.may_look(ctx.actor, found.case.authority, room.case.course),
        on=ctx.clock.today(),
    )
    head = concluded(found.head, outcome(speech(), room.case.course))
    return Opened(room, replace(found, head=head), may, ticks)


def objects(
    ctx: Context, seen: Opened, act: str, sent: Form | None, said: tuple[Problem, ...]
) -> dict[str, Any]:
    """What the page of the room shows. act, sent, said: the form that was sent and what is wrong with it."""
    words, room, case = speech(), seen.room, seen.room.case
    here = f"/{words.prefix}/desk/repair/{case.file.id}"
    around = shown.Around(
        room.subject, room.draft, room.facts, room.found, room.known, room.others, room.looks, here
    )
    named: dict[Any, Text] = {key: words.bdi(seen.ticks.get(one.by, "")) for key, one in room.ticks.items()}
    sides = shown.sides(words, case, around, room.papers, room.files)
    return {
        "case": seen.desk,
        "plain": Markup(sides.answer.title).striptags(),  # noqa: S704 - of a page already
        "sides": sides,
        "points": shown.points(words, room.points, named),
        "may": seen.may,
        "whys": tuple(whys(words, case, ctx.actor, seen.may, room.found.outcome if room.found else None)),
        "ruled": ruled(words, case.course),
        "proposal": repair_record.proposal(words, case.course),
        "revoked": case.course.state is RepairState.REVOKED,
        "revocation": repair_record.revocation(words, case.course),
        "second": repair_record.second(words, room.second),
        "forms": repair_desk.shown(case, act, sent, said),
        "problems": tuple(Problem(one.text, f"{act}-{one.field}" if one.field else "") for one in said),
        "places": places(words, case.file.authority) if seen.may.hand_on else (),
        "token": disclosures.token(),
        "wrong_files": next((one.text for one in said if one.field == "files"), ""),
        "open": act,
        "here": here,
        "pdf": f"{here}/decision.pdf" if case.course.decision and documents.can_be_made() else "",
    }
