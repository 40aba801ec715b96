"""Getting access back when the people of a subject are gone."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from credit.domain.errors import DomainError, InputError
from credit.domain.recovery import Recovery
from credit.services import access, recoveries
from web.forms.accounts import CodeForm, ProofForm
from web.http.access import signed_in
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused, signed
from web.presenters import recovery as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("recovery", __name__, url_prefix=f"{PREFIX}/account/recovery")


@bp.get("")
@signed_in
def begin() -> Response:
    """Which subject, and what will be asked."""
    return _begin(CodeForm(request.args))


@bp.post("")
@signed_in
def start() -> Response:
    """Apply."""
    form = CodeForm(request.form)
    if not form.validate():
        return _begin(form, problems(speech(), form))
    try:
        made = recoveries.start(context(), form.code.data or "")
    except DomainError as error:
        return _begin(form, refused(error))
    return go_on(f"/account/recovery/{made.id}")


@bp.get("/<application>")
@signed_in
def show(application: str) -> Response:
    """How far it is, and what can still be shown."""
    return _page(recoveries.own(context(), application))


@bp.post("/<application>/identity")
@signed_in
def identity(application: str) -> Response:
    """By the name the login provider checked."""
    provider = signed().login.provider
    return _try(application, lambda: recoveries.prove_identity(context(), application, provider))


@bp.post("/<application>/receipt")
@signed_in
def receipt(application: str) -> Response:
    """By the receipt number of the newest filing."""
    given = _shown("receipt")
    return _try(application, lambda: recoveries.prove_receipt(context(), application, given()))


@bp.post("/<application>/letter")
@signed_in
def letter(application: str) -> Response:
    """By the code of the letter."""
    given = _shown("letter")
    return _try(application, lambda: recoveries.prove_letter(context(), application, given()))


@bp.post("/<application>/ask-letter")
@signed_in
def ask_letter(application: str) -> Response:
    """Have a letter sent."""
    return _try(application, lambda: recoveries.ask_for_letter(context(), application))


@bp.post("/<application>/withdraw")
@signed_in
def withdraw(application: str) -> Response:
    """Give the application up."""
    recoveries.withdraw(context(), application)
    return go_on("/account")


def _shown(name: str) -> Callable[[], str]:
    """What was typed; empty or too long is as wrong as any other."""

    def given() -> str:
        form = ProofForm(request.form)
        if not form.validate():
            raise InputError(f"recovery.{name}")
        return form.shown.data or ""

    return given


def _try(application: str, prove: Callable[[], Recovery]) -> Response:
    try:
        made = prove()
    except DomainError as error:
        said = refused(error)
        return _page(recoveries.own(context(), application), said)
    return go_on(f"/account/recovery/{made.id}")


def _begin(form: CodeForm, said: tuple[Problem, ...] = ()) -> Response:
    words = speech()
    return private_page(
        "recovery/start", status=400 if said else 200, form=questions(words, form, said=said), problems=said
    )


def _page(found: Recovery, said: tuple[Problem, ...] = ()) -> Response:
    words = speech()
    with context().sessions.read() as read:
        subject = access.by_key(read, found.subject_key)
    return private_page(
        "recovery/page",
        status=400 if said else 200,
        at=f"/account/recovery/{found.id}",
        case=shown.recovery(words, found, subject),
        typed=request.form.get("shown", "") if said else "",
        problems=said,
    )
