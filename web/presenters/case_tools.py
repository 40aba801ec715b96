"""What an officer can do about a case at the desk: offered only where the service would let them."""

from datetime import date

import msgspec

from credit.domain.actors import Actor, OfficerRole
from credit.domain.casework import UNTOLD, CaseFile, PauseReason, is_assigned
from credit.domain.labels import Vocabulary, zh
from credit.rules import clocks
from web.presenters.parts import Text
from web.presenters.speech import Speech

HANDLERS = frozenset({OfficerRole.HANDLER, OfficerRole.REVIEWER})
ABOVE = frozenset({OfficerRole.REVIEWER, OfficerRole.SUPERVISOR})


class Tool(Vocabulary):
    """The tools, as part of an address."""

    TAKE = "take", zh("由我办理")
    GIVE = "give", zh("移交")
    RECUSE = "recuse", zh("申明回避")
    PAUSE = "pause", zh("暂停计时")
    RESUME = "resume", zh("恢复计时")
    EXTEND = "extend", zh("延长期限")
    REPLY = "reply", zh("告知进展")


class CaseTool(msgspec.Struct, frozen=True, kw_only=True):
    """One tool. at_once: a button is enough; otherwise it has a page with questions."""

    label: Text
    href: str
    at_once: bool


def case_tools(
    words: Speech, case: CaseFile, actor: Actor, on: date, *, recused: bool
) -> tuple[CaseTool, ...]:
    """What this officer can do about a case today. recused: they declared an interest in it."""
    if case.closed_at is not None:
        return ()
    offered = [
        tool for tool in Tool if not (recused and tool is not Tool.GIVE) and _offered(tool, case, actor, on)
    ]
    at_once = {Tool.RESUME} | ({Tool.TAKE} if not case.assignee else set())
    return tuple(
        CaseTool(
            label=words.label(tool),
            href=f"/{words.prefix}/desk/case/{case.id}/{tool.value}",
            at_once=tool in at_once,
        )
        for tool in offered
    )


def _offered(tool: Tool, case: CaseFile, actor: Actor, on: date) -> bool:
    handles, above = bool(actor.roles & HANDLERS), bool(actor.roles & ABOVE)
    own = is_assigned(case, actor)
    match tool:
        case Tool.TAKE:
            return handles and not own
        case Tool.GIVE:
            return above or (handles and (own or not case.assignee))
        case Tool.REPLY:
            return handles and (own or case.kind not in UNTOLD)
        case Tool.RECUSE:
            return handles
        case Tool.EXTEND:
            return OfficerRole.REVIEWER in actor.roles and not own and _extensible(case, on)
        case _:
            return handles and _turns(tool, case, on)


def _turns(tool: Tool, case: CaseFile, on: date) -> bool:
    """Whether a clock can be paused, or go on."""
    if case.clock is None or case.clock.ended_on is not None:
        return False
    held = case.clock.open_pause
    if tool is Tool.RESUME:
        return held is not None and held.reason is not PauseReason.CORRECTION
    return held is None and not clocks.reading(case.clock, on).overdue


def _extensible(case: CaseFile, on: date) -> bool:
    if case.clock is None or case.clock.ended_on is not None:
        return False
    return not clocks.reading(case.clock, on).overdue and clocks.longest_extension(case.clock, on) > 0
