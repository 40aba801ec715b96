"""One case at the desk: the page that every case has, and its tools, each with its questions."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request
from wtforms import Form

from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, PauseReason, RecusalReason
from credit.domain.errors import DomainError, NotFoundError
from credit.services.casework import assigning, tools
from credit.services.context import Context
from credit.services.supervision import silence
from web.forms.casework import ExtendForm, GiveForm, PauseForm, RecuseForm, ReplyForm, ResumeForm, TakeForm
from web.http.access import officer
from web.http.desk import opened
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import context, go_on, private_page, refused
from web.presenters import replies
from web.presenters.case_tools import Tool
from web.presenters.desk_rooms import case_path, room_of
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("desk_case", __name__, url_prefix=f"{PREFIX}/desk/case")

FORMS: dict[Tool, type[Form]] = {
    Tool.TAKE: TakeForm,
    Tool.GIVE: GiveForm,
    Tool.RECUSE: RecuseForm,
    Tool.PAUSE: PauseForm,
    Tool.RESUME: ResumeForm,
    Tool.EXTEND: ExtendForm,
    Tool.REPLY: ReplyForm,
}
DOES: dict[Tool, Callable[[Context, str, Mapping[str, Any]], CaseFile]] = {
    Tool.TAKE: lambda ctx, case, said: assigning.take(ctx, case, said["reason"] or ""),
    Tool.GIVE: lambda ctx, case, said: assigning.give(ctx, case, said["to"] or "", said["reason"] or ""),
    Tool.RECUSE: lambda ctx, case, said: assigning.recuse(
        ctx, case, RecusalReason(said["why"]), said["reason"] or "", whole_subject=said["whole"]
    ),
    Tool.PAUSE: lambda ctx, case, said: tools.pause(
        ctx, case, PauseReason(said["pause_reason"]), said["note"] or ""
    ),
    Tool.RESUME: lambda ctx, case, said: tools.resume(ctx, case),
    Tool.EXTEND: lambda ctx, case, said: tools.extend(ctx, case, int(said["days"]), said["note"] or ""),
    Tool.REPLY: lambda ctx, case, said: tools.reply(
        ctx, case, replies.chosen(said["reply"]), said["note"] or ""
    ),
}
TYPED = ("note", "reason")


@bp.get("/<case_id>")
@officer(*OfficerRole)
def show(case_id: str) -> Response:
    """The case; one that has a room of its own is shown there."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = opened(read, ctx, case_id)
    if room_of(found.case.kind).path:
        return go_on(case_path(found.case))
    return private_page("desk/case", desk=found)


@bp.get("/<case_id>/<tool>")
@officer(*OfficerRole)
def ask(case_id: str, tool: str) -> Response:
    """The questions of a tool."""
    chosen = _tool(tool)
    return _ask(case_id, chosen, FORMS[chosen]())


@bp.post("/<case_id>/<tool>")
@officer(OfficerRole.HANDLER, OfficerRole.REVIEWER, OfficerRole.SUPERVISOR)
def do(case_id: str, tool: str) -> Response:
    """Use it, then back to the case."""
    chosen, ctx = _tool(tool), context()
    form = FORMS[chosen](request.form)
    if not form.validate() and not _needs_no_answer(chosen, case_id, ctx):
        return _ask(case_id, chosen, form, problems(speech(), form))
    try:
        silence.require(ctx, portal().letters, case_id, (form.data.get(name) or "" for name in TYPED))
        case = DOES[chosen](ctx, case_id, form.data)
    except DomainError as error:
        return _ask(case_id, chosen, form, refused(error))
    return go_on(case_path(case))


def _needs_no_answer(tool: Tool, case_id: str, ctx: Context) -> bool:
    """Whoever takes what is nobody's has nothing to explain."""
    with ctx.sessions.read() as read:
        return tool is Tool.TAKE and not opened(read, ctx, case_id).case.assignee


def _ask(case_id: str, tool: Tool, form: Form, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        found = opened(read, ctx, case_id)
        if isinstance(form, GiveForm):
            form.to.choices = assigning.colleagues(read, ctx, case_id)
    if isinstance(form, ReplyForm):
        form.reply.choices = replies.choices(found.case.kind)
    return private_page(
        "desk/tool",
        status=400 if said else 200,
        desk=found,
        title=words.label(tool),
        form=list(vars(questions(words, form, said=said, options=replies.other_language(words))).values()),
        problems=said,
        here=f"/{words.prefix}/desk/case/{found.case.id}/{tool.value}",
        back=f"/{words.prefix}{case_path(found.case)}",
    )


def _tool(name: str) -> Tool:
    if name not in set(Tool):
        raise NotFoundError("page.unknown")
    return Tool(name)
