"""The reader's language and display choices, from the address and the cookies of a request."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Request, request

from i18n.locales import COOKIE_NAME, Locale, by_prefix, select

PREFIX = "/<any(zh, ug):language>"
THEME_COOKIE = "theme"
ELDER_COOKIE = "elder"
THEMES = ("light", "dark")
LOCALE = "portal.locale"  # in the environment of a request


@dataclass(frozen=True, slots=True)
class Display:
    """How the reader wants pages shown. theme: empty means as the system has it."""

    theme: str = ""
    elder: bool = False

    @property
    def token(self) -> str:
        """A short text that differs where pages differ; part of their entity tags."""
        return f"{self.theme[:1]}{'e' if self.elder else ''}"


def current_request() -> Request:
    """The request itself: a look through Flask's stand-in takes half a microsecond; a page took thirty."""
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]
    return asked


def read_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of the matched address, so that views need not name it."""
    prefix = values.pop("language", None) if values else None
    if prefix is not None:
        request.environ[LOCALE] = by_prefix(prefix)


def current_locale() -> Locale:
    """The language of this request; without a prefix in the address, what the reader prefers."""
    environ = request.environ
    known: Locale | None = environ.get(LOCALE)
    if known is None:
        known = environ[LOCALE] = preferred_locale()
    return known


def preferred_locale() -> Locale:
    """The language by address, remembered choice, browser, else Chinese."""
    return select(request.headers.get("Accept-Language"), request.cookies.get(COOKIE_NAME), request.path)


def current_display() -> Display:
    """The remembered display choices; anything else in the cookies counts as not given."""
    asked = current_request()
    if "HTTP_COOKIE" not in asked.environ:
        return _PLAIN
    theme = asked.cookies.get(THEME_COOKIE, "")
    return Display(theme if theme in THEMES else "", asked.cookies.get(ELDER_COOKIE) == "on")


_PLAIN = Display()


def speak_languages(app: Flask) -> None:
    """Make every address with a language prefix set the language of its request."""
    app.url_value_preprocessor(read_address)
