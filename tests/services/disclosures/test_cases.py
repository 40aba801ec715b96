"""Orders to publish and intended listings: heard before listed, decided with reasons, told, never public."""

from datetime import timedelta
from pathlib import Path

import pytest

from credit.domain.cases import ListingAct, ListingState, OrderAct, OrderState
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.instant import InstantItem
from credit.domain.records import AbnormalEntry
from credit.domain.vocabulary import AbnormalGround, RecordKind
from credit.services import agenda, audit, owner_notices
from credit.services.disclosures import listings, orders, statements
from credit.services.disclosures.evidence import MOST_BYTES, Folder, Upload
from credit.services.disclosures.listings import Intended
from credit.services.disclosures.statements import Said
from tests.fixtures.reports import context, file
from tests.services.disclosures.conftest import Firm

TOKENS = [f"{number:026d}" for number in range(40)]
PDF = Upload("..\\..\\证据.pdf", b"%PDF-1.7 example")
GONE = Intended(ground=AbnormalGround.UNREACHABLE, facts="两次邮寄均被退回", workdays=5)


def order(firm: Firm, token: str = TOKENS[0]) -> str:
    made = orders.issue(firm.handler, firm.key, InstantItem.LICENCE, "许可", "检查发现", "责公1号", token)
    return made.id


def codes(firm: Firm) -> list[str]:
    return [one.code for one in owner_notices.of_person(firm.owner)]


def kinds(firm: Firm) -> list[str]:
    return [item.id for item in agenda.own(firm.owner, firm.key)]


def test_an_order_gives_its_days_is_told_and_stands_among_the_duties(firm: Firm) -> None:
    made = order(firm)
    assert order(firm) == made  # the same form twice orders once
    found = orders.own(firm.owner, firm.key, made)
    assert (found.due_on - firm.on).days == 10
    assert codes(firm) == ["order.issued"]
    assert f"ordered:{made}" in kinds(firm)


def test_an_answered_order_is_found_fulfilled(firm: Firm) -> None:
    made = order(firm)
    with pytest.raises(RuleError, match=r"order\.unanswered"):
        orders.decide(firm.handler, made, OrderAct.ACCEPT, "已履行")
    orders.answer(firm.owner, firm.folder, firm.key, made, Said("已经公示", TOKENS[1]))
    assert f"ordered:{made}" not in kinds(firm)
    assert orders.decide(firm.handler, made, OrderAct.ACCEPT, "已履行").state is OrderState.FULFILLED
    with pytest.raises(ConflictError, match=r"order\.closed"):
        orders.decide(firm.handler, made, OrderAct.WITHDRAW, "撤回")
    assert "order.fulfilled" in codes(firm)


def test_silence_is_found_only_after_the_last_day_and_leads_to_a_notice(firm: Firm) -> None:
    made = order(firm)
    intended = Intended(ground=AbnormalGround.ORDER_NOT_FOLLOWED, facts="逾期", workdays=5, order_id=made)
    with pytest.raises(RuleError, match=r"order\.running"):
        orders.decide(firm.handler, made, OrderAct.FIND_UNFULFILLED, "逾期未公示")
    with pytest.raises(InputError, match=r"listing\.order"):
        listings.tell(firm.handler, firm.key, intended, TOKENS[1])
    firm.on += timedelta(days=11)
    orders.decide(firm.handler, made, OrderAct.FIND_UNFULFILLED, "逾期未公示")
    assert listings.tell(firm.handler, firm.key, intended, TOKENS[1]).state is ListingState.NOTIFIED


def test_nobody_is_listed_unheard_and_a_listing_is_public_at_once(firm: Firm) -> None:
    case = listings.tell(firm.handler, firm.key, GONE, TOKENS[0])
    assert listings.tell(firm.handler, firm.key, GONE, TOKENS[0]).id == case.id
    with pytest.raises(ConflictError, match=r"listing\.open"):
        listings.tell(firm.handler, firm.key, GONE, TOKENS[1])
    with pytest.raises(RuleError, match=r"listing\.too_early"):
        listings.decide(firm.reviewer, case.id, ListingAct.LIST, "理由", "异入1号")
    assert firm.dossier().of_kind(RecordKind.ABNORMAL) == ()
    listings.answer(firm.owner, firm.folder, firm.key, case.id, Said("一直在经营", TOKENS[2], files=[PDF]))
    listings.decide(firm.reviewer, case.id, ListingAct.LIST, "证据不足以证明可以联系", "异入1号")
    (entry,) = firm.dossier().of_kind(RecordKind.ABNORMAL)
    assert isinstance(entry.content, AbnormalEntry)
    assert (entry.content.warned_on, entry.content.decision_no) == (firm.on, "异入1号")
    assert "listing.listed" in codes(firm)
    with pytest.raises(ConflictError, match=r"listing\.closed"):
        listings.decide(firm.reviewer, case.id, ListingAct.DISMISS, "理由")
    with firm.sessions.read() as session:
        assert audit.broken_at(session) is None
        done = [one.action for one in audit.of_target(session, firm.key)]
    assert {"listing.tell", "listing.answer", "listing.decide"} <= set(done)


def test_who_told_does_not_decide_but_may_take_it_back(firm: Firm) -> None:
    case = listings.tell(firm.reviewer, firm.key, GONE, TOKENS[0])
    firm.on += timedelta(days=30)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        listings.decide(firm.reviewer, case.id, ListingAct.LIST, "理由", "异入1号")
    with pytest.raises(NotAllowedError, match=r"access\.role"):
        listings.decide(firm.handler, case.id, ListingAct.LIST, "理由", "异入1号")
    taken = listings.decide(firm.reviewer, case.id, ListingAct.WITHDRAW, "已经联系上")
    assert taken.state is ListingState.WITHDRAWN
    assert firm.dossier().of_kind(RecordKind.ABNORMAL) == ()


def test_the_first_lateness_is_let_pass_once_the_report_is_there(firm: Firm) -> None:
    missing = Intended(ground=AbnormalGround.REPORT_NOT_FILED, facts="未报送", workdays=5, report_year=2023)
    case = listings.tell(firm.handler, firm.key, missing, TOKENS[0])
    with pytest.raises(RuleError, match=r"listing\.not_exempt"):
        listings.decide(firm.reviewer, case.id, ListingAct.EXEMPT, "首次")
    file(context(firm.sessions, firm.on), firm.key, 2023)
    listings.answer(firm.owner, firm.folder, firm.key, case.id, Said("已经补报", TOKENS[1]))
    with pytest.raises(RuleError, match=r"listing\.filed"):
        listings.decide(firm.reviewer, case.id, ListingAct.LIST, "理由", "异入1号")
    assert listings.decide(firm.reviewer, case.id, ListingAct.EXEMPT, "首次").state is ListingState.EXEMPTED
    file(context(firm.sessions, firm.on), firm.key, 2024)
    second = Intended(ground=AbnormalGround.REPORT_NOT_FILED, facts="未报送", workdays=5, report_year=2024)
    later = listings.tell(firm.handler, firm.key, second, TOKENS[2])
    with pytest.raises(RuleError, match=r"listing\.not_exempt"):  # not the first one any more
        listings.decide(firm.reviewer, later.id, ListingAct.EXEMPT, "首次")


def test_evidence_is_kept_apart_under_a_random_name(firm: Firm, tmp_path: Path) -> None:
    case = listings.tell(firm.handler, firm.key, GONE, TOKENS[0])
    said = Said("我们在", TOKENS[1], files=[PDF])
    for _ in range(2):  # the same form again adds nothing, and leaves no file behind
        listings.answer(firm.owner, firm.folder, firm.key, case.id, said)
    found, _ = listings.own(firm.owner, firm.key, case.id)
    (answer,) = found.statements
    (kept,) = answer.evidence
    assert (kept.name, kept.kind) == ("证据.pdf", "application/pdf")
    (path,) = [one for one in (tmp_path / "evidence").rglob("*") if one.is_file()]
    assert "证据" not in path.name
    assert path.stat().st_mode & 0o077 == 0
    with firm.sessions.read() as session:
        assert statements.file(session, firm.folder, case.id, kept.id)[1] == PDF.data
        with pytest.raises(NotFoundError, match=r"evidence\.unknown"):
            statements.file(session, firm.folder, "another", kept.id)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([Upload("a.pdf", b"<script>")], "evidence.kind"),
        ([Upload("a.png", b"")], "evidence.empty"),
        ([Upload("a.pdf", b"%PDF-" + b"x" * MOST_BYTES)], "evidence.large"),
        ([PDF] * 6, "evidence.many"),
    ],
)
def test_other_files_are_refused_and_nothing_is_kept(
    firm: Firm, tmp_path: Path, files: list[Upload], code: str
) -> None:
    case = listings.tell(firm.handler, firm.key, GONE, TOKENS[0])
    with pytest.raises(InputError, match=code.replace(".", r"\.")):
        listings.answer(firm.owner, firm.folder, firm.key, case.id, Said("我们在", TOKENS[1], files=files))
    assert [one for one in tmp_path.rglob("*") if one.is_file() and "evidence" in one.parts] == []


def test_a_refused_answer_leaves_no_file(firm: Firm, tmp_path: Path) -> None:
    case = listings.tell(firm.handler, firm.key, GONE, TOKENS[0])
    listings.decide(firm.reviewer, case.id, ListingAct.WITHDRAW, "撤回")
    folder = Folder(tmp_path / "kept")
    with pytest.raises(ConflictError, match=r"listing\.closed"):
        listings.answer(firm.owner, folder, firm.key, case.id, Said("我们在", TOKENS[1], files=[PDF]))
    assert [one for one in (tmp_path / "kept").rglob("*") if one.is_file()] == []
