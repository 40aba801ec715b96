"""Officers: commitments that wait for a look before they are public, released or refused with reasons."""

from flask import Blueprint, Response, request

from credit.domain.errors import ConflictError, DomainError
from credit.services import access
from credit.services.commitments import releasing
from web.http import commitments, disclosures
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import desk_commitments as shown
from web.presenters.parts import Problem

bp = Blueprint("desk_commitments", __name__, url_prefix=f"{PREFIX}/desk/commitments")


@bp.get("")
@officer()
def show() -> Response:
    """Everything that waits within the officer's reach, the oldest first."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = releasing.waiting(read, ctx)
        told = [(one, access.by_key(read, one.subject_key)) for one in found]
    return private_page("desk/commitments", rows=shown.rows(speech(), told))


@bp.get("/waiting/<commitment>")
@officer()
def one(commitment: str) -> Response:
    """One with its text, its sealed copy and a form to decide."""
    return _one(commitment)


@bp.post("/waiting/<commitment>/release")
@officer(*releasing.DECIDERS)
def release(commitment: str) -> Response:
    """Let it be public."""
    try:
        releasing.release(context(), commitment)
    except DomainError as error:
        if error.code != "commitment.decided":  # that is shown by the page itself
            return _one(commitment, refused(error))
    return go_on(f"/desk/commitments/waiting/{commitment}")


@bp.post("/waiting/<commitment>/refuse")
@officer(*releasing.DECIDERS)
def refuse(commitment: str) -> Response:
    """Do not, with reasons."""
    try:
        releasing.refuse(context(), commitment, request.form.get("reasons", ""))
    except ConflictError:
        pass  # decided already: the page shows how
    except DomainError as error:
        return _one(commitment, refused(error))
    return go_on(f"/desk/commitments/waiting/{commitment}")


@bp.get("/waiting/<commitment>/sealed/<file>")
@officer()
def sealed(commitment: str, file: str) -> Response:
    """The sealed copy by which it was signed."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = releasing.one(read, ctx, commitment)
        return commitments.sealed_file(releasing.sealed_copy(read, disclosures.folder(), found.id, file))


def _one(commitment: str, said: tuple[Problem, ...] = ()) -> Response:
    ctx = context()
    with ctx.sessions.read() as read:
        found = releasing.one(read, ctx, commitment)
        about = access.by_key(read, found.subject_key)
    return private_page(
        "desk/commitment",
        status=400 if said else 200,
        at=f"/desk/commitments/waiting/{commitment}",
        page=shown.waiting_page(speech(), found, about),
        decides=not ctx.actor.roles.isdisjoint(releasing.DECIDERS),
        problems=said,
        forms=commitments.own_forms(said),
    )
