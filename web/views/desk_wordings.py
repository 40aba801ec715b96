"""Officers: wordings of commitments, drafted by one and put in force by another."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.committing import Blank, Template
from credit.domain.errors import DomainError, InputError
from credit.services.casework import assigning
from credit.services.commitments import wordings
from web.forms import wordings as forms
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import desk_wordings as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("desk_wordings", __name__, url_prefix=f"{PREFIX}/desk/commitments/wordings")

Rows = tuple[forms.Row, ...]


@bp.get("")
@officer()
def show() -> Response:
    """Versions that the authority keeps, and those in force to make a new one from."""
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        kept = wordings.kept(read, ctx)
        found = wordings.in_force(read, ctx.actor.authority, ctx.clock.today())
        names = assigning.names(read, {one.drafted_by for one in kept})
    base = f"/{words.prefix}/desk/commitments/wordings"
    return private_page(
        "desk/wordings",
        kept=shown.versions(words, kept, names),
        sources=shown.with_portal(words, found, base),
        drafts=not ctx.actor.roles.isdisjoint(wordings.DRAFTERS),
    )


@bp.get("/new")
@officer(*wordings.DRAFTERS)
def new() -> Response:
    """A form that holds the wording in force, to be changed."""
    source = _source(request.args.get("from", "")[:40])
    if source is None:
        return _form("new", forms.WordingForm(data={"valid_months": "12"}), (), ())
    values = {**forms.typed_of(source), "version": "", "starts": None}
    return _form("new", forms.WordingForm(data=values), _rows(source), source.blanks)


@bp.post("/new")
@officer(*wordings.DRAFTERS)
def draft() -> Response:
    """Keep a new draft."""
    return _keep("")


@bp.get("/<wording>")
@officer()
def one(wording: str) -> Response:
    """A version as it reads."""
    return _one(wording)


@bp.get("/<wording>/edit")
@officer(*wordings.DRAFTERS)
def edit(wording: str) -> Response:
    """The form of a draft."""
    ctx = context()
    with ctx.sessions.read() as read:
        template = wordings.one(read, ctx, wording).template
    return _form(wording, forms.WordingForm(data=forms.typed_of(template)), _rows(template), template.blanks)


@bp.post("/<wording>/edit")
@officer(*wordings.DRAFTERS)
def keep(wording: str) -> Response:
    """Keep the draft as it is now."""
    return _keep(wording)


@bp.post("/<wording>/release")
@officer(*wordings.RELEASERS)
def release(wording: str) -> Response:
    """Put it in force."""
    try:
        wordings.release(context(), wording, request.form.get("seen", "")[:40])
    except DomainError as error:
        return _one(wording, refused(error))
    return go_on(f"/desk/commitments/wordings/{wording}")


@bp.post("/<wording>/discard")
@officer(*wordings.DRAFTERS)
def discard(wording: str) -> Response:
    """Throw a draft away."""
    try:
        wordings.discard(context(), wording)
    except DomainError as error:
        return _one(wording, refused(error))
    return go_on("/desk/commitments/wordings")


def _source(code: str) -> Template | None:
    ctx = context()
    with ctx.sessions.read() as read:
        found = wordings.in_force(read, ctx.actor.authority, ctx.clock.today())
    return next((one for one in found if one.code == code), None)


def _rows(template: Template) -> Rows:
    return tuple((one.key, one.text, one.uyghur) for one in template.clauses)


def _keep(version: str) -> Response:
    ctx = context()
    if version:
        with ctx.sessions.read() as read:
            wordings.one(read, ctx, version)  # whose it is comes before what was typed
    form = forms.WordingForm(request.form)
    rows, blanks = forms.sentences(request.form), forms.blanks(request.form)
    if not form.validate():
        return _form(version or "new", form, rows, blanks, problems(speech(), form))
    try:
        made = wordings.draft(ctx, form.template(rows, blanks), version)
    except InputError as error:
        codes = error.params.get("problems", ())
        found = shown.wrong(speech(), codes if isinstance(codes, tuple) else ())
        return _form(version or "new", form, rows, blanks, found or refused(error))
    except DomainError as error:
        return _form(version or "new", form, rows, blanks, refused(error))
    return go_on(f"/desk/commitments/wordings/{made.id}")


def _form(
    version: str,
    form: forms.WordingForm,
    rows: Rows,
    blanks: tuple[Blank, ...],
    said: tuple[Problem, ...] = (),
) -> Response:
    words = speech()
    base = f"/{words.prefix}/desk/commitments/wordings"
    return private_page(
        "desk/wording_form",
        status=400 if said else 200,
        form=questions(words, form, said=said),
        clauses=shown.sentences(rows, forms.ROWS),
        blanks=shown.blank_rows(words, blanks, 1),
        problems=said,
        action=f"{base}/new" if version == "new" else f"{base}/{version}/edit",
        back=base,
    )


def _one(version: str, said: tuple[Problem, ...] = ()) -> Response:
    ctx = context()
    with ctx.sessions.read() as read:
        found = wordings.one(read, ctx, version)
        names = assigning.names(read, {found.drafted_by, found.released_by})
    reviews, mine = OfficerRole.REVIEWER in ctx.actor.roles, ctx.actor.name in found.authors
    return private_page(
        "desk/wording",
        status=400 if said else 200,
        page=shown.version_page(speech(), found, names, mine=mine, reviews=reviews),
        problems=said,
        back=f"/{speech().prefix}/desk/commitments/wordings",
    )
