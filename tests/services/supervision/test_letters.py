"""A report goes in once, is read by one, answered, and destroyed."""

import os
import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from credit.domain.actors import Tongue
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.supervision import Matter, Outcome, Reporter, TipState
from credit.services import audit
from credit.services.sealing import SealedError, Sealer
from credit.services.supervision import codes, desk, intake, keeping
from credit.services.supervision.envelopes import Box
from tests.services.supervision.conftest import DAY, KEY, NAMED, PLACE, TOKEN, Letterbox, shown
from tests.services.supervision.pictures import photo


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
