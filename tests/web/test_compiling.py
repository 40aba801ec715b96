"""Pages made by our own functions are the pages that Jinja makes."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from i18n.locales import LOCALES, UG, ZH, Locale
from tests.web.test_pages import PAGES
from tests.web.visiting import LANGUAGES, Visitor
from web.app import create_app
from web.http.compiling import Compiler
from web.http.pieces import UnsupportedError
from web.http.portal import EXTENSION
from web.http.templating import Templates, environment
from web.presenters.frame import Look, Place, frame
from web.settings import Settings

_BASE = (
    "{% from 'm' import box %}<title>{% block title %}none{% endblock %}</title>"
    "{% block head %}{% endblock %}<main>{% block main %}{% endblock %}</main>{{ box('base') }}"
)
_LAYOUT = "{% extends 'base' %}{% block main %}<i>{% block inner %}empty{% endblock %}</i>{% endblock %}"
_MACROS = """{% set paths = {"a": "M1 1"} %}
{% macro icon(name, turn=false) %}<svg{{ ' turned' if turn }}>{{ paths[name] }}</svg>{% endmacro %}
{% macro box(label, tone="plain", links=()) %}{% set mark = icon("a") %}
<p class="{{ tone }}">{{ mark }}{{ label }}
{% for link in links %}{{ mark }}{{ link }}{% endfor %}</p>{% endmacro %}
{% macro frame(title) %}<section>{{ title }}{{ caller() }}</section>{% endmacro %}"""
_PAGE = """{% extends 'layout' %}{% from 'm' import box as card, frame, icon %}
{% block title %}{{ page.title }} - {{ _('搜索') }}{% endblock %}
{% block inner %}
{% if page.items and not page.none %}{{ page.items|length }}
{% elif page.none is none %}nothing{% else %}{{ page.number }}{% endif %}
{% for item in page.items %}{{ loop.index }}{% if loop.last %}.{% endif %}{{ item }}{% endfor %}
{% for name, value in zip(page.items, page.items) %}{{ name }}={{ value }}{% endfor %}
{{ card(page.title, links=page.items) }}{{ card(icon("a", turn=true), tone=page.title) }}
{% call frame('a<b') %}{{ page.mark }}{% call frame(page.title) %}{{ page.number }}{% endcall %}{% endcall %}
{{ 'x<' if page.number == 3 }}{{ page.title if page.number > 3 else page.mark }}
{% call once('k') %}<u>{{ page.title }}</u>{% endcall %}
{% endblock %}"""
_TEXTS = {"base": _BASE, "layout": _LAYOUT, "m": _MACROS, "page": _PAGE}


class Both(Templates):
    """Makes each page twice."""

    def __init__(self) -> None:
        super().__init__()
        self._jinja = {locale.prefix: environment(locale) for locale in LOCALES}
        self.compared = 0

    def render(self, locale: Locale, template: str, **values: Any) -> str:
        made = super().render(locale, template, **values)
        assert made == self._jinja[locale.prefix].get_template(f"{template}.html").render(values)
        self.compared += 1
        return made


@pytest.fixture(scope="module")
def twice(region: Settings) -> Flask:
    app = create_app(region)
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], templates=Both())
    return app


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_the_same(twice: Flask, addresses: tuple[str, ...], language: str) -> None:
    visit, both = Visitor(twice), twice.extensions[EXTENSION].templates
    before = both.compared
    paths = (*PAGES, "/search?q=qqqqqq", "/suggest?q=新疆", *(f"/enterprise/{one}" for one in addresses[::2]))
    for path in paths:
        assert visit.get(f"/{language}{path}").status_code == 200
    assert visit.get(f"/{language}/nowhere").status_code == 404
    assert both.compared - before == len(paths) + 1


def test_no_page_is_left_to_jinja() -> None:
    env = environment(ZH)
    compiler = Compiler(env)
    folders = {Path(name).parent.name for name in env.list_templates()} - {
        "",
        "layouts",
        "components",
        "gallery",
    }
    names = [name for name in env.list_templates() if Path(name).parent.name in folders]
    assert len(names) > 8
    for name in names:
        compiler.page(name)


def _environment(**texts: str) -> Environment:
    env = environment(UG)
    env.loader = DictLoader({**_TEXTS, **texts})
    return env


@pytest.mark.parametrize("items", [(), ("<i>", Markup("<b>&</b>"), 7)])
@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("none", [None, 0, 1])
def test_each_construct_is_the_same(items: tuple[object, ...], number: int, none: int | None) -> None:
    page = SimpleNamespace(
        title="<T>&'\"", items=items, number=number, none=none, mark=Markup("<em>{0}</em>")
    )
    ours = Compiler(_environment()).page("page")({"page": page})
    assert ours == _environment().get_template("page").render(page=page)
    assert "<T>" not in ours


def test_a_difference_would_be_seen() -> None:
    templates = Both()
    templates._jinja["zh"].globals["_"] = str.upper
    templates._jinja["zh"].loader = DictLoader({"errors/error.html": "other"})
    with pytest.raises(AssertionError):
        templates.render(ZH, "errors/error", **_error())


def _error() -> dict[str, Any]:
    look = Look("/a.css", "/a.js", "/a.svg", "/b.css", "/b.js")
    return {
        "frame": frame(Place(locale=ZH, path="/"), look, None),
        "title": "a",
        "help": "b",
        "reference": "",
        "home": "/",
    }


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'm' %}",
        "{% import 'm' as m %}",
        "{{ page|upper }}",
        "{% set x = page %}{{ x }}",
        "{% for x in page if x %}{% endfor %}",
        "{{ page is defined }}",
        "{% macro m() %}{{ page }}{% endmacro %}{{ m() }}",
        "{% extends page %}",
        "{{ icon(*page) }}",
    ],
)
def test_what_it_does_not_know_it_refuses(source: str) -> None:
    with pytest.raises(UnsupportedError):
        Compiler(_environment(odd=source)).page("odd")


def test_what_it_refuses_is_left_to_jinja(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "odd.html").write_text("{{ word|upper }}", encoding="utf-8")
    assert Templates(tmp_path).render(ZH, "a/odd", word="<x>") == "&lt;X&gt;"


def test_what_is_not_given_is_an_error() -> None:
    with pytest.raises((KeyError, UndefinedError)):
        Compiler(_environment(odd="{{ nothing }}")).page("odd")({})
