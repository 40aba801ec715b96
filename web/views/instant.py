"""Instant information of one's enterprise: what was published, what is to be, corrections."""

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Response, abort, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError, InputError
from credit.domain.instant import InstantItem
from credit.domain.vocabulary import RecordKind
from credit.rules.annual_report.reading import Problem
from credit.services import text_checks
from credit.services.disclosures import instant, prefilling
from web.http import disclosures, held
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.report_forms import section_of
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import instant_form as shown
from web.presenters import parts
from web.presenters.due import dues
from web.presenters.instant import versions
from web.presenters.text_checks import banner

bp = Blueprint("instant", __name__, url_prefix=f"{PREFIX}/my/<subject>/instant")

SEND, PUBLISH, EDIT = "send", "publish", "edit"
BUTTONS = frozenset({SEND})
Filing = Callable[[dict[str, str]], instant.FiledInstant]


@bp.get("")
@member(Task.INSTANT)
def show(subject: str) -> Response:
    """What can be published, what should be, what was."""
    who, words, base = acting(), speech(), disclosures.base()
    allowed = instant.allowed(who.ctx, who.key)
    found = instant.of_subject(who.ctx, who.key)
    missing = prefilling.missing(who.ctx, who.key)
    return private_page(
        "instant/list",
        ways=shown.ways(words, allowed, base),
        missing=dues(words, missing, base, who.ctx.clock.today()),
        filed=shown.filed(words, [(one.entry, one.filed_at, one.info) for one in found], base),
        public=f"/{words.prefix}/enterprise/{who.subject.address}",
    )


@bp.get("/new/<item>")
@member(Task.INSTANT)
def new(subject: str, item: str) -> Response:
    """An empty form, or one filled in from an authority's record (`from`)."""
    who = acting()
    record = request.args.get("from", "")[:26]
    typed = prefilling.typed(who.ctx, who.key, record) if record else {}
    return _form(_item(item), typed)


@bp.post("/new/<item>")
@member(Task.INSTANT, right=Right.SUBMIT)
def publish(subject: str, item: str) -> Response:
    """Show it once more; then publish it."""
    who, kind = acting(), _item(item)
    return _sent(
        kind,
        lambda typed: instant.publish(who.ctx, who.key, kind, typed, request.form.get("token", "")),
        f"/instant/new/{kind.value}",
    )


@bp.get("/<piece>")
@member(Task.INSTANT)
def one(subject: str, piece: str) -> Response:
    """A piece with all its versions."""
    who, words = acting(), speech()
    found = instant.history(who.ctx, who.key, piece)
    return private_page(
        "instant/one",
        title=words.label(found[0].info.item),
        receipt=words.ltr(found[0].receipt),
        done="done" in request.args,
        check=banner(words, text_checks.of_thread(who.ctx, who.key, RecordKind.INSTANT, piece)),
        versions=versions(words, [one.info for one in found]),
        correct=f"{disclosures.base()}/instant/{found[0].entry}/correct",
        public=f"/{words.prefix}/enterprise/{who.subject.address}/instant/{found[0].entry}",
    )


@bp.get("/<piece>/correct")
@member(Task.INSTANT)
def correction(subject: str, piece: str) -> Response:
    """The form with what was published."""
    who = acting()
    newest = instant.history(who.ctx, who.key, piece)[0]
    return _form(newest.info.item, shown.typed_of(newest.info), version=newest.version)


@bp.post("/<piece>/correct")
@member(Task.INSTANT, right=Right.SUBMIT)
def correct(subject: str, piece: str) -> Response:
    """Show it once more; then publish the correction."""
    who = acting()
    newest = instant.history(who.ctx, who.key, piece)[0]
    based_on = _version()
    return _sent(
        newest.info.item,
        lambda typed: instant.correct(
            who.ctx, who.key, piece, based_on, typed, request.form.get("token", "")
        ),
        f"/instant/{piece}/correct",
        based_on,
    )


def _item(value: str) -> InstantItem:
    try:
        return InstantItem(value)
    except ValueError:
        abort(404)


def _version() -> int:
    text = request.form.get("version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _typed(item: InstantItem) -> dict[str, str]:
    asked, _ = instant.form(acting().ctx, acting().key, item)
    return section_of(request.form.to_dict(flat=False), asked.sections[0]).values


def _sent(item: InstantItem, file: Filing, at: str, version: int = 0) -> Response:
    """A form that was sent: back to it, to the check, or published."""
    typed, asked = _typed(item), request.form.get(SEND, "")
    if asked == EDIT:
        return _form(item, typed, version=version, at=at)
    found = prefilling.problems(acting().ctx, acting().key, item, typed)
    if found:
        return _form(item, typed, found, version=version, at=at)
    if asked != PUBLISH:
        return _check(item, typed, version, at)
    try:
        made = file(typed)
    except InputError as error:
        found = cast(tuple[Problem, ...], error.params.get("problems", ()))
        return _form(item, typed, found, () if found else refused(error), version, at)
    except DomainError as error:
        return _form(item, typed, (), refused(error), version, at)
    return go_on(disclosures.path(f"/instant/{made.entry}?done=1"))


def _check(item: InstantItem, typed: dict[str, str], version: int, at: str) -> Response:
    asked, currency = instant.form(acting().ctx, acting().key, item)
    sent = (*shown.hidden(item, typed), ("token", disclosures.token()), ("version", str(version)))
    kept = held.keep_step(acting().ctx, BUTTONS)
    action, today = f"{disclosures.base()}{at}", acting().ctx.clock.today()
    page = shown.check_page(
        speech(), asked, typed, currency, today, (*sent, (held.KEPT, kept)) if kept else sent, action
    )
    return private_page("instant/check", check=page, at=disclosures.path(at))


def _form(
    item: InstantItem,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
    said: tuple[parts.Problem, ...] = (),
    version: int = 0,
    at: str = "",
) -> Response:
    who, base = acting(), disclosures.base()
    asked, currency = instant.form(who.ctx, who.key, item)
    kept = held.keep_step(who.ctx, BUTTONS) if at else ""
    page = shown.form_page(
        speech(),
        asked,
        typed,
        problems,
        currency,
        shown.Sending(
            disclosures.token(), version, f"{base}{at}" if at else request.path, f"{base}/instant", kept
        ),
    )
    wrong = bool(problems or said)
    where = disclosures.path(at) if at else ""
    return private_page("instant/form", status=400 if wrong else 200, form=page, said=said, at=where)
