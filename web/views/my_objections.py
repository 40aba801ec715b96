"""Objections for the enterprise they protect: to choose a record, file, follow, add, take back."""

from flask import Blueprint, Response, request
from wtforms import Form

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError, InputError, NotFoundError
from credit.domain.objections import FactKind, Shown
from credit.rules import objections as rules
from credit.services.disclosures import statements
from credit.services.objections import filing, reading
from web.forms import objections as forms
from web.http import disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import casework, objection_room
from web.presenters import objections as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("my_objections", __name__, url_prefix=f"{PREFIX}/my/<subject>")


@bp.get("/objections")
@member(Task.OBJECTION)
def show(subject: str) -> Response:
    """Own objections, and what can be objected to."""
    who, words, base = acting(), speech(), disclosures.base()
    public = reading.public(who.ctx, who.key)
    return private_page(
        "objections/list",
        cases=shown.cases(words, reading.of_subject(who.ctx, who.key), base),
        records=shown.choices(words, public, base, who.ctx.clock.today()),
        facts=shown.facts(words, public, base),
    )


@bp.get("/objection/new")
@member(Task.OBJECTION)
def new(subject: str) -> Response:
    """The form about one record or registered fact; one that is objected to already leads to its case."""
    found, who = _record(request.args.get("record", "")), acting()
    with who.ctx.sessions.read() as read:
        known = filing.running(read, who.key, found.id)
    if known is not None:
        return go_on(disclosures.path(f"/objection/{known.case_id}"))
    return _form(found, forms.filing_form(found.content)())


@bp.post("/objection/new")
@member(Task.OBJECTION, right=Right.SUBMIT)
def file(subject: str) -> Response:
    """File it, once."""
    who, found = acting(), _record(request.args.get("record", ""))
    form = forms.filing_form(found.content)(request.form)
    if not form.validate():
        return _form(found, form, problems(speech(), form))
    said = disclosures.said()
    try:
        case = filing.file(who.ctx, disclosures.folder(), who.key, found.id, forms.filed(form), said)
    except NotFoundError:
        raise
    except DomainError as error:
        return _form(found, form, wrong(error))
    return go_on(disclosures.path(f"/objection/{case}?done=filed"))


@bp.get("/objection/<objection>")
@member(Task.OBJECTION)
def one(subject: str, objection: str) -> Response:
    """The case: what was said, the clock, what came of it."""
    return _case(objection, forms.TextForm())


@bp.post("/objection/<objection>")
@member(Task.OBJECTION, right=Right.SUBMIT)
def add(subject: str, objection: str) -> Response:
    """Add reasons and evidence."""
    who, form = acting(), forms.TextForm(request.form)
    if not form.validate():
        return _case(objection, form, problems(speech(), form))
    try:
        filing.add(who.ctx, disclosures.folder(), who.key, objection, disclosures.said())
    except NotFoundError:
        raise
    except DomainError as error:
        return _case(objection, form, refused(error))
    return go_on(disclosures.path(f"/objection/{objection}?done=added"))


@bp.post("/objection/<objection>/withdraw")
@member(Task.OBJECTION, right=Right.SUBMIT)
def withdraw(subject: str, objection: str) -> Response:
    """Take it back."""
    who = acting()
    try:
        filing.withdraw(who.ctx, who.key, objection)
    except NotFoundError:
        raise
    except DomainError as error:
        return _case(objection, forms.TextForm(), refused(error))
    return go_on(disclosures.path(f"/objection/{objection}"))


@bp.get("/objection/<objection>/evidence/<file>")
@member(Task.OBJECTION)
def evidence(subject: str, objection: str, file: str) -> Response:
    """A file that came with an objection of the enterprise."""
    who = acting()
    found = reading.own(who.ctx, who.key, objection)
    if not any(file == each.id for said in found.statements for each in said.evidence):
        raise NotFoundError("evidence.unknown")
    with who.ctx.sessions.read() as read:
        return disclosures.document(*statements.file(read, disclosures.folder(), found.case.file.id, file))


def wrong(error: DomainError) -> tuple[Problem, ...]:
    """A refusal at the place of the form that it is about."""
    (said,) = refused(error)
    named = error.params.get("field") if isinstance(error, InputError) else None
    return (Problem(said.text, f"{forms.FIELD}{named}") if named else said,)


def _record(record_id: str) -> Shown:
    """Something of the subject that is public. Raises NotFoundError `record.unknown`."""
    who = acting()
    found = next((each for each in reading.public(who.ctx, who.key) if each.id == record_id), None)
    if found is None:
        raise NotFoundError("record.unknown")
    return found


def _form(found: Shown, form: Form, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    on, title = who.ctx.clock.today(), shown.about(words, found.content)
    told = rules.window(found.kind, found.source.published_on, on)
    asked = questions(words, form, hints=shown.hints(words, found.content, forms.FIELD), said=said)
    places = tuple(one for name, one in vars(asked).items() if name.startswith(forms.FIELD))
    return private_page(
        "objections/form",
        status=400 if said else 200,
        title=title,
        plain=title.striptags(),
        window=shown.window(words, told),
        closed=words.label(told.closed) if told.closed else "",
        ways=tuple(shown.ways(words, told, who.subject.address)),
        registered=isinstance(found.kind, FactKind),
        form=asked,
        fields=places,
        problems=said,
        wrong_files={one.field: one.text for one in said}.get(disclosures.FILES, ""),
        token=disclosures.token(),
        days=shown.days(words, on),
    )


def _case(case: str, form: Form, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    found, on = reading.own(who.ctx, who.key, case), acting().ctx.clock.today()
    return private_page(
        "objections/one",
        status=400 if said else 200,
        at=f"/my/{who.subject.address}/objection/{found.case.file.id}",
        page=objection_room.case_page(
            words, found.case, found.statements, found.now, disclosures.base(), who.subject.address
        ),
        head=casework.case_head(words, found.case.file, on),
        history=casework.case_history(words, found.case.file, found.case.events),
        form=questions(words, form, said=said),
        problems=said,
        wrong_files={one.field: one.text for one in said}.get(disclosures.FILES, ""),
        token=disclosures.token(),
        done=request.args.get("done", ""),
    )
