"""Self-discipline texts of associations: joined by their members, who are confirmed by the association."""

from flask import Blueprint, Response, abort, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError
from credit.services.commitments import joining, signing
from web.http import commitments, disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import commitment_joining as shown
from web.presenters.parts import Problem

bp = Blueprint("my_joining", __name__, url_prefix=f"{PREFIX}/my/<subject>/commitments")


@bp.get("/join/<text>")
@member(Task.COMMITMENT)
def read(subject: str, text: str) -> Response:
    """The text of an association, and the form to join it."""
    return _join(text)


@bp.post("/join/<text>")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def join(subject: str, text: str) -> Response:
    """Join it; public once the association has confirmed the membership."""
    who = acting()
    token = request.form.get(disclosures.TOKEN, "")[:40]
    signature, agreed = commitments.signature(), commitments.agreed()
    try:
        made = joining.join(who.ctx, disclosures.folder(), who.key, text, signature, token, agreed=agreed)
    except DomainError as error:
        return _join(text, refused(error))
    return go_on(commitments.here(made, "?done=1"))


@bp.get("/members")
@member(Task.COMMITMENT)
def members(subject: str) -> Response:
    """Who joined the texts of this association, and who asks to."""
    return _members()


@bp.post("/members/<commitment>/confirm")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def confirm(subject: str, commitment: str) -> Response:
    """Somebody is a member."""
    who = acting()
    try:
        joining.confirm(who.ctx, who.key, commitment)
    except DomainError as error:
        return _members(refused(error))
    return go_on(disclosures.path("/commitments/members"))


@bp.post("/members/<commitment>/decline")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def decline(subject: str, commitment: str) -> Response:
    """Somebody is no member."""
    who = acting()
    try:
        joining.decline(who.ctx, who.key, commitment, request.form.get("reasons", ""))
    except DomainError as error:
        return _members(refused(error))
    return go_on(disclosures.path("/commitments/members"))


def _join(text: str, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    found = next((one for one in joining.offers(who.ctx, who.key) if one.id == text), None)
    if found is None:
        abort(404)
    return private_page(
        "my_commitments/join",
        status=400 if said else 200,
        page=shown.offer_page(words, found, f"{disclosures.base()}/commitments/join/{text}"),
        form=commitments.signing_form(said, licensed=signing.may_sign_by_licence(who.ctx, who.key)),
        problems=said,
    )


def _members(said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    base = f"{disclosures.base()}/commitments/members"
    return private_page(
        "my_commitments/members",
        status=400 if said else 200,
        asked=shown.members(words, joining.asked(who.ctx, who.key), base),
        joined=shown.members(words, joining.members(who.ctx, who.key), base),
        problems=said,
    )
