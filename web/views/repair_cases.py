"""The case of one record for those who applied: how it stands, answering, taking back, its documents."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import ConflictError, DomainError
from credit.domain.labels import zh
from credit.services.repairs import answering, cases, letters
from web.forms.repair_filing import AnswerForm, WithdrawForm
from web.http import disclosures, repair_documents
from web.http import repair_filing as filing
from web.http import repair_rooms as rooms
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, refused
from web.presenters.parts import Problem
from web.presenters.repair_case import pending

bp = Blueprint("repair_cases", __name__, url_prefix=f"{PREFIX}/my/<subject>/repair/case")

_NOTHING = zh("请上传要补正的材料，或者写明情况")


@bp.get("/<repair>")
@member(Task.REPAIR)
def show(subject: str, repair: str) -> Response:
    """How it stands, with everything that belongs to it."""
    return rooms.one(repair)


@bp.post("/<repair>/answer")
@member(Task.REPAIR, right=Right.SUBMIT)
def answer(subject: str, repair: str) -> Response:
    """Hand in everything that was asked for; sent twice it counts once."""
    who, form = acting(), AnswerForm(request.form)
    found = cases.own(who.ctx, who.key, repair)
    if pending(found) is None:
        return go_on(_at(repair))
    try:
        wrong = filing.attached(rooms.attach_to(found))
        if not wrong and not filing.anything_sent(form.text.data or ""):
            wrong = (Problem(speech()._(_NOTHING), "text"),)
        if not wrong:
            answering.answer(who.ctx, who.key, repair, form.text.data or "")
    except ConflictError:
        return go_on(_at(repair))
    return rooms.one(repair, wrong, form) if wrong else go_on(_at(repair, "?answered=1"))


@bp.post("/<repair>/withdraw")
@member(Task.REPAIR, right=Right.SUBMIT)
def withdraw(subject: str, repair: str) -> Response:
    """Take it back; twice takes it back once."""
    who, form = acting(), WithdrawForm(request.form)
    try:
        answering.withdraw(who.ctx, who.key, repair, form.why.data or "")
    except ConflictError as error:
        return rooms.one(repair, refused(error))
    return go_on(_at(repair))


@bp.get("/<repair>/decision.pdf")
@member(Task.REPAIR)
def decision(subject: str, repair: str) -> Response:
    """The decision as a document."""
    who = acting()
    found = cases.own(who.ctx, who.key, repair)
    try:
        with who.ctx.sessions.read() as session:
            text = letters.decision_text(session, found.file.id)
        return repair_documents.decision(found, text)
    except DomainError as error:
        return rooms.one(repair, refused(error))


@bp.get("/<repair>/letter.pdf")
@member(Task.REPAIR)
def letter(subject: str, repair: str) -> Response:
    """The letter for banks and data sites."""
    who = acting()
    return repair_documents.letter(letters.own(who.ctx, who.key, repair))


def _at(repair: str, rest: str = "") -> str:
    return disclosures.path(f"/repair/case/{repair}{rest}")
