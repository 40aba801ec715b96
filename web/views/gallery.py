"""Every component in every state, for those who build pages; only where the data are invented anyway."""

from typing import Any

from flask import Blueprint, Response

from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.presenters.gallery import samples

bp = Blueprint("gallery", __name__, url_prefix=PREFIX)


@bp.get("/components")
@public
def show() -> Response:
    """The gallery."""
    objects: dict[str, Any] = samples(speech().prefix)
    return page("gallery/index", **objects)
