"""Commitments of one's enterprise: chosen by need, read, filled in, looked at, signed."""

from flask import Blueprint, Response, abort, request

from credit.domain.accounts import Right, Task
from credit.domain.committing import Draft, Need
from credit.domain.errors import ConflictError, DomainError, InputError
from credit.services.commitments import drafts, joining, needs, own, signing
from web.http import commitments, disclosures, documents
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import commitment_make as make
from web.presenters import commitment_own as shown
from web.presenters.commitment_page import commitment_page
from web.presenters.parts import Problem

bp = Blueprint("my_commitments", __name__, url_prefix=f"{PREFIX}/my/<subject>/commitments")


@bp.get("")
@member(Task.COMMITMENT)
def show(subject: str) -> Response:
    """What was promised, what was begun, what can be promised."""
    return _list()


def _list(*, gone: bool = False) -> Response:
    """gone: a draft that was worked on is not there any more."""
    who, words, base = acting(), speech(), disclosures.base()
    on = who.ctx.clock.today()
    found = needs.needs(who.ctx, who.key)
    matters, source = make.excluded(words, found, on)
    return private_page(
        "my_commitments/list",
        status=409 if gone else 200,
        at=disclosures.path("/commitments"),
        ways=make.open_needs(words, found, base),
        closed=make.closed_needs(words, found, on),
        excluded=matters,
        excluded_source=source,
        drafts=shown.drafts(words, drafts.of_subject(who.ctx, who.key), base),
        made=shown.rows(words, own.of_subject(who.ctx, who.key), base),
        offers=shown.offers(words, joining.offers(who.ctx, who.key), base),
        gone=gone,
        requests=f"{base}/commitments/members" if commitments.public_side() is None else "",
    )


@bp.get("/new/<code>")
@member(Task.COMMITMENT)
def read(subject: str, code: str) -> Response:
    """The text, before anything is filled in."""
    return _text(code)


@bp.post("/new/<code>")
@member(Task.COMMITMENT, right=Right.WRITE)
def begin(subject: str, code: str) -> Response:
    """Begin to fill it in, or go on."""
    who = acting()
    try:
        made = drafts.begin(who.ctx, who.key, code, request.form.get("replaces", "")[:60])
    except DomainError as error:
        return _text(code, refused(error))
    return go_on(disclosures.path(f"/commitments/draft/{made.id}"))


@bp.get("/draft/<draft>")
@member(Task.COMMITMENT)
def fill(subject: str, draft: str) -> Response:
    """The form, as it was left."""
    who = acting()
    return _draft(drafts.find(who.ctx, who.key, draft), wrong="wrong" in request.args)


@bp.post("/draft/<draft>")
@member(Task.COMMITMENT, right=Right.WRITE)
def save(subject: str, draft: str) -> Response:
    """Keep what was typed; go on to look at it where it is complete."""
    who = acting()
    typed, branches = commitments.typed(), request.form.getlist("branch")
    try:
        kept = drafts.save(who.ctx, who.key, draft, typed, agreed=commitments.agreed(), branches=branches)
    except ConflictError:
        return _list(gone=True)
    if request.form.get(commitments.SENT) != commitments.CHECK:
        return go_on(disclosures.path(f"/commitments/draft/{draft}?saved=1"))
    said = _problems(kept)
    if said:
        return _draft(kept, said, wrong=True)
    return go_on(disclosures.path(f"/commitments/draft/{draft}/check"))


@bp.get("/draft/<draft>/check")
@member(Task.COMMITMENT)
def check(subject: str, draft: str) -> Response:
    """Exactly what will be public, and the signature."""
    return _check(draft)


@bp.post("/draft/<draft>/sign")
@member(Task.COMMITMENT, right=Right.SUBMIT)
def sign(subject: str, draft: str) -> Response:
    """Sign it: from here on it is made."""
    who = acting()
    token = request.form.get(disclosures.TOKEN, "")[:40]
    try:
        said, seen = commitments.signature(), commitments.revision()
        made = signing.sign(who.ctx, disclosures.folder(), who.key, draft, said, token, revision=seen)
    except InputError as error:
        if error.code == "commitment.problems":
            return go_on(disclosures.path(f"/commitments/draft/{draft}?wrong=1"))
        return _check(draft, refused(error))
    except ConflictError as error:
        if error.code == "commitment.no_draft":
            return _list(gone=True)
        return _check(draft, refused(error))
    except DomainError as error:
        return _check(draft, refused(error))
    return go_on(commitments.here(made, "?done=1"))


@bp.get("/draft/<draft>/letter.pdf")
@member(Task.COMMITMENT)
def letter(subject: str, draft: str) -> Response:
    """The text to be printed and sealed."""
    who = acting()
    return commitments.letter(drafts.find(who.ctx, who.key, draft))


@bp.post("/draft/<draft>/discard")
@member(Task.COMMITMENT, right=Right.WRITE)
def discard(subject: str, draft: str) -> Response:
    """Throw a draft away."""
    who = acting()
    drafts.discard(who.ctx, who.key, drafts.find(who.ctx, who.key, draft).id)
    return go_on(disclosures.path("/commitments"))


def _need(code: str) -> Need:
    who = acting()
    found = next((one for one in needs.needs(who.ctx, who.key) if one.template.code == code), None)
    return found if found is not None else abort(404)


def _text(code: str, said: tuple[Problem, ...] = ()) -> Response:
    page = make.text_page(speech(), _need(code), acting().ctx.clock.today(), disclosures.base())
    replaces = request.values.get("replaces", "")[:60]
    status = 400 if said else 200
    return private_page("my_commitments/text", status=status, page=page, replaces=replaces, problems=said)


def _problems(draft: Draft) -> tuple[Problem, ...]:
    """What keeps a draft from being signed; that publication was not agreed to, too."""
    agreed = () if draft.agreed else refused(InputError("commitment.consent"))
    return (*make.draft_problems(speech(), draft), *agreed)


def _draft(draft: Draft, said: tuple[Problem, ...] = (), *, wrong: bool = False) -> Response:
    words = speech()
    problems = said or (_problems(draft) if wrong else ())
    return private_page(
        "my_commitments/draft",
        status=400 if said else 200,
        at=disclosures.path(f"/commitments/draft/{draft.id}"),
        page=make.draft_page(words, draft, disclosures.base(), wrong=wrong),
        problems=problems,
        unagreed=any(one.field == "agreed" for one in problems),
        saved="saved" in request.args,
    )


def _check(draft: str, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    kept = drafts.find(who.ctx, who.key, draft)
    if _problems(kept):
        return go_on(disclosures.path(f"/commitments/draft/{draft}?wrong=1"))
    preview, dossier = drafts.preview(who.ctx, who.key, draft), commitments.public_side()
    shows_draft = make.draft_page(words, kept, disclosures.base(), wrong=False)
    return private_page(
        "my_commitments/check",
        status=400 if said else 200,
        at=disclosures.path(f"/commitments/draft/{draft}/check"),
        page=commitment_page(words, dossier, preview.record, preview.commitment, who.ctx.clock.today())
        if dossier is not None and preview.record is not None
        else None,
        draft=shows_draft,
        revision=str(kept.revision),
        when=make.who_looks(words, preview),
        form=commitments.signing_form(
            said,
            licensed=signing.may_sign_by_licence(who.ctx, who.key),
            letter=shows_draft.letter if documents.can_be_made() else "",
        ),
        problems=said,
    )
