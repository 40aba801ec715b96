"""What went wrong, said to a person: one table from error to status and words, one page for all.

An error page needs neither database nor search engine, exists in both languages, keeps the search
box, and carries the request's id so that a report can be matched with the log.
"""

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests
from werkzeug.routing import RequestRedirect

from credit.domain.errors import (
    ConflictError,
    DomainError,
    InputError,
    NotAllowedError,
    NotFoundError,
    RuleError,
)
from credit.domain.labels import zh
from credit.services.sealing import SealedError
from search.errors import CursorError, SearchUnavailableError
from web.http.limits import TooManyOfPersonError
from web.http.observe import REQUEST_ID
from web.http.page import page, speech
from web.presenters.parts import Text

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (SealedError, 503),
    (NotFoundError, 404),
    (NotAllowedError, 403),
    (ConflictError, 409),
    (RuleError, 400),
    (InputError, 400),
    (DomainError, 400),
    (CursorError, 400),
    (SearchUnavailableError, 503),
    (SQLAlchemyError, 503),
)

RETRY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Words:
    """What a status says: what happened, what to do."""

    title: str
    help: str


WORDS: dict[int, Words] = {
    400: Words(zh("无法理解这次请求"), zh("地址中有些内容不完整或者不正确。请回到首页重新查询。")),
    403: Words(zh("不能查看这个页面"), zh("您没有查看它的权限。")),
    404: Words(
        zh("没有找到这个页面"), zh("地址可能输错了，或者页面已经移走。可以在上方搜索企业名称或者代码。")
    ),
    405: Words(zh("这个页面只供阅读"), zh("请求的方式不适用于这个页面。请从下面的链接重新打开。")),
    409: Words(zh("内容刚刚发生了变化"), zh("请重新打开页面后再试。")),
    413: Words(zh("发送的内容太大"), zh("请减少文件的数量，或者把每个文件缩小后再试。")),
    414: Words(zh("地址太长"), zh("请缩短查询内容后再试。")),
    429: Words(
        zh("查询过于频繁"),
        zh("为了让每个人都能用上本站，短时间内来自同一网络的查询数量有限。请等待 %(seconds)s 秒后重新打开。"),
    ),
    500: Words(
        zh("本站出现了问题"), zh("这不是您的操作造成的。请稍后再试；如果一直这样，请把下面的编号告诉我们。")
    ),
    503: Words(
        zh("暂时无法提供服务"), zh("部分系统正在恢复。请稍后再试；如果一直这样，请把下面的编号告诉我们。")
    ),
}

_PERSON = Words(
    zh("操作过于频繁"),
    zh("为了让每个人都能用上本站，一个人在短时间内的操作数量有限。请等待 %(seconds)s 秒后再试。"),
)
_PERSON_KEPT = Words(
    _PERSON.title,
    zh("请等待 %(seconds)s 秒后再试。刚才填写的内容已经保存，在“我的”页面可以找到。"),
)


def status_of(error: Exception) -> int:
    """The HTTP status of an error: its own, or the table's, or 500."""
    if isinstance(error, HTTPException):
        return error.code or 500
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def answer(error: Exception) -> Response:
    """The page for an error."""
    status = status_of(error)
    if status >= 500:
        log.error("request failed", exc_info=error, extra={"fields": {"request_id": request_id()}})
    shown = error_page(status, wait=_wait(error), said=_said(error))
    if isinstance(error, MethodNotAllowed):
        shown.headers["Allow"] = ", ".join(sorted(error.valid_methods or ("GET", "HEAD")))
    return shown


def _said(error: Exception) -> Words | None:
    """The words of an error that says more than its status."""
    if isinstance(error, TooManyOfPersonError):
        return _PERSON_KEPT if error.kept else _PERSON
    return None


def error_page(status: int, wait: int = 0, said: Words | None = None) -> Response:
    """The page that explains a status. wait: seconds after which to try again; said: instead of its words."""
    shown = status if status in WORDS else (500 if status >= 500 else 400)
    words, say = said or WORDS[shown], speech()
    help_text: Text = say.say(words.help, seconds=say.ltr(wait)) if "%(" in words.help else say._(words.help)
    made = page(
        "errors/error",
        status=status,
        data_age="",
        title=say._(words.title),
        help=help_text,
        reference=request_id() if shown >= 500 else "",
        home=f"/{say.prefix}/",
    )
    made.headers["Cache-Control"] = "no-store"
    if wait:
        made.headers["Retry-After"] = str(wait)
    return made


def request_id() -> str:
    """The id under which this request stands in the log."""
    return str(request.environ.get(REQUEST_ID, "-"))


def _wait(error: Exception) -> int:
    if isinstance(error, TooManyRequests) and isinstance(error.retry_after, int):
        return error.retry_after
    return RETRY_SECONDS if status_of(error) == 503 else 0


def stay_here() -> Response | None:
    """Send to the corrected form of an address by its path alone: the host is what the request claims."""
    wanted = request.routing_exception
    if not isinstance(wanted, RequestRedirect):
        return None
    parts = urlsplit(wanted.new_url)
    path = "/" + parts.path.lstrip("/")
    answer = redirect(f"{path}?{parts.query}" if parts.query else path, wanted.code)
    return Response(answer.get_data(), answer.status_code, answer.headers)


def explain_errors(app: Flask) -> None:
    """Make every error a page."""
    app.before_request(stay_here)
    app.register_error_handler(Exception, answer)
