"""Officers: the room of a finding, its decision and what follows it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from flask import Blueprint, Response, request
from wtforms import Form

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError, NotFoundError
from credit.domain.findings import ContestKind, ContestResult, Finding, FindingOutcome
from credit.domain.reference import authorities
from credit.domain.vocabulary import Severity
from credit.rules.findings import Ruling, outcomes, review_body
from credit.services import access
from credit.services.disclosures import statements
from credit.services.findings import cases, planning, reading
from web.forms.findings import ContestForm, CorrectionForm, ReasonsForm, ResultForm, RulingForm
from web.http import disclosures
from web.http.access import officer
from web.http.desk import opened
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import finding_room as shown
from web.presenters.cases import answers_of
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("desk_findings", __name__, url_prefix=f"{PREFIX}/desk")

FORMS: dict[str, type[Form]] = {
    "decide": RulingForm,
    "withdraw": ReasonsForm,
    "correct": CorrectionForm,
    "uncorrected": ReasonsForm,
    "contest": ContestForm,
    "resolve": ResultForm,
    "change": RulingForm,
    "rescind": ReasonsForm,
}
_HANDLED = "withdraw, correct, contest"
_DECIDED = "decide, uncorrected, resolve, change, rescind"


@bp.get("/finding/<finding>")
@officer(*OfficerRole)
def show(finding: str) -> Response:
    """The case: what is held against the enterprise, what it says, what the register has."""
    return _room(finding)


@bp.post(f"/finding/<finding>/<any({_HANDLED}):act>")
@officer(*planning.MAY)
def handle(finding: str, act: str) -> Response:
    """What a handler may do."""
    return _sent(finding, act)


@bp.post(f"/finding/<finding>/<any({_DECIDED}):act>")
@officer(*cases.DECIDERS)
def decide(finding: str, act: str) -> Response:
    """What only a reviewer may do, and none who checked or told."""
    return _sent(finding, act)


@bp.get("/finding/<finding>/evidence/<file>")
@officer(*OfficerRole)
def file(finding: str, file: str) -> Response:
    """A file that came with an answer."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = reading.room(read, ctx, finding)
        return disclosures.document(*statements.file(read, disclosures.folder(), found.file.id, file))


def _sent(case: str, act: str) -> Response:
    form = FORMS[act](request.form)
    if not form.validate():
        return _room(case, act, form, problems(speech(), form))
    try:
        _ACTS[act](case, form)
    except NotFoundError:
        raise
    except DomainError as error:
        return _room(case, act, form, refused(error))
    return go_on(f"/desk/finding/{case}")


def _ruling(form: Form) -> Ruling:
    said = form.data
    return Ruling(
        number=said["number"],
        outcome=FindingOutcome(said["outcome"]),
        reasons=said["reasons"],
        review=said["review"],
        court=said["court"],
        severity=Severity(said["severity"]),
        correct_by=said["correct_by"],
        penalty_no=said["penalty_no"] or "",
    )


def _day(form: Form, name: str) -> date:
    found: date = form.data[name]
    return found


_ACTS: dict[str, Callable[[str, Form], Finding]] = {
    "decide": lambda case, form: cases.decide(context(), case, _ruling(form)),
    "withdraw": lambda case, form: cases.withdraw(context(), case, form.data["reasons"]),
    "correct": lambda case, form: cases.correct(
        context(), case, _day(form, "corrected_on"), form.data["reasons"]
    ),
    "uncorrected": lambda case, form: cases.find_uncorrected(context(), case, form.data["reasons"]),
    "contest": lambda case, form: cases.contest(
        context(), case, ContestKind(form.data["kind"]), _day(form, "since"), form.data["number"]
    ),
    "resolve": lambda case, form: cases.resolve(context(), case, ContestResult(form.data["result"]), None),
    "change": lambda case, form: cases.resolve(context(), case, ContestResult.CHANGED, _ruling(form)),
    "rescind": lambda case, form: cases.rescind(context(), case, form.data["reasons"]),
}


def _room(case: str, act: str = "", sent: Form | None = None, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        room = reading.room(read, ctx, case)
        desk = opened(read, ctx, case)
        about = access.by_key(read, room.task.subject_key)
    here, roles = f"/{words.prefix}/desk/finding/{room.file.id}", ctx.actor.roles
    report = answers_of(words, room.report, f"/{words.prefix}/desk/check/{room.task.id}")
    title = shown.title(words, room.finding, room.matter)
    known = shown.register(words, room.task, room.promise.content, about)
    sides = shown.desk(
        words,
        room.finding,
        (report, answers_of(words, room.statements, here), known),
        on=ctx.clock.today(),
        actor=ctx.actor.name,
    )
    return private_page(
        "desk/finding",
        status=400 if said else 200,
        at=f"/desk/finding/{room.file.id}",
        case=desk,
        title=title,
        plain=title.striptags(),
        sides=sides,
        forms=_forms(room, act, sent, said),
        problems=tuple(Problem(one.text, f"{act}-{one.field}" if one.field else "") for one in said),
        open=act,
        here=here,
        handles=not roles.isdisjoint(planning.MAY),
        decides=not roles.isdisjoint(cases.DECIDERS),
    )


def _forms(room: reading.Room, act: str, sent: Form | None, said: tuple[Problem, ...]) -> SimpleNamespace:
    """Every form of the room; the one that was sent with what is wrong in it. Ids differ by form."""
    found: dict[str, object] = {}
    body = authorities.authority(room.file.authority)
    usual = {"review": review_body(body.name) if body else ""}
    for name, kind in FORMS.items():
        form = sent if sent is not None and name == act else kind(data=usual if kind is RulingForm else None)
        for field in form:
            field.id = f"{name}-{field.name}"
        if isinstance(form, RulingForm):
            form.outcome.choices = _choices(room, changed=name == "change")
        own = tuple(Problem(one.text, f"{name}-{one.field.removeprefix(name + '-')}") for one in said)
        found[name] = questions(speech(), form, said=own if form is sent else ())
    return SimpleNamespace(**found)


def _choices(room: reading.Room, *, changed: bool) -> dict[str, str]:
    """What a decision may say of this commitment; a changed one always says something."""
    kind, made = room.task.commitment_type, room.file.opened_at.date()
    possible = list(outcomes(kind, made))
    if not changed:
        possible.insert(0, FindingOutcome.NOT_ESTABLISHED)
    return {one.value: one.label for one in possible}
