"""The gate for notices that belong to no enterprise: what it lets through, and for how long."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.disclosure_clean import fingerprint
from credit.disclosure_narrow import narrow_notice
from credit.disclosure_notice import project_notice
from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import AuthorityNotice, NoticeFacts
from credit.domain.values import NOT_APPLICABLE, Agency, Review, Withholding
from credit.domain.vocabulary import Channel, WithholdingGround
from tests.disclosure.strategies import (
    CANARY,
    asked_days,
    days,
    leaves,
    plain,
    provenances,
    struct_of,
    with_personal,
)
from tests.disclosure.test_properties import personal_in
from tests.fixtures.facts import TODAY
from tests.fixtures.notices import authority_notice, notice_facts

gate = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = timedelta(days=1)
HELD = Withholding(WithholdingGround.PERSONAL_PRIVACY, "示例批准人", date(2027, 1, 1))
HOME = "异议请寄：张某，男，住喀什市色满路7号"


def kept(text: st.SearchStrategy[str]) -> st.SearchStrategy[NoticeFacts]:
    """Any notice as kept."""
    return st.builds(
        NoticeFacts,
        key=st.just("k"),
        provenance=provenances,
        content=struct_of(AuthorityNotice, text),
        withheld=st.one_of(st.none(), struct_of(Withholding, st.just(f"{CANARY}-officer"))),
        objection_since=st.one_of(st.none(), days),
        reviewed=st.one_of(st.none(), struct_of(Review, st.just(f"{CANARY}-reviewer"))),
    )


@gate
@given(kept(with_personal), asked_days)
def test_nothing_personal_and_nothing_of_our_own_leaves(known: NoticeFacts, on: date) -> None:
    notice = project_notice(known, on).notice
    if notice is None:
        return
    assert known.withheld is None
    for way_out in (notice, *(narrow_notice(notice, channel) for channel in Channel)):
        assert personal_in(way_out) == []
        assert not [text for text in leaves(way_out) if CANARY in text]


@gate
@given(kept(plain), asked_days)
def test_a_sheet_holds_until_the_day_it_names(known: NoticeFacts, on: date) -> None:
    known = replace(known, provenance=replace(known.provenance, agency=Agency("某市市场监督管理局")))
    sheet = project_notice(known, on)
    last = min(sheet.valid_until or date(2035, 1, 1), date(2035, 1, 1)) - DAY
    assert sheet.valid_until is None or sheet.valid_until > on
    assert project_notice(known, last).notice == sheet.notice
    if sheet.notice is not None:
        assert known.provenance.published_on <= on
        assert sheet.notice.until is None or on <= sheet.notice.until


@gate
@given(kept(plain), asked_days)
def test_a_withheld_notice_leaves_no_trace(known: NoticeFacts, on: date) -> None:
    sheet = project_notice(replace(known, withheld=HELD), on)
    assert (sheet.notice, sheet.valid_until, sheet.packs) == (None, None, ())


def test_a_plan_has_no_end_and_is_not_shown_before_its_day() -> None:
    known = notice_facts(published_on=TODAY)
    assert project_notice(known, TODAY - DAY).notice is None
    assert project_notice(known, TODAY - DAY).valid_until == TODAY
    shown = project_notice(known, TODAY).notice
    assert shown is not None
    assert shown.until is None


@pytest.mark.parametrize(
    ("period_to", "until"),
    [
        (None, date(2026, 9, 15)),
        (date(2026, 7, 1), date(2026, 9, 15)),
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_a_notice_that_names_subjects_ends_with_its_period(period_to: date | None, until: date) -> None:
    """No list outlives what became of those on it."""
    listed = authority_notice(notice_kind=NoticeKind.ABNORMAL_BATCH, period_to=period_to)
    known = notice_facts(listed, published_on=date(2026, 6, 15))
    shown = project_notice(known, until).notice
    assert shown is not None
    assert shown.until == until
    assert project_notice(known, until).valid_until == until + DAY
    assert project_notice(known, until + DAY).notice is None


def test_a_home_holds_it_back_until_somebody_looked_at_this_very_text() -> None:
    known = notice_facts(authority_notice(body=HOME))
    assert project_notice(known, TODAY).notice is None
    looked = Review("示例批准人", "某局", TODAY, "机关地址", fingerprint(known.content))
    assert project_notice(replace(known, reviewed=looked), TODAY).notice is not None
    other = replace(known, reviewed=looked, content=authority_notice(body=HOME + "。"))
    assert project_notice(other, TODAY).notice is None


def test_another_departments_notice_is_not_carried() -> None:
    known = notice_facts()
    other = replace(known, provenance=replace(known.provenance, agency=Agency("某市城市管理局")))
    assert project_notice(known, TODAY).notice is not None
    assert project_notice(other, TODAY).notice is None


def test_an_objection_shows_from_its_day() -> None:
    known = notice_facts(objection_since=TODAY + DAY)
    before, after = project_notice(known, TODAY), project_notice(known, TODAY + DAY)
    assert before.notice is not None
    assert after.notice is not None
    assert (before.notice.objection_since, before.valid_until) == (None, TODAY + DAY)
    assert after.notice.objection_since == TODAY + DAY


def test_its_text_reaches_no_index() -> None:
    notice = project_notice(notice_facts(), TODAY).notice
    assert notice is not None
    for channel in (Channel.SEARCH, Channel.CARD, Channel.BULK, Channel.FEED):
        assert narrow_notice(notice, channel).content.body == NOT_APPLICABLE
        assert narrow_notice(notice, channel).content.attachments == ()
