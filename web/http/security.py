"""Headers that every answer carries: what a browser may do with our pages, and what it must not.

Done around the application instead of inside it, so that no answer (redirect, file, error) escapes,
and so that they cost the same few list items on each request.
"""

from collections.abc import Callable, Iterable
from typing import Any

FORMS = "form-action 'self'"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        FORMS,
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # what somebody looked for stays between them and this site
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class SecurityHeaders:
    """WSGI wrapper that adds the headers to each answer.

    ways_out: origins of login providers: signing out is a form of ours that ends over there.
    """

    def __init__(self, application: Application, *, https: bool, ways_out: tuple[str, ...] = ()) -> None:
        self._application = application
        forms = " ".join((FORMS, *dict.fromkeys(ways_out)))
        headers = [(name, value.replace(FORMS, forms)) for name, value in HEADERS]
        self._headers = [*headers, STRICT_TRANSPORT] if https else headers

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, headers + self._headers, exc_info)

        return self._application(environ, start)
