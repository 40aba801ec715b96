"""The columns of a registration file (登记信息)."""

from datetime import datetime
from typing import Any

import msgspec

from credit.domain.records import (
    Dormancy,
    Flags,
    FormerName,
    Marking,
    Registration,
    SimpleDeregistration,
)
from credit.domain.reference.enterprise_types import subject_class
from credit.domain.vocabulary import Status, SubjectClass
from credit.services.imports.cells import (
    SEPARATORS,
    Amount,
    CellError,
    Choice,
    Code,
    Codes,
    Day,
    OldNumber,
    OpenDay,
    Pattern,
    Text,
    Whole,
    read_day,
)
from credit.services.imports.columns import (
    SOURCE,
    WITHHOLD,
    Column,
    RowError,
    Table,
    Values,
    codes_in,
    money,
    provenance,
    withholding,
)

CLASSES = Choice(
    SubjectClass,
    {
        "企业": SubjectClass.COMPANY,
        "有限责任公司": SubjectClass.COMPANY,
        "股份有限公司": SubjectClass.COMPANY,
        "个体": SubjectClass.INDIVIDUAL_BUSINESS,
        "个体户": SubjectClass.INDIVIDUAL_BUSINESS,
        "分公司": SubjectClass.BRANCH,
        "普通合伙企业": SubjectClass.PARTNERSHIP,
        "有限合伙企业": SubjectClass.PARTNERSHIP,
        "合伙": SubjectClass.PARTNERSHIP,
        "独资企业": SubjectClass.SOLE_PROPRIETORSHIP,
        "合作社": SubjectClass.COOPERATIVE,
        "专业合作社": SubjectClass.COOPERATIVE,
        "非公司企业": SubjectClass.NON_COMPANY_LEGAL_PERSON,
        "代表机构": SubjectClass.FOREIGN_OFFICE,
        "其他": SubjectClass.OTHER,
    },
)
STATES = Choice(
    Status,
    {
        **dict.fromkeys(("1", "存续", "在营", "开业", "在册", "在业", "正常"), Status.OPERATING),
        **dict.fromkeys(("2", "吊销", "已吊销"), Status.REVOKED),
        "3": Status.REVOKED_DEREGISTERED,
        **dict.fromkeys(("4", "已注销"), Status.DEREGISTERED),
        **dict.fromkeys(("5", "撤销"), Status.RESCINDED),
        **dict.fromkeys(("6", "已迁出"), Status.MOVED_OUT),
        **dict.fromkeys(("9", "其他"), Status.OTHER),
    },
)


class FormerNames:
    """Former names, each with the day it was given up where that is known."""

    label = "文本，多个用；隔开，每个可写作 名称@停用日期"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> tuple[FormerName, ...]:
        parts = [part.strip() for part in SEPARATORS.split(raw) if part.strip()]
        return tuple(self._one(part) for part in parts)

    def _one(self, part: str) -> FormerName:
        name, _, day = part.partition("@")
        if len(name) > 200:
            raise CellError("其中一个名称超过 200 字")
        return FormerName(name.strip(), read_day(day) if day else None)


REGISTRATION_COLUMNS = (
    Column("name", "名称", Text(200), "乌鲁木齐市金石商贸有限公司", required=True, aliases=("企业名称",)),
    Column("credit_code", "统一社会信用代码", Code(), "91650102000000019F", note="与注册号至少填一项"),
    Column("registration_no", "注册号", OldNumber(), "650102050000002"),
    Column("old_codes", "曾用代码", Codes(), note="用这些代码也能查到该主体"),
    Column("uyghur_name", "维吾尔文名称", Text(300), "ئۈرۈمچى جىنشى سودا چەكلىك شىركىتى"),
    Column("former_names", "曾用名", FormerNames(), "乌鲁木齐金石百货商店@2018-05-01"),
    Column(
        "subject_class",
        "主体类型",
        CLASSES,
        "公司",
        required=True,
        note="缺省时由企业类型代码得出",
        aliases=("主体类别",),
    ),
    Column("type_code", "企业类型代码", Pattern("4 位数字", r"\d{4}", "企业类型代码应为 4 位数字"), "1130"),
    Column("type_label", "企业类型", Text(100), "有限责任公司（自然人投资或控股）", aliases=("类型",)),
    Column("status", "登记状态", STATES, "存续（在营、开业、在册）", required=True, aliases=("状态",)),
    Column("status_since", "状态起始日期", Day(), past=True, aliases=("吊销日期", "注销日期")),
    Column("status_reason", "状态原因", Text(500), note="如吊销原因"),
    Column("moved_to", "迁入机关", Text(200), note="状态为迁出时填写"),
    Column(
        "legal_representative",
        "法定代表人",
        Text(100),
        "示例甲",
        aliases=("负责人", "经营者", "投资人", "执行事务合伙人"),
    ),
    Column(
        "capital", "注册资本", Amount(), "500", unit="万元", aliases=("注册资金", "出资总额", "成员出资总额")
    ),
    Column(
        "capital_currency",
        "注册资本币种",
        Pattern("ISO 4217 代码", r"[A-Z]{3}", "币种应为三个字母的代码，如 CNY"),
        "CNY",
        note="缺省为 CNY",
    ),
    Column("established_on", "成立日期", Day(), "2016-04-12", past=True, aliases=("注册日期",)),
    Column(
        "approved_on",
        "核准日期",
        Day(),
        "2023-08-01",
        past=True,
        note="与成立日期、生效日期至少填一项",
    ),
    Column("term_from", "营业期限自", Day(), "2016-04-12", aliases=("经营期限自", "合伙期限自")),
    Column("term_to", "营业期限至", OpenDay(), "长期", aliases=("经营期限至", "合伙期限至")),
    Column(
        "address", "住所", Text(500), "新疆乌鲁木齐市天山区解放北路 1 号", aliases=("地址", "主要经营场所")
    ),
    Column("business_place", "经营场所", Text(500), note="与住所不同时填写", aliases=("营业场所",)),
    Column("division", "行政区划代码", Pattern("6 位数字", r"\d{6}", "行政区划代码应为 6 位数字"), "650102"),
    Column(
        "industry",
        "行业代码",
        Pattern("门类字母加数字（GB/T 4754-2017）", r"[A-T]\d{0,4}", "行业代码应为门类字母加不超过 4 位数字"),
        "F511",
    ),
    Column("scope", "经营范围", Text(8000), "一般项目：日用百货销售；五金产品零售。", aliases=("业务范围",)),
    Column(
        "registration_authority",
        "登记机关",
        Text(200),
        "乌鲁木齐市天山区市场监督管理局",
        required=True,
    ),
    Column("managing_office", "管辖单位", Text(200), "乌鲁木齐市天山区市场监督管理局解放北路所"),
    Column("parent_name", "隶属企业", Text(200), note="分支机构填写"),
    Column("parent_code", "隶属企业代码", Codes("统一社会信用代码或注册号"), note="分支机构填写"),
    Column("headcount", "从业人数", Whole(), unit="人"),
    Column("dormancy_since", "歇业起始日期", Day()),
    Column("dormancy_until", "歇业截止日期", Day()),
    Column("dormancy_address", "歇业法律文书送达地址", Text(500)),
    Column("liquidation_since", "清算起始日期", Day(), past=True),
    Column("simple_since", "简易注销公告起始日期", Day()),
    Column("simple_until", "简易注销公告截止日期", Day()),
    Column("marking_since", "特别标注日期", Day(), past=True),
    Column("marking_ground", "特别标注原因", Text(200)),
    Column("restored_on", "恢复登记日期", Day(), past=True),
    Column("agency_code", "登记机关代码", Code(), note="统一社会信用代码"),
    *SOURCE,
    Column("effective_on", "生效日期", Day(), past=True, note="缺省为核准日期，再缺省为成立日期"),
    *WITHHOLD,
)
REGISTRATION = Table(
    "registration",
    "登记信息",
    "经营主体的登记事项，每行一个主体。自然人不是主体。",
    REGISTRATION_COLUMNS,
    (),
    "approved_on",
    None,
    Registration,
)
_COPIED = frozenset(field.name for field in msgspec.structs.fields(Registration)) - {
    "provenance",
    "capital",
    "flags",
    "withheld",
    "parent_code",
}


def registration(values: Values, received: datetime) -> Registration:
    """A registration from the values of a row. Raises RowError."""
    codes = codes_in(values)
    if not codes:
        raise RowError("统一社会信用代码", "统一社会信用代码与注册号至少填一项")
    if "effective_on" not in values:
        days = (values.get("approved_on"), values.get("established_on"))
        known = [day for day in days if day is not None and not isinstance(day, msgspec.Struct)]
        if not known:
            raise RowError("核准日期", "核准日期、成立日期、生效日期至少填一项")
        values["effective_on"] = known[0]
    values["agency"] = values["registration_authority"]
    given: dict[str, Any] = {name: value for name, value in values.items() if name in _COPIED}
    if "capital" in values:
        given["capital"] = money(values, "capital")
    if parents := values.get("parent_code"):
        given["parent_code"] = parents[0]
    return Registration(
        provenance=provenance(REGISTRATION, values, received, codes[0]),
        flags=_flags(values),
        withheld=withholding(values),
        **given,
    )


def class_by_type(values: Values) -> None:
    """Where the class is not given, read it off the type code."""
    if "subject_class" not in values and "type_code" in values:
        values["subject_class"] = subject_class(values["type_code"])


_FLAG_FIELDS = frozenset(
    {"dormancy_since", "liquidation_since", "simple_since", "marking_since", "restored_on"}
)


def _flags(values: Values) -> Flags:
    if _FLAG_FIELDS.isdisjoint(values):
        return Flags()
    return Flags(
        dormancy=_all(Dormancy, values, "dormancy_since", "dormancy_until", "dormancy_address"),
        liquidation_since=values.get("liquidation_since"),
        simple_deregistration=_all(SimpleDeregistration, values, "simple_since", "simple_until"),
        marking=_all(Marking, values, "marking_since", "marking_ground"),
        restored_on=values.get("restored_on"),
    )


def _all(kind: type[Any], values: Values, *fields: str) -> Any:
    """The struct made of all fields, or None where the first is not given."""
    if fields[0] not in values:
        return None
    for field in fields[1:]:
        if field not in values:
            raise RowError(REGISTRATION.label_of(field), f"填写了{REGISTRATION.label_of(fields[0])}时必填")
    return kind(*(values[field] for field in fields))
