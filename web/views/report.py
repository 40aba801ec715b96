"""Supervision by the public: report, ask, follow with a code. No login, no cookie, nothing in an address."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import TooManyRequests

from credit.domain.actors import Tongue
from credit.domain.dossier import Dossier
from credit.domain.errors import DomainError
from credit.domain.supervision import Matter, Reporter, Wish
from credit.rules.supervision import numbers_in
from credit.services.supervision import codes, intake
from web.forms.supervision import AddForm, CodeForm, LetterForm
from web.http import letterbox as sent
from web.http.access import letterbox
from web.http.letterbox import letter_page
from web.http.limits import quotas
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import refused
from web.presenters import supervision as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("report", __name__, url_prefix=f"{PREFIX}/report")

MATTERS = ", ".join(Matter)
STATUS = "/report/status"


@bp.get("")
@letterbox
def choose() -> Response:
    """What can be reported or asked, for the enterprise in the address or any."""
    words = speech()
    found = _dossier(request.args.get("about", ""))
    return letter_page(
        "report/choose",
        doors=shown.doors(words, found.address if found else ""),
        elsewhere=shown.explained(words),
        status_href=f"/{words.prefix}{STATUS}",
    )


@bp.get(f"/<any({MATTERS}):matter>")
@letterbox
def write(matter: str) -> Response:
    """The form."""
    about = request.args.get("about", "")
    return _form(Matter(matter), LetterForm(data={"subject": about}), record=request.args.get("record", ""))


@bp.post(f"/<any({MATTERS}):matter>")
@letterbox
def hand_in(matter: str) -> Response:
    """Take it in, once, and give out the code."""
    kind, form, words = Matter(matter), LetterForm(request.form), speech()
    if not form.validate():
        return _form(kind, form, problems(words, form))
    numbers = numbers_in(form.text.data or "", (form.phone.data or "", form.email.data or ""))
    if numbers and not form.sure.data:
        return _form(kind, form, (shown.warning(words, numbers),), warned=True)
    try:
        quotas().letter()
        code = intake.submit(
            sent.context(), sent.box(), _wish(kind, form), _reporter(form), sent.photos(), sent.sent_token()
        )
    except TooManyRequests as error:
        return _form(kind, form, (_wait(error),), wait=error)
    except DomainError as error:
        return _form(kind, form, refused(error))
    return _status(code, fresh=True)


@bp.get("/status")
@letterbox
def ask() -> Response:
    """Where the code is typed."""
    return _ask(CodeForm())


@bp.post("/status")
@letterbox
def look() -> Response:
    """Where it stands."""
    form = CodeForm(request.form)
    if not form.validate():
        return _ask(form, problems(speech(), form))
    try:
        quotas().code()
        return _status(form.code.data or "")
    except TooManyRequests as error:
        return _ask(form, (_wait(error),), error)
    except DomainError as error:
        return _ask(form, refused(error))


@bp.post("/add")
@letterbox
def add() -> Response:
    """Words, photos or both, to a running case."""
    form, code = AddForm(request.form), request.form.get(sent.CODE, "")
    if not form.validate():
        return _status(code, form, problems(speech(), form))
    try:
        quotas().letter()
        intake.add(sent.context(), sent.box(), code, form.text.data or "", sent.photos(), sent.sent_token())
    except TooManyRequests as error:
        return _status(code, form, (_wait(error),), wait=error)
    except DomainError as error:
        return _status(code, form, refused(error))
    return _status(code, done=True)


@bp.post("/withdraw")
@letterbox
def withdraw() -> Response:
    """Give it up."""
    code = request.form.get(sent.CODE, "")
    try:
        quotas().code()
        intake.withdraw(sent.context(), code)
    except TooManyRequests as error:
        return _status(code, said=(_wait(error),), wait=error)
    except DomainError as error:
        return _status(code, said=refused(error))
    return _status(code)


def _wish(matter: Matter, form: LetterForm) -> Wish:
    return Wish(
        matter=matter,
        text=form.text.data or "",
        subject=(form.subject.data or "").strip(),
        about=request.form.get("record", "")[:26],
        place=request.form.get("place", "")[:6],
    )


def _reporter(form: LetterForm) -> Reporter:
    name, phone, email = ((one.data or "").strip() for one in (form.name, form.phone, form.email))
    return Reporter(name=name, phone=phone, email=email, locale=Tongue(speech().prefix))


def _dossier(address: str) -> Dossier | None:
    located = portal().reader.enterprise(address.strip()) if address.strip() else None
    return located.dossier if located else None


def _wait(error: TooManyRequests) -> Problem:
    return shown.too_often(speech(), int(str(error.retry_after)))


def _form(
    matter: Matter,
    form: LetterForm,
    said: tuple[Problem, ...] = (),
    *,
    record: str = "",
    warned: bool = False,
    wait: TooManyRequests | None = None,
) -> Response:
    words = speech()
    record, place = record or request.form.get("record", ""), request.form.get("place", "")
    found = _dossier(form.subject.data or "")
    return letter_page(
        "report/form",
        status=400 if said else 200,
        wait=wait,
        asked=shown.asked(words, matter, found, record, place, portal().clock.today()),
        form=questions(words, form, shown.hints(words), said),
        problems=said,
        warned=warned or bool(form.sure.data),
        token=sent.again() if said else sent.new_token(),
        wrong_photos=_about_photos(said),
    )


def _ask(form: CodeForm, said: tuple[Problem, ...] = (), wait: TooManyRequests | None = None) -> Response:
    words = speech()
    return letter_page(
        "report/ask",
        status=400 if said else 200,
        wait=wait,
        form=questions(words, form, said=said),
        problems=said,
        action=f"/{words.prefix}{STATUS}",
        report=f"/{words.prefix}/report",
    )


def _status(
    code: str,
    form: AddForm | None = None,
    said: tuple[Problem, ...] = (),
    *,
    fresh: bool = False,
    done: bool = False,
    wait: TooManyRequests | None = None,
) -> Response:
    """Where a case stands; with a code that leads nowhere, the question for one."""
    words = speech()
    try:
        found = intake.standing(sent.context(), code)
    except DomainError as error:
        return _ask(CodeForm(data={"code": code}), refused(error))
    return letter_page(
        "report/status",
        status=400 if said else 200,
        wait=wait,
        at=STATUS,
        told=shown.told(
            words, found, codes.in_groups(codes.typed(code)), portal().clock.today(), _dossier(found.subject)
        ),
        form=questions(words, form or AddForm(), said=said),
        problems=said,
        fresh=fresh,
        done=done,
        token=sent.again() if said else sent.new_token(),
        wrong_photos=_about_photos(said),
        notes=shown.notes(words, portal().clock.today())[1:],  # whether to be named is decided by now
        base=f"/{words.prefix}/report",
    )


def _about_photos(said: tuple[Problem, ...]) -> str:
    return next((str(one.text) for one in said if one.field == "photos"), "")
