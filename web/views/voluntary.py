"""What an enterprise publishes of its own will: published, corrected, withdrawn."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError
from credit.domain.vocabulary import RecordKind
from credit.services import text_checks
from credit.services.disclosures import voluntary
from web.forms.disclosures import VoluntaryForm
from web.http import disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem
from web.presenters.text_checks import banner
from web.presenters.voluntary import entries

bp = Blueprint("voluntary", __name__, url_prefix=f"{PREFIX}/my/<subject>/voluntary")


@bp.get("")
@member(Task.VOLUNTARY)
def show(subject: str) -> Response:
    """Everything published, and a form for more."""
    return _page(VoluntaryForm())


@bp.post("")
@member(Task.VOLUNTARY, right=Right.SUBMIT)
def publish(subject: str) -> Response:
    """Publish something new."""
    who, form = acting(), VoluntaryForm(request.form)
    if not form.validate():
        return _page(form, problems(speech(), form))
    title, text = form.title.data or "", form.text.data or ""
    try:
        voluntary.publish(who.ctx, who.key, title, text, request.form.get("token", ""))
    except DomainError as error:
        return _page(form, refused(error))
    return go_on(disclosures.path("/voluntary?done=1"))


@bp.get("/<entry>")
@member(Task.VOLUNTARY)
def one(subject: str, entry: str) -> Response:
    """The form with what is published."""
    who = acting()
    found = voluntary.one(who.ctx, who.key, entry)
    return _one(entry, VoluntaryForm(data={"title": found.title, "text": found.text}))


@bp.post("/<entry>")
@member(Task.VOLUNTARY, right=Right.SUBMIT)
def correct(subject: str, entry: str) -> Response:
    """Put another text in its place."""
    who, form = acting(), VoluntaryForm(request.form)
    if not form.validate():
        return _one(entry, form, problems(speech(), form))
    try:
        voluntary.correct(who.ctx, who.key, entry, form.title.data or "", form.text.data or "")
    except DomainError as error:
        return _one(entry, form, refused(error))
    return go_on(disclosures.path("/voluntary?done=1"))


@bp.post("/<entry>/withdraw")
@member(Task.VOLUNTARY, right=Right.SUBMIT)
def withdraw(subject: str, entry: str) -> Response:
    """Take it back."""
    who = acting()
    voluntary.withdraw(who.ctx, who.key, entry)
    return go_on(disclosures.path("/voluntary"))


def _page(form: VoluntaryForm, said: tuple[Problem, ...] = ()) -> Response:
    words, who = speech(), acting()
    found = voluntary.of_subject(who.ctx, who.key)
    return private_page(
        "voluntary/list",
        status=400 if said else 200,
        entries=entries(words, found, disclosures.base()),
        form=questions(words, form, said=said),
        problems=said,
        token=disclosures.token(),
        done="done" in request.args,
        public=f"/{words.prefix}/enterprise/{who.subject.address}#voluntary",
    )


def _one(entry: str, form: VoluntaryForm, said: tuple[Problem, ...] = ()) -> Response:
    words, who = speech(), acting()
    found = voluntary.one(who.ctx, who.key, entry)
    check = text_checks.of_thread(who.ctx, who.key, RecordKind.VOLUNTARY, entry)
    return private_page(
        "voluntary/one",
        status=400 if said else 200,
        entry=entries(words, [found], disclosures.base())[0],
        check=banner(words, check) if found.withdrawn_at is None else None,
        form=questions(words, form, said=said),
        problems=said,
    )
