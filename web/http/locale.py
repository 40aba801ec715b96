"""The reader's language and display choices, from the address and the cookies of a request."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request

from i18n.locales import COOKIE_NAME, Locale, by_prefix, select

PREFIX = "/<any(zh, ug):language>"
THEME_COOKIE = "theme"
ELDER_COOKIE = "elder"
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Display:
    """How the reader wants pages shown. theme: empty means as the system has it."""

    theme: str = ""
    elder: bool = False

    @property
    def token(self) -> str:
        """A short text that differs where pages differ; part of their entity tags."""
        return f"{self.theme[:1]}{'e' if self.elder else ''}"


def read_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of the matched address, so that views need not name it."""
    prefix = values.pop("language", None) if values else None
    if prefix is not None:
        g.locale = by_prefix(prefix)


def current_locale() -> Locale:
    """The language of this request; without a prefix in the address, what the reader prefers."""
    known: Locale | None = g.get("locale")
    if known is None:
        known = preferred_locale()
        g.locale = known
    return known


def preferred_locale() -> Locale:
    """The language by address, remembered choice, browser, else Chinese."""
    return select(request.headers.get("Accept-Language"), request.cookies.get(COOKIE_NAME), request.path)


def current_display() -> Display:
    """The remembered display choices; anything else in the cookies counts as not given."""
    if not request.headers.get("Cookie"):
        return _PLAIN
    theme = request.cookies.get(THEME_COOKIE, "")
    return Display(theme if theme in THEMES else "", request.cookies.get(ELDER_COOKIE) == "on")


_PLAIN = Display()


def speak_languages(app: Flask) -> None:
    """Make every address with a language prefix set the language of its request."""
    app.url_value_preprocessor(read_address)
