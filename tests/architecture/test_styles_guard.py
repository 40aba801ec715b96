"""The style sheets pass their guard, and the guard sees each violation."""

import pytest

from web.cli.checks.finding import ROOT, run_guard
from web.cli.checks.styles import check_style, declarations


def rules(text: str, path: str = "static/css/base.css") -> list[str]:
    return [finding.rule for finding in check_style(path, text)]


def test_the_style_sheets_pass() -> None:
    assert [str(item) for item in run_guard(check_style, (ROOT / "static").rglob("*.css"))] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("p { margin-left: 1rem }", "physical-direction"),
        ("p { left: 0 }", "physical-direction"),
        ("p { border-top-right-radius: 0 }", "physical-direction"),
        ("p { text-align: right }", "physical-direction"),
        ("p { float: left; }", "physical-direction"),
        ("@media print { p { padding-right: 0 } }", "physical-direction"),
        ("p { background: linear-gradient(to right, var(--a), var(--b)) }", "physical-direction"),
        ("p { letter-spacing: 0.1em }", "joined-script"),
        ("p { text-transform: uppercase }", "joined-script"),
        ("p { word-break: break-all }", "joined-script"),
        ("p { color: #fff }", "raw-colour"),
        ("p { --own: rgb(0 0 0 / 50%) }", "raw-colour"),
        ("p { border: 1px solid black }", "raw-colour"),
        ("p { z-index: 10 }", "raw-z-index"),
        ("/* allow: */ p { color: #fff }", "raw-colour"),
    ],
)
def test_violations_are_seen(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "p { margin-inline-start: 1rem; text-align: start; inset-inline-end: 0 }",
        ":lang(zh) p { letter-spacing: 0.1em }",
        "p { letter-spacing: normal; text-transform: none }",
        "p { color: var(--ink); background: transparent; border-color: currentColor }",
        "p { z-index: var(--layer-menu) }",
        '.left-side::before { content: "left #fff" }',
        "a { background: url(left.svg#fff) }",
        "p {\n  /* allow: forced by the printer */\n  color: #000;\n}",
        "/* color: #fff */",
    ],
)
def test_good_styles_pass(text: str) -> None:
    assert rules(text) == []


def test_raw_values_live_in_the_tokens() -> None:
    text = ":root { --ink: #16202a; --layer-menu: 10 } p { z-index: 3 }"
    assert rules(text, "static/css/tokens.css") == []
    assert rules(":root { --ink: #000 } p { color: #000 }", "static/css/print.css") == ["raw-colour"]


def test_declarations_know_their_line_and_selector() -> None:
    text = "@layer base {\n  p,\n  a {\n    color: red;\n\n    margin: 0\n  }\n}\n"
    found = [(item.selector, item.name, item.line) for item in declarations(text)]
    assert found == [("@layer base p, a", "color", 4), ("@layer base p, a", "margin", 6)]
