"""The heads of the tables of records, kind by kind."""

from functools import cache

from credit.domain.labels import zh
from credit.domain.vocabulary import RecordKind
from web.presenters.parts import Column
from web.presenters.speech import SPEECH, Speech

# label, numeric; the first column names the row
_COLUMNS: dict[RecordKind, tuple[tuple[str, bool], ...]] = {
    RecordKind.LICENCE: (
        (zh("许可证书"), False),
        (zh("许可编号"), False),
        (zh("有效期"), False),
        (zh("许可机关"), False),
        (zh("状态"), False),
    ),
    RecordKind.PENALTY: (
        (zh("违法行为类型"), False),
        (zh("决定书文号"), False),
        (zh("处罚种类"), False),
        (zh("罚款"), True),
        (zh("决定日期"), False),
    ),
    RecordKind.ABNORMAL: (
        (zh("列入原因"), False),
        (zh("列入日期"), False),
        (zh("作出决定机关（列入）"), False),
        (zh("移出日期"), False),
    ),
    RecordKind.SERIOUS: (
        (zh("类别"), False),
        (zh("列入事由"), False),
        (zh("列入日期"), False),
        (zh("作出决定机关（列入）"), False),
        (zh("移出日期"), False),
    ),
    RecordKind.CHECK: (
        (zh("检查事项"), False),
        (zh("类型"), False),
        (zh("检查日期"), False),
        (zh("检查机关"), False),
        (zh("结果"), False),
    ),
    RecordKind.CONTRIBUTION: (
        (zh("股东或出资人"), False),
        (zh("类型"), False),
        (zh("认缴出资额"), True),
        (zh("认缴期限"), False),
        (zh("实缴出资额"), True),
        (zh("出资方式"), False),
    ),
    RecordKind.KEY_PERSON: ((zh("姓名"), False), (zh("职务"), False)),
    RecordKind.BRANCH: ((zh("名称"), False), (zh("统一社会信用代码"), False), (zh("登记机关"), False)),
    RecordKind.CHANGE: (
        (zh("变更事项"), False),
        (zh("变更前"), False),
        (zh("变更后"), False),
        (zh("变更日期"), False),
    ),
    RecordKind.EQUITY_PLEDGE: (
        (zh("登记编号"), False),
        (zh("出质人"), False),
        (zh("质权人"), False),
        (zh("出质股权数额"), True),
        (zh("登记日期"), False),
        (zh("状态"), False),
    ),
    RecordKind.IP_PLEDGE: (
        (zh("名称"), False),
        (zh("登记编号"), False),
        (zh("出质人"), False),
        (zh("质权人"), False),
        (zh("质权期限"), False),
        (zh("状态"), False),
    ),
    RecordKind.CHATTEL_MORTGAGE: (
        (zh("登记编号"), False),
        (zh("抵押权人"), False),
        (zh("被担保债权数额"), True),
        (zh("登记日期"), False),
        (zh("状态"), False),
    ),
    RecordKind.JUDICIAL: (
        (zh("事项"), False),
        (zh("执行法院"), False),
        (zh("股权数额"), True),
        (zh("期限"), False),
        (zh("状态"), False),
    ),
    RecordKind.NOTICE: (
        (zh("公告"), False),
        (zh("类型"), False),
        (zh("公告期"), False),
        (zh("异议截止"), False),
    ),
    RecordKind.VOLUNTARY: ((zh("事项"), False), (zh("内容"), False)),
    RecordKind.WEBSITE: ((zh("名称"), False), (zh("类型"), False), (zh("网址"), False)),
    RecordKind.ANNUAL_REPORT: ((zh("报告年度"), False), (zh("报送日期"), False), (zh("报送情况"), False)),
    RecordKind.INSTANT: (
        (zh("事项"), False),
        (zh("内容"), False),
        (zh("形成日期"), False),
        (zh("公示情况"), False),
    ),
    RecordKind.COMMITMENT: (
        (zh("承诺事项"), False),
        (zh("承诺类型"), False),
        (zh("承诺有效期"), False),
        (zh("履行情况"), False),
        (zh("承诺状态"), False),
    ),
    RecordKind.BREACH: (
        (zh("违诺事项"), False),
        (zh("认定文书号"), False),
        (zh("处理结果"), False),
        (zh("认定机关"), False),
        (zh("认定日期"), False),
    ),
}
# 个体工商户: the same facts in the words of their own rule
_MARKING_COLUMNS = (
    (zh("标记经营异常状态原因"), False),
    (zh("标记日期"), False),
    (zh("作出决定机关（标记）"), False),
    (zh("恢复日期"), False),
)


def columns(words: Speech, kind: RecordKind, *, marking: bool = False) -> tuple[Column, ...]:
    """The heads of the table of one kind."""
    return _columns(words.prefix, kind, marking)


# how many of the last columns of a kind are marks
WITH_STATE = {
    RecordKind.LICENCE: 1,
    RecordKind.EQUITY_PLEDGE: 1,
    RecordKind.IP_PLEDGE: 1,
    RecordKind.CHATTEL_MORTGAGE: 1,
    RecordKind.COMMITMENT: 2,
}


@cache
def _columns(prefix: str, kind: RecordKind, marking: bool) -> tuple[Column, ...]:
    _ = SPEECH[prefix]._
    heads = _MARKING_COLUMNS if marking and kind is RecordKind.ABNORMAL else _COLUMNS[kind]
    return tuple(
        Column(
            label=_(label),
            numeric=numeric,
            lead=number == 0,
            tags=number >= len(heads) - WITH_STATE.get(kind, 0),
        )
        for number, (label, numeric) in enumerate(heads)
    )
