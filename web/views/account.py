"""One's own pages: every subject one works for in one place, messages, sessions, what was kept."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request
from msgspec import convert, to_builtins

from credit.domain.accounts import Contact, Workplace
from credit.domain.clock import SHANGHAI
from credit.services import agenda, held_forms, logins, members, owner_notices, recoveries
from credit.services.context import Context
from web.forms.accounts import ContactForm
from web.http import held
from web.http.access import signed_in
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import context, go_on, private_page, signed
from web.presenters import accounts
from web.presenters.due import Due, dues
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.speech import Speech

FIRST = 3  # the rest is on the page of the enterprise

bp = Blueprint("account", __name__, url_prefix=f"{PREFIX}/account")


@bp.get("")
@signed_in
def home() -> Response:
    """Where the person works, what happened there, what waits."""
    words, who = speech(), signed()
    held = members.workplaces(who.ctx)
    notices = owner_notices.of_person(who.ctx)
    links = accounts.subject_links(words, members.subjects(who.ctx, notices))
    running = accounts.applications(words, recoveries.of_person(who.ctx))
    return private_page(
        "account/home",
        places=accounts.places(words, held),
        dues=_due(who.ctx, words, held),
        messages=accounts.messages(words, notices, links),
        kept=tuple(accounts.kept(words, one) for one in held_forms.of_person(who.ctx)),
        applications=running,
        official=who.ctx.actor.is_official,
    )


def _due(ctx: Context, words: Speech, held: Sequence[Workplace]) -> tuple[Due, ...]:
    """What is to be done first for the one enterprise somebody works for; who has several opens each."""
    if len(held) != 1:
        return ()
    items = agenda.own(ctx, held[0].membership.subject_key)[:FIRST]
    return dues(words, items, f"/{words.prefix}/my/{segment(held[0].address)}", ctx.clock.today())


@bp.post("/messages")
@signed_in
def read_all() -> Response:
    """All messages have been read."""
    owner_notices.mark_all_read(context())
    return go_on("/account")


@bp.get("/sessions")
@signed_in
def sessions() -> Response:
    """Where the person is signed in."""
    who = signed()
    found = logins.of_person(who.ctx, portal().accounts.rules)
    return private_page("account/sessions", seats=accounts.seats(speech(), found, who.login.id))


@bp.post("/sessions/others")
@signed_in
def end_others() -> Response:
    """Sign out everywhere but here."""
    who = signed()
    logins.end_others(who.ctx, who.login.id)
    return go_on("/account/sessions")


@bp.post("/sessions/<login>")
@signed_in
def end_one(login: str) -> Response:
    """Sign out one other browser."""
    logins.end(context(), login, "revoked")
    return go_on("/account/sessions")


@bp.post("/extend")
@signed_in
def extend() -> Response:
    """The person is still there: the request itself has lengthened the session."""
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(seconds=int(portal().accounts.rules.idle.total_seconds()))
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return go_on("/account")


@bp.get("/contact")
@signed_in
def contact() -> Response:
    """Where and in which language messages go."""
    person = signed().login.person
    known = to_builtins(person)
    return private_page("account/contact", form=questions(speech(), ContactForm(data=known)), problems=())


@bp.post("/contact")
@signed_in
def set_contact() -> Response:
    """Keep them."""
    form = ContactForm(request.form)
    if not form.validate():
        words = speech()
        return private_page(
            "account/contact", status=400, form=questions(words, form), problems=problems(words, form)
        )
    given = {name: value for name, value in form.data.items() if value is not None}
    logins.set_contact(context(), convert(given, Contact, strict=False))
    return go_on("/account")


@bp.get("/kept/<form>")
@signed_in
def kept(form: str) -> Response:
    """What was typed and not sent, to be sent again or not; for a script, its fields, to fill them in."""
    found = held_forms.own(context(), form)
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(id=found.id, address=found.address, fields=found.fields)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return private_page("account/kept", form=accounts.kept(speech(), found))


@bp.post("/kept")
@signed_in
def keep() -> Response:
    """Keep a form while it is being typed, for a script; without an id where it was sent on meanwhile."""
    who = context()
    made = held.keep_step(who, frozenset())
    at = who.clock.now().astimezone(SHANGHAI).strftime("%H:%M:%S")
    answer = jsonify(id=made, saved=at if made else "")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/kept/<form>/drop")
@signed_in
def drop(form: str) -> Response:
    """It is not wanted any more."""
    held_forms.drop(context(), form)
    return go_on("/account")
