"""Withholding, review and release: at once on the page, in the log and in the audit trail."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select, text, update

from credit.db.models import AuditRow, ChangeRow, RecordRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import Notice, Record
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.services import audit, records, registrations, reviews
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.outcomes import Outcome
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, TODAY, clock_on, code, penalty, record, registration

REVIEW_ON = date(2027, 1, 1)
PRIVACY = Withholding(WithholdingGround.PERSONAL_PRIVACY, "示例批准人", REVIEW_ON)
WHO = ("示例批准人", "示例市市场监督管理局", "是经营场所，不是住址")


def notice(body: str) -> Notice:
    return Notice(notice_kind=NoticeKind.CREDITORS, title="债权人公告", body=body, period_from=TODAY)


HOME = notice("申报债权请到清算组，现住址为光明路12号")
NUMBER = notice("联系电话13812345678，现住址为光明路12号")


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    """With one enterprise."""
    made = Context(sessions, CLOCK, system("officer"))
    registrations.put(made, registration(1))
    return made


def shown(ctx: Context) -> list[Record]:
    located = PublicReader(ctx.sessions, CLOCK).enterprise(code(1))
    assert located is not None
    return list(located.dossier.records)  # type: ignore[arg-type]


def put(ctx: Context, content: Notice, source_id: str = "n1") -> str:
    """Keep a notice; its id."""
    records.put(ctx, (code(1),), record(content, source_id))
    with ctx.sessions.read() as session:
        found = session.scalar(select(RecordRow.id).where(RecordRow.source_id == source_id))
    assert found is not None
    return found


def changes(ctx: Context) -> int:
    with ctx.sessions.read() as session:
        return len(session.scalars(select(ChangeRow.seq)).all())


def waiting(ctx: Context, on: date = TODAY) -> list[str]:
    with ctx.sessions.read() as session:
        return [kept.record.id for kept in reviews.awaiting(session, on)]


def trail(ctx: Context) -> list[str]:
    with ctx.sessions.read() as session:
        assert audit.broken_at(session) is None
        return [entry.action for entry, _ in audit.rows(session)]


def test_what_the_detector_held_waits_until_a_person_lets_it_pass(ctx: Context) -> None:
    held = put(ctx, HOME)
    before = changes(ctx)
    assert shown(ctx) == []
    assert waiting(ctx) == [held]
    records.release(ctx, held, *WHO)
    assert [one.id for one in shown(ctx)] == [held]
    assert shown(ctx)[0].content == HOME
    assert changes(ctx) == before + 1
    assert waiting(ctx) == []
    assert trail(ctx) == ["record.release"]


def test_the_same_row_again_on_a_later_day_stays_released(ctx: Context) -> None:
    held = put(ctx, HOME)
    records.release(ctx, held, *WHO)
    later = Context(ctx.sessions, clock_on(TODAY + timedelta(days=9)), system("import"))
    assert records.put(later, (code(1),), record(HOME, "n1")) is Outcome.UNCHANGED
    assert [one.id for one in shown(ctx)] == [held]


def test_another_day_of_publication_with_the_same_text_stays_released(ctx: Context) -> None:
    held = put(ctx, HOME)
    records.release(ctx, held, *WHO)
    assert records.put(ctx, (code(1),), record(HOME, "n1", date(2026, 5, 7))) is Outcome.CHANGED
    assert [one.id for one in shown(ctx)] == [held]


def test_another_text_waits_anew(ctx: Context) -> None:
    held = put(ctx, HOME)
    records.release(ctx, held, *WHO)
    put(ctx, notice("申报债权请到清算组，现住址为光明路13号"))
    assert shown(ctx) == []
    assert waiting(ctx) == [held]


def test_numbers_are_starred_before_they_are_kept_and_never_come_back(ctx: Context) -> None:
    held = put(ctx, NUMBER)
    records.release(ctx, held, *WHO)
    assert "13812345678" not in repr(shown(ctx))
    assert "***********" in repr(shown(ctx))


def test_a_number_kept_by_whatever_road_is_not_let_pass(ctx: Context) -> None:
    held = put(ctx, HOME)
    with ctx.sessions.write() as session:
        row = session.scalars(select(RecordRow).where(RecordRow.id == held)).one()
        row.payload = encode(replace(decode_record(row.payload), content=NUMBER))
    with pytest.raises(RuleError) as refused:
        records.release(ctx, held, *WHO)
    assert refused.value.code == "record.personal"
    assert shown(ctx) == []
    assert trail(ctx) == []


def test_withholding_and_release(ctx: Context) -> None:
    records.put(ctx, (code(1),), record(penalty("甲〔2026〕1号"), "p1"))
    (one,) = shown(ctx)
    records.withhold(ctx, one.id, PRIVACY)
    assert shown(ctx) == []
    assert waiting(ctx, REVIEW_ON - timedelta(days=1)) == []
    assert waiting(ctx, REVIEW_ON) == [one.id]
    records.release(ctx, one.id, *WHO)
    assert [again.id for again in shown(ctx)] == [one.id]
    with pytest.raises(ConflictError):
        records.release(ctx, one.id, *WHO)
    assert trail(ctx) == ["record.withhold", "record.release"]


def test_a_decision_is_not_undone_by_what_the_detector_finds_later(ctx: Context) -> None:
    one = put(ctx, notice("申报债权"))
    records.withhold(ctx, one, PRIVACY)
    put(ctx, HOME)
    with ctx.sessions.read() as session:
        kept = reviews.one(session, one)
    assert kept is not None
    assert kept.record.withheld == PRIVACY


def test_release_after_withholding_is_looked_at_for_its_text_too(ctx: Context) -> None:
    one = put(ctx, HOME)
    records.release(ctx, one, *WHO)
    records.withhold(ctx, one, PRIVACY)
    assert shown(ctx) == []
    put(ctx, notice("申报债权请到清算组，现住址为光明路14号"))
    assert shown(ctx) == []


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (replace(PRIVACY, approver=" "), "withholding.approver"),
        (replace(PRIVACY, review_on=TODAY), "withholding.review_on"),
        (replace(PRIVACY, ground=WithholdingGround.DETECTOR), "withholding.ground"),
    ],
)
def test_no_withholding_without_ground_approver_and_review(
    ctx: Context, decision: Withholding, told: str
) -> None:
    one = put(ctx, notice("申报债权"))
    for verb, target in ((records.withhold, one), (registrations.withhold, code(1))):
        with pytest.raises(InputError) as refused:
            verb(ctx, target, decision)
        assert refused.value.code == told
    assert len(shown(ctx)) == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_release_without_who_for_whom_and_why(ctx: Context, place: int) -> None:
    held = put(ctx, HOME)
    said = [*WHO]
    said[place] = " "
    with pytest.raises(InputError):
        records.release(ctx, held, *said)
    assert shown(ctx) == []


def test_a_whole_subject(ctx: Context) -> None:
    registrations.withhold(ctx, code(1), PRIVACY)
    reader = PublicReader(ctx.sessions, CLOCK)
    assert reader.enterprise(code(1)) is None
    with ctx.sessions.read() as session:
        assert [one.name for one in reviews.awaiting_subjects(session, REVIEW_ON)] == [registration(1).name]
        assert list(reviews.awaiting_subjects(session, TODAY)) == []
    registrations.release(ctx, code(1), *WHO)
    assert reader.enterprise(code(1)) is not None
    with pytest.raises(ConflictError):
        registrations.release(ctx, code(1), *WHO)
    with pytest.raises(NotFoundError):
        registrations.withhold(ctx, code(2), PRIVACY)
    assert trail(ctx) == ["subject.withhold", "subject.release"]


def test_every_record_of_a_subject_with_what_is_withheld(ctx: Context) -> None:
    held, free = put(ctx, HOME), put(ctx, notice("申报债权"), "n2")
    with ctx.sessions.read() as session:
        kept = reviews.of_subject(session, code(1))
        assert reviews.of_subject(session, code(9)) is None
    assert kept is not None
    assert [(one.record.id, one.held) for one in kept] == [(held, True), (free, False)]


@pytest.mark.parametrize(
    "harm",
    [
        update(AuditRow).where(AuditRow.seq == 1).values(detail="{}"),
        text("DELETE FROM audit WHERE seq = 2"),
        text("UPDATE audit SET actor = 'somebody' WHERE seq = 2"),
    ],
)
def test_a_trail_that_was_changed_is_told(ctx: Context, harm: object) -> None:
    held = put(ctx, HOME)
    records.release(ctx, held, *WHO)
    records.withhold(ctx, held, PRIVACY)
    records.release(ctx, held, *WHO)
    assert len(trail(ctx)) == 3
    with ctx.sessions.write() as session:
        session.execute(harm)  # type: ignore[call-overload]
    with ctx.sessions.read() as session:
        assert audit.broken_at(session) is not None


def test_an_objection_is_on_the_trail(ctx: Context) -> None:
    one = put(ctx, notice("申报债权"))
    records.mark_objection(ctx, one, TODAY)
    records.mark_objection(ctx, one, None)
    assert trail(ctx) == ["record.objection", "record.objection"]
