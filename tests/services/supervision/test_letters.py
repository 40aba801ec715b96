"""A report goes in once, is read by one, answered, and destroyed."""

import os
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from credit.db.finding_models import CommitmentCheckRow
from credit.db.models import RecordRow
from credit.domain.actors import OfficerRole, Tongue
from credit.domain.case_replies import Reply as CaseReply
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.records import Record
from credit.domain.supervision import Declined, Matter, Outcome, Reporter, TipState
from credit.services import audit, records
from credit.services.casework import files, tools
from credit.services.change_source import DossierChanges
from credit.services.sealing import SealedError, Sealer
from credit.services.supervision import codes, desk, intake, keeping
from credit.services.supervision.desk import Which
from credit.services.supervision.envelopes import Box
from tests.fixtures.facts import clock_on, said
from tests.fixtures.reports import context
from tests.services.findings.conftest import commitment
from tests.services.supervision.conftest import DAY, KEY, NAMED, PLACE, TOKEN, Letterbox, shown
from tests.services.supervision.pictures import OWNER, drawing, photo


@pytest.mark.parametrize(
    ("matter", "kind"),
    [
        (Matter.PROMISE, CaseKind.TIP),
        (Matter.INFORMATION, CaseKind.TIP),
        (Matter.RECORD, CaseKind.ENQUIRY),
        (Matter.BROKER, CaseKind.BROKER),
    ],
)
def test_a_report_becomes_a_case_of_its_authority_with_a_clock(
    letterbox: Letterbox, matter: Matter, kind: CaseKind
) -> None:
    code = letterbox.submit(letterbox.wish(matter))
    file, _which, name = letterbox.case()
    assert (file.kind, file.authority, file.subject_key) == (kind, PLACE, letterbox.key)
    assert file.clock is not None
    assert file.clock.workdays == 20
    assert name in ("first", "second")
    assert file.params == {"matter": matter.value, "subject": letterbox.subject}
    told = intake.standing(letterbox.ctx(), shown())
    assert (told.number, told.state, told.due is not None) == (file.number, TipState.RECEIVED, True)
    assert code == codes.typed(shown().lower().replace("-", " "))


def test_a_broker_may_be_reported_without_an_enterprise(letterbox: Letterbox) -> None:
    letterbox.come("kashgar", "653101")
    letterbox.submit(letterbox.wish(Matter.BROKER, subject="", place="653101"))
    assert letterbox.case()[0].authority == "653101"
    letterbox.submit(letterbox.wish(Matter.BROKER, subject="", place="99"), token=TOKEN[::-1])
    assert letterbox.files()[1].authority == "650000"


@pytest.mark.parametrize("subject", ["", "91650100MA000000XX", "' OR 1=1"])
def test_nothing_is_reported_that_has_no_page(letterbox: Letterbox, subject: str) -> None:
    with pytest.raises(InputError, match=r"tip\.subject"):
        letterbox.submit(letterbox.wish(subject=subject))
    assert letterbox.files() == []


def test_words_in_the_address_are_not_taken_for_a_record(letterbox: Letterbox) -> None:
    letterbox.submit(letterbox.wish(about="CANARY-IN-THE-ADDRESS"))
    assert "record" not in letterbox.case()[0].params


def test_the_same_form_sent_twice_counts_once_and_gives_the_same_code(letterbox: Letterbox) -> None:
    first = letterbox.submit(photos=[photo()])
    assert letterbox.submit(photos=[photo()]) == first
    assert len(letterbox.files()) == 1
    assert len(letterbox.stored()) == 1
    assert letterbox.submit(token=TOKEN[::-1]) != first
    assert len(letterbox.files()) == 2


def test_the_same_form_at_the_same_moment_counts_once(letterbox: Letterbox) -> None:
    found: list[str] = []
    begin = threading.Barrier(4)

    def send() -> None:
        begin.wait()
        found.append(letterbox.submit(photos=[photo()]))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert len(letterbox.files()) == 1
    assert len(letterbox.stored()) == 1


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("at", ["audit.write", "envelopes.keep_reporter", "giving.assign"])
def test_a_form_cut_off_on_its_way_can_be_sent_again(
    letterbox: Letterbox, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Killed in the middle of the transaction: nothing is there; sent again: one case."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    place = {
        "audit.write": "credit.services.audit.write",
        "envelopes.keep_reporter": "credit.services.supervision.envelopes.keep_reporter",
        "giving.assign": "credit.services.casework.giving.assign",
    }[at]
    with monkeypatch.context() as patched:
        patched.setattr(place, die)
        with pytest.raises(Killed):
            letterbox.submit(photos=[photo()])
    assert letterbox.files() == []
    code = letterbox.submit(photos=[photo()])
    assert len(letterbox.files()) == 1
    assert intake.standing(letterbox.ctx(), code).photos == 1


def test_photos_of_a_process_that_died_are_swept_and_open_for_nobody(letterbox: Letterbox) -> None:
    stray = letterbox.box.folder.put(b"sealed under a key that was never written down")
    letterbox.submit(photos=[photo()])
    assert keeping.sweep_strays(letterbox.ctx(), letterbox.place) == 0  # perhaps still on its way in
    for one in letterbox.stored():
        os.utime(one, (1, 1))
    assert keeping.sweep_strays(letterbox.ctx(), letterbox.place) == 1
    assert [one.name for one in letterbox.stored()] != [stray]
    assert len(letterbox.stored()) == 1


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


def test_adding_and_withdrawing(letterbox: Letterbox) -> None:
    which, handler, code = letterbox.accepted(who=Reporter(locale=Tongue.UG))
    more = TOKEN[::-1]
    for _ in range(2):
        intake.add(letterbox.ctx(), letterbox.box, code, "又有一张照片", [photo()], more)
    intake.add(letterbox.ctx(), letterbox.box, code, " ", [photo()], TOKEN.replace("0", "z"))
    opened = desk.read(handler, letterbox.box, which)
    assert opened.reporter.anonymous
    assert opened.reporter.locale is Tongue.UG
    assert [(one.text, len(one.photos)) for one in opened.letters[1:]] == [("又有一张照片", 1), ("", 1)]
    with pytest.raises(InputError, match=r"tip\.text"):
        intake.add(letterbox.ctx(), letterbox.box, code, "  ", [], TOKEN.replace("1", "z"))
    intake.withdraw(letterbox.ctx(), code)
    intake.withdraw(letterbox.ctx(), code)
    assert intake.standing(letterbox.ctx(), code).state is TipState.WITHDRAWN
    assert letterbox.trail("tip.withdrawn") == ["tip.withdrawn"]


def test_a_case_takes_only_so_much(letterbox: Letterbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_LETTERS", 2)
    code = letterbox.submit()
    intake.add(letterbox.ctx(), letterbox.box, code, "一", [], TOKEN[::-1])
    with pytest.raises(ConflictError, match=r"tip\.full"):
        intake.add(letterbox.ctx(), letterbox.box, code, "二", [], TOKEN.replace("0", "z"))


@pytest.mark.parametrize("code", ["", "K7QX", "0" * 16, "' OR 1=1 --", "٠" * 16, "o" * 17])
def test_a_wrong_code_opens_nothing(letterbox: Letterbox, code: str) -> None:
    letterbox.submit()
    with pytest.raises((InputError, NotFoundError)):
        intake.standing(letterbox.ctx(), code)


def test_data_are_destroyed_on_their_day_and_the_case_stays(letterbox: Letterbox) -> None:
    which, handler, code = letterbox.accepted(photos=[photo()])
    desk.answer(handler, letterbox.box, which, Outcome.UNFOUNDED, "已核查。")
    letterbox.on = DAY + timedelta(days=364)
    assert keeping.destroy_due(letterbox.ctx(), letterbox.box.folder) == 0
    letterbox.on = DAY + timedelta(days=365)
    assert keeping.destroy_due(letterbox.ctx(), letterbox.box.folder) == 1
    assert keeping.destroy_due(letterbox.ctx(), letterbox.box.folder) == 0
    assert letterbox.stored() == []
    with letterbox.sessions.read() as session:
        for table in ("reporter_letters", "reporter_photos"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
        assert session.execute(text("SELECT data_key, sealed FROM reporters")).one() == (None, None)
        assert audit.broken_at(session) is None
    with pytest.raises(NotFoundError, match=r"tip\.destroyed"):
        desk.read(letterbox.ctx(letterbox.case()[2]), letterbox.box, which)
    told = intake.standing(letterbox.ctx(), code)
    assert told.reply is not None
    assert told.reply.text == "已核查。"


def test_a_running_case_keeps_its_letters(letterbox: Letterbox) -> None:
    letterbox.accepted()
    letterbox.on = DAY + timedelta(days=4000)
    assert keeping.destroy_due(letterbox.ctx(), letterbox.box.folder) == 0


def test_a_change_of_keys_leaves_everything_readable(letterbox: Letterbox) -> None:
    which, handler, code = letterbox.accepted(photos=[photo()])
    new = bytes(range(1, 33))
    both, alone = Sealer((new, KEY)), Sealer((new,))
    with pytest.raises(SealedError):
        desk.read(handler, Box(alone, letterbox.box.folder), which)
    assert keeping.wrap_anew(letterbox.ctx(), both) == 1
    assert keeping.wrap_anew(letterbox.ctx(), both) == 0
    opened = desk.read(handler, Box(alone, letterbox.box.folder), which)
    assert opened.reporter == NAMED
    box = Box(alone, letterbox.box.folder)
    assert desk.photo(handler, box, which, opened.letters[0].photos[0].id)
    intake.add(letterbox.ctx(), box, code, "换了密钥以后", [], TOKEN[::-1])
    assert [one.text for one in desk.read(handler, box, which).letters][1:] == ["换了密钥以后"]


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
