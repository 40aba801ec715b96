"""What is sent comes to the views without code points that no text may hold."""

from urllib.parse import quote

import pytest
from flask import Flask, Response, request

from web.http.routing import PortalRequest

NEVER = ("\0", "\ufdd0", "\ufdef", "\ufffe", "\uffff")


@pytest.fixture(scope="module")
def echo() -> Flask:
    app = Flask(__name__)
    app.request_class = PortalRequest

    @app.route("/", methods=["GET", "POST"])
    def said() -> Response:
        pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
        return Response("|".join(f"{name}={text}" for name, text in pairs))

    return app


@pytest.mark.parametrize("never", NEVER)
def test_what_is_no_character_is_left_out_of_addresses_and_forms(echo: Flask, never: str) -> None:
    with echo.test_client() as client:
        asked = client.get(f"/?q={quote(f'天{never}山')}&{quote(never)}x={quote('喀什')}")
        assert asked.get_data(as_text=True) == "q=天山|x=喀什"
        sent = client.post("/", data={"name": f"{never}قەشقەر", "other": "1"})
        assert sent.get_data(as_text=True) == "name=قەشقەر|other=1"


def test_what_stands_beside_them_is_kept(echo: Flask) -> None:
    kept = "\ufdcf\ufdf2\ufffd\U0001f35e＞"
    with echo.test_client() as client:
        assert client.get(f"/?q={quote(kept)}").get_data(as_text=True) == f"q={kept}"
