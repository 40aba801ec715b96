"""What the pages of letterboxes share: the token of a form, photos that were sent, who acts.

A form carries a token of ours, signed with its time: what it opens counts once, and the query code follows
from it. It lies in the page alone; no cookie is read or set.
"""

from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import TooManyRequests

from credit.domain.actors import system
from credit.domain.errors import InputError
from credit.services.context import Context
from credit.services.supervision import intake
from credit.services.supervision.envelopes import Box
from credit.services.supervision.photos import MOST_BYTES, MOST_PHOTOS
from web.http.page import page
from web.http.portal import portal

TOKEN, PHOTOS, CODE = "token", "photos", "code"
OPEN_FOR = 24 * 3600  # seconds a form may lie open
_SALT = "letterbox"


def new_token() -> str:
    """For a form that is shown for the first time."""
    return str(_signer().dumps(intake.new_token()))


def sent_token() -> str:
    """The token of the form that was sent. Raises InputError `form.token`."""
    try:
        found = _signer().loads(request.form.get(TOKEN, "")[:200], max_age=OPEN_FOR)
    except BadSignature:
        raise InputError("form.token") from None
    return str(found)


def again() -> str:
    """The token for a form that comes back to be mended: its own, so that it still counts once."""
    try:
        sent_token()
    except InputError:
        return new_token()
    return request.form[TOKEN]


def photos() -> list[bytes]:
    """The photos of a form; no more of each is read than can be too much."""
    sent = [one for one in request.files.getlist(PHOTOS) if one.filename]
    return [one.stream.read(MOST_BYTES + 1) for one in sent[: MOST_PHOTOS + 1]]


def context() -> Context:
    """What a visitor acts in: nobody in particular."""
    return portal().accounts.context(system("visitor"))


def box() -> Box:
    """Where letters lie."""
    return portal().letters


def letter_page(
    template: str, /, *, status: int = 200, wait: TooManyRequests | None = None, **objects: Any
) -> Response:
    """A page for one reader: nobody keeps it, no search box beside it. wait: it came back for its quota."""
    made = page(template, band=False, private=True, data_age="", status=429 if wait else status, **objects)
    if wait is not None:
        made.headers["Retry-After"] = str(wait.retry_after)
    return made


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_SALT)
