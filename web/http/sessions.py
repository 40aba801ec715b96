"""The cookie of a browser that signs in: signed, HttpOnly, opened only where a view asks for it.

It holds a random token whose session is kept on the server, the value that forms are protected with,
and, for the minutes of a login, what the provider's answer is held against. Public pages never open it,
so they stay the same for everybody and cost the same.
"""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

COOKIE = "portal"


class LaterSession(SessionMixin):
    """A session that is read from its cookie at the first question."""

    def __init__(self, opener: Callable[[], SecureCookieSession]) -> None:
        self._opener = opener
        self.opened: SecureCookieSession | None = None

    def _held(self) -> SecureCookieSession:
        if self.opened is None:
            self.opened = self._opener()
        return self.opened

    def __getitem__(self, key: str) -> Any:
        return self._held()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._held()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._held()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held())

    def __len__(self) -> int:
        return len(self._held())


class LaterSessions(SecureCookieSessionInterface):
    """Opens sessions late, and writes only what was opened."""

    def open_session(self, app: Flask, request: Request) -> LaterSession:  # type: ignore[override]
        def opener() -> SecureCookieSession:
            found = super(LaterSessions, self).open_session(app, request)
            return found if found is not None else SecureCookieSession()

        return LaterSession(opener)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if isinstance(session, LaterSession) and session.opened is not None:
            super().save_session(app, session.opened, response)


def use_sessions(app: Flask, *, https: bool) -> None:
    """Give an application these sessions. The cookie ends with the browser."""
    app.session_interface = LaterSessions()
    app.config.update(
        SESSION_COOKIE_NAME=f"__Host-{COOKIE}" if https else COOKIE,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # the way back from a login provider must carry it
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_CHECK_DEFAULT=False,  # the guard asks, after it has kept what was typed
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
