"""The provider beside a served demonstration: a few threads of the same command."""

import os
import secrets
import socket
from dataclasses import replace
from threading import Thread

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from web.demo_idp.app import create_provider
from web.settings import PREFIX, Settings

EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared


class _Quiet(WSGIRequestHandler):
    """Writes no line a request: addresses here hold codes of logins."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the library's word
        """Nothing."""


def prepare(settings: Settings) -> Settings:
    """Settings of a demonstration with a login, and the same in the environment for serving processes."""
    given = {
        "SECRET_KEY": settings.secret_key or secrets.token_hex(32),
        "LOGIN_SECRET_DEMO": secrets.token_urlsafe(24),
        "DEMO_LOGIN_PORT": str(settings.demo_login_port or _free_port(settings)),
    }
    os.environ.update({PREFIX + name: value for name, value in given.items()})
    return replace(
        settings,
        secret_key=given["SECRET_KEY"],
        login_secrets={**settings.login_secrets, "demo": given["LOGIN_SECRET_DEMO"]},
        demo_login_port=int(given["DEMO_LOGIN_PORT"]),
    )


def serve(settings: Settings) -> BaseWSGIServer:
    """Serve the provider in a thread; `shutdown()` of what comes back ends it. Raises SettingsError."""
    app = create_provider(settings, addresses(settings))
    server = make_server(settings.host, settings.demo_login_port, app, threaded=True, request_handler=_Quiet)
    Thread(target=server.serve_forever, name="demo login", daemon=True).start()
    return server


def addresses(settings: Settings) -> tuple[str, ...]:
    """Where the portal is reached: from this machine, and as the operator says."""
    hosts = ["127.0.0.1", "localhost"]
    if settings.host not in EVERYWHERE:
        hosts.insert(0, settings.host)
    found = [f"http://{host}:{settings.port}" for host in dict.fromkeys(hosts)]
    return tuple(found) + ((settings.base_url,) if settings.base_url else ())


def _free_port(settings: Settings) -> int:
    """The port after that of the portal, or any other where that is taken."""
    for port in (settings.port + 1, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port for the demo login")
