"""A case of the desk for the pages of its room: read once, ready to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from credit.domain.accounts import Standing
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, desk_name
from credit.services import access
from credit.services.casework import assigning, files, queues, seen
from credit.services.context import Context
from web.http.page import speech
from web.presenters import casework
from web.presenters.case_tools import CaseTool, case_tools
from web.presenters.casework import CaseHead
from web.presenters.naming import called
from web.presenters.parts import Event, Text


@dataclass(frozen=True, slots=True)
class DeskCase:
    """`case_head(desk.head)`, `case_tools(desk.tools, account.token)`, `case_history(desk.history)`.

    seen: how much happened in its matter, to be sent along with what is decided on the page.
    """

    case: CaseFile
    subject: Standing | None
    head: CaseHead
    tools: tuple[CaseTool, ...]
    history: tuple[Event, ...]
    seen: int


def subject_names(session: Session, cases: Iterable[CaseFile]) -> dict[str, Text]:
    """What the enterprises of cases are called in the language of the page, by their keys."""
    keys = {one.subject_key for one in cases if one.subject_key}
    return {key: called(speech(), access.by_key(session, key).registration) for key in keys}


def opened(session: Session, ctx: Context, case_id: str, *roles: OfficerRole) -> DeskCase:
    """A case with all that the desk shows of every case.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`.
    """
    words, on = speech(), ctx.clock.today()
    case = queues.case_file(session, ctx, case_id, *roles)
    events = files.history(session, case.id)
    people = {case.assignee, *(one.actor for one in events)}
    people |= {one.params[name] for one in events for name in ("to", "from", "by") if name in one.params}
    names = assigning.names(session, people)
    subject = access.by_key(session, case.subject_key) if case.subject_key else None
    link = casework.subject_link(words, subject) if subject else None
    recused = desk_name(ctx.actor.id) in files.recused(session, case.id, case.subject_key)
    return DeskCase(
        case=case,
        subject=subject,
        head=casework.case_head(words, case, on, subject=link, names=names),
        tools=case_tools(words, case, ctx.actor, on, recused=recused),
        history=casework.case_history(words, case, events, names),
        seen=seen.of_page(session, case),
    )
