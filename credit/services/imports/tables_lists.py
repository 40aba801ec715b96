"""Lists and spot checks: abnormal operation list, serious violation list, checks and samplings."""

from credit.domain.contents import Content
from credit.domain.records import AbnormalEntry, Check, Measure, ProductSample, SeriousEntry
from credit.domain.vocabulary import AbnormalGround, CheckKind, CheckResult, SampleRole, SeriousCategory
from credit.services.imports.cells import Choice, Choices, Day, Text, Texts, Whole, YesNo
from credit.services.imports.columns import (
    MARKS,
    SOURCE,
    Column,
    RowError,
    Table,
    Values,
    agency,
    plain,
    whose,
)

_UNREACHABLE = AbnormalGround.UNREACHABLE
GROUNDS = Choice(
    AbnormalGround,
    {
        "未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告": AbnormalGround.REPORT_NOT_FILED,
        "未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告的": AbnormalGround.REPORT_NOT_FILED,
        "未按规定报送年度报告": AbnormalGround.REPORT_NOT_FILED,
        "未按规定报送年度报告并公示": AbnormalGround.REPORT_NOT_FILED,
        "未在责令的期限内公示有关企业信息的": AbnormalGround.ORDER_NOT_FOLLOWED,
        "公示企业信息隐瞒真实情况、弄虚作假": AbnormalGround.FALSE_INFORMATION,
        "公示企业信息隐瞒真实情况、弄虚作假的": AbnormalGround.FALSE_INFORMATION,
        "年度报告隐瞒真实情况、弄虚作假": AbnormalGround.FALSE_INFORMATION,
        "年度报告公示信息隐瞒真实情况、弄虚作假": AbnormalGround.FALSE_INFORMATION,
        "通过登记的住所或者经营场所无法联系的": _UNREACHABLE,
        "通过登记的住所或者经营场所无法取得联系": _UNREACHABLE,
        "通过登记的住所无法与农民专业合作社取得联系": _UNREACHABLE,
        "通过登记的经营场所及经营者住所无法与个体工商户取得联系": _UNREACHABLE,
    },
)
_REMOVAL = (
    Column("removed_on", "移出日期", Day(), past=True, aliases=("恢复日期",)),
    Column("removal_ground", "移出原因", Text(500), aliases=("移出事由", "恢复正常记载状态原因")),
    Column("removal_agency", "作出决定机关（移出）", Text(200), aliases=("移出机关", "作出决定机关（恢复）")),
    Column("removal_no", "移出决定文书号", Text(100)),
)
ABNORMAL = Table(
    "abnormal",
    "经营异常名录",
    "列入、移出经营异常名录；个体工商户为标记经营异常状态、恢复正常记载状态。",
    (
        *whose(),
        Column(
            "ground",
            "列入经营异常名录原因",
            GROUNDS,
            "通过登记的住所或者经营场所无法联系",
            required=True,
            aliases=("列入原因", "标记经营异常状态原因"),
        ),
        Column("listed_on", "列入日期", Day(), "2024-07-15", required=True, past=True, aliases=("标记日期",)),
        *agency("作出决定机关（列入）", "乌鲁木齐市天山区市场监督管理局", "列入机关", "作出决定机关（标记）"),
        Column("decision_no", "列入决定文书号", Text(100), "天市监异入〔2024〕第 15 号"),
        Column("report_year", "未年报年度", Whole(), "", note="原因为未公示年度报告时填写，如 2023"),
        Column("warned_on", "责令或提醒日期", Day(), past=True),
        *_REMOVAL,
        Column("marking", "是否标记", YesNo(), "否", note="个体工商户填“是”；缺省为否"),
        *SOURCE,
        *MARKS,
    ),
    ("ground", "listed_on", "report_year"),
    "listed_on",
    plain(AbnormalEntry),
    AbnormalEntry,
)
CATEGORIES = Choice(
    SeriousCategory,
    {
        "食品": SeriousCategory.FOOD,
        "药品": SeriousCategory.DRUGS,
        "质量安全": SeriousCategory.QUALITY,
        "特种设备安全": SeriousCategory.QUALITY,
    },
)
_PLAIN_SERIOUS = plain(SeriousEntry)


class Measures:
    """Measures that follow from a listing: what, on which basis, until when."""

    label = "文本，多项用；隔开，每项写作 措施｜依据｜截止日期"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> tuple[Measure, ...]:
        return tuple(self._one(part) for part in Texts(1000).parse(raw))

    def _one(self, part: str) -> Measure:
        what, basis, until = (*(piece.strip() for piece in part.replace("|", "｜").split("｜")), "", "")[:3]
        return Measure(what, basis, Day().parse(until) if until else None)


SERIOUS = Table(
    "serious",
    "严重违法失信名单",
    "列入、移出市场监督管理严重违法失信名单。",
    (
        *whose(),
        Column("category", "类别", CATEGORIES, "食品安全", required=True),
        Column(
            "reason",
            "列入事由",
            Text(2000),
            "生产经营不符合食品安全标准的食品，被处以较重行政处罚",
            required=True,
            aliases=("列入原因",),
        ),
        Column("listed_on", "列入日期", Day(), "2024-09-01", required=True, past=True),
        *agency("作出决定机关（列入）", "新疆维吾尔自治区市场监督管理局", "列入机关"),
        Column("decision_no", "列入决定文书号", Text(100), "新市监严列〔2024〕第 3 号"),
        Column("penalty_no", "所依据的处罚决定书文号", Text(100), "乌市监罚〔2024〕第 1 号"),
        Column("measures", "管理措施", Measures(), "列为重点监管对象｜市场监督管理严重违法失信名单管理办法"),
        *_REMOVAL,
        *SOURCE,
        *MARKS,
    ),
    ("decision_no", "category", "listed_on"),
    "listed_on",
    _PLAIN_SERIOUS,
    SeriousEntry,
)
RESULTS = Choices(
    Choice(
        CheckResult,
        {
            "发现问题经责令已改正": CheckResult.CORRECTED,
            "发现问题，责令改正": CheckResult.CORRECTED,
            "正常": CheckResult.OLD_NORMAL,
            "正常（符合信息公示相关规定）": CheckResult.OLD_NORMAL,
            "未按规定公示即时信息": CheckResult.OLD_INSTANT_MISSING,
            "未按规定公示年报信息": CheckResult.OLD_REPORT_MISSING,
            "不予配合情节严重": CheckResult.OLD_NON_COOPERATION,
            "通过登记的住所（经营场所）无法取得联系": CheckResult.UNREACHABLE,
            "注销": CheckResult.DEREGISTERED,
            "被吊销": CheckResult.REVOKED,
            "被撤销": CheckResult.RESCINDED,
            "迁出": CheckResult.MOVED_OUT,
            "合格": CheckResult.SAMPLE_PASSED,
            "不合格": CheckResult.SAMPLE_FAILED,
        },
    )
)
CHECK_KINDS = Choice(
    CheckKind,
    {
        "抽查": CheckKind.RANDOM,
        "双随机": CheckKind.RANDOM,
        "抽检": CheckKind.SAMPLING,
        "监督抽检": CheckKind.SAMPLING,
    },
)
ROLES = Choice(
    SampleRole,
    {"生产者": SampleRole.PRODUCER, "生产企业": SampleRole.PRODUCER, "销售者": SampleRole.SELLER},
)
_PLAIN_CHECK = plain(Check)
_SAMPLE = ("model", "batch", "producer", "seller", "failed_items")


def _check(values: Values) -> Content:
    if "product" in values:
        if "role" not in values:
            raise RowError(CHECK.label_of("role"), "填写了样品名称时必填")
        given = {name: values[name] for name in _SAMPLE if name in values}
        values["sample"] = ProductSample(product=values["product"], role=values["role"], **given)
    return _PLAIN_CHECK(values)


CHECK = Table(
    "check",
    "抽查检查",
    "双随机抽查、检查和产品监督抽查的结果，每行一个主体一次结果。",
    (
        *whose(),
        Column("check_kind", "检查类型", CHECK_KINDS, "双随机抽查", required=True, aliases=("类型",)),
        Column(
            "checked_on",
            "检查日期",
            Day(),
            "2024-06-20",
            required=True,
            past=True,
            aliases=("抽查日期", "抽样日期", "日期"),
        ),
        Column(
            "results",
            "检查结果",
            RESULTS,
            "未发现问题",
            required=True,
            aliases=("抽查结果", "检验结论", "结果"),
        ),
        *agency("检查实施机关", "乌鲁木齐市天山区市场监督管理局", "实施机关", "抽查机关"),
        Column("plan_no", "抽查计划编号", Text(100), "6501022024001", aliases=("计划编号",)),
        Column("task_no", "抽查任务编号", Text(100), "6501022024001-03", aliases=("任务编号",)),
        Column("item", "检查事项", Text(1000), "公示信息检查", aliases=("抽查事项",)),
        Column("follow_up", "后续处置", Text(1000)),
        Column("corrected_on", "改正日期", Day(), past=True),
        Column("product", "样品名称", Text(200), note="产品监督抽查填写"),
        Column("role", "主体在抽查中的身份", ROLES, note="有样品名称时必填"),
        Column("model", "规格型号", Text(200)),
        Column("batch", "生产日期或批号", Text(200), aliases=("批号", "生产日期")),
        Column("producer", "标称生产者名称", Text(200), aliases=("标称生产企业名称",)),
        Column("seller", "被抽样单位名称", Text(200)),
        Column("failed_items", "不合格项目", Texts(500)),
        *SOURCE,
        *MARKS,
    ),
    ("task_no", "item", "checked_on", "product", "batch"),
    "checked_on",
    _check,
    Check,
)
