"""Notices of authorities: written once, logged, found, withheld and renewed, on both databases."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.models import AuditRow, ChangeRow
from credit.db.notice_models import NoticeRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.clock import Clock
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.notice_kinds import NoticeKind
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.jobs import indexing
from credit.services import authority_notices, registrations
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from credit.services.notice_reading import NoticeReader
from credit.services.outcomes import Outcome
from search.factory import open_reader
from search.query import Facet, Filter, Kind, Query
from tests.fixtures.facts import CLOCK, NOON, OFFICE, TODAY, clock_on, registration
from tests.fixtures.notices import authority_notice, notice_facts

PRIVACY = Withholding(WithholdingGround.PERSONAL_PRIVACY, "示例批准人", date(2027, 1, 1))
WHO = ("示例批准人", "示例市市场监督管理局", "是机关地址，不是住址")
HOME = "异议请寄：张某，男，住喀什市色满路7号"
LISTED = authority_notice(
    notice_kind=NoticeKind.FORCED_DEREGISTRATION,
    title="关于拟强制注销一批公司登记的公告",
    number="天市监公告〔2026〕8号",
    objections_until=TODAY + timedelta(days=90),
    period_to=TODAY + timedelta(days=90),
)


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return Context(sessions, CLOCK, system("officer"))


def log(ctx: Context) -> list[tuple[int, str, int]]:
    with ctx.sessions.read() as session:
        rows = session.execute(select(ChangeRow.seq, ChangeRow.kind, ChangeRow.version))
        return sorted((seq, kind, version) for seq, kind, version in rows)


def key_of(ctx: Context) -> str:
    return next(one.key for one in NoticeReader(ctx.sessions, CLOCK).everything())


def shown(ctx: Context, clock: Clock = CLOCK) -> list[str]:
    everything = NoticeReader(ctx.sessions, clock).everything()
    return [one.notice.content.title for one in everything if one.notice]


def test_told_again_nothing_changes(ctx: Context) -> None:
    assert authority_notices.put(ctx, notice_facts()) is Outcome.NEW
    key = key_of(ctx)
    later = notice_facts(received_at=NOON + timedelta(days=1))
    assert authority_notices.put(ctx, later) is Outcome.UNCHANGED
    assert authority_notices.put(ctx, notice_facts(authority_notice(title="改过的计划"))) is Outcome.CHANGED
    assert key_of(ctx) == key
    assert shown(ctx) == ["改过的计划"]
    assert log(ctx) == [(1, "notice", 1), (2, "notice", 2)]


def test_the_log_stays_dense_beside_dossiers(ctx: Context) -> None:
    registrations.put(ctx, registration(1))
    authority_notices.put(ctx, notice_facts())
    registrations.put(ctx, registration(2))
    assert log(ctx) == [(1, "dossier", 1), (2, "notice", 1), (3, "dossier", 1)]


def test_two_of_one_batch_under_one_id_are_one(ctx: Context) -> None:
    with ctx.sessions.write() as session:
        first, second = notice_facts(), notice_facts(authority_notice(title="又一次"))
        outcomes = authority_notices.write(session, [first, second, second], CLOCK)
    assert outcomes == [Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED]
    assert shown(ctx) == ["又一次"]
    assert log(ctx) == [(1, "notice", 1)]


def test_withheld_it_is_gone_everywhere_and_comes_back(ctx: Context) -> None:
    authority_notices.put(ctx, notice_facts())
    key = key_of(ctx)
    authority_notices.withhold(ctx, key, PRIVACY)
    assert shown(ctx) == []
    assert DossierChanges(ctx.sessions, CLOCK).replacement(key).documents == ()
    assert authority_notices.put(ctx, notice_facts(authority_notice(title="再报"))) is Outcome.CHANGED
    assert shown(ctx) == []  # the decision stands
    authority_notices.release(ctx, key, *WHO)
    assert shown(ctx) == ["再报"]
    assert [kind for _, kind, _ in log(ctx)] == ["notice", "notice_gone", "notice"]
    with ctx.sessions.read() as session:
        assert session.scalars(select(AuditRow.action).order_by(AuditRow.seq)).all() == [
            "notice.withhold",
            "notice.release",
        ]


def test_decisions_need_somebody_and_something(ctx: Context) -> None:
    authority_notices.put(ctx, notice_facts())
    key = key_of(ctx)
    with pytest.raises(InputError):
        authority_notices.withhold(ctx, key, replace(PRIVACY, approver=" "))
    with pytest.raises(NotFoundError):
        authority_notices.withhold(ctx, "0" * 26, PRIVACY)
    with pytest.raises(ConflictError):
        authority_notices.release(ctx, key, *WHO)
    with pytest.raises(InputError):
        authority_notices.release(ctx, key, "", "", "")


def test_a_home_in_its_text_waits_for_a_person(ctx: Context) -> None:
    authority_notices.put(ctx, notice_facts(authority_notice(body=HOME)))
    assert shown(ctx) == []
    authority_notices.release(ctx, key_of(ctx), *WHO)
    assert len(shown(ctx)) == 1


def test_a_number_is_starred_before_it_is_kept_and_nobody_lets_one_pass(ctx: Context) -> None:
    numbered = notice_facts(authority_notice(body="联系电话13812345678"))
    with ctx.sessions.write() as session:  # as if no screen had been before it
        authority_notices.write(session, [numbered], CLOCK)
    assert shown(ctx) == []
    with pytest.raises(RuleError):
        authority_notices.release(ctx, key_of(ctx), *WHO)
    authority_notices.put(ctx, numbered)
    with ctx.sessions.read() as session:
        assert b"13812345678" not in session.scalars(select(NoticeRow.payload)).one()


def test_one_that_ended_is_not_shown_even_without_any_sweep(ctx: Context) -> None:
    authority_notices.put(ctx, notice_facts(LISTED))
    key, over = key_of(ctx), clock_on(TODAY + timedelta(days=93))  # published three months, period over
    assert len(shown(ctx, clock_on(TODAY + timedelta(days=92)))) == 1
    assert shown(ctx, over) == []
    assert DossierChanges(ctx.sessions, over).replacement(key).documents == ()
    assert authority_notices.sweep(ctx.sessions, over) == 1
    assert authority_notices.sweep(ctx.sessions, over) == 0
    assert log(ctx)[-1] == (2, "notice_gone", 2)


def asked(url: str, clock: Clock = CLOCK, **changes: object) -> Query:
    given = {"text": "", "on": clock.today(), "kind": Kind.NOTICE, "facets": frozenset({Facet.AGENCY})}
    return Query(**(given | changes))  # type: ignore[arg-type]


def test_it_is_found_by_title_number_agency_and_while_objections_may_be_raised(
    ctx: Context, tmp_path: Path
) -> None:
    url = f"embedded://{tmp_path / 'index'}"
    authority_notices.put(ctx, notice_facts(LISTED))
    indexing.build(ctx.sessions, CLOCK, url)
    reader = open_reader(url)
    for text in ("强制注销", "天市监公告〔2026〕8号", OFFICE.name):
        found = reader.search(asked(url, text=text))
        assert [hit.card.own_page for hit in found.hits] == [True], text
    everything = reader.search(asked(url))
    assert [(one.value, one.count) for one in everything.facets[Facet.AGENCY]] == [(OFFICE.name, 1)]
    by_agency = Filter(Facet.AGENCY, (OFFICE.name,))
    open_now = Filter(Facet.OBJECTIONS, ("open",))
    assert reader.search(asked(url, filters=(by_agency, open_now))).total == 1
    assert reader.search(asked(url, filters=(excluded(by_agency),))).total == 0
    late = clock_on(TODAY + timedelta(days=91))
    assert reader.search(asked(url, late, filters=(open_now,))).total == 0
    assert reader.search(asked(url, late)).total == 1


def excluded(wanted: Filter) -> Filter:
    return Filter(wanted.facet, wanted.values, exclude=True)


def test_the_follower_carries_it_and_the_index_does_not_drift(ctx: Context, tmp_path: Path) -> None:
    url = f"embedded://{tmp_path / 'index'}"
    registrations.put(ctx, registration(1))
    indexing.build(ctx.sessions, CLOCK, url)
    authority_notices.put(ctx, notice_facts(LISTED))
    assert indexing.compare(ctx.sessions, CLOCK, url).total == 0
    assert open_reader(url).search(asked(url)).total == 1
    authority_notices.withhold(ctx, key_of(ctx), PRIVACY)
    assert indexing.compare(ctx.sessions, CLOCK, url).total == 0
    assert open_reader(url).search(asked(url)).total == 0
