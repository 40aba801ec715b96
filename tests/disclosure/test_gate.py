"""The gate on single subjects: one example for each thing it decides."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from credit.disclosure import OFF_CHANNEL, narrow, project
from credit.disclosure_clean import fingerprint
from credit.domain.clock import SHANGHAI
from credit.domain.dossier import Dossier
from credit.domain.errors import RuleError
from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    Change,
    Check,
    Dormancy,
    EnterpriseFacts,
    Flags,
    KeyPerson,
    Licence,
    Marking,
    Notice,
    Penalty,
    Record,
    Registration,
    SeriousEntry,
    SimpleDeregistration,
    Voluntary,
    Withdrawal,
)
from credit.domain.values import NOT_APPLICABLE, Agency, Money, Provenance, Review, Withholding
from credit.domain.vocabulary import (
    AbnormalGround,
    ChangeItem,
    Channel,
    CheckKind,
    CheckResult,
    KeyArea,
    LicenceState,
    PenaltyKind,
    SeriousCategory,
    Severity,
    Status,
    SubjectClass,
    WithdrawalReason,
    WithholdingGround,
)

TODAY = date(2026, 5, 1)
CODE = "91650102000000019F"


def came(published: date = date(2026, 1, 15), source_id: str = "1") -> Provenance:
    received = datetime(2026, 1, 16, 9, tzinfo=SHANGHAI)
    return Provenance(Agency("某市市场监督管理局"), "册", source_id, published, published, received)


def subject(*records: Record, **registered: Any) -> EnterpriseFacts:
    given: dict[str, Any] = {
        "name": "天山某某食品有限公司",
        "subject_class": SubjectClass.COMPANY,
        "status": Status.OPERATING,
        "credit_code": CODE,
        "registration_no": "650102050000002",
        **registered,
    }
    return EnterpriseFacts(
        key="k", registration=Registration(provenance=came(date(2020, 1, 1)), **given), records=records
    )


def record(content: Any, published: date = date(2026, 1, 15), **marks: Any) -> Record:
    source_id = marks.pop("source_id", "1")
    return Record(id=marks.pop("id", "r"), provenance=came(published, source_id), content=content, **marks)


def penalty(**given: Any) -> Penalty:
    fine = Money(Decimal(50))
    base = {"decision_no": "〔2026〕1号", "violation": "违法", "kinds": (PenaltyKind.FINE,), "fine": fine}
    return Penalty(**{**base, "decided_on": date(2026, 1, 10), **given})


def ids(dossier: Dossier) -> list[str]:
    return [one.id for one in dossier.records]


def test_a_penalty_says_until_when_of_which_class_by_which_pack() -> None:
    dossier = project(subject(record(penalty())), TODAY)
    shown = dossier.records[0]
    assert (shown.until, shown.severity, shown.pack) == (date(2027, 1, 15), Severity.GENERAL, "order-107")
    assert dossier.valid_until == date(2027, 1, 16)
    assert dossier.packs == ("order-107",)
    assert project(subject(record(penalty())), date(2027, 1, 16)).records == ()


@pytest.mark.parametrize(
    ("codes", "address"),
    [
        ({}, CODE),
        ({"credit_code": None}, "650102050000002"),
        ({"credit_code": None, "registration_no": "6501026000123"}, "6501026000123"),
        ({"credit_code": None, "registration_no": None}, "k"),
        ({"credit_code": "11010519491231002X", "registration_no": None}, "k"),
    ],
)
def test_the_address_is_the_best_code_there_is(codes: dict[str, Any], address: str) -> None:
    assert project(subject(**codes), TODAY).address == address


def test_the_operators_home_stays_private() -> None:
    home, shop = "某市某小区3栋502室", "某市大巴扎12号"
    facts = subject(subject_class=SubjectClass.INDIVIDUAL_BUSINESS, address=home, business_place=shop)
    fact = project(facts, TODAY).registered
    assert (fact.address, fact.business_place) == (NOT_APPLICABLE, shop)
    only = subject(subject_class=SubjectClass.INDIVIDUAL_BUSINESS, address=shop)
    assert project(only, TODAY).registered.address == shop
    company = project(subject(address=home, business_place=shop), TODAY).registered
    assert (company.address, company.business_place) == (home, shop)


def test_the_operators_former_homes_stay_private() -> None:
    moved = Change(item=ChangeItem.ADDRESS, changed_on=TODAY, before="某市旧居1号", after="某市新居2号")
    facts = subject(
        record(moved, date(2026, 4, 1)),
        subject_class=SubjectClass.INDIVIDUAL_BUSINESS,
        address="某市新居2号",
        business_place="某市大巴扎12号",
    )
    shown = project(facts, TODAY).records[0].content
    assert shown == replace(moved, before=NOT_APPLICABLE, after=NOT_APPLICABLE)
    company = replace(facts, registration=replace(facts.registration, subject_class=SubjectClass.COMPANY))
    assert project(company, TODAY).records[0].content == moved


def test_an_individual_business_is_not_found_by_its_operators_name() -> None:
    operator = "努尔某某"
    facts = subject(
        subject_class=SubjectClass.INDIVIDUAL_BUSINESS, name=operator, legal_representative=operator
    )
    dossier = project(facts, TODAY)
    assert narrow(dossier, Channel.PAGE).registered.name == operator
    assert narrow(dossier, Channel.CARD).registered.name == operator
    for channel in (Channel.SEARCH, Channel.BULK, Channel.FEED):
        narrowed = narrow(dossier, channel)
        assert narrowed.registered.name == ""
        assert narrow(narrowed, channel) == narrowed
    named = replace(dossier.registered, name="努尔某某抓饭店")
    assert narrow(replace(dossier, registered=named), Channel.SEARCH).registered.name == "努尔某某抓饭店"


def test_personal_numbers_in_registered_items_are_masked() -> None:
    facts = subject(
        legal_representative="张三13812345678",
        scope="食品销售（联系人手机１３８１２３４５６７８）",
        status_reason="风险等级：C类",
        old_codes=("110105194912310" + "02X", "650102050000002"),
    )
    fact = project(facts, TODAY).registered
    assert fact.legal_representative == "张三***********"
    assert fact.scope == "食品销售（联系人手机***********）"
    assert "C" not in str(fact.status_reason)
    assert fact.old_codes == ("650102050000002",)


def test_free_text_with_personal_data_holds_its_record_back() -> None:
    notice = Notice(
        notice_kind=NoticeKind.CREDITORS, title="公告", body="联系人张某13812345678", period_from=TODAY
    )
    clean = replace(notice, body="请于四十五日内申报债权")
    rated = Voluntary(title="荣誉", text="本企业信用风险等级为A级")
    dossier = project(subject(record(notice, id="a"), record(clean, id="b"), record(rated, id="c")), TODAY)
    assert ids(dossier) == ["b"]


def looked_at(content: AnyContent) -> Review:
    return Review("示例甲", "某市市场监督管理局", TODAY, "是经营场所", fingerprint(content))


NO_HOME = Notice(
    notice_kind=NoticeKind.CREDITORS,
    title="公告",
    body="债权人到清算组办公室，现住址为光明路12号",
    period_from=TODAY,
)


def test_what_a_person_looked_at_and_let_pass_is_public() -> None:
    assert ids(project(subject(record(NO_HOME)), TODAY)) == []
    passed = project(subject(record(NO_HOME, reviewed=looked_at(NO_HOME))), TODAY)
    assert passed.records[0].content == NO_HOME
    assert "示例甲" not in repr(passed)


def test_another_text_has_to_be_looked_at_anew() -> None:
    changed = replace(NO_HOME, body="债权人到清算组办公室，现住址为光明路13号")
    assert ids(project(subject(record(changed, reviewed=looked_at(NO_HOME))), TODAY)) == []


@pytest.mark.parametrize(
    "number", ["13812345678", "11010519491231002X", "6222021234567890128", "guli@example.cn"]
)
def test_nobody_can_let_a_number_pass(number: str) -> None:
    content = replace(NO_HOME, body=f"{NO_HOME.body}，{number}")
    assert ids(project(subject(record(content, reviewed=looked_at(content))), TODAY)) == []


def test_a_review_does_not_undo_withholding() -> None:
    withheld = Withholding(WithholdingGround.STATE_SECRET, "某科", TODAY)
    one = record(NO_HOME, reviewed=looked_at(NO_HOME), withheld=withheld)
    assert ids(project(subject(one), TODAY)) == []


def test_a_name_with_a_number_is_masked_and_stays() -> None:
    dossier = project(subject(record(KeyPerson(name="李四 110105194912310" + "02X", post="监事"))), TODAY)
    assert dossier.records[0].content == KeyPerson(name="李四 " + "*" * 18, post="监事")


def test_a_withheld_record_stays_away_even_after_its_review_day() -> None:
    withheld = Withholding(WithholdingGround.PERSONAL_PRIVACY, "某科", date(2026, 2, 1))
    dossier = project(subject(record(penalty(), withheld=withheld)), TODAY)
    assert dossier == project(subject(), TODAY)
    assert dossier.valid_until is None


def test_what_is_kept_for_the_rules_does_not_go_out() -> None:
    content = penalty(severity=Severity.SERIOUS, publish_until=date(2026, 12, 1), check_id="内部-1")
    shown = project(subject(record(content)), TODAY).records[0]
    assert isinstance(shown.content, Penalty)
    assert (shown.content.check_id, shown.content.publish_until, shown.content.severity) == (None, None, None)
    assert (shown.until, shown.severity) == (date(2026, 12, 1), Severity.SERIOUS)


def check(source_id: str = "c1") -> Record:
    content = Check(
        check_kind=CheckKind.RANDOM, checked_on=date(2026, 1, 2), results=(CheckResult.FOLLOW_UP,)
    )
    return record(content, id="check", source_id=source_id)


def test_a_negative_check_goes_with_its_penalty() -> None:
    facts = subject(check(), record(penalty(check_id="c1"), id="penalty"))
    assert sorted(ids(project(facts, date(2027, 1, 15)))) == ["check", "penalty"]
    assert ids(project(facts, date(2027, 1, 16))) == []
    apart = subject(check("c2"), record(penalty(check_id="c1"), id="penalty"))
    assert ids(project(apart, date(2027, 1, 16))) == ["check"]


def test_a_negative_check_goes_with_its_withdrawn_penalty() -> None:
    fallen = Withdrawal(WithdrawalReason.RESCINDED, date(2026, 3, 1), "复议撤销")
    facts = subject(check(), record(penalty(check_id="c1", withdrawal=fallen), id="penalty"))
    assert sorted(ids(project(facts, date(2026, 2, 28)))) == ["check", "penalty"]
    assert ids(project(facts, date(2026, 3, 1))) == []


def test_a_withheld_penalty_does_not_show_through_its_check() -> None:
    withheld = Withholding(WithholdingGround.STATE_SECRET, "某科", TODAY)
    facts = subject(check(), record(penalty(check_id="c1"), id="penalty", withheld=withheld))
    assert project(facts, date(2028, 1, 1)) == project(subject(check()), date(2028, 1, 1))


def test_standing_tells_who_is_listed_and_why() -> None:
    entry = AbnormalEntry(
        ground=AbnormalGround.REPORT_NOT_FILED, listed_on=date(2026, 1, 10), report_year=2024
    )
    serious = SeriousEntry(category=SeriousCategory.FOOD, reason="x", listed_on=date(2026, 1, 10))
    facts = subject(record(entry, id="a"), record(serious, id="b"))
    standing = project(facts, TODAY).standing
    assert [(one.ground, one.report_year, one.record_id) for one in standing.abnormal] == [
        (AbnormalGround.REPORT_NOT_FILED, 2024, "a")
    ]
    assert [(one.category, one.until) for one in standing.serious] == [
        (SeriousCategory.FOOD, date(2029, 1, 10))
    ]
    gone = replace(facts.registration, status=Status.DEREGISTERED)
    assert project(replace(facts, registration=gone), TODAY).standing.abnormal == ()


def test_a_removal_to_come_changes_the_dossier_on_its_day() -> None:
    entry = AbnormalEntry(
        ground=AbnormalGround.UNREACHABLE, listed_on=date(2026, 1, 10), removed_on=date(2026, 6, 1)
    )
    facts = subject(record(entry))
    assert project(facts, TODAY).valid_until == date(2026, 6, 1)
    assert project(facts, date(2026, 5, 31)).standing.abnormal
    assert not project(facts, date(2026, 6, 1)).records


def test_registered_changes_date_the_facts() -> None:
    changes = [
        record(Change(item=ChangeItem.NAME, changed_on=date(2024, 3, 1)), id="a"),
        record(Change(item=ChangeItem.NAME, changed_on=date(2025, 3, 1)), id="b"),
        record(Change(item=ChangeItem.SCOPE, changed_on=date(2026, 9, 1)), id="c"),
        record(Change(item=ChangeItem.HOLDERS, changed_on=date(2025, 5, 1)), id="d"),
    ]
    withheld = Withholding(WithholdingGround.PERSONAL_PRIVACY, "x", TODAY)
    hidden = record(Change(item=ChangeItem.CAPITAL, changed_on=TODAY), id="e", withheld=withheld)
    dossier = project(subject(*changes, hidden), TODAY)
    assert dossier.registered.since == {"name": date(2025, 3, 1)}
    assert dossier.valid_until == date(2026, 9, 1)


def test_a_licence_marks_its_holder_while_it_is_held() -> None:
    licence = Licence(certificate="食品生产许可证", valid_from=date(2026, 2, 1), valid_to=date(2026, 12, 31))
    facts = subject(record(licence))
    assert project(facts, date(2026, 1, 31)).standing.key_areas == ()
    assert project(facts, date(2026, 1, 31)).valid_until == date(2026, 2, 1)
    held = project(facts, date(2026, 12, 31))
    assert held.standing.key_areas == (KeyArea.FOOD,)
    assert held.valid_until == date(2027, 1, 1)
    assert isinstance(held.records[0].content, Licence)
    assert held.records[0].content.key_area is KeyArea.FOOD
    assert project(facts, date(2027, 1, 1)).standing.key_areas == ()
    invalid = replace(licence, state=LicenceState.INVALID)
    assert project(subject(record(invalid)), TODAY).standing.key_areas == ()


def test_flags_hold_from_their_first_day_to_their_last() -> None:
    flags = Flags(
        dormancy=Dormancy(date(2026, 2, 1), date(2026, 4, 30), "某市某路3号"),
        simple_deregistration=SimpleDeregistration(date(2026, 5, 1), date(2026, 5, 20)),
        marking=Marking(date(2026, 6, 1), "吊销六个月未清算"),
        liquidation_since=date(2026, 5, 2),
    )
    facts = subject(flags=flags)
    before, after = project(facts, date(2026, 4, 30)), project(facts, date(2026, 5, 1))
    assert before.registered.flags.dormancy is not None
    assert before.registered.flags.simple_deregistration is None
    assert before.valid_until == date(2026, 5, 1)
    assert after.registered.flags.dormancy is None
    assert after.registered.flags.simple_deregistration is not None
    assert after.valid_until == date(2026, 5, 2)
    assert project(facts, date(2026, 6, 1)).registered.flags.marking is not None


def test_the_address_for_service_is_for_the_page_alone() -> None:
    flags = Flags(dormancy=Dormancy(date(2026, 2, 1), date(2026, 12, 31), "某市某路3号"))
    dossier = project(subject(flags=flags), TODAY)
    assert dossier.valid_until == date(2027, 1, 1)
    for channel in set(Channel) - {Channel.PAGE}:
        dormancy = narrow(dossier, channel).registered.flags.dormancy
        assert dormancy is not None
        assert (dormancy.until, dormancy.service_address) == (date(2026, 12, 31), OFF_CHANNEL)
    shown = narrow(dossier, Channel.PAGE).registered.flags.dormancy
    assert shown is not None
    assert shown.service_address == "某市某路3号"


def test_an_objection_is_marked_from_its_day() -> None:
    facts = subject(record(penalty(), objection_since=date(2026, 5, 10)))
    assert project(facts, TODAY).records[0].objection_since is None
    assert project(facts, TODAY).valid_until == date(2026, 5, 10)
    assert project(facts, date(2026, 5, 10)).records[0].objection_since == date(2026, 5, 10)


def test_a_record_that_may_not_leave_at_all_drops_out() -> None:
    dossier = project(subject(record(KeyPerson(name="李四", post="监事"))), TODAY)
    assert len(narrow(dossier, Channel.API).records) == 1
    assert narrow(dossier, Channel.SEARCH).records == ()
    assert narrow(dossier, Channel.BULK).records == ()


def test_ends_beyond_the_calendar_do_no_harm() -> None:
    content = penalty(kinds=(PenaltyKind.PROFESSION_BAN,), ban_until=date.max)
    flags = Flags(dormancy=Dormancy(date.min, date.max, "某路"))
    dossier = project(subject(record(content), flags=flags), TODAY)
    assert dossier.records[0].until == date.max
    assert dossier.valid_until is None
    ancient = penalty(withdrawal=Withdrawal(WithdrawalReason.INVALID, date.min, "x"))
    assert project(subject(record(ancient, date.min)), TODAY).records == ()


def test_before_the_first_rule_nothing_is_guessed() -> None:
    with pytest.raises(RuleError) as refused:
        project(subject(record(penalty(), date(2019, 1, 1))), date(2020, 1, 1))
    assert refused.value.code == "pack.not_covered"


def test_a_change_of_the_rules_ends_a_dossier() -> None:
    facts = subject(record(penalty(), date(2024, 6, 1)))
    before = project(facts, date(2025, 12, 24))
    assert before.records[0].until == date(2027, 6, 1)
    assert before.valid_until == date(2025, 12, 25)
    assert project(facts, date(2025, 12, 25)).records == ()


def test_a_record_of_another_department_is_not_shown_and_leaves_no_trace() -> None:
    theirs = replace(came(), agency=Agency("某市交通运输局"))
    licence = Licence(certificate="道路运输经营许可证", number="1", state=LicenceState.VALID)
    plain = project(subject(), TODAY)
    assert project(subject(Record(id="r", provenance=theirs, content=licence)), TODAY) == plain
    ours = replace(came(), agency=Agency("某市市场监督管理局"))
    assert project(subject(Record(id="r", provenance=ours, content=licence)), TODAY).records


def test_on_the_day_other_departments_go_out_a_dossier_is_made_anew() -> None:
    before = date(2025, 6, 21)
    theirs = replace(came(date(2025, 1, 15)), agency=Agency("某市交通运输局"))
    facts = subject(Record(id="r", provenance=theirs, content=Licence(certificate="证", number="1")))
    dossier = project(facts, before)
    assert len(dossier.records) == 1
    assert dossier.valid_until == date(2025, 6, 22) == project(subject(), before).valid_until
    assert project(facts, date(2025, 6, 22)).records == ()


def test_an_entry_of_the_serious_list_leads_to_the_penalty_it_rests_on() -> None:
    def made(number: str, **marks: Any) -> Dossier:
        penalty = Penalty(
            decision_no="某市监处罚〔2026〕12号",
            violation="未经许可从事食品生产",
            kinds=(PenaltyKind.FINE,),
            decided_on=date(2026, 1, 10),
            fine=Money(Decimal(30)),
        )
        entry = SeriousEntry(
            category=SeriousCategory.FOOD,
            reason="未经许可",
            listed_on=date(2026, 1, 20),
            penalty_no=number,
        )
        given = record(penalty, id="p", source_id="1", **marks), record(entry, id="s", source_id="2")
        return project(subject(*given), TODAY)

    def linked(dossier: Dossier) -> dict[str, tuple[str, ...]]:
        return {one.id: one.linked for one in dossier.records}

    assert linked(made("某市监处罚[2026]12 号")) == {"p": (), "s": ("p",)}
    assert linked(made("某市监处罚〔2026〕13号"))["s"] == ()
    hidden = Withholding(WithholdingGround.STATE_SECRET, "示例", date(2027, 1, 1))
    assert linked(made("某市监处罚〔2026〕12号", withheld=hidden)) == {"s": ()}
