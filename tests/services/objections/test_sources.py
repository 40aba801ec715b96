"""The sources of what is objected to: asked and told like those of repairs; what is taken down stays down."""

import csv
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from credit.db.models import RecordRow
from credit.db.repair_models import TombstoneRow
from credit.domain.errors import NotFoundError, RuleError
from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import AuthorityNotice, NoticeFacts
from credit.domain.objections import Claim, ObjectionState, Outcome
from credit.domain.repair_applications import Occasion, Recipient, Telling, TellingState
from credit.jobs.telling import Folder
from credit.rules.objections import Filed
from credit.services import authority_notices
from credit.services.notice_reading import NoticeReader
from credit.services.objections import handling, reading
from credit.services.objections.asking import heard
from credit.services.repairs import exchange, known, telling
from credit.services.repairs.telling import Answered, Message, Point
from tests.fixtures.company import DAY
from tests.fixtures.facts import clock_on, penalty, said
from tests.services.objections.conftest import CORRECTED, WHOLE, Shop, ruling

NUMBER = "示罚〔2026〕1号"
QUESTION = "请核对罚款金额"


def asked(shop: Shop, content_source: str = "cases") -> str:
    shop.import_(penalty(NUMBER), "x1", content_source)
    with shop.sessions.read() as session:
        record_id = session.scalars(select(RecordRow.id).where(RecordRow.source_id == "x1")).one()
    case = shop.file(record_id)
    handling.accept(shop.handler, case)
    handling.ask(shop.handler, case, QUESTION)
    return case


def tellings(shop: Shop, case: str) -> tuple[Telling, ...]:
    return reading.own(shop.owner, shop.key, case).case.tellings


def test_a_question_goes_to_the_source_and_its_answer_comes_back(shop: Shop, tmp_path: Path) -> None:
    case = asked(shop)
    telling.tell(shop.handler, dict.fromkeys(Recipient, Folder(tmp_path / "out")), heard)
    (file,) = (tmp_path / "out" / "source").glob("*.json")
    message = msgspec.json.decode(file.read_bytes(), type=Message)
    assert (message.occasion, message.source, message.source_id) == (Occasion.ASKED, "cases", "x1")
    assert (message.text, message.points) == (QUESTION, (Point("罚款金额", "3"),))
    (one,) = tellings(shop, case)
    assert (one.state, one.sent_at is not None) == (TellingState.SENT, True)
    with pytest.raises(RuleError, match=r"objection\.awaited"):
        handling.rule(shop.handler, case, CORRECTED)
    answer = {"消息编号": message.id, "回执编号": "R1", "答复": "应为3万元"}
    assert exchange.take_receipts(shop.handler, [answer, answer], heard) == (2, [])
    own = reading.own(shop.owner, shop.key, case).case
    (ask,) = own.objection.asks
    assert (ask.answer, ask.answered_on, ask.telling) == ("应为3万元", DAY, message.id)
    assert own.tellings[0].state is TellingState.ACKNOWLEDGED
    assert handling.rule(shop.handler, case, CORRECTED).state is ObjectionState.CORRECTED
    assert [each.occasion for each in tellings(shop, case)] == [Occasion.ASKED, Occasion.CORRECTED]


def test_an_answer_may_come_with_the_receipt_or_too_late(lone_shop: Shop) -> None:
    shop = lone_shop
    case = asked(shop)

    def way(message: Message) -> Answered:
        return Answered(receipt="R\x002", answer="\x00=应为3万元" + "很" * 3000)

    assert telling.tell(shop.handler, {Recipient.SOURCE: way}, heard) == 1
    assert tellings(shop, case)[0].receipt == "R2"
    (ask,) = reading.own(shop.owner, shop.key, case).case.objection.asks
    assert ask.answer.startswith("=应为3万元")
    handling.rule(shop.handler, case, CORRECTED)
    assert telling.tell(shop.handler, {Recipient.SOURCE: way}, heard) == 1  # an answer nobody asked for
    heard(shop.handler, ask.telling, "更正：应为4万元")
    heard(shop.handler, ask.telling, "更正：应为4万元")
    with shop.sessions.read() as session:
        late = reading.room(session, shop.handler, case).case.events
    assert [one.text for one in late if one.code == "objection.answered_late"] == ["更正：应为4万元"]
    assert "objection.answered_late" not in [
        one.code for one in reading.own(shop.owner, shop.key, case).case.events
    ]
    with pytest.raises(NotFoundError, match=r"telling\.unknown"):
        heard(shop.handler, "0" * 26, "谁")


def test_the_exchange_file_takes_questions_that_no_spreadsheet_reckons_with(
    lone_shop: Shop, tmp_path: Path
) -> None:
    shop = lone_shop
    record_id = shop.put(penalty(NUMBER))
    case = shop.file(record_id, Filed((Claim("violation", "=1+1"),)))
    handling.accept(shop.handler, case)
    handling.ask(shop.handler, case, "=HYPERLINK()")
    target = tmp_path / "out.csv"
    assert exchange.export(shop.handler, Recipient.SOURCE, target) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["事项"] == Occasion.ASKED.label
    assert line["说明"] == "'=HYPERLINK()；违法行为类型：=1+1"


def test_what_was_made_here_is_asked_in_person(lone_shop: Shop) -> None:
    shop = lone_shop
    case = asked(shop, "listing")
    assert tellings(shop, case) == ()
    handling.answered(shop.handler, case, "电话核对，应为3万元")
    handling.rule(shop.handler, case, CORRECTED)
    assert tellings(shop, case) == ()


def test_what_is_taken_down_stays_down_whoever_sends_it(shop: Shop) -> None:
    record_id = shop.put(penalty(NUMBER))
    shop.import_(penalty(NUMBER), "copy", "other")
    body = "一、示罚[2026]1号：示例企业。\n二、示罚〔2026〕9号：另一企业。"
    ctx = shop.reviewer
    notice = AuthorityNotice(notice_kind=list(NoticeKind)[-1], title="曝光台", body=body, period_from=DAY)
    authority_notices.put(ctx, NoticeFacts(key="", provenance=said("n1", "notices", DAY), content=notice))
    case = shop.file(record_id, WHOLE)
    handling.accept(shop.handler, case)
    handling.rule(shop.handler, case, ruling(Outcome.TAKEN_DOWN))
    handling.confirm(shop.reviewer, case)
    told = [one.name for one in tellings(shop, case)]
    assert sorted(told) == ["cases", "other"]
    shop.import_(penalty("示罚[2026]1 号", summary="再次报送"), "z/9", "province")
    shop.import_(penalty(NUMBER, summary="再次报送"), "copy", "other")
    shop.import_(penalty("示罚〔2026〕2号"), "p2", "province")
    numbers = [getattr(one.content, "decision_no", "") for one in shop.shown.values()]
    assert "示罚〔2026〕2号" in numbers
    assert not [one for one in numbers if "1" in one.rpartition("〕")[2]]
    (left,) = [
        one.notice for one in NoticeReader(shop.sessions, clock_on(shop.on)).everything() if one.notice
    ]
    assert left.content.body == "二、示罚〔2026〕9号：另一企业。"
    with shop.sessions.read() as session:
        standing = session.scalar(select(func.count()).select_from(TombstoneRow))
        assert standing == 2
        assert known._repairs(session, shop.key) == ()  # it counts as no repair
