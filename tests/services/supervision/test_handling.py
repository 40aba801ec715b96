"""A report is read by one officer, answered, and leads to a check and no further."""

import pytest
from sqlalchemy import select

from credit.db.finding_models import CommitmentCheckRow
from credit.db.models import RecordRow
from credit.domain.actors import OfficerRole
from credit.domain.case_replies import Reply as CaseReply
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.records import Record
from credit.domain.supervision import Declined, Matter, Outcome, TipState
from credit.services import audit, records
from credit.services.casework import files, tools
from credit.services.change_source import DossierChanges
from credit.services.supervision import desk, intake
from credit.services.supervision.desk import Which
from tests.fixtures.facts import clock_on, said
from tests.fixtures.reports import context
from tests.services.findings.conftest import commitment
from tests.services.supervision.conftest import DAY, NAMED, TOKEN, Letterbox
from tests.services.supervision.pictures import OWNER, drawing, photo


class Killed(BaseException):
    """The process is gone."""


def test_only_the_handling_officer_reads_it_and_each_reading_is_written_down(letterbox: Letterbox) -> None:
    letterbox.submit(who=NAMED, photos=[photo(), drawing()])
    _file, which, name = letterbox.case()
    opened = desk.read(letterbox.ctx(name), letterbox.box, which)
    assert opened.reporter == NAMED
    (letter,) = opened.letters
    assert letter.text == "年报里的电话打不通"
    data = desk.photo(letterbox.ctx(name), letterbox.box, which, letter.photos[0].id)
    assert data.startswith(b"\xff\xd8\xff")
    assert OWNER.encode() not in data
    assert letterbox.trail("tip.read", "tip.photo") == ["tip.read", "tip.photo"]
    other = "second" if name == "first" else "first"
    letterbox.come("chief", "650000", OfficerRole.REVIEWER, OfficerRole.SUPERVISOR)
    letterbox.come("elsewhere", "653101")
    for someone, why in ((other, "not_own"), ("chief", "not_own"), ("elsewhere", "authority")):
        with pytest.raises(NotAllowedError, match=rf"access\.{why}"):
            desk.read(letterbox.ctx(someone), letterbox.box, which)
    assert letterbox.trail("tip.read") == ["tip.read"]
    with pytest.raises(NotFoundError):
        desk.read(letterbox.ctx(name), letterbox.box, Which(CaseKind.BROKER, which.id))


def test_a_photo_of_another_case_is_not_found(letterbox: Letterbox) -> None:
    letterbox.submit(photos=[photo()])
    _file, which, name = letterbox.case()
    opened = desk.read(letterbox.ctx(name), letterbox.box, which)
    letterbox.submit(token=TOKEN[::-1])
    for file in letterbox.files():
        holder = next(one for one in ("first", "second") if file.assignee.endswith(one.ljust(26, "0")))
        if file.id != which.id:
            other = Which(which.kind, file.id)
            with pytest.raises(NotFoundError, match=r"evidence\.unknown"):
                desk.photo(letterbox.ctx(holder), letterbox.box, other, opened.letters[0].photos[0].id)


def test_the_answer_reaches_whoever_has_the_code(letterbox: Letterbox) -> None:
    which, handler, code = letterbox.accepted()
    assert intake.standing(letterbox.ctx(), code).state is TipState.ACCEPTED
    desk.answer(handler, letterbox.box, which, Outcome.UNFOUNDED, "电话可以打通。")
    told = intake.standing(letterbox.ctx(), code)
    assert told.state is TipState.ANSWERED
    assert told.reply is not None
    assert (told.reply.outcome, told.reply.text) == (Outcome.UNFOUNDED, "电话可以打通。")
    assert not told.running
    for again in (
        lambda: desk.answer(handler, letterbox.box, which, Outcome.UNFOUNDED, ""),
        lambda: desk.decline(handler, letterbox.box, which, Declined.VAGUE, ""),
        lambda: intake.withdraw(letterbox.ctx(), code),
        lambda: intake.add(letterbox.ctx(), letterbox.box, code, "再补充", [], TOKEN[::-1]),
    ):
        with pytest.raises(ConflictError, match=r"tip\.closed"):
            again()


def test_an_answer_names_nobody(letterbox: Letterbox) -> None:
    which, handler, _code = letterbox.accepted()
    for written, why in (
        ("阿依 古丽反映的情况", "names_reporter"),
        ("请联系 READER@shop.example", "personal"),
        ("老板的电话是 13900001111", "personal"),
    ):
        with pytest.raises(InputError, match=rf"tip\.{why}"):
            desk.answer(handler, letterbox.box, which, Outcome.UNFOUNDED, written)
    with pytest.raises(InputError, match=r"tip\.names_reporter"):
        desk.hand_over(handler, letterbox.box, which, "阿依古丽公安局", "")
    assert letterbox.case()[0].state == TipState.ACCEPTED.value


def test_declined_and_handed_over_say_why_and_where(letterbox: Letterbox) -> None:
    code = letterbox.submit()
    _file, which, name = letterbox.case()
    desk.decline(letterbox.ctx(name), letterbox.box, which, Declined.CONSUMER, "")
    told = intake.standing(letterbox.ctx(), code).reply
    assert told is not None
    assert told.declined is Declined.CONSUMER


def test_passed_on_within_the_house_the_clock_goes_on_and_the_former_officer_reads_no_more(
    letterbox: Letterbox,
) -> None:
    letterbox.come("kashgar", "653101")
    which, handler, code = letterbox.accepted()
    before = letterbox.case()[0]
    desk.pass_on(handler, which, "653101")
    after = letterbox.case()[0]
    assert (after.number, after.clock, after.authority) == (before.number, before.clock, "653101")
    with pytest.raises(NotAllowedError):
        desk.read(handler, letterbox.box, which)
    assert desk.read(letterbox.ctx("kashgar"), letterbox.box, which).reporter == NAMED
    assert intake.standing(letterbox.ctx(), code).running


def test_what_an_enterprise_sees_of_itself_does_not_tell_it(letterbox: Letterbox) -> None:
    """Owners read the trail of their enterprise: a report must not stand there."""
    with letterbox.sessions.read() as session:
        before = audit.of_target(session, letterbox.key)
    which, handler, _code = letterbox.accepted()
    desk.read(handler, letterbox.box, which)
    desk.answer(handler, letterbox.box, which, Outcome.UNFOUNDED, "已核查。")
    with letterbox.sessions.read() as session:
        assert audit.of_target(session, letterbox.key) == before


def test_what_happened_stands_in_the_history(letterbox: Letterbox) -> None:
    which, handler, _code = letterbox.accepted()
    desk.answer(handler, letterbox.box, which, Outcome.UNPROVEN, "")
    with letterbox.sessions.read() as session:
        told = [one.code for one in files.history(session, which.id, for_applicant=True)]
    assert told == ["case.opened", "tip.accepted", "tip.answered"]


def promised(letterbox: Letterbox) -> str:
    """A public promise of the enterprise; the id of its record."""
    kept = Record(id="", provenance=said("p1", "approvals"), content=commitment())
    records.put(context(letterbox.sessions, DAY), (letterbox.subject,), kept)
    with letterbox.sessions.read() as session:
        found = session.scalar(select(RecordRow.id).where(RecordRow.source_id == "p1"))
    assert found is not None
    return found


def test_a_report_of_a_promise_leads_to_a_check_and_to_nothing_more(letterbox: Letterbox) -> None:
    wish = letterbox.wish(Matter.PROMISE, about=promised(letterbox))
    before = DossierChanges(letterbox.sessions, clock_on(DAY)).head()
    which, handler, code = letterbox.accepted(wish=wish)
    desk.answer(handler, letterbox.box, which, Outcome.CHECK_OPENED, "")
    with letterbox.sessions.read() as session:
        (row,) = session.scalars(select(CommitmentCheckRow))
        assert (row.reason, row.state, row.tip) == ("tip", "open", which.id)
        assert session.scalars(select(RecordRow.id).where(RecordRow.kind == "breach")).all() == []
    assert [file.kind for file in letterbox.files()] == [CaseKind.TIP]  # no case of a finding
    assert DossierChanges(letterbox.sessions, clock_on(DAY)).head() == before  # nothing is public of it
    told = intake.standing(letterbox.ctx(), code).reply
    assert told is not None
    assert told.outcome is Outcome.CHECK_OPENED


def test_killed_while_a_check_is_opened_nothing_is_answered(
    letterbox: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = letterbox.wish(Matter.PROMISE, about=promised(letterbox))
    which, handler, code = letterbox.accepted(wish=wish)

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("credit.services.supervision.replies.end", die)
        with pytest.raises(Killed):
            desk.answer(handler, letterbox.box, which, Outcome.CHECK_OPENED, "")
    with letterbox.sessions.read() as session:
        assert session.scalars(select(CommitmentCheckRow)).all() == []
    assert intake.standing(letterbox.ctx(), code).running
    desk.answer(handler, letterbox.box, which, Outcome.CHECK_OPENED, "")
    with letterbox.sessions.read() as session:
        assert len(session.scalars(select(CommitmentCheckRow)).all()) == 1


def test_without_a_promise_no_check_can_be_opened(letterbox: Letterbox) -> None:
    which, handler, _code = letterbox.accepted()
    with pytest.raises(InputError, match=r"tip\.outcome"):
        desk.answer(handler, letterbox.box, which, Outcome.CHECK_OPENED, "")


def test_what_is_told_meanwhile_reaches_the_reporter(letterbox: Letterbox) -> None:
    which, handler, code = letterbox.accepted()
    tools.reply(handler, which.id, CaseReply.VISIT, "下周到现场")
    (told,) = intake.standing(letterbox.ctx(), code).progress
    assert (told.reply, told.note) == (CaseReply.VISIT, "下周到现场")
