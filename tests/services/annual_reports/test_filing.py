"""Filling in, submitting, correcting: on both databases, through the verbs that pages call."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal

import pytest

from credit.db.session import Sessions
from credit.domain import actors
from credit.domain.actors import OfficerRole
from credit.domain.annual_report import AnnualReport, FilingChannel, ReportState
from credit.domain.clock import SHANGHAI, FixedClock
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.values import NOT_DISCLOSED, Money
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.rules.annual_report.forms import reporting_classes
from credit.services import audit, registrations
from credit.services.annual_reports import consents, drafts, overview, submitting, unlocking
from credit.services.context import Context
from credit.services.public import PublicReader
from tests.fixtures.facts import code, registration
from tests.fixtures.reports import COMPANY, context, file, fill, key_of, register, register_shop, versions

MARCH = date(2026, 3, 3)
OFFICER = actors.officer("o1", "650102", frozenset({OfficerRole.HANDLER}))
COUNTER = actors.at_counter(actors.officer("o2", "650000", frozenset({OfficerRole.COUNTER})))


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return context(sessions, MARCH)


@pytest.fixture
def key(ctx: Context) -> str:
    """A company whose reports for 2023 and 2024 were filed in time."""
    made = register(ctx)
    file(context(ctx.sessions, date(2024, 5, 6)), made, 2023)
    file(context(ctx.sessions, date(2025, 5, 6)), made, 2024)
    return made


def public(ctx: Context, number: str = "") -> list[AnnualReport]:
    located = PublicReader(ctx.sessions, ctx.clock).enterprise(number or code(COMPANY))
    assert located is not None
    found = [one.content for one in located.dossier.of_kind(RecordKind.ANNUAL_REPORT)]
    return [one for one in found if isinstance(one, AnnualReport)]


def states(ctx: Context, key: str) -> dict[int, ReportState]:
    return {year.year: year.state for year in overview.overview(ctx, key).years}


def test_a_new_draft_offers_what_lasts_and_leaves_the_figures_of_the_year_empty(
    ctx: Context, key: str
) -> None:
    work = drafts.begin(ctx, key, 2025)
    assert work.answers.of("contact", "phone") == work.last_values["contact.phone"] != ""
    assert work.answers.of("finance", "revenue") == ""
    assert work.last_values["finance.revenue"] != ""
    assert work.answers.listed("holders")[0].values["holder"] == "示例甲"
    assert drafts.begin(ctx, key, 2025).id == work.id


def test_filed_is_public_at_once_and_withheld_figures_say_so(ctx: Context, key: str) -> None:
    work = fill(ctx, key, 2025)
    hidden = {path for path, shown in work.answers.published.items() if not shown}
    filed = submitting.submit(ctx, key, 2025, work.id)
    shown = public(ctx)[0]
    assert (shown.year, shown.version, filed.version) == (2025, 1, 1)
    values = {f"{part.key}.{item.key}": item.value for part in shown.parts for item in part.items}
    assert "contact.phone" in values
    assert not any(path.startswith(("party.", "employment.")) for path in values)
    assert {path for path, value in values.items() if value == NOT_DISCLOSED} == hidden != set()


def test_submitting_twice_files_once(ctx: Context, key: str) -> None:
    work = fill(ctx, key, 2025)
    first = submitting.submit(ctx, key, 2025, work.id)
    assert submitting.submit(ctx, key, 2025, work.id).receipt == first.receipt
    with pytest.raises(NotFoundError):
        submitting.submit(ctx, key, 2025, "no such draft")
    assert len(versions(ctx, key, 2025)) == 1


def test_submitting_at_the_same_time_files_once(ctx: Context, key: str) -> None:
    work = fill(ctx, key, 2025)
    with ThreadPoolExecutor(4) as pool:
        filed = list(pool.map(lambda _: submitting.submit(ctx, key, 2025, work.id), range(4)))
    assert len({one.receipt for one in filed}) == 1
    assert len(versions(ctx, key, 2025)) == 1
    with ctx.sessions.read() as session:
        assert audit.broken_at(session) is None


def test_an_incomplete_report_is_not_filed_and_nothing_typed_is_lost(ctx: Context, key: str) -> None:
    drafts.begin(ctx, key, 2025)
    drafts.save_values(ctx, key, 2025, "finance", {"revenue": "twelve", "tax": "1.2"}, {}, step=True)
    work = drafts.find(ctx, key, 2025)
    assert work is not None
    with pytest.raises(InputError) as refused:
        submitting.submit(ctx, key, 2025, work.id)
    assert refused.value.code == "report.incomplete"
    kept = drafts.find(ctx, key, 2025)
    assert kept is not None
    assert kept.answers.of("finance", "revenue") == "twelve"
    assert public(ctx)[0].year == 2024


def test_the_last_second_of_june_is_in_time_and_the_next_is_late(ctx: Context, key: str) -> None:
    work = fill(ctx, key, 2025)
    moments = (datetime(2026, 6, 30, 23, 59, 59, 999999, SHANGHAI), datetime(2026, 7, 1, tzinfo=SHANGHAI))
    late = []
    for moment in moments:
        clock = FixedClock(moment)
        at = Context(ctx.sessions, clock, ctx.actor)
        assert states(at, key)[2025] is ReportState.NOT_FILED
        late.append(overview.overview(at, key).years[0].overdue)
    assert late == [False, True]
    after = Context(ctx.sessions, FixedClock(moments[1]), ctx.actor)
    assert submitting.submit(after, key, 2025, work.id).late
    assert states(after, key)[2025] is ReportState.LATE
    assert public(after)[0].late


def test_missed_years_are_filed_in_order(ctx: Context) -> None:
    key = register(ctx)
    with pytest.raises(RuleError) as refused:
        drafts.begin(ctx, key, 2025)
    assert (refused.value.code, refused.value.params["years"]) == ("report.earlier_first", (2023, 2024))
    assert file(ctx, key, 2023).late
    assert file(ctx, key, 2024).late
    assert not file(ctx, key, 2025).late


def test_a_correction_keeps_both_versions_public(ctx: Context, key: str) -> None:
    file(ctx, key, 2025)
    work = drafts.begin(ctx, key, 2025)
    assert states(ctx, key)[2025] is ReportState.CORRECTING
    drafts.save_values(ctx, key, 2025, "contact", {"phone": "0998-2651188"}, {}, step=True)
    second = submitting.submit(ctx, key, 2025, work.id)
    assert second.version == 2
    shown = sorted((one for one in public(ctx) if one.year == 2025), key=lambda one: one.version)
    assert [one.version for one in shown] == [1, 2]
    assert [one.superseded_on for one in shown] == [MARCH, None]
    assert states(ctx, key)[2025] is ReportState.FILED


def test_after_june_only_an_officer_opens_a_correction_once(ctx: Context, key: str) -> None:
    file(ctx, key, 2025)
    july = context(ctx.sessions, date(2026, 7, 1))
    with pytest.raises(RuleError) as refused:
        drafts.begin(july, key, 2025)
    assert refused.value.code == "report.correction_closed"
    officer = context(ctx.sessions, date(2026, 7, 1), OFFICER)
    with pytest.raises(InputError):
        unlocking.unlock(officer, key, 2025, "  ")
    with pytest.raises(NotAllowedError):
        unlocking.unlock(context(ctx.sessions, date(2026, 7, 1), COUNTER), key, 2025, "误填")
    unlocking.unlock(officer, key, 2025, "单位填错，已核对账册")
    assert states(july, key)[2025] is ReportState.UNLOCKED
    shown = next(one for one in overview.overview(july, key).years if one.year == 2025)
    assert shown.last >= july.clock.today(), "a consent given today does not end in the past"
    work = drafts.begin(july, key, 2025)
    corrected = submitting.submit(july, key, 2025, work.id)
    assert (corrected.version, corrected.late) == (2, False)
    with pytest.raises(RuleError):
        drafts.begin(july, key, 2025)
    late = context(ctx.sessions, date(2026, 9, 1), OFFICER)
    unlocking.unlock(late, key, 2025, "再次更正")
    with pytest.raises(ConflictError):
        unlocking.unlock(late, key, 2025, "再次更正")


def test_a_personal_number_in_a_text_is_starred_and_waits_for_an_officer(ctx: Context, key: str) -> None:
    file(ctx, key, 2025, contact__address="示例路1号，电话13812345678")
    assert states(ctx, key)[2025] is ReportState.UNDER_CHECK
    shown = public(ctx)[0]
    assert shown.under_check
    address = next(item.value for part in shown.parts if part.key == "contact" for item in part.items)
    assert address == "示例路1号，电话***********"


def test_an_individual_business_may_publish_nothing(ctx: Context) -> None:
    key = register_shop(ctx)
    for year in (2023, 2024, 2025):
        work = fill(ctx, key, year)
        assert work.form.whole_choice
        drafts.choose_publication(ctx, key, year, publish=False)
        submitting.submit(ctx, key, year, work.id)
    shown = public(ctx, "92653101000000027X")
    assert len(shown) == 3
    assert all(item.value == NOT_DISCLOSED for one in shown for part in one.parts for item in part.items)


def test_paper_of_an_individual_business_is_entered_at_the_counter(ctx: Context) -> None:
    counter = context(ctx.sessions, MARCH, COUNTER)
    key = register_shop(ctx)
    work = fill(counter, key, 2023)
    with pytest.raises(InputError):
        submitting.submit(ctx, key, 2023, work.id, paper=True)
    filed = submitting.submit(counter, key, 2023, work.id, paper=True)
    assert filed.channel is FilingChannel.PAPER
    assert public(ctx, "92653101000000027X")[0].channel is FilingChannel.PAPER


def test_nobody_without_standing_touches_a_report(ctx: Context, key: str) -> None:
    stranger = context(ctx.sessions, MARCH, actors.person("p1"))
    work = fill(ctx, key, 2025)
    for verb in (
        lambda: drafts.begin(stranger, key, 2025),
        lambda: drafts.find(stranger, key, 2025),
        lambda: drafts.save_values(stranger, key, 2025, "contact", {"phone": "1"}, {}, step=True),
        lambda: submitting.submit(stranger, key, 2025, work.id),
        lambda: overview.overview(stranger, key),
        lambda: overview.receipt(stranger, key, 2024, 1),
        lambda: unlocking.unlock(stranger, key, 2024, "x"),
        lambda: consents.give(stranger, key, 2024, ("finance.assets",), "x", 3),
    ):
        with pytest.raises(NotAllowedError):
            verb()


def test_a_consent_opens_just_the_figures_named_and_ends(ctx: Context, key: str) -> None:
    filed = file(ctx, key, 2025)
    path, _field = consents.offered(filed)[0]
    token = consents.give(ctx, key, 2025, (path,), "示例银行", 5)
    anyone = context(ctx.sessions, MARCH, actors.system("public"))
    opened = consents.open_with(anyone, token)
    assert [field.key for field, _ in opened.items] == [path.partition(".")[2]]
    assert isinstance(opened.items[0][1].value, str)
    with pytest.raises(NotFoundError):
        consents.open_with(context(ctx.sessions, date(2026, 3, 9)), token)
    with pytest.raises(NotFoundError):
        consents.open_with(anyone, token + "x")
    with pytest.raises(InputError):
        consents.give(ctx, key, 2025, ("party.members",), "示例银行", 5)
    with pytest.raises(RuleError):
        consents.give(ctx, key, 2025, (path,), "示例银行", 4000)
    given = consents.of_subject(ctx, key)[0]
    assert given.opened == 1
    consents.revoke(ctx, key, given.id)
    with pytest.raises(NotFoundError):
        consents.open_with(anyone, token)


def test_figures_as_last_year_are_taken_over_and_not_asked_about(ctx: Context, key: str) -> None:
    drafts.begin(ctx, key, 2025)
    drafts.confirm(ctx, key, 2025)
    work = drafts.as_last_year(ctx, key, 2025, "finance")
    work = drafts.as_last_year(ctx, key, 2025, "insurance")
    state = work.progress()
    assert state.open == ()
    assert state.read.problems == ()
    assert state.ready, state.states


@pytest.mark.parametrize("kind", reporting_classes(), ids=str)
def test_every_class_of_subject_files_and_is_public(lone_sessions: Sessions, kind: SubjectClass) -> None:
    ctx = context(lone_sessions, MARCH)
    types = {SubjectClass.COMPANY: "1130", SubjectClass.FOREIGN_OFFICE: "7200"}
    made = registration(
        9,
        subject_class=kind,
        type_code=types.get(kind),
        established_on=date(2025, 2, 3),
        parent_name="示例甲公司",
        parent_code=code(COMPANY),
        capital=Money(Decimal(100)),
    )
    registrations.put(ctx, made)
    key = key_of(ctx, code(9))
    filed = file(ctx, key, 2025)
    assert (filed.late, filed.report.subject_class) == (False, kind)
    assert [one.year for one in public(ctx, code(9))] == [2025]
    assert states(ctx, key) == {2025: ReportState.FILED}
