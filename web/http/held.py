"""Keeping what was typed into a form that was not sent, or not taken: the form's fields, by its address.

A script keeps a form that has no draft of its own while it is being typed; the guard keeps what came when
the session had ended; a form of several pages keeps each step. What was sent on in the end is forgotten.
"""

from flask import request

from credit.domain.errors import InputError
from credit.domain.logins import Fields, HeldForm
from credit.services import held_forms
from credit.services.context import Context
from credit.services.disclosures.evidence import Upload
from i18n.locales import LOCALES
from web.http.uploads import held_folder

KEPT = "kept_form"  # names the kept form that is typed on, or sent again
PLACE = "kept_at"  # where a form that a script keeps is going to
FIELD = "field"  # names a field that a script keeps in a draft, of the whole form that comes with it
GOES_ON = "portal.kept_goes_on"  # in the environment of a request: its kept form is not done with
OWN_FIELDS = frozenset({"csrf_token", KEPT, PLACE})
_LONGEST_PLACE = 500


def address() -> str:
    """Where the form of this request is going to: said by a script that keeps it, else here."""
    said = request.form.get(PLACE, "")
    if (
        said.startswith("/")
        and not said.startswith(("//", "/\\"))
        and len(said) <= _LONGEST_PLACE
        and said.isprintable()
    ):
        return said
    query = request.query_string.decode("ascii", "ignore")
    return f"{request.path}?{query}" if query else request.path


def fields() -> Fields:
    """What was typed, without what the portal and its script added."""
    own = OWN_FIELDS | {FIELD} if PLACE in request.form else OWN_FIELDS
    return [pair for pair in request.form.items(multi=True) if pair[0] not in own]


def keep(ctx: Context, person_id: str | None, typed: Fields, files: list[Upload] | None = None) -> str | None:
    """Keep a form, in the place of what was kept of it before; its id.

    None: a script kept on what was sent meanwhile or names no place here, or it is too long to be kept.
    """
    if PLACE in request.form and request.form[PLACE] != address():
        return None
    known = request.form.get(KEPT, "")[:26]
    try:
        if known and person_id is not None and not files:
            renewed = held_forms.renew(ctx, person_id, known, address(), typed)
            if renewed is not None or PLACE in request.form:
                return renewed
        return _anew(ctx, person_id, typed, files or [])
    except InputError:
        return None


def _anew(ctx: Context, person_id: str | None, typed: Fields, files: list[Upload]) -> str:
    """With its files; without them where they cannot be kept. Raises InputError."""
    try:
        return held_forms.hold(ctx, person_id, address(), typed, held_forms.Sent(held_folder(), files))
    except InputError:
        return held_forms.hold(ctx, person_id, address(), typed)


def keep_step(ctx: Context, without: frozenset[str]) -> str:
    """Keep one step of a form that has no draft of its own; its id, empty where it could not be kept.

    without: fields that only say which button was pressed.
    """
    request.environ[GOES_ON] = True
    return keep(ctx, ctx.actor.id, [pair for pair in fields() if pair[0] not in without]) or ""


def here(ctx: Context) -> HeldForm | None:
    """What the person kept of a form that is going to the address of this page, in either language."""
    rest = request.path.removeprefix("/").partition("/")[2]
    query = request.query_string.decode("ascii", "ignore")
    paths = {f"/{one.prefix}/{rest}" for one in LOCALES}
    return held_forms.newest(ctx, paths | {f"{path}?{query}" for path in paths if query})
