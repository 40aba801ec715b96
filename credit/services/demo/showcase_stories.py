"""What happened to the subjects of the showcase. Days count back from the reference day."""

from msgspec.structs import replace

from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    BranchEntry,
    Change,
    Dormancy,
    EquityPledge,
    Flags,
    JudicialAssistance,
    Marking,
    SimpleDeregistration,
    Voluntary,
    Website,
    Withdrawal,
)
from credit.domain.values import NOT_COLLECTED, NOT_DISCLOSED, Money, Withholding
from credit.domain.vocabulary import (
    AbnormalGround,
    ChangeItem,
    CheckKind,
    CheckResult,
    JudicialKind,
    JudicialState,
    PledgeState,
    Procedure,
    SampleRole,
    SeriousCategory,
    WebsiteKind,
    WithdrawalReason,
    WithholdingGround,
)
from credit.services.demo import checks, licences, lists, numbers, people, pledges
from credit.services.demo.amounts import money
from credit.services.demo.changes import renaming
from credit.services.demo.days import day, ordinal
from credit.services.demo.draft import Draft
from credit.services.demo.notices import post
from credit.services.demo.penalties import compose, violation

FORMER_NAME = "新疆金石商贸有限公司"
RENAMED = ordinal(2018, 5, 7)
ADDRESS = "新疆乌鲁木齐市天山区解放北路88号"
_BRANCH_CODE = numbers.credit_code("91653101", "MA6D0008")

# What chance adds to a penalty and a told story does not want.
_PLAIN_CASE: dict[str, object] = {
    "withdrawal": None,
    "publish_until": None,
    "severity": None,
    "procedure": Procedure.ORDINARY,
}


def _ago(draft: Draft, days: int) -> int:
    return draft.horizon.today - days


def _impose(draft: Draft, key: str, days: int, fine: Money | None = None, **fixed: object) -> str:
    """A penalty of the subject's field or the general one, decided `days` ago and published at once."""
    for area in (draft.name.trade.field, "other"):
        try:
            chosen = violation(area, key)
        except StopIteration:
            continue
        settled: dict[str, object] = {**_PLAIN_CASE}
        made = replace(compose(draft, chosen, _ago(draft, days), fine), **settled | fixed)
        draft.add(made, _ago(draft, days), lag=0)
        return made.decision_no
    message = f"no violation {key}"
    raise LookupError(message)


def _mark(draft: Draft, **marks: object) -> None:
    """Marks on the newest record: withheld, objection_since."""
    draft.records[-1] = replace(draft.records[-1], **marks)


def trading(draft: Draft) -> None:
    """Every section: the page that pictures and end-to-end tests look at."""
    people.contributions(draft)
    people.key_people(draft)
    renaming(draft, FORMER_NAME, RENAMED)
    for item, when, before, after in (
        (ChangeItem.LEGAL_REPRESENTATIVE, (2021, 6, 30), "王建国", draft.person.zh),
        (
            ChangeItem.ADDRESS,
            (2023, 2, 17),
            "新疆乌鲁木齐市天山区人民路12号",
            "新疆乌鲁木齐市天山区解放北路88号",
        ),
        (ChangeItem.CAPITAL, (2024, 9, 2), "100万元人民币", "500万元人民币"),
    ):
        moment = ordinal(*when)
        draft.add(Change(item=item, changed_on=day(moment), before=before, after=after), moment, lag=0)
    for kind, days in (("food", 700), ("food", 2300), ("transport", 500), ("advert", 900)):
        licences.issue(draft, kind, _ago(draft, days))
    year = draft.horizon.missing_report_year()
    lists.list_abnormal(draft, AbnormalGround.REPORT_NOT_FILED, ordinal(year + 1, 7, 8), year, None)
    checks.inspect(draft, _ago(draft, 75), CheckKind.INSPECTION, (CheckResult.FOLLOW_UP,))
    arisen_from = draft.records[-1].provenance.source_id
    _impose(draft, "superlative", 60, fine=money("12"), check_id=arisen_from)
    _impose(draft, "price", 20, fine=money("0.3"))
    _mark(draft, objection_since=day(_ago(draft, 6)))
    _impose(draft, "quality", 1900, fine=money("3"))  # over: no longer published
    rescinded = Withdrawal(
        WithdrawalReason.RESCINDED, day(_ago(draft, 30)), "经复核，主要证据不足，本局依法撤销原决定。"
    )
    _impose(draft, "trademark", 200, withdrawal=rescinded)
    _impose(draft, "no_change", 150)
    review = day(_ago(draft, -120))
    _mark(draft, withheld=Withholding(WithholdingGround.PERSONAL_PRIVACY, "信用监督管理处", review))
    checks.inspect(draft, _ago(draft, 40), CheckKind.RANDOM, (CheckResult.NOT_PUBLISHED,))
    checks.inspect(draft, _ago(draft, 400), CheckKind.INSPECTION, (CheckResult.CORRECTED,))
    checks.inspect(draft, ordinal(2018, 8, 21), CheckKind.RANDOM, (CheckResult.OLD_NORMAL,))
    checks.sampling(draft, _ago(draft, 90), SampleRole.SELLER, failed=False)
    _secured(draft)
    post(draft, NoticeKind.REPORT_REMINDER, _ago(draft, 45))
    post(draft, NoticeKind.LICENCE_VOID, _ago(draft, 0))
    branch = "新疆天山金石商贸有限公司喀什分公司"
    draft.add(
        BranchEntry(name=branch, code=_BRANCH_CODE, authority="喀什市市场监督管理局"), ordinal(2019, 7, 1)
    )
    draft.add(
        Voluntary(title="质量承诺", text="本企业承诺所售商品来源可查、质量可溯，接受社会监督。"),
        _ago(draft, 15),
    )
    draft.add(Website(name=draft.name.zh, url="https://www.tianshan-jinshi.example.com/"), _ago(draft, 300))
    shop = Website(name="金石生活馆", url="https://shop.example.com/jinshi", site_kind=WebsiteKind.SHOP)
    draft.add(shop, _ago(draft, 200))


def _secured(draft: Draft) -> None:
    """Pledges, a mortgage and two freezes, one of them lifted and so hidden."""
    draft.add(
        EquityPledge(
            number="650102202500318",
            pledgor=draft.person.zh,
            pledgee="天山绿洲村镇银行股份有限公司",
            amount=money("150.5"),
            state=PledgeState.IN_FORCE,
            registered_on=day(_ago(draft, 320)),
        ),
        _ago(draft, 320),
    )
    pledges.ip_pledge(draft)
    pledges.chattel_mortgage(draft)
    for state, days in ((JudicialState.FROZEN, 70), (JudicialState.LIFTED, 800)):
        draft.add(
            JudicialAssistance(
                judicial_kind=JudicialKind.FREEZE,
                state=state,
                court="乌鲁木齐市天山区人民法院",
                document_no=f"（{day(_ago(draft, days)).year}）新0102执1024号",
                debtor=draft.person.zh,
                equity=money("200"),
                valid_from=day(_ago(draft, days)),
                valid_to=day(_ago(draft, days) + 1094),
            ),
            _ago(draft, days),
        )


def unreachable(draft: Draft) -> None:
    """On the abnormal list because nobody could be reached at the registered address."""
    people.contributions(draft)
    lists.list_abnormal(draft, AbnormalGround.UNREACHABLE, _ago(draft, 130), None, None)
    checks.inspect(draft, _ago(draft, 140), CheckKind.RANDOM, (CheckResult.UNREACHABLE,))


def dissolved(draft: Draft) -> None:
    """Deregistered after a simple deregistration."""
    people.contributions(draft)
    people.key_people(draft)
    post(draft, NoticeKind.SIMPLE_DEREGISTRATION, _ago(draft, 450))


def clean(draft: Draft) -> None:
    """Nothing adverse: empty sections have to say what their emptiness means."""
    people.contributions(draft)
    people.key_people(draft)
    checks.inspect(draft, _ago(draft, 3), CheckKind.RANDOM, (CheckResult.NO_PROBLEM,))


def dairy(draft: Draft) -> None:
    """A key-area producer on the serious violation list, with a failed sample."""
    people.contributions(draft)
    people.key_people(draft)
    licences.issue(draft, "dairy", _ago(draft, 900))
    licences.issue(draft, "infant", _ago(draft, 1815))  # runs out within a fortnight
    number = _impose(draft, "serious_additive", 210, fine=money("25"))
    why = (SeriousCategory.FOOD, "生产超范围使用食品添加剂的食品，情节严重，受到较重行政处罚")
    lists.list_serious(draft, why, _ago(draft, 180), number, None)
    checks.sampling(draft, _ago(draft, 240), SampleRole.PRODUCER, failed=True)
    checks.sampling(draft, _ago(draft, 20), SampleRole.PRODUCER, failed=False)
    pledges.equity_pledge(draft)
    _impose(draft, "revoke", 0)  # decided and published on the reference day


def baker(draft: Draft) -> None:
    """An individual business: marked as abnormal and restored in the wording of its own."""
    licences.issue(draft, "food", _ago(draft, 1000))
    year = draft.horizon.missing_report_year()
    lists.list_abnormal(draft, AbnormalGround.REPORT_NOT_FILED, ordinal(year + 1, 7, 9), year, None)
    checks.inspect(draft, _ago(draft, 260), CheckKind.INSPECTION, (CheckResult.CORRECTED,))
    _impose(draft, "waste", 100)  # a warning alone is never published


def cooperative(draft: Draft) -> None:
    """A co-operative with members, a lapsed listing and a shop."""
    people.contributions(draft)
    people.key_people(draft)
    lists.list_abnormal(
        draft, AbnormalGround.REPORT_NOT_FILED, ordinal(2024, 7, 5), 2023, ordinal(2024, 11, 12)
    )
    shop = Website(
        name="和田红枣直营店", url="https://farm.example.org/store/hetian", site_kind=WebsiteKind.SHOP
    )
    draft.add(shop, _ago(draft, 100))


def branch(draft: Draft) -> None:
    """A branch that points to its parent."""
    licences.issue(draft, "food", _ago(draft, 400))
    checks.inspect(
        draft, _ago(draft, 12), CheckKind.RANDOM, (CheckResult.FOLLOW_UP, CheckResult.NOT_PUBLISHED)
    )


def revoked(draft: Draft) -> None:
    """Revoked, without a credit code, with a forced deregistration under way."""
    post(draft, NoticeKind.FORCED_DEREGISTRATION, _ago(draft, 80))
    draft.flags = Flags(
        marking=Marking(day(draft.last + 190), "吊销后六个月内未办理清算或者注销登记，另册管理")
    )
    content = Change(
        item=ChangeItem.TYPE, changed_on=day(ordinal(1996, 3, 1)), before=NOT_COLLECTED, after=NOT_COLLECTED
    )
    draft.add(content, ordinal(1996, 3, 1))


def lifts(draft: Draft) -> None:
    """Special equipment: a penalty with a ban, a minor one that ends soon, one published just now."""
    people.contributions(draft)
    people.key_people(draft)
    licences.issue(draft, "equipment_service", _ago(draft, 300))
    _impose(draft, "uninspected", 120)
    _impose(draft, "scale", 85, fine=money("0.05"))
    _impose(draft, "lift_care", 1)
    checks.inspect(draft, _ago(draft, 125), CheckKind.INSPECTION, (CheckResult.FOLLOW_UP,))


def moved(draft: Draft) -> None:
    """Moved out, with a pointer to the authority that received it."""
    people.contributions(draft)
    content = Change(
        item=ChangeItem.AUTHORITY,
        changed_on=day(draft.last),
        before=draft.place.agency.name,
        after="成都市武侯区市场监督管理局",
    )
    draft.add(content, draft.last, lag=0)


def office(draft: Draft) -> None:
    """A representative office with next to nothing on record."""
    draft.add(
        Change(
            item=ChangeItem.TERM,
            changed_on=day(_ago(draft, 270)),
            before="至2025年2月24日",
            after="至2028年2月24日",
        ),
        _ago(draft, 270),
    )


def state_group(draft: Draft) -> None:
    """A large state firm in a key area, reducing its capital, with a branch abroad of the chunk."""
    people.contributions(draft)
    people.key_people(draft)
    licences.issue(draft, "equipment_making", _ago(draft, 200))
    licences.issue(draft, "equipment_design", _ago(draft, 1440))
    post(draft, NoticeKind.CAPITAL_REDUCTION, _ago(draft, 10))
    post(draft, NoticeKind.MERGER, _ago(draft, 30))
    pledges.equity_pledge(draft)
    pledges.ip_pledge(draft)
    pledges.chattel_mortgage(draft)
    checks.inspect(draft, _ago(draft, 60), CheckKind.RANDOM, (CheckResult.NO_PROBLEM,))


def dormant(draft: Draft) -> None:
    """Dormant, a simple deregistration begun, and a listing under objection."""
    people.contributions(draft)
    since = _ago(draft, 150)
    post(draft, NoticeKind.DORMANCY, since)
    post(draft, NoticeKind.SIMPLE_DEREGISTRATION, _ago(draft, 6))
    draft.flags = Flags(
        dormancy=Dormancy(day(since), day(since + 1000), "新疆库尔勒市人民东路18号"),
        simple_deregistration=SimpleDeregistration(day(_ago(draft, 6)), day(_ago(draft, -14))),
    )
    content = AbnormalEntry(
        ground=AbnormalGround.ORDER_NOT_FOLLOWED,
        listed_on=day(_ago(draft, 25)),
        warned_on=day(_ago(draft, 50)),
    )
    draft.add(content, _ago(draft, 25))
    _mark(draft, objection_since=day(_ago(draft, 9)))
    licences.issue(draft, "catering", _ago(draft, 1806))  # runs out in three weeks


def farm(draft: Draft) -> None:
    """Numbers from a division that is no more; restored after a forced deregistration; no amounts."""
    draft.flags = Flags(restored_on=day(_ago(draft, 40)))
    when = _ago(draft, 33)
    content = replace(
        compose(draft, violation("other", "criticism"), when), fine=NOT_DISCLOSED, withdrawal=None
    )
    draft.add(content, when, lag=0)
