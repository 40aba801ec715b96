"""Is this letter about a repair genuine? Asked by anybody who was handed one."""

from flask import Blueprint, Response, request

from web.forms.repair_filing import LetterForm
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.forms import questions
from web.presenters.frame import Area
from web.presenters.repair_letter import proof

bp = Blueprint("repair_letters", __name__, url_prefix=f"{PREFIX}/repair/letter")

LONGEST = 64


@bp.get("")
@public
def ask() -> Response:
    """The form, and what the code in it proves."""
    return _page(request.args.get("code", "")[:LONGEST].strip())


@bp.get("/<code>")
@public
def show(code: str) -> Response:
    """What the code on a letter proves."""
    return _page(code[:LONGEST].strip())


def _page(code: str) -> Response:
    words = speech()
    found = proof(words, portal().reader.letter(code)) if code else None
    answer = page(
        "repair/letter",
        area=Area.REPAIR,
        band=False,
        proof=found,
        form=questions(words, LetterForm(data={"code": code})),
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store"  # it may be revoked at any moment
    return answer
