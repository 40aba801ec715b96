"""Officers: texts of enterprises in which something was found, looked at one by one, decided with reasons."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, DomainError
from credit.domain.text_checks import CheckAct
from credit.services import access, text_checks
from web.forms.text_checks import TextDecisionForm
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import text_checks as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("desk_texts", __name__, url_prefix=f"{PREFIX}/desk/texts")


@bp.get("")
@officer(*OfficerRole)
def queue() -> Response:
    """What waits within reach, oldest first."""
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        found = [
            shown.check(words, one, access.by_key(read, one.subject_key))
            for one in text_checks.queue(read, ctx)
        ]
    return private_page("desk/texts", checks=found)


@bp.get("/<text>")
@officer(*OfficerRole)
def one(text: str) -> Response:
    """One text, what was found in it, a form to decide."""
    return _one(text, TextDecisionForm())


@bp.post("/<text>")
@officer(*text_checks.MAY)
def decide(text: str) -> Response:
    """Decide it."""
    form = TextDecisionForm(request.form)
    if not form.validate():
        return _one(text, form, problems(speech(), form))
    try:
        text_checks.decide(context(), text, CheckAct(form.act.data), form.reasons.data or "")
    except ConflictError:
        pass  # decided already: the page shows how
    except DomainError as error:
        return _one(text, form, refused(error))
    return go_on(f"/desk/texts/{text}")


def _one(text: str, form: TextDecisionForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        found = text_checks.case(read, ctx, text)
        subject = access.by_key(read, found.subject_key)
    return private_page(
        "desk/text",
        status=400 if said else 200,
        check=shown.check(words, found, subject),
        form=questions(words, form, said=said),
        problems=said,
        decides=not ctx.actor.roles.isdisjoint(text_checks.MAY),
    )
