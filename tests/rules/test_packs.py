"""Dated packs: complete, without gaps, never guessing; and rules that name their law."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import credit.rules
from credit.domain.errors import RuleError
from credit.rules import packs
from credit.rules.citations import citations_of, cites

# Reading and looking up, not law: these answer no legal question of their own.
MACHINERY = {"packs", "citations", "fields", "repair_traces"}
HELPERS = {
    "following",
    "preceding",
    "is_loaded",
    "may_hold",
    "may_mask",
    "is_negative",
    "statements",
}

PACK = """
topic = "t"
[[pack]]
name = "one"
from = 2020-01-01
{to}
instrument = "甲办法"
checked_on = 2026-01-01
[[pack.figure]]
key = "months"
value = 3
unit = "month"
article = "第一条"
{source}
"""


def rules() -> Iterator[tuple[str, Callable[..., object]]]:
    for module in pkgutil.iter_modules(credit.rules.__path__):
        if module.name not in MACHINERY and not module.ispkg:
            loaded = importlib.import_module(f"credit.rules.{module.name}")
            for name, rule in inspect.getmembers(loaded, inspect.isfunction):
                if rule.__module__ == loaded.__name__ and not name.startswith("_") and name not in HELPERS:
                    yield f"{module.name}.{name}", rule


@pytest.mark.parametrize(("name", "rule"), [pytest.param(*one, id=one[0]) for one in rules()])
def test_every_public_rule_names_its_law(name: str, rule: Callable[..., object]) -> None:
    assert citations_of(rule), f"{name} carries no citation"
    assert all(citation.instrument and citation.article for citation in citations_of(rule))


def test_a_rule_without_citation_would_be_noticed() -> None:
    def uncited() -> None: ...

    @cites("甲办法", "第一条")
    @cites("乙办法", "第二条", unverified=True)
    def cited() -> None: ...

    assert citations_of(uncited) == ()
    assert [citation.instrument for citation in citations_of(cited)] == ["甲办法", "乙办法"]
    assert [citation.unverified for citation in citations_of(cited)] == [False, True]


def test_there_are_rules_to_check() -> None:
    assert len(list(rules())) >= 20


@pytest.mark.parametrize("figure", list(packs.figures()), ids=lambda f: f"{f.topic}.{f.pack}.{f.key}")
def test_every_figure_is_complete(figure: packs.Figure) -> None:
    assert figure.unit
    assert figure.instrument
    assert figure.article
    assert figure.unverified != bool(figure.link)
    assert figure.checked_on >= date(2026, 1, 1)
    assert figure.ends is None or figure.starts <= figure.ends


def test_the_operator_is_told_what_nobody_could_verify() -> None:
    listed = {(figure.topic, figure.key) for figure in packs.unverified()}
    assert ("penalty_publication", "low_fine_organisation") in listed
    assert ("list_publication", "show_removed_abnormal") in listed
    assert all(topic in packs.topics() for topic, _ in listed)
    assert all(figure.note for figure in packs.unverified() if figure.topic != "key_areas")


@pytest.mark.parametrize("name", packs.topics())
def test_before_the_first_day_nothing_is_guessed(name: str) -> None:
    topic = packs.topic(name)
    assert topic.at(topic.starts[0]) is topic.packs[0]
    with pytest.raises(RuleError) as refused:
        topic.at(topic.starts[0] - timedelta(days=1))
    assert refused.value.code == "pack.not_covered"


@pytest.mark.parametrize("name", packs.topics())
def test_every_pack_change_falls_between_two_days(name: str) -> None:
    topic = packs.topic(name)
    for earlier, later in zip(topic.packs, topic.packs[1:], strict=False):
        assert topic.at(later.starts - timedelta(days=1)) is earlier
        assert topic.at(later.starts) is later
        assert topic.next_start(later.starts - timedelta(days=1)) == later.starts
    assert topic.next_start(date.max) is None


@given(st.dates(date(2014, 10, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_between_holds_every_pack_in_force(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    for name in packs.topics():
        topic = packs.topic(name)
        held = topic.between(first, last)
        assert all(pack in held for day in (first, last) if (pack := topic.find(day)))


def test_after_a_pack_that_ends_nothing_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(PACK.format(to="to = 2020-12-31", source="unverified = true"), encoding="utf-8")
    topic = packs.read_topic(path)
    assert topic.at(date(2020, 12, 31))["months"] == 3
    assert topic.find(date(2021, 1, 1)) is None
    with pytest.raises(RuleError):
        topic.at(date(2021, 1, 1))


def test_a_figure_without_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text(PACK.format(to="", source=""), encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        packs.read_topic(path)
    assert refused.value.params["why"] == "neither link nor unverified"


def test_a_gap_between_packs_is_refused(tmp_path: Path) -> None:
    first = PACK.format(to="to = 2020-12-31", source="unverified = true")
    second = first.split("\n", 2)[2].replace("2020-01-01", "2021-01-02").replace("2020-12-31", "2021-12-31")
    path = tmp_path / "t.toml"
    path.write_text(first + second, encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        packs.read_topic(path)
    assert refused.value.params["why"] == "gap or overlap"


def test_an_unknown_figure_is_refused() -> None:
    pack = packs.topic("penalty_publication").at(date(2026, 1, 1))
    assert pack["minor_months"] == 3
    assert pack.get("other_years") is None
    with pytest.raises(RuleError) as refused:
        pack["other_years"]
    assert refused.value.code == "pack.no_figure"
