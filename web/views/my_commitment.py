"""One commitment of one's own: the receipt, what happened to it, proof of keeping it, taking it back."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError
from credit.services.commitments import ending, own, proofs, releasing
from credit.services.disclosures import statements
from web.http import commitments, disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import commitment_own as shown
from web.presenters.parts import Problem

bp = Blueprint("my_commitment", __name__, url_prefix=f"{PREFIX}/my/<subject>/commitments")


@bp.get("/<commitment>")
@member(Task.COMMITMENT)
def show(subject: str, commitment: str) -> Response:
    """One with everything about it."""
    return _one(commitment)


@bp.post("/<commitment>/withdraw")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def withdraw(subject: str, commitment: str) -> Response:
    """Take it back."""
    who = acting()
    try:
        ending.withdraw(who.ctx, who.key, commitment, request.form.get("reasons", ""))
    except DomainError as error:
        return _one(commitment, refused(error))
    return go_on(disclosures.path(f"/commitments/{commitment}"))


@bp.post("/<commitment>/proof")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def prove(subject: str, commitment: str) -> Response:
    """Hand in proof that it is kept."""
    who = acting()
    try:
        proofs.prove(who.ctx, disclosures.folder(), who.key, commitment, disclosures.said())
    except DomainError as error:
        return _one(commitment, refused(error))
    return go_on(disclosures.path(f"/commitments/{commitment}?proven=1"))


@bp.get("/<commitment>/evidence/<file>")
@member(Task.COMMITMENT)
def evidence(subject: str, commitment: str, file: str) -> Response:
    """A file of a proof."""
    who = acting()
    found = own.one(who.ctx, who.key, commitment)
    with who.ctx.sessions.read() as read:
        return disclosures.document(*statements.file(read, disclosures.folder(), found.id, file))


@bp.get("/<commitment>/sealed/<file>")
@member(Task.COMMITMENT)
def sealed(subject: str, commitment: str, file: str) -> Response:
    """The sealed copy by which it was signed."""
    who = acting()
    found = own.one(who.ctx, who.key, commitment)
    with who.ctx.sessions.read() as read:
        return commitments.sealed_file(releasing.sealed_copy(read, disclosures.folder(), found.id, file))


def _one(commitment: str, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    found = own.one(who.ctx, who.key, commitment)
    return private_page(
        "my_commitments/one",
        status=400 if said else 200,
        at=disclosures.path(f"/commitments/{commitment}"),
        page=shown.own_page(words, found, commitments.public_side(), disclosures.base()),
        steps=shown.next_steps(words, found, who.ctx.clock.today()),
        done="done" in request.args,
        proven="proven" in request.args,
        problems=said,
        forms=commitments.own_forms(said),
    )
