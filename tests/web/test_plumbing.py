"""Settings, log, figures, counts, templates: what pages stand on."""

import json
import logging
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from jinja2 import DictLoader, UndefinedError
from jinja2.exceptions import TemplateError
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from i18n import translations
from i18n.locales import LOCALES, UG, ZH
from tests.domain.test_vocabulary import MEMBERS
from tests.web.visiting import Visitor
from web.app import create_app
from web.http.counting import LocalStorage
from web.http.observe import JsonLines
from web.http.page import safe_return
from web.http.templating import environment
from web.presenters.asked import MAX_TEXT, Asked, clean
from web.presenters.parts import Tone
from web.presenters.speech import SPEECH, amount_text
from web.settings import Settings, SettingsError


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "70000"), ("WORKERS", "0"), ("DEMO", "perhaps"), ("PORT", "٨")],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"PORTAL_{name}"):
        Settings.from_mapping({f"PORTAL_{name}": value})


def test_a_wrong_quota_is_named(empty_settings: Settings) -> None:
    wrong = Settings.from_mapping(
        {"PORTAL_DATA_DIR": str(empty_settings.data_dir), "PORTAL_QUOTA_PAGES": "many"}
    )
    with pytest.raises(SettingsError, match="PORTAL_QUOTA_PAGES"):
        create_app(wrong)


def test_the_log_holds_nothing_about_the_reader(region: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": str(region.data_dir)})
    visit = Visitor(create_app(settings))
    with caplog.at_level(logging.INFO):
        answer = visit.get("/zh/search?q=secretname", headers={"User-Agent": "OwnBrowser"})
    lines = [JsonLines().format(record) for record in caplog.records]
    asked = [json.loads(line) for line in lines if json.loads(line)["message"] == "request"]
    assert asked[0]["route"] == "search.results"
    assert asked[0]["at"].endswith("+08:00")  # legal time, wherever the machine stands
    assert asked[0]["request_id"] == answer.headers["X-Request-ID"]
    assert not any(word in line for line in lines for word in ("secretname", "OwnBrowser", "127.0.0.1"))


def test_figures_count_answers_by_route(visit: Visitor) -> None:
    visit("/terms")
    text = visit.get("/metrics").get_data(as_text=True)
    assert 'portal_requests_total{route="reading.terms",status="200"}' in text


def test_windows_end_and_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("web.http.counting.time", lambda: now[0])
    storage = LocalStorage("local://")
    assert [storage.incr("a", 60), storage.incr("a", 60)] == [1, 2]
    assert storage.get_expiry("a") == 1060.0
    now[0] = 1060.0
    assert storage.get("a") == 0
    assert storage.incr("a", 60) == 1
    assert storage.reset() == 1


@pytest.mark.parametrize("locale", LOCALES, ids=lambda one: one.prefix)
def test_translations_are_in_the_compiled_template(locale: object) -> None:
    env = environment(locale)  # type: ignore[arg-type]
    env.loader = DictLoader({"a": "{{ _('搜索') }}{% set x = _('搜索') %}{{ x }}{{ _('<搜索>') }}"})
    wanted = translations(locale).gettext("搜索")  # type: ignore[arg-type]
    assert env.get_template("a").render() == f"{wanted}{wanted}&lt;搜索&gt;"
    assert "gettext" not in str(env.compile("{{ _('搜索') }}", raw=True))


def test_templates_escape_everything_but_markup() -> None:
    env = environment(UG)
    env.loader = DictLoader(
        {
            "m": "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}"
            "{% macro c(x) %}{{ x }}{{ caller() }}{% endmacro %}",
            "a": "{% from 'm' import m, c %}{{ v }}{{ m(v) }}{{ s }}{{ n }}"
            "{% call c('<') %}{{ v }}{% endcall %}",
        }
    )
    shown = env.get_template("a").render(v="<i>&'", s=Markup("<u>"), n=3)
    bad = "&lt;i&gt;&amp;&#39;"
    assert shown == f"{bad}<b>{bad}</b><u>3&lt;{bad}"


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ nothing.at_all }}", "{% if nothing %}{% endif %}"])
def test_what_is_not_there_is_an_error(source: str) -> None:
    env = environment(ZH)
    with pytest.raises((UndefinedError, TemplateError)):
        env.from_string(source).render()


@pytest.mark.parametrize(
    ("raw", "text"),
    [("  新疆\t天山 ", "新疆 天山"), ("a\u202eb\u200bc", "a b c"), ("\x00", ""), ("x" * 999, "x" * MAX_TEXT)],
)
def test_typed_text_is_cleaned(raw: str, text: str) -> None:
    assert clean(raw) == (text, len(raw) > MAX_TEXT)


def test_an_address_reads_back_as_it_was_written() -> None:
    first = Asked.read(
        MultiDict(
            [("q", "天山 a&b"), ("kind", "penalty"), ("year", "2025"), ("not.topic", "food"), ("status", "x")]
        )
    )
    again = Asked.read(MultiDict(parse_qsl(urlsplit(first.address("/zh/search")).query)))
    assert again == first
    assert [one.pair for one in first.chosen] == [("not.topic", "food"), ("year", "2025")]


@pytest.mark.parametrize(
    ("target", "kept"), [("/zh/", True), ("/zh/search?q=//x", True), ("zh", False), ("", False)]
)
def test_a_way_back_stays_here(target: str, kept: bool) -> None:
    assert (safe_return(target, "-") == target) is kept


def test_dates_are_said_as_each_language_says_them() -> None:
    day = date(2025, 7, 8)
    assert SPEECH["zh"].prose_date(day).striptags() == "2025 年 7 月 8 日"
    assert SPEECH["ug"].prose_date(day).striptags() == "2025-يىل 7-ئاينىڭ 8-كۈنى"
    assert SPEECH["ug"].iso(day) == '<bdi dir="ltr" class="num">2025-07-08</bdi>'


def test_amounts_have_no_needless_zeros() -> None:
    assert [amount_text(Decimal(text)) for text in ("1234.500", "100", "0", "0.000001")] == [
        "1,234.5",
        "100",
        "0",
        "0.000001",
    ]


@pytest.mark.parametrize("language", ["zh", "ug"])
def test_every_word_of_every_list_is_its_own(language: str) -> None:
    """Some values stand in several lists: what was said of one is not remembered for another."""
    words = SPEECH[language]
    for member in (*MEMBERS, *reversed(MEMBERS)):
        assert words.label(member) == words._(member.label)
        assert words.labels((member,)) == words._(member.label)
        assert words.tag(member, Tone.NOTE).label == words._(member.label)
