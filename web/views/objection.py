"""Where an objection to a public record begins, for its enterprise and for everybody else."""

from flask import Blueprint, Response

from credit.services.objections import targets
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters import objections as shown
from web.presenters.frame import Area, segment
from web.presenters.naming import firm

bp = Blueprint("objection", __name__, url_prefix=PREFIX)


@bp.get("/objection/<about>/<record>")
@public
def begin(about: str, record: str) -> Response:
    """What it says, until when it can be objected to, what else there is. record: or a registered fact."""
    words, parts = speech(), portal()
    located = parts.reader.enterprise(about)
    public = targets.everything(located.dossier) if located else ()
    found = next((one.shown for one in public if one.shown.id == record), None)
    if located is None or found is None:
        return page("objections/gone", area=Area.SEARCH, status=404, back=_back(about))
    about_it, on = firm(words, located.dossier.registered), parts.clock.today()
    door = shown.door(words, found, located.canonical_address, about_it, on)
    return page("objections/begin", area=Area.SEARCH, door=door, plain=door.title.striptags())


def _back(about: str) -> str:
    return f"/{speech().prefix}/enterprise/{segment(about)}"
