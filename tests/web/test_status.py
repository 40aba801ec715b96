"""The page of the portal's state, the age in the foot of results, and the same as figures."""

from datetime import timedelta

import pytest
from flask import Flask

from credit.domain.index_standing import IndexStanding
from credit.services.public import PublicReader
from search.engine import Health
from search.errors import IndexBuildingError, SearchUnavailableError
from search.query import Kind
from tests.fixtures.facts import CLOCK
from tests.web.visiting import LANGUAGES, Visitor
from web.app import create_app
from web.http.portal import EXTENSION
from web.presenters.parts import Tone
from web.presenters.speech import SPEECH
from web.presenters.status import SearchStanding, SearchState, status_page
from web.settings import Settings


class Broken:
    """A search whose state cannot be asked, or is another one than that of the region."""

    def __init__(self, answer: Exception | Health) -> None:
        self._answer = answer

    def health(self) -> Health:
        if isinstance(self._answer, Health):
            return self._answer
        raise self._answer


def with_search(region: Settings, answer: Exception | Health) -> Visitor:
    return Visitor(create_app(region, search=Broken(answer)))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_state_of_a_portal_that_is_well(visit: Visitor, reader: PublicReader, language: str) -> None:
    page = visit("/status", language)
    assert "banner--good" in page.tree.css_first(".banner").attributes["class"]
    changed = reader.freshness()
    assert changed is not None
    shown = page.texts(".fact-value")
    assert shown[1] == shown[2] == changed.astimezone(CLOCK.now().tzinfo).strftime("%Y-%m-%d %H:%M")
    assert shown[3].startswith("0 ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("error", "said"),
    [(SearchUnavailableError("gone"), "搜索正在恢复"), (IndexBuildingError("none"), "搜索索引正在建立")],
)
def test_the_state_while_the_search_is_away(
    region: Settings, error: Exception, said: str, language: str
) -> None:
    page = with_search(region, error)("/status", language)
    assert page.texts(".banner-title") == [SPEECH[language]._(said)]
    assert len(page.texts(".fact-value")) == 2


def test_results_say_how_old_the_index_is_and_not_the_register(
    portal_app: Flask, region: Settings, reader: PublicReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that stands still while the register goes on says so under its results."""
    first = reader.standing(1).reached
    assert first is not None
    visit = Visitor(create_app(region))
    monkeypatch.setattr(
        PublicReader, "standing", lambda *_: IndexStanding(1, 9, first - timedelta(days=3), first)
    )
    shown = (first - timedelta(days=3)).astimezone(CLOCK.now().tzinfo).strftime("%Y-%m-%d %H:%M")
    assert shown in visit("/search?q=新疆").texts(".data-foot")[0]
    assert shown not in visit("/about").texts(".data-foot")[0]


def test_what_waits_is_counted_and_timed(reader: PublicReader) -> None:
    head = reader.standing(0).head
    assert reader.standing(head).waiting_since is None
    assert (reader.standing(head).behind, reader.standing(head - 2).behind) == (0, 2)
    waiting = reader.standing(head - 2)
    assert waiting.reached is not None
    assert waiting.waiting_since is not None
    assert waiting.seconds(waiting.waiting_since + timedelta(seconds=7)) == 7.0
    assert waiting.seconds(waiting.waiting_since - timedelta(seconds=7)) == 0.0


def test_an_index_far_behind_is_said_to_catch_up() -> None:
    now = CLOCK.now()
    health = Health(True, "g", 1, dict.fromkeys(Kind, 3))
    for seconds, tone in ((30, Tone.GOOD), (90, Tone.WARN)):
        since = now - timedelta(seconds=seconds)
        found = SearchStanding(SearchState.OK, health, IndexStanding(1, 1201, since, since))
        shown = status_page(SPEECH["zh"], found, now, now)
        assert shown.tone is tone
        assert "1,200" in str(shown.facts[3].value)
        assert str(seconds) in str(shown.facts[3].note)
    assert status_page(SPEECH["zh"], None, None, now).tone is Tone.BAD
    assert status_page(SPEECH["zh"], SearchStanding(SearchState.EMPTY), None, now).tone is Tone.NOTE


def test_figures_tell_the_lag(visit: Visitor, portal_app: Flask, region: Settings) -> None:
    text = visit.get("/metrics").get_data(as_text=True)
    head = portal_app.extensions[EXTENSION].search.health().position
    for line in (
        "portal_search_up 1.0",
        "portal_database_up 1.0",
        "portal_index_lag_changes 0.0",
        "portal_index_lag_seconds 0.0",
        f"portal_changes_head {float(head)}",
        f"portal_index_position {float(head)}",
        "portal_index_current 1.0",
    ):
        assert f"\n{line}\n" in text, line
    behind = with_search(region, Health(True, "g", head - 3, dict.fromkeys(Kind, 1), current=False))
    text = behind.get("/metrics").get_data(as_text=True)
    assert "portal_index_lag_changes 3.0" in text
    assert "portal_index_lag_seconds 0.0" not in text
    assert "portal_index_current 0.0" in text
    gone = with_search(region, SearchUnavailableError("gone")).get("/metrics").get_data(as_text=True)
    assert "portal_search_up 0.0" in gone
    assert "portal_index_lag" not in gone


def test_figures_are_told_while_the_database_is_away(tmp_path: object) -> None:
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": f"{tmp_path}", "PORTAL_ACCESS_LOG": "0"})
    text = Visitor(create_app(settings)).get("/metrics").get_data(as_text=True)
    assert "portal_database_up 0.0" in text
    assert "portal_requests_total" in text
