"""Every address says who may use it and in which language, and the guard sees those that do not."""

from pathlib import Path

import pytest
from flask import Flask

from web.app import create_app
from web.cli.checks.routes import check_routes
from web.http.access import entrance, letterbox, machine, member, public
from web.http.locale import PREFIX
from web.settings import Settings


def rules(app: Flask) -> list[str]:
    return [finding.rule for finding in check_routes(app)]


def empty() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    return app


@pytest.mark.parametrize("demo", [False, True])
def test_the_addresses_pass(tmp_path: Path, demo: bool) -> None:
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DEMO": str(int(demo))})
    app = create_app(settings)
    assert [str(finding) for finding in check_routes(app)] == []
    assert len(list(app.url_map.iter_rules())) > 10


def test_a_forgotten_marker_is_seen() -> None:
    app = empty()
    app.add_url_rule(f"{PREFIX}/page", view_func=lambda: "", endpoint="page", provide_automatic_options=False)
    assert rules(app) == ["no-marker"]


def test_an_address_without_language_is_seen() -> None:
    app = empty()
    app.add_url_rule("/page", view_func=public(lambda: ""), endpoint="page", provide_automatic_options=False)
    assert rules(app) == ["language"]


def test_a_language_for_programs_is_seen() -> None:
    app = empty()
    view = machine(lambda: "")
    app.add_url_rule(f"{PREFIX}/probe", view_func=view, endpoint="probe", provide_automatic_options=False)
    assert rules(app) == ["language"]


def test_writing_through_a_public_address_is_seen() -> None:
    app = empty()
    view = public(lambda: "")
    app.add_url_rule(
        f"{PREFIX}/page", view_func=view, endpoint="page", methods=["POST"], provide_automatic_options=False
    )
    assert rules(app) == ["methods"]


def test_an_address_for_members_without_a_subject_is_seen() -> None:
    app = empty()
    for rule in ("/mine", "/mine/<subject>"):
        view = member()(lambda subject="": subject)
        app.add_url_rule(f"{PREFIX}{rule}", rule, view_func=view, provide_automatic_options=False)
    assert rules(app) == ["subject"]


def test_a_way_in_may_be_without_a_language() -> None:
    app = empty()
    view = entrance(lambda: "")
    app.add_url_rule("/back", "back", view_func=view, methods=["POST"], provide_automatic_options=False)
    assert rules(app) == []


def test_a_number_without_bounds_is_seen() -> None:
    app = empty()
    for part in ("int:year", "int(fixed_digits=4):year", "int(max=99):number"):
        address = f"{PREFIX}/{part.split(':')[0]}/<{part}>"
        app.add_url_rule(
            address, view_func=public(lambda: ""), endpoint=address, provide_automatic_options=False
        )
    assert rules(app) == ["number"]


@pytest.mark.parametrize(
    ("rule", "methods", "found"),
    [
        (f"{PREFIX}/report", ["GET", "POST"], []),
        (f"{PREFIX}/report/<any(promise, broker):matter>", ["GET", "POST"], []),
        (f"{PREFIX}/report/<code>", ["GET"], ["letterbox"]),
        ("/report", ["POST"], ["language"]),
        (f"{PREFIX}/report", ["DELETE"], ["methods"]),
    ],
)
def test_a_letterbox_takes_forms_and_nothing_in_its_address(
    rule: str, methods: list[str], found: list[str]
) -> None:
    app = empty()
    view = letterbox(lambda: "")
    app.add_url_rule(rule, "box", view_func=view, methods=methods, provide_automatic_options=False)
    assert rules(app) == found
