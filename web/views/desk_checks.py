"""Officers: which commitments are to be checked by when, recording a check, telling the enterprise."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, DomainError, NotFoundError
from credit.domain.findings import CheckOutcome, Service
from credit.rules.findings import Told
from credit.services import access
from credit.services.disclosures import statements
from credit.services.findings import cases, checks, planning, promises, reading
from web.forms.disclosures import SubjectForm
from web.forms.findings import CheckForm, NoticeForm, ReasonsForm
from web.http import disclosures
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, context, go_on, private_page, refused
from web.presenters import check_desk as shown
from web.presenters.cases import answers_of
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Pager, Problem

bp = Blueprint("desk_checks", __name__, url_prefix=f"{PREFIX}/desk")

AFTER, DAY = "after", "day"


@bp.get("/checks")
@officer(*OfficerRole)
def show() -> Response:
    """What is due within reach, the soonest on top, and corrections that were ordered."""
    return _list(SubjectForm())


@bp.post("/checks")
@officer(*OfficerRole)
def find() -> Response:
    """To the commitments of an enterprise."""
    form = SubjectForm(request.form)
    if not form.validate():
        return _list(form, problems(speech(), form))
    try:
        with context().sessions.read() as read:
            found = access.standing(read, form.code.data or "")
    except NotFoundError as error:
        return _list(form, refused(error))
    return go_on(f"/desk/checks/of/{segment(found.address)}")


@bp.get("/checks/of/<subject>")
@officer(*OfficerRole)
def of_subject(subject: str) -> Response:
    """The commitments of one enterprise, each with a way to check it."""
    return _promises()


@bp.post("/checks/of/<subject>")
@officer(*planning.MAY)
def open_one(subject: str) -> Response:
    """Open a check of one of them."""
    who = acting()
    try:
        made = planning.check_own(who.ctx, request.form.get("record", "")[:26], disclosures.token())
    except DomainError as error:
        return _promises(refused(error))
    return go_on(f"/desk/check/{made.id}")


@bp.get("/check/<check>")
@officer(*OfficerRole)
def one(check: str) -> Response:
    """One check, with a form to record it."""
    return _one(check, CheckForm())


@bp.post("/check/<check>")
@officer(*planning.MAY)
def record(check: str) -> Response:
    """Record it; what it alleges leads on to the notice."""
    form = CheckForm(request.form)
    if not form.validate() or form.on.data is None:
        return _one(check, form, problems(speech(), form))
    said, files = form.text.data or "", disclosures.uploads()
    done = checks.Done(CheckOutcome(form.outcome.data), form.on.data, said, disclosures.token(), files)
    try:
        made = checks.record(context(), disclosures.folder(), check, done)
    except NotFoundError:
        raise
    except DomainError as error:
        return _one(check, form, refused(error))
    return go_on(f"/desk/check/{made.id}{'/notice' if made.alleges else ''}")


@bp.post("/check/<check>/drop")
@officer(*checks.DECIDERS)
def drop(check: str) -> Response:
    """Give it up, with reasons."""
    form = ReasonsForm(request.form)
    if not form.validate():
        return _one(check, CheckForm(), problems(speech(), form))
    try:
        checks.drop(context(), check, form.reasons.data or "", disclosures.token())
    except NotFoundError:
        raise
    except DomainError as error:
        return _one(check, CheckForm(), refused(error))
    return go_on(f"/desk/check/{check}")


@bp.get("/check/<check>/notice")
@officer(*planning.MAY)
def notice(check: str) -> Response:
    """The form of the notice that opens a finding."""
    today = context().clock.today()
    return _notice(check, NoticeForm(data={"workdays": "5", "served_on": today, "service": "portal"}))


@bp.post("/check/<check>/notice")
@officer(*planning.MAY)
def tell(check: str) -> Response:
    """Tell the enterprise."""
    form = NoticeForm(request.form)
    if not form.validate() or form.served_on.data is None:
        return _notice(check, form, problems(speech(), form))
    said = (form.facts.data or "", form.basis.data or "", int(form.workdays.data or "0"))
    told = Told(*said, Service(form.service.data), form.served_on.data)
    try:
        case = cases.notify(context(), check, told, disclosures.token())
    except NotFoundError:
        raise
    except DomainError as error:
        return _notice(check, form, refused(error))
    return go_on(f"/desk/finding/{case}")


@bp.get("/check/<check>/evidence/<file>")
@officer(*OfficerRole)
def file(check: str, file: str) -> Response:
    """A file that came with a check."""
    ctx = context()
    with ctx.sessions.read() as read:
        task, _ = checks.one(read, ctx, check)
        return disclosures.document(*statements.file(read, disclosures.folder(), task.id, file))


def _list(form: SubjectForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    on, at = ctx.clock.today(), (request.args.get(DAY, "")[:10], request.args.get(AFTER, "")[:26])
    with ctx.sessions.read() as read:
        found = checks.due(read, ctx, at if at[1] else None)
        late = reading.corrections(read, ctx)
        keys = {one.subject_key for one in found} | {row.subject_key for row in late}
        names = {key: called(words, access.by_key(read, key).registration) for key in keys}
    kept = found[: checks.PAGE]
    more = f"?{DAY}={kept[-1].due_on}&{AFTER}={kept[-1].id}" if len(found) > checks.PAGE else ""
    here = f"/{words.prefix}/desk/checks"
    return private_page(
        "desk/checks",
        status=400 if said else 200,
        columns=shown.columns(words, "due"),
        rows=shown.rows(words, kept, names, on),
        late_columns=shown.columns(words, "corrections"),
        late=shown.corrections(
            words,
            [(row.case_id, row.subject_key, row.matter, row.correct_by) for row in late if row.correct_by],
            names,
            on,
        ),
        pager=Pager(next=here + more if more else "", first=here if at[1] else ""),
        form=questions(words, form, said=said),
        problems=said,
    )


def _promises(said: tuple[Problem, ...] = ()) -> Response:
    words, who = speech(), acting()
    with who.ctx.sessions.read() as read:
        found = promises.of_subject(read, who.key)
    return private_page(
        "desk/promises",
        status=400 if said else 200,
        name=called(words, who.subject.registration),
        promises=shown.promises(words, found, who.subject),
        may=not who.ctx.actor.roles.isdisjoint(planning.MAY),
        problems=said,
        token=disclosures.token(),
    )


def _one(check: str, form: CheckForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        task, report = checks.one(read, ctx, check)
        about = access.by_key(read, task.subject_key)
        content = promises.promise(read, task.record_id).content
    wrong = {problem.field: problem.text for problem in said}
    here = f"/{words.prefix}/desk/check/{task.id}"
    roles = ctx.actor.roles
    return private_page(
        "desk/check",
        status=400 if said else 200,
        at=f"/desk/check/{task.id}",
        check=shown.page(words, task, content, about, ctx.clock.today()),
        report=answers_of(words, report, here),
        here=here,
        notice_href=f"{here}/notice",
        finding=f"/{words.prefix}/desk/finding/{task.finding}" if task.finding else "",
        form=questions(words, form, said=said),
        reasons=questions(words, ReasonsForm(), said=said),
        problems=said,
        wrong_files=wrong.get(disclosures.FILES, ""),
        token=disclosures.token(),
        does=not roles.isdisjoint(planning.MAY),
        drops=not roles.isdisjoint(checks.DECIDERS) and not (task.done and task.done.actor == ctx.actor.name),
    )


def _notice(check: str, form: NoticeForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        task, _ = checks.one(read, ctx, check)
        about = access.by_key(read, task.subject_key)
        content = promises.promise(read, task.record_id).content
    if not task.alleges:
        raise ConflictError("finding.no_breach")
    return private_page(
        "desk/finding_new",
        status=400 if said else 200,
        check=shown.page(words, task, content, about, ctx.clock.today()),
        back=f"/{words.prefix}/desk/check/{task.id}",
        form=questions(words, form, said=said),
        problems=said,
        token=disclosures.token(),
    )
