"""Cases in words: a word for every code there is, what came of one that is over, each day said once."""

from datetime import date, datetime
from typing import Any

import pytest
from markupsafe import Markup
from msgspec.structs import replace

from credit.domain.case_states import STATES
from credit.domain.casework import CaseEvent, CaseFile, CaseKind, Clock
from credit.domain.clock import SHANGHAI
from credit.domain.labels import Vocabulary
from credit.domain.records import Record
from credit.domain.repair_cases import RepairState
from tests.fixtures.facts import penalty
from tests.fixtures.facts import said as said_by
from tests.web.visiting import LANGUAGES
from web.presenters import casework, desk_rooms, repair_decision
from web.presenters.case_words import HAPPENED
from web.presenters.parts import Tone
from web.presenters.room import Plain, Room, placed
from web.presenters.speech import SPEECH, Speech

MONDAY = date(2026, 6, 15)
CASE = CaseFile(
    id="c" * 26,
    kind=CaseKind.REPAIR,
    number="修复653101-2026-000012",
    subject_key=None,
    authority="653101",
    state="accepted",
    assignee="",
    opened_at=datetime(2026, 6, 10, 9, tzinfo=SHANGHAI),
    clock=Clock(started_on=date(2026, 6, 10), workdays=7),
)
OVER = replace(
    CASE,
    state="refused",
    closed_at=datetime(2026, 6, 12, 23, 30, tzinfo=SHANGHAI),
    clock=Clock(started_on=date(2026, 6, 10), workdays=7, ended_on=date(2026, 6, 12)),
)


def said(words: Speech, member: Vocabulary) -> str:
    word = words.label(member)
    assert word
    assert word != member.value
    return word


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Speech:
    return SPEECH[request.param]


def test_every_state_of_every_kind_is_said_in_a_word(words: Speech) -> None:
    assert set(desk_rooms.ROOMS) == set(CaseKind) == set(STATES)
    for kind, states in STATES.items():
        room = desk_rooms.room_of(kind)
        for state in states:
            tag = casework.state_tag(words, room, state.value)
            assert tag.label == said(words, state)
            assert tag.tone is room.tones[state]


def test_every_param_of_what_happens_has_a_meaning_and_every_code_in_it_a_word(words: Speech) -> None:
    for kind in CaseKind:
        room = desk_rooms.room_of(kind)
        for code, sentence in {**HAPPENED, **room.happened}.items():
            for name in placed(sentence):
                meaning = casework.meaning_of(room, code, name)
                for member in () if isinstance(meaning, Plain) else meaning:
                    event = CaseEvent(
                        at=OVER.opened_at, actor="", code=code, params=params(room, code, name, member)
                    )
                    (shown,) = casework.case_history(words, replace(CASE, kind=kind), [event])
                    assert said(words, member) in Markup(shown.title).unescape()


def params(room: Room, code: str, name: str, member: Vocabulary) -> dict[str, str]:
    """Those of an event, the one by the name as it is to be."""
    sentence = room.happened.get(code) or HAPPENED[code]
    return {one: usual(casework.meaning_of(room, code, one)) for one in placed(sentence)} | {
        name: member.value
    }


def usual(meaning: Any) -> str:
    if meaning is Plain.DAY:
        return "2026-06-15"
    return "12" if isinstance(meaning, Plain) else next(iter(meaning)).value


def test_no_room_lacks_a_word_and_one_that_does_is_noticed() -> None:
    assert {kind: room.lacking() for kind, room in desk_rooms.ROOMS.items() if room.lacking()} == {}
    tones = dict.fromkeys(RepairState, Tone.NOTE)
    assert Room(kind=CaseKind.REPAIR, tones=tones).lacking() == set()
    few = {one: Tone.NOTE for one in RepairState if one is not RepairState.CLOSED}
    assert Room(kind=CaseKind.REPAIR, tones=few).lacking() == {"closed"}
    assert Room(kind=CaseKind.REPAIR, tones=tones, happened={"repair.x": "%(why)s"}).lacking() == {"why"}


def test_what_no_room_knows_is_never_shown_as_it_is() -> None:
    with pytest.raises(ValueError, match="raw_code"):
        casework.state_tag(SPEECH["zh"], desk_rooms.room_of(CaseKind.REPAIR), "raw_code")


def test_the_head_has_a_clock_only_while_one_runs_then_the_outcome_and_its_day(words: Speech) -> None:
    runs = casework.case_head(words, CASE, MONDAY)
    assert runs.clock is not None
    head = casework.case_head(words, OVER, MONDAY)
    assert head.clock is None
    assert [tag.label for tag in head.tags] == [words.label(RepairState.REFUSED)]
    assert "2026-06-12" in str(head.facts[0].value)
    assert "2026-06-12" in str(casework.line_clock(words, OVER, MONDAY))
    assert casework.case_head(words, replace(CASE, clock=None), MONDAY).clock is None


def test_the_history_says_a_day_once_and_the_time_beside_it(words: Speech) -> None:
    late = datetime.fromisoformat("2026-06-12T16:30:00+00:00")  # past midnight where the portal stands
    (event,) = casework.case_history(words, CASE, [CaseEvent(at=late, actor="", code="case.opened")])
    assert event.day == "2026-06-13"
    assert Markup(event.source).striptags() == "00:30"


def test_a_decision_names_its_record_in_the_language_it_is_read_in() -> None:
    kept = Record(id="r", provenance=said_by("s", "cases", MONDAY), content=penalty("天市监罚〔2026〕9号"))
    uyghur, chinese = (str(repair_decision.about(SPEECH[one], kept)) for one in ("ug", "zh"))
    assert Markup(chinese).striptags() == "行政处罚（天市监罚〔2026〕9号）"
    assert uyghur.startswith(SPEECH["ug"].label(kept.content.record_kind()))
    assert '<bdi lang="zh-Hans" dir="ltr" class="num">天市监罚〔2026〕9号</bdi>' in uyghur
