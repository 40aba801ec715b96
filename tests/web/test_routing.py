"""Addresses bound without Flask's detours lead where they would have led."""

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from web.http.routing import PortalFlask

ADDRESSES = ("/zh/", "/zh", "/zh/search", "/zh/search/", "/ug/enterprise/91%2F0/1", "/nowhere", "/zh/企业")
HOSTS = ("localhost", "a.example:8000", "xn--fiq228c.example", "[::1]:8000", "bad host", "b\u00fcro.example")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ADDRESSES)
def test_the_same_way(portal_app: Flask, path: str, host: str) -> None:
    assert isinstance(portal_app, PortalFlask)
    assert _led(portal_app, portal_app, path, host) == _led(
        portal_app, super(PortalFlask, portal_app), path, host
    )


def _led(app: Flask, binder: object, path: str, host: str) -> object:
    try:
        with app.test_request_context(path, headers={"Host": host}) as context:
            adapter = binder.create_url_adapter(context.request)  # type: ignore[attr-defined]
            return adapter.match(return_rule=False)
    except HTTPException as error:
        return type(error), getattr(error, "new_url", "")
    except (UnicodeError, ValueError) as error:
        return type(error)
