"""Officers: who could apply for a repair and has not, letters and messages to them, the log of contacts."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError, NotFoundError
from credit.domain.repair_desk import ContactWay
from credit.services.casework import assigning
from credit.services.repairs import cases, outreach
from web.forms.repair_desk import SpokenForm
from web.http import disclosures, documents, repair_outreach
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import repair_outreach as shown
from web.presenters.forms import problems, questions
from web.presenters.naming import called
from web.presenters.parts import Pager, Problem

bp = Blueprint("desk_outreach", __name__, url_prefix=f"{PREFIX}/desk/repairs")

HERE = "/desk/repairs/outreach"


@bp.get("/outreach")
@officer(*OfficerRole)
def show() -> Response:
    """A page of enterprises, in the order of the register."""
    return _page()


@bp.post("/outreach/letters")
@officer(*cases.MAY_HANDLE)
def print_letters() -> Response:
    """Note the letters, then the document to print; it can be printed again."""
    token = request.form.get("token", "")[:40]
    try:
        outreach.contact_all(context(), _chosen(), ContactWay.LETTER, "", token)
    except NotFoundError:
        raise
    except DomainError as error:
        return _page(refused(error))
    return go_on(f"{HERE}/letters/{token}")


@bp.get("/outreach/letters/<batch>")
@officer(*cases.MAY_HANDLE)
def printed(batch: str) -> Response:
    """What was printed together, with the way to the document."""
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        found = outreach.letters(read, ctx, batch)
    names = [called(words, facts.registration) for _, facts, _ in found]
    pdf = f"/{words.prefix}{HERE}/letters/{batch}.pdf" if documents.can_be_made() else ""
    return private_page("desk/letters_made", names=names, pdf=pdf, back=f"/{words.prefix}{HERE}")


@bp.get("/outreach/letters/<batch>.pdf")
@officer(*cases.MAY_HANDLE)
def letters(batch: str) -> Response:
    """The letters that one form made, in both languages."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = outreach.letters(read, ctx, batch)
    return repair_outreach.letters(ctx, found)


@bp.post("/outreach/messages")
@officer(*cases.MAY_HANDLE)
def send_messages() -> Response:
    """A message to everybody who owns one of the chosen enterprises here."""
    token = request.form.get("token", "")[:40]
    try:
        outreach.contact_all(context(), _chosen(), ContactWay.MESSAGE, "", token)
    except NotFoundError:
        raise
    except DomainError as error:
        return _page(refused(error))
    return go_on("/desk/repairs/contacts")


@bp.get("/outreach/told")
@officer(*cases.MAY_HANDLE)
def tell() -> Response:
    """The form for what was said by word of mouth."""
    return _spoken(request.args.get("subject", "")[:26], SpokenForm())


@bp.post("/outreach/told")
@officer(*cases.MAY_HANDLE)
def told() -> Response:
    """Note it."""
    key, form = request.form.get("subject", "")[:26], SpokenForm(request.form)
    if not form.validate():
        return _spoken(key, form, problems(speech(), form))
    try:
        token = request.form.get("token", "")[:40]
        outreach.contact(context(), key, ContactWay(form.way.data), form.note.data or "", token)
    except NotFoundError:
        raise
    except DomainError as error:
        return _spoken(key, form, refused(error))
    return go_on("/desk/repairs/contacts")


@bp.get("/contacts")
@officer(*OfficerRole)
def log() -> Response:
    """Who was told by whom, and when."""
    ctx, words = context(), speech()
    after = request.args.get("after", "")[:26]
    with ctx.sessions.read() as read:
        found, more = outreach.log(read, ctx, after)
        names = assigning.names(read, {one.by for one, _ in found})
    here = f"/{words.prefix}/desk/repairs/contacts"
    return private_page(
        "desk/contacts",
        rows=shown.log(words, found, names),
        columns=shown.log_columns(words),
        pager=_pager(here, "", after, more),
    )


def _chosen() -> list[str]:
    return [one[:26] for one in request.form.getlist("subjects")[: outreach.MOST + 1]]


def _page(said: tuple[Problem, ...] = ()) -> Response:
    ctx, words = context(), speech()
    after, everybody = request.args.get("after", "")[:20], request.args.get("all") == "1"
    with ctx.sessions.read() as read:
        found = outreach.page(read, ctx, after, everybody=everybody)
    here = f"/{words.prefix}{HERE}"
    return private_page(
        "desk/outreach",
        status=400 if said else 200,
        at=HERE,
        firms=shown.firms(words, found.found),
        everybody=everybody,
        pager=_pager(here, "&all=1" if everybody else "", after, found.next),
        problems=said,
        chosen=frozenset(_chosen()) if said else frozenset(),
        acts=not ctx.actor.roles.isdisjoint(cases.MAY_HANDLE),
        token=disclosures.token(),
        here=here,
        query=f"?after={after}{'&all=1' if everybody else ''}" if after or everybody else "",
    )


def _pager(here: str, more: str, after: str, following: str) -> Pager | None:
    if not after and not following:
        return None
    first = f"{here}?{more.removeprefix('&')}" if more else here
    return Pager(next=f"{here}?after={following}{more}" if following else "", first=first if after else "")


def _spoken(key: str, form: SpokenForm, said: tuple[Problem, ...] = ()) -> Response:
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        try:
            (firm,) = shown.firms(words, [outreach.one(read, ctx, key)])
        except NotFoundError:
            raise
        except DomainError as error:
            return _page(refused(error))
    return private_page(
        "desk/told",
        status=400 if said else 200,
        at=f"{HERE}/told",
        firm=firm,
        form=questions(words, form, said=said),
        problems=said,
        token=disclosures.token(),
        here=f"/{words.prefix}{HERE}",
    )
