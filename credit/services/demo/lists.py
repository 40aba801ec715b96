"""Entries of the abnormal operation list and of the serious violation list."""

from credit.domain.records import AbnormalEntry, Measure, SeriousEntry
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing
from credit.domain.vocabulary import AbnormalGround, PenaltyField, SeriousCategory, SubjectClass
from credit.rules.periods import last_day
from credit.services.demo import penalties
from credit.services.demo.days import day
from credit.services.demo.draft import Draft
from credit.services.demo.tables import table

_REMOVAL = {
    AbnormalGround.REPORT_NOT_FILED: "补报未报年份的年度报告并公示",
    AbnormalGround.ORDER_NOT_FOLLOWED: "已履行公示义务",
    AbnormalGround.FALSE_INFORMATION: "更正公示的信息",
    AbnormalGround.UNREACHABLE: "依法办理住所变更登记，或者提出通过登记的住所可以重新取得联系",
}
_GROUNDS = (
    AbnormalGround.REPORT_NOT_FILED,
    AbnormalGround.REPORT_NOT_FILED,
    AbnormalGround.REPORT_NOT_FILED,
    AbnormalGround.UNREACHABLE,
    AbnormalGround.UNREACHABLE,
    AbnormalGround.ORDER_NOT_FOLLOWED,
    AbnormalGround.FALSE_INFORMATION,
)


def abnormal(draft: Draft) -> None:
    """One entry: often the missing annual report, removed again in two of five cases."""
    dice, ground = draft.dice, draft.dice.pick(_GROUNDS)
    year = None
    when = draft.recent(1500)
    if ground is AbnormalGround.REPORT_NOT_FILED:
        year = draft.horizon.missing_report_year() - (dice.below(4) if dice.chance(0.4) else 0)
        when = draft.horizon.listing_day(dice, year)
        if not draft.born + 200 < when <= draft.last:
            return
    removed = when + 5 + dice.below(300) if dice.chance(0.4) else None
    list_abnormal(draft, ground, when, year, removed if removed and removed <= draft.last else None)


def list_abnormal(
    draft: Draft, ground: AbnormalGround, when: int, year: int | None, removed: int | None
) -> None:
    """An entry on a day, and its removal on another."""
    dice, marking = draft.dice, draft.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    serial = dice.between(1, 4000)
    warned = ground in (AbnormalGround.ORDER_NOT_FOLLOWED, AbnormalGround.UNREACHABLE) or dice.chance(0.5)
    gone = removed is not None
    number: str | Missing = f"{draft.place.sign}市监异入〔{day(when).year}〕第{serial}号"
    draft.add(
        AbnormalEntry(
            ground=ground,
            listed_on=day(when),
            decision_no=NOT_APPLICABLE if marking else number if dice.chance(0.95) else NOT_COLLECTED,
            report_year=year,
            warned_on=day(max(when - 25, draft.born)) if warned else None,
            removed_on=day(removed) if removed is not None else None,
            removal_ground=_REMOVAL[ground] if gone else NOT_APPLICABLE,
            removal_agency=draft.place.agency.name if gone else NOT_APPLICABLE,
            removal_no=f"{draft.place.sign}市监异出〔{day(removed).year}〕第{serial}号"
            if removed is not None and not marking
            else NOT_APPLICABLE,
            marking=marking,
        ),
        when,
        lag=3,
    )


_SERIOUS = {
    PenaltyField.FOOD: (
        SeriousCategory.FOOD,
        "serious_additive",
        "使用超范围食品添加剂生产食品，情节严重，受到较重行政处罚",
    ),
    PenaltyField.DRUGS: (
        SeriousCategory.DRUGS,
        "gsp",
        "违反药品经营质量管理规范，情节严重，受到较重行政处罚",
    ),
    PenaltyField.SPECIAL_EQUIPMENT: (
        SeriousCategory.QUALITY,
        "uninspected",
        "使用未经检验的特种设备，被责令停止使用，受到较重行政处罚",
    ),
    PenaltyField.OTHER: (
        SeriousCategory.OBSTRUCTION,
        "false_registration",
        "提交虚假材料骗取市场主体登记，受到较重行政处罚",
    ),
}
_OTHER_REASONS = (
    (SeriousCategory.CONSUMERS, "false_advert", "以虚假宣传方式侵害消费者权益，受到较重行政处罚"),
    (SeriousCategory.COMPETITION, "price", "哄抬价格，破坏市场秩序，受到较重行政处罚"),
)


def serious(draft: Draft) -> None:
    """An entry together with the penalty it rests on."""
    dice = draft.dice
    if draft.name.trade.field == "other" and dice.chance(0.6):
        category, key, reason = dice.pick(_OTHER_REASONS)
    else:
        category, key, reason = _SERIOUS[PenaltyField(draft.name.trade.field)]
    chosen = penalties.violation("other" if key in _OTHER_KEYS else draft.name.trade.field, key)
    when = draft.recent(1400)
    number = penalties.impose_standing(draft, chosen, when)
    removed = when + 400 + dice.below(300)
    list_serious(
        draft,
        (category, reason),
        when,
        number,
        removed if removed < draft.last and dice.chance(0.4) else None,
    )


_OTHER_KEYS = frozenset({"false_advert", "price", "false_registration"})


def list_serious(
    draft: Draft, why: tuple[SeriousCategory, str], when: int, penalty_no: str, removed: int | None
) -> None:
    """An entry on a day with the measures that follow, and its removal on another."""
    year, until = day(when).year, last_day(day(when), years=3)
    gone = removed is not None
    content = SeriousEntry(
        category=why[0],
        reason=why[1],
        listed_on=day(when),
        decision_no=f"{draft.place.sign}市监严列〔{year}〕第{draft.dice.between(1, 90)}号",
        penalty_no=penalty_no,
        measures=tuple(Measure(row["what"], row["basis"], until) for row in table("measures.tsv")),
        removed_on=day(removed) if removed is not None else None,
        removal_ground="依法准予信用修复，提前移出" if gone else NOT_APPLICABLE,
        removal_agency=draft.place.upper.name if gone else NOT_APPLICABLE,
        removal_no=f"{draft.place.sign}市监严移〔{day(removed).year}〕第{draft.dice.between(1, 90)}号"
        if removed is not None
        else NOT_APPLICABLE,
    )
    draft.add(content, when, agency=draft.place.upper, lag=3)
