"""A finding for the enterprise it is about: to read, to state its case, to show a correction."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError, NotFoundError
from credit.domain.labels import zh
from credit.services.disclosures import statements
from credit.services.findings import cases, reading
from web.forms.findings import DefenceForm
from web.http import disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import casework
from web.presenters import finding_room as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("my_findings", __name__, url_prefix=f"{PREFIX}/my/<subject>")


CORRECTION = zh("整改情况")


@bp.get("/finding/<finding>")
@member(Task.OBJECTION)
def show(subject: str, finding: str) -> Response:
    """What is said against it, what it said, what was decided, a form to answer."""
    return _one(finding, DefenceForm())


@bp.post("/finding/<finding>")
@member(Task.OBJECTION, right=Right.SUBMIT)
def answer(subject: str, finding: str) -> Response:
    """Answer with reasons and evidence."""
    who, form = acting(), DefenceForm(request.form)
    if not form.validate():
        return _one(finding, form, problems(speech(), form))
    said, everything = disclosures.said(), bool(form.said_all.data)
    try:
        cases.answer(who.ctx, disclosures.folder(), who.key, finding, said, said_all=everything)
    except NotFoundError:
        raise
    except DomainError as error:
        return _one(finding, form, refused(error))
    return go_on(disclosures.path(f"/finding/{finding}?done=1"))


@bp.get("/finding/<finding>/evidence/<file>")
@member(Task.OBJECTION)
def file(subject: str, finding: str, file: str) -> Response:
    """A file that came with an answer."""
    who = acting()
    found = reading.own(who.ctx, who.key, finding)
    with who.ctx.sessions.read() as read:
        return disclosures.document(*statements.file(read, disclosures.folder(), found.file.id, file))


def _one(case: str, form: DefenceForm, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    found, on = reading.own(who.ctx, who.key, case), acting().ctx.clock.today()
    here = f"{disclosures.base()}/finding/{found.file.id}"
    if not found.finding.running:
        form.text.label.text = CORRECTION
    wrong = {problem.field: problem.text for problem in said}
    return private_page(
        "my_findings/one",
        status=400 if said else 200,
        page=shown.page(words, found.finding, found.matter, found.statements, here, on),
        head=casework.case_head(words, found.file, on),
        history=casework.case_history(words, found.file, found.events),
        form=questions(words, form, said=said),
        problems=said,
        wrong_files=wrong.get(disclosures.FILES, ""),
        token=disclosures.token(),
        done="done" in request.args,
        repair=f"{disclosures.base()}/repair",
    )
