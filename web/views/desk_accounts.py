"""What officers do about accounts: applications for access, disputes about filings."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError
from credit.domain.filings import DisputeState
from credit.services import access, filings, recovery_cases
from web.forms.accounts import DecisionForm
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import desk_accounts as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem
from web.presenters.recovery import cases

bp = Blueprint("desk_accounts", __name__, url_prefix=f"{PREFIX}/desk/accounts")

DECIDERS = filings.DECIDERS
CHECKERS = recovery_cases.CHECKERS


@bp.get("")
@officer(*OfficerRole)
def show() -> Response:
    """What awaits a decision within the officer's reach."""
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        applications = cases(words, recovery_cases.cases(read, ctx))
        disputes = shown.disputes(words, filings.disputes(read, ctx), lambda key: access.by_key(read, key))
    return private_page("desk/accounts", applications=applications, disputes=disputes)


@bp.post("/recovery/<application>/letter")
@officer(*CHECKERS)
def letter(application: str) -> Response:
    """The code of a letter, to be printed at once: it is kept nowhere."""
    ctx = context()
    code = recovery_cases.print_letter(ctx, application)
    with ctx.sessions.read() as read:
        subject = recovery_cases.subject_of(read, ctx, application)
    return private_page("desk/letter", at="/desk/accounts", letter=shown.letter(speech(), subject, code))


@bp.post("/recovery/<application>/originals")
@officer(*CHECKERS)
def originals(application: str) -> Response:
    """Licence and identity card were seen in the original."""
    recovery_cases.prove_at_counter(context(), application)
    return go_on("/desk/accounts")


@bp.post("/recovery/<application>/refuse")
@officer(*CHECKERS)
def refuse(application: str) -> Response:
    """An owner objected with good reason."""
    recovery_cases.refuse(context(), application)
    return go_on("/desk/accounts")


@bp.get("/dispute/<stop>")
@officer(*DECIDERS)
def dispute(stop: str) -> Response:
    """One dispute and the form to decide it."""
    return _dispute(stop, DecisionForm())


@bp.post("/dispute/<stop>")
@officer(*DECIDERS)
def decide(stop: str) -> Response:
    """Decide it."""
    form = DecisionForm(request.form)
    if not form.validate():
        return _dispute(stop, form, problems(speech(), form))
    try:
        filings.settle(context(), stop, DisputeState(form.state.data), form.decision.data or "")
    except DomainError as error:
        return _dispute(stop, form, refused(error))
    return go_on("/desk/accounts")


def _dispute(stop: str, form: DecisionForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        filing, freeze = filings.dispute(read, ctx, stop)
        subject = access.by_key(read, filing.subject_key)
    return private_page(
        "desk/dispute",
        status=400 if said else 200,
        dispute=shown.dispute(words, filing, freeze, subject),
        form=questions(words, form, said=said),
        problems=said,
    )
