"""Every rule and figure of law is cited, and the guard sees those that are not."""

import pytest

from web.cli.check import page_files, rule_files
from web.cli.checks.finding import ROOT, run_guard
from web.cli.checks.law import check_pack, check_rule, check_words

PACK = """
topic = "sample"
[[pack]]
name = "sample-2021"
from = 2021-09-01
instrument = "行政处罚法"
link = "https://example.org/law"
checked_on = 2026-11-21
[[pack.figure]]
key = "months"
value = 12
unit = "months"
article = "第十三条"
"""


def test_the_rules_pass() -> None:
    files = rule_files()
    assert len(files) > 5
    assert [str(item) for item in run_guard(check_rule, files)] == []


def test_the_figures_pass() -> None:
    files = list((ROOT / "credit/rules/packs").glob("*.toml"))
    assert len(files) > 3
    assert [str(item) for item in run_guard(check_pack, files)] == []


def test_the_pages_state_no_figure_of_law() -> None:
    files = page_files()
    assert len(files) > 80
    assert [str(item) for item in run_guard(check_words, files)] == []


@pytest.mark.parametrize(
    "text", ["公示三年", "满 1 年可以申请", "20 个工作日内", "公告九十日", "三个月后停止", "6 月 30 日"]
)
def test_a_figure_in_words_is_seen(text: str) -> None:
    assert [item.rule for item in check_words("page.html", f"<p>{text}</p>")] == ["figure-in-words"]


@pytest.mark.parametrize(
    "text", ["2021 年以前", "2025 年度报告", "上一年度", "从下一年起", "公示 %(years)s 年"]
)
def test_years_and_places_of_figures_pass(text: str) -> None:
    assert list(check_words("page.html", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "def may_apply(facts: Facts, on: date) -> bool:\n    return True",
        "def months() -> int:\n    return PENALTIES.at(day)['months']",
        "@cache\ndef may_apply(facts: Facts, *, on: date) -> bool:\n    return True",
    ],
)
def test_a_rule_without_citation_is_seen(text: str) -> None:
    assert [item.rule for item in check_rule("credit/rules/sample.py", text)] == ["no-citation"]


@pytest.mark.parametrize(
    "text",
    [
        "@cites(LAW, '第十三条')\ndef may_apply(facts: Facts, on: date) -> bool:\n    return True",
        "def _part(facts: Facts, on: date) -> bool:\n    return True",
        "def following(day: date) -> date:\n    return day",
    ],
)
def test_cited_rules_and_plain_arithmetic_pass(text: str) -> None:
    assert list(check_rule("credit/rules/sample.py", text)) == []


def test_a_whole_figure_passes() -> None:
    assert list(check_pack("sample.toml", PACK)) == []
    unverified = PACK.replace('link = "https://example.org/law"\n', "") + "unverified = true\n"
    assert list(check_pack("sample.toml", unverified)) == []


@pytest.mark.parametrize(
    ("line", "line_number"),
    [
        ('article = "第十三条"', 10),
        ('unit = "months"', 10),
        ('link = "https://example.org/law"', 10),
        ('instrument = "行政处罚法"', 4),
        ("checked_on = 2026-11-21", 4),
        ("from = 2021-09-01", 4),
    ],
)
def test_an_incomplete_figure_is_seen(line: str, line_number: int) -> None:
    found = list(check_pack("sample.toml", PACK.replace(line + "\n", "\n")))
    assert [(item.rule, item.line) for item in found] == [("no-citation", line_number)]
