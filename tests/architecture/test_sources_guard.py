"""The Python sources pass their guards, and the guards see each violation."""

import pytest

from web.cli.check import product_files
from web.cli.checks.finding import ROOT, run_guard
from web.cli.checks.sources import LONGER, check_source
from web.cli.checks.wording import check_wording


def rules(text: str, path: str = "credit/thing.py") -> list[str]:
    return [finding.rule for finding in check_source(path, text)]


def function(lines: int, head: str = "def f():") -> str:
    return head + "\n" + "    x = 1\n" * (lines - 1)


def test_the_sources_pass() -> None:
    assert [str(item) for item in run_guard(check_source, product_files())] == []


def test_every_exception_is_still_needed_and_has_a_reason() -> None:
    for name, reason in LONGER.items():
        path, _, _function = name.partition(":")
        assert reason
        without = {key: why for key, why in LONGER.items() if key != name}
        text = (ROOT / path).read_text(encoding="utf-8")
        assert list(check_source(path, text, without)), f"{name} is short enough: strike it off the list"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x = 1\n" * 301, "file-size"),
        (function(31), "function-size"),
        ("session.commit()", "commit"),
        ("with s.begin() as t:\n    t.commit()", "commit"),
        ("if app.config['TESTING']: pass", "testing"),
        ("if settings.TESTING: pass", "testing"),
        ("if TESTING: pass", "testing"),
        ("now = datetime.now(tz)", "clock"),
        ("day = date.today()", "clock"),
        ("# see /work/notes", "foreign-matter"),
        ("# as issue 12 says", "foreign-matter"),
        ('URL = "https://pypi.org/simple"', "foreign-matter"),
    ],
)
def test_violations_are_seen(text: str, rule: str) -> None:
    assert rules(text) == [rule]


def test_a_name_that_says_nothing_is_seen() -> None:
    assert rules("x = 1", "web/utils.py") == ["file-name"]


@pytest.mark.parametrize("decorator", ['@bp.get("/")', '@bp.route("/")'])
def test_views_are_shorter(decorator: str) -> None:
    head = f"{decorator}\ndef view():"
    assert rules(function(20, head), "web/views/search.py") == []
    assert rules(function(21, head), "web/views/search.py") == ["function-size"]
    assert rules(function(21, head), "web/presenters/search.py") == []


def test_documentation_does_not_count_as_length() -> None:
    head = 'def f():\n    """What for.\n' + "    more\n" * 20 + '    """'
    assert rules(function(30, head)) == []


def test_a_listed_exception_has_an_upper_limit_too() -> None:
    listed = {"credit/thing.py": "one table", "credit/thing.py:f": "one table"}
    assert not list(check_source("credit/thing.py", "x = 1\n" * 400, listed))
    assert list(check_source("credit/thing.py", "x = 1\n" * 401, listed))
    assert not list(check_source("credit/thing.py", function(40), listed))
    assert list(check_source("credit/thing.py", function(41), listed))


def test_one_place_commits_and_one_reads_the_clock() -> None:
    assert rules("session.commit()", "credit/db/session.py") == []
    assert rules("datetime.now(SHANGHAI)", "credit/domain/clock.py") == []


def test_words_for_readers_are_marked() -> None:
    assert [str(item) for item in run_guard(check_wording, product_files())] == []


@pytest.mark.parametrize(
    ("text", "rules_seen"),
    [
        ('LABEL = "搜索"', ["untranslated"]),
        ('LABEL = f"共 {n} 条"', ["untranslated", "untranslated"]),
        ('LABEL = zh("搜索")', []),
        ('words.say(zh("共 %(n)s 条"), n=1)', []),
        ('"""模块说明"""', []),
        ('words.zh(f"{law} {article}")', []),
        ('words.zh("行政处罚法")', ["untranslated"]),
        ('NAME = "天山"  # untranslated: an example as it stands', []),
        ('NAME = "天山"  # untranslated:', ["untranslated"]),
        ('_(f"共 {n} 条")', ["formatted-message"]),
        ('_("共 %s 条" % n)', ["formatted-message"]),
        ('_("共 " + n)', ["formatted-message"]),
    ],
)
def test_unmarked_words_are_seen(text: str, rules_seen: list[str]) -> None:
    assert [finding.rule for finding in check_wording("web/presenters/page.py", text)] == rules_seen
    assert list(check_wording("credit/services/page.py", text)) == []
