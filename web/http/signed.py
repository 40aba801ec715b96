"""Who this request is from, after the guard has let it in: for views of signed-in people."""

from dataclasses import dataclass
from typing import Any, cast

from flask import Response, redirect, request
from flask_wtf.csrf import generate_csrf

from credit.domain.accounts import Membership, Standing
from credit.domain.errors import DomainError
from credit.domain.logins import Login
from credit.services.context import Context
from web.http import held
from web.http.page import page, speech
from web.presenters.frame import Area
from web.presenters.parts import Problem
from web.presenters.refusals import refusal
from web.presenters.signed import OWN_PAGES, SignedFrame, signed_frame

SIGNED = "portal.signed"  # in the environment of a request
ACTING = "portal.acting"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """ctx: to act in, as the person or officer of this session."""

    login: Login
    ctx: Context


@dataclass(frozen=True, slots=True)
class Acting:
    """For whom a member acts. membership: None for an officer at the counter."""

    subject: Standing
    membership: Membership | None
    ctx: Context

    @property
    def key(self) -> str:
        return self.subject.key


def signed() -> SignedIn:
    """The session of this request. Only behind a marker that asks for one."""
    return cast(SignedIn, request.environ[SIGNED])


def acting() -> Acting:
    """The subject in the address and what the person may do for it. Only behind `member`."""
    return cast(Acting, request.environ[ACTING])


def context() -> Context:
    """What this request acts in."""
    found: Acting | None = request.environ.get(ACTING)
    return found.ctx if found is not None else signed().ctx


def private_page(template: str, /, *, status: int = 200, at: str = "", **objects: Any) -> Response:
    """A page of one person: with the bar of their session and the token of its forms, never kept.

    at: where the page is found, for an answer to a form that was sent to another address. Templates
    extend `layouts/account.html` and begin each form with `{{ csrf(account.token) }}`.
    """
    return page(
        template,
        area=Area.SERVICES,
        band=False,
        status=status,
        private=True,
        at=at,
        data_age="",
        account=_frame(),
        **objects,
    )


def go_on(path: str) -> Response:
    """To a page of one's own after something was done. path: without its language."""
    moved = redirect(f"/{speech().prefix}{path}", 303)
    answer = Response(moved.get_data(), moved.status_code, moved.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(error: DomainError) -> tuple[Problem, ...]:
    """A refusal as the problem of the form that was sent. Raises it where it is a page of its own."""
    found = refusal(speech(), error)
    if found is None:
        raise error
    return (found,)


def _frame() -> SignedFrame:
    found: Acting | None = request.environ.get(ACTING)
    subject = found.subject if found is not None else None
    prefix = speech().prefix
    path = request.path.removeprefix(f"/{prefix}")
    kept = held.here(context()) if request.method == "GET" and path.startswith(OWN_PAGES) else None
    return signed_frame(signed().login, generate_csrf(), prefix, subject, path, kept)
