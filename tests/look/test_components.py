"""Components: seen in the gallery, strict about what they are given, the same from both sides."""

from collections import Counter
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from web.presenters import parts
from web.presenters.gallery import samples

ROOT = Path(__file__).parents[2]
COMPONENTS = ROOT / "templates" / "components"
HOSTILE = '<b onclick="x">&'


@pytest.fixture(scope="module")
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals |= {"_": str, "zip": zip}
    return made


@pytest.mark.parametrize("name", ["ltr", "zh", "ug"])
def test_isolation_is_the_same_in_python_and_in_templates(environment: jinja2.Environment, name: str) -> None:
    macro = getattr(environment.get_template("components/isolate.html").module, name)
    assert macro(HOSTILE) == getattr(parts, name)(HOSTILE)
    assert "<b " not in macro(HOSTILE)


def test_a_missing_value_is_the_same_in_python_and_in_templates(environment: jinja2.Environment) -> None:
    macro = environment.get_template("components/missing.html").module.missing  # type: ignore[attr-defined]
    assert macro("not_collected", HOSTILE) == parts.missing("not_collected", HOSTILE)


@pytest.mark.parametrize("locale", ["zh", "ug"])
def test_the_gallery_shows_every_component(environment: jinja2.Environment, locale: str) -> None:
    page = environment.get_template("gallery/index.html").render(frame=_frame(locale), **samples(locale))
    assert page.count("<h1") == 1
    ids = Counter(str(node.attributes["id"]) for node in LexborHTMLParser(page).css("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert unseen(_sources()) == set()


def test_a_component_left_out_of_the_gallery_is_noticed() -> None:
    assert unseen(_sources().replace('"components/timeline.html"', "")) == {"timeline.html"}


def test_what_is_not_given_is_an_error(environment: jinja2.Environment) -> None:
    macro = environment.get_template("components/result_rows.html").module.result_rows  # type: ignore[attr-defined]
    with pytest.raises(jinja2.UndefinedError):
        macro([{"href": "#"}])


def test_components_escape_what_they_are_given(environment: jinja2.Environment) -> None:
    module = environment.get_template("components/result_rows.html").module
    row = parts.ResultRow(href='"><script>', spans=(parts.Span(HOSTILE),), second=HOSTILE, reason=HOSTILE)
    shown = module.result_rows((row,))  # type: ignore[attr-defined]
    assert isinstance(shown, Markup)
    assert "<script>" not in shown
    assert "<b " not in shown


def unseen(sources: str) -> set[str]:
    """Component files that neither the gallery nor the base imports."""
    elsewhere = {"missing.html", "status_tag.html"}  # inside facts and tables of the gallery
    return {
        path.name for path in COMPONENTS.glob("*.html") if f'"components/{path.name}"' not in sources
    } - elsewhere


def _sources() -> str:
    return "".join((ROOT / "templates" / name).read_text() for name in ("gallery/index.html", "base.html"))


def _frame(locale: str) -> parts.Frame:
    return parts.Frame(
        locale=locale,
        lang="zh-Hans-CN",
        dir="ltr",
        css="/a.css",
        js="/a.js",
        favicon="/a.svg",
        rooms_css="/rooms.css",
        rooms_js="/rooms.js",
        home="/",
        here="/",
        preferences="/preferences",
        language=parts.Link(label="ئۇيغۇرچە", href="/", lang="ug"),
        search=parts.SearchBox(action="/search"),
    )
