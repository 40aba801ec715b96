"""Texts that wait for an officer: starred until decided, told with reasons, numbers let pass by nobody."""

from datetime import date

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update

from credit.db.models import RecordRow
from credit.domain.actors import OfficerRole, officer
from credit.domain.annual_report import AnnualReport, ReportState
from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.records import Voluntary
from credit.domain.text_checks import CheckAct, CheckState, Found, TextCheck
from credit.domain.vocabulary import RecordKind
from credit.services import audit, owner_notices, projection, reviews, text_checks
from credit.services.annual_reports import overview, store
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.disclosures import instant, voluntary
from tests.fixtures.reports import file
from tests.services.disclosures.conftest import Firm

TOKENS = [f"{number:026d}" for number in range(20)]
HOME = "负责人家住幸福路5号楼3单元"
OTHER = {
    "arose_on": "2026-06-01",
    "title": "停业公告",
    "basis": "公司章程",
    "content": f"暂停营业，{HOME}，敬请谅解",
}


def waiting(firm: Firm, ctx: Context | None = None) -> list[TextCheck]:
    with firm.sessions.read() as session:
        return text_checks.queue(session, ctx or firm.handler)


def piece(firm: Firm) -> InstantInfo:
    (one,) = [two.content for two in firm.dossier().of_kind(RecordKind.INSTANT)]
    assert isinstance(one, InstantInfo)
    return one


def codes(firm: Firm) -> list[str]:
    return [one.code for one in owner_notices.of_person(firm.owner)]


def publish(firm: Firm, content: str, token: str = TOKENS[0]) -> str:
    typed = {**OTHER, "content": content}
    return instant.publish(firm.owner, firm.key, InstantItem.OTHER, typed, token).entry


def test_what_words_suggest_is_starred_until_an_officer_lets_it_pass(firm: Firm) -> None:
    publish(firm, OTHER["content"])
    assert piece(firm).under_check
    assert "幸福路" not in piece(firm).value("content")
    (check,) = waiting(firm)
    assert [(one.text, one.found) for one in check.texts] == [(OTHER["content"], (Found.HOME,))]
    text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "是门店地址")
    assert (piece(firm).under_check, piece(firm).value("content")) == (False, OTHER["content"])
    assert waiting(firm) == []
    assert {"text.waiting", "text.released"} <= set(codes(firm))
    with pytest.raises(ConflictError, match=r"text\.closed"):
        text_checks.decide(firm.handler, check.id, CheckAct.HOLD, "再看")
    with firm.sessions.read() as session:
        assert audit.broken_at(session) is None
        assert "text.release" in [one.action for one in audit.of_target(session, firm.key)]


def test_what_is_held_back_stays_starred_and_says_why(firm: Firm) -> None:
    entry = publish(firm, OTHER["content"])
    (check,) = waiting(firm)
    text_checks.decide(firm.handler, check.id, CheckAct.HOLD, "确是个人住址")
    assert not piece(firm).under_check
    assert "幸福路" not in piece(firm).value("content")
    told = next(one for one in owner_notices.of_person(firm.owner) if one.code == "text.held")
    assert (told.params["reasons"], told.href) == ("确是个人住址", f"/instant/{entry}")
    own = text_checks.of_thread(firm.owner, firm.key, RecordKind.INSTANT, entry)
    assert own is not None
    assert (own.state, own.reasons) == (CheckState.HELD, "确是个人住址")


def refile(firm: Firm, content: str) -> None:
    """What a form refuses today may have been filed before it did."""
    row = RecordRow.__table__
    with firm.sessions.write() as session:
        where = row.c.kind == RecordKind.INSTANT.value
        record = decode_record(session.scalars(select(row.c.payload).where(where)).one())
        assert isinstance(record.content, InstantInfo)
        items = tuple(
            replace(one, value=content) if one.key == "content" else one for one in record.content.items
        )
        changed = replace(record, content=replace(record.content, items=items))
        session.execute(update(row).where(where).values(payload=encode(changed)))
        projection.publish_now(session, [store.subject_id(session, firm.key)], firm.ctx().clock)


def test_nobody_lets_a_number_pass(firm: Firm) -> None:
    publish(firm, OTHER["content"])
    (check,) = waiting(firm)
    refile(firm, "联系电话13900001111")
    with pytest.raises(RuleError, match=r"text\.numbers"):
        text_checks.decide(firm.reviewer, check.id, CheckAct.RELEASE, "企业电话")
    assert len(waiting(firm)) == 1


def test_with_a_home_a_number_beside_it_stays_starred(firm: Firm) -> None:
    publish(firm, OTHER["content"])
    (check,) = waiting(firm)
    refile(firm, f"{HOME}，电话13900001111")
    text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "是门店地址")
    shown = piece(firm).value("content")
    assert "幸福路" in shown
    assert "13900001111" not in shown


def test_a_listed_word_is_starred_and_its_text_waits(firm: Firm) -> None:
    publish(firm, "本店代 开－发 票，欢迎光临")
    assert piece(firm).value("content") == "本店*******，欢迎光临"
    assert piece(firm).marked == ()  # where it is starred is not told
    (check,) = waiting(firm)
    assert [one.found for one in check.texts] == [(Found.SENSITIVE,)]
    text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "引用法规原文")
    assert piece(firm).value("content") == "本店代 开－发 票，欢迎光临"


def test_a_correction_overtakes_what_is_open(firm: Firm) -> None:
    entry = publish(firm, OTHER["content"])
    (check,) = waiting(firm)
    instant.correct(firm.owner, firm.key, entry, 1, {**OTHER, "content": "暂停营业"}, TOKENS[1])
    assert waiting(firm) == []
    with pytest.raises(ConflictError, match=r"text\.closed"):
        text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "x")
    assert not any(one.content.under_check for one in firm.dossier().of_kind(RecordKind.INSTANT))  # type: ignore[union-attr]


def test_voluntary_words_wait_whole_and_are_released_or_kept(firm: Firm) -> None:
    made = voluntary.publish(firm.owner, firm.key, "优惠", "信用卡套现，稳赚不赔", TOKENS[0])
    assert made.waits
    assert firm.dossier().of_kind(RecordKind.VOLUNTARY) == ()
    (check,) = waiting(firm)
    text_checks.decide(firm.handler, check.id, CheckAct.HOLD, "涉嫌违法广告")
    assert firm.dossier().of_kind(RecordKind.VOLUNTARY) == ()
    with firm.sessions.read() as session:
        assert list(reviews.awaiting(session, firm.on)) == []  # decided: nobody has to look again
    second = voluntary.publish(firm.owner, firm.key, "反诈提示", "远离传销和刷单", TOKENS[1])
    (check,) = waiting(firm)
    text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "公益提示")
    (shown,) = [one.content for one in firm.dossier().of_kind(RecordKind.VOLUNTARY)]
    assert isinstance(shown, Voluntary)
    assert shown.text == second.text
    voluntary.correct(firm.owner, firm.key, second.id, "反诈提示", "远离传销、刷单和跑分")
    assert firm.dossier().of_kind(RecordKind.VOLUNTARY) == ()  # another text is looked at anew


def test_a_report_with_a_home_in_it_is_under_check_until_decided(firm: Firm) -> None:
    ctx = firm.owner
    file(ctx, firm.key, 2023)
    file(ctx, firm.key, 2024, contact__address=HOME)
    year = next(one for one in overview.overview(ctx, firm.key).years if one.year == 2024)
    assert year.state is ReportState.UNDER_CHECK
    (check,) = waiting(firm)
    text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "是企业名称")
    year = next(one for one in overview.overview(ctx, firm.key).years if one.year == 2024)
    assert year.state is not ReportState.UNDER_CHECK
    reports = [one.content for one in firm.dossier().of_kind(RecordKind.ANNUAL_REPORT)]
    assert all(isinstance(one, AnnualReport) and not one.under_check for one in reports)


def test_only_officers_within_reach_decide_and_with_reasons(firm: Firm) -> None:
    publish(firm, OTHER["content"])
    (check,) = waiting(firm)
    far = firm.ctx(officer("f" * 26, "653100", frozenset({OfficerRole.REVIEWER})))
    counter = firm.ctx(officer("c" * 26, "650102", frozenset({OfficerRole.COUNTER})))
    assert waiting(firm, far) == []
    for who in (far, counter, firm.owner):
        with pytest.raises(NotAllowedError):
            text_checks.decide(who, check.id, CheckAct.RELEASE, "x")
    with pytest.raises(InputError, match=r"text\.reasons"):
        text_checks.decide(firm.handler, check.id, CheckAct.RELEASE, "  ")
    assert replace(check) == waiting(firm)[0]


def test_the_day_of_filing_decides_which_words_are_listed(firm: Firm) -> None:
    info = InstantInfo(
        item=InstantItem.OTHER, entry="e", version=1, arose_on=firm.on, first_on=firm.on, filed_on=firm.on,
        late=False, channel="online", code="",  # type: ignore[arg-type]
    )  # fmt: skip
    with pytest.raises(RuleError, match=r"pack\.not_covered"):
        text_checks.sensitive_words.find("赌博", date(1999, 1, 1))
    assert text_checks.marked(info, firm.on).marked == ()
