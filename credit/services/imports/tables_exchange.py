"""Licences and penalties in the national 双公示 exchange format, with columns of our own behind.

Names, labels, lengths and vocabularies follow 发改办财金〔2018〕424号 as seen in use; what differs in
practice is taken leniently. Rows about natural persons are refused; columns with identity numbers are
not read at all.
"""

from credit.domain.contents import Content
from credit.domain.records import Licence, Penalty, Withdrawal
from credit.domain.vocabulary import (
    KeyArea,
    LicenceState,
    PenaltyField,
    PenaltyKind,
    Procedure,
    Severity,
    WithdrawalReason,
)
from credit.services.imports.cells import (
    Amount,
    CellError,
    Choice,
    Choices,
    Code,
    Day,
    OldNumber,
    OpenDay,
    Text,
)
from credit.services.imports.columns import MARKS, SOURCE, Column, RowError, Table, Values, plain

PERSON_REFUSED = "自然人不建立信用记录，不予接收"


class CounterpartClass:
    """Class of the counterpart: a natural person's row is refused."""

    label = "选项"
    vocabulary = ("法人及非法人组织", "个体工商户")

    def parse(self, raw: str) -> str:
        if raw.startswith("自然人"):
            raise CellError(PERSON_REFUSED)
        if raw.startswith(("法人", "非法人", "个体", "其他组织")):
            return raw
        raise CellError("不在可选范围内，可选值见导入说明")


def _counterpart(prefix: str) -> tuple[Column, ...]:
    return (
        Column(
            f"{prefix}_XDR_MC",
            "行政相对人名称",
            Text(200),
            "乌鲁木齐市金石商贸有限公司",
            required=True,
            into="subject_name",
        ),
        Column(
            f"{prefix}_XDR_LB",
            "行政相对人类别",
            CounterpartClass(),
            "法人及非法人组织",
            required=True,
            note="自然人的行不予接收",
            into="counterpart_class",
        ),
        Column(
            f"{prefix}_XDR_SHXYM",
            "行政相对人代码_1（统一社会信用代码）",
            Code(),
            "91650102000000019F",
            note="与工商注册号至少填一项",
            into="credit_code",
            aliases=("统一社会信用代码", "行政相对人代码_1"),
        ),
        Column(
            f"{prefix}_XDR_GSZC",
            "行政相对人代码_2（工商注册号）",
            OldNumber(),
            into="registration_no",
            aliases=("注册号", "行政相对人代码_2"),
        ),
    )


def _sources(body: str, body_code: str, name: str, code: str) -> tuple[Column, ...]:
    label = "许可机关" if body.startswith("XK") else "处罚机关"
    return (
        Column(body, label, Text(200), "乌鲁木齐市市场监督管理局", required=True, into="agency"),
        Column(body_code, f"{label}统一社会信用代码", Code(), into="agency_code"),
        Column(name, "数据来源单位", Text(200), "乌鲁木齐市市场监督管理局", into="source_name"),
        Column(code, "数据来源单位统一社会信用代码", Code(), into="source_code", note="作为来源系统"),
    )


LICENCE_STATES = Choice(LicenceState, {"1": LicenceState.VALID, "2": LicenceState.INVALID})
LICENCE = Table(
    "licence",
    "行政许可",
    "国家“双公示”交换格式的行政许可信息。",
    (
        *_counterpart("XK"),
        Column("XK_XKWS", "行政许可决定文书名称", Text(64), "准予许可决定书", into="document_name"),
        Column(
            "XK_WSH",
            "行政许可决定文书号",
            Text(64),
            "（新）食许准字〔2024〕第 1 号",
            required=True,
            into="document_no",
        ),
        Column(
            "XK_XKLB",
            "许可类别",
            Text(64),
            "普通",
            required=True,
            note="普通、特许、认可、核准、登记或 其他-说明",
            into="category",
        ),
        Column("XK_XKZS", "许可证书名称", Text(64), "食品生产许可证", into="certificate"),
        Column("XK_XKBH", "许可编号", Text(64), "SC10165010200001", into="number"),
        Column("XK_NR", "许可内容", Text(4000), "糕点生产", required=True, into="content"),
        Column("XK_JDRQ", "许可决定日期", Day(), "2024-03-18", required=True, past=True, into="decided_on"),
        Column("XK_YXQZ", "有效期自", Day(), "2024-03-18", required=True, into="valid_from"),
        Column("XK_YXQZI", "有效期至", OpenDay(), "2029-03-17", required=True, into="valid_to"),
        *_sources("XK_XKJG", "XK_XKJGDM", "XK_LYDW", "XK_LYDWDM"),
        Column(
            "XK_ZT",
            "当前状态",
            LICENCE_STATES,
            "1",
            required=True,
            note="也可填 1（有效）、2（无效）",
            into="state",
        ),
        Column("key_area", "重点领域", Choice(KeyArea), note="按许可归入的重点领域"),
        *SOURCE,
        *MARKS,
    ),
    ("document_no", "number"),
    "decided_on",
    plain(Licence),
    Licence,
)

PENALTY_KINDS = Choices(
    Choice(
        PenaltyKind,
        {
            "没收违法所得": PenaltyKind.CONFISCATION,
            "没收非法财物": PenaltyKind.CONFISCATION,
            "没收": PenaltyKind.CONFISCATION,
            "暂扣许可证": PenaltyKind.LICENCE_WITHHELD,
            "吊销许可证": PenaltyKind.LICENCE_REVOKED,
            "责令停业": PenaltyKind.SUSPENSION,
            "行政拘留": PenaltyKind.OTHER,
        },
    ),
    PenaltyKind.OTHER,
)
PROCEDURES = Choice(Procedure, {"一般程序": Procedure.ORDINARY, "简易": Procedure.SUMMARY})
FIELDS = Choice(
    PenaltyField,
    {
        "药品": PenaltyField.DRUGS,
        "医疗器械": PenaltyField.DRUGS,
        "化妆品": PenaltyField.DRUGS,
        "其他": PenaltyField.OTHER,
    },
)
_PLAIN_PENALTY = plain(Penalty, "fine", "confiscated")
_WITHDRAWAL = ("withdrawn_on", "withdrawal_explanation")


def _penalty(values: Values) -> Content:
    if "withdrawal_reason" in values:
        for field in _WITHDRAWAL:
            if field not in values:
                raise RowError(PENALTY.label_of(field), "填写了变更撤销情形时必填")
        values["withdrawal"] = Withdrawal(
            values["withdrawal_reason"], values["withdrawn_on"], values["withdrawal_explanation"]
        )
    return _PLAIN_PENALTY(values)


PENALTY = Table(
    "penalty",
    "行政处罚",
    "国家“双公示”交换格式的行政处罚信息，其后是公示规则需要的补充列。文本须为机关已作隐名处理的文本。",
    (
        *_counterpart("CF"),
        Column(
            "CF_WSH",
            "行政处罚决定书文号",
            Text(64),
            "乌市监罚〔2024〕第 1 号",
            required=True,
            into="decision_no",
        ),
        Column("CF_WFXW", "违法行为类型", Text(2000), "未按规定明码标价", required=True, into="violation"),
        Column("CF_SY", "违法事实", Text(5000), "当事人销售商品未标明价格。", required=True, into="facts"),
        Column(
            "CF_YJ", "处罚依据", Text(2048), "《中华人民共和国价格法》第四十二条", required=True, into="basis"
        ),
        Column("CF_CFLB", "处罚类别", PENALTY_KINDS, "警告；罚款", required=True, into="kinds"),
        Column("CF_NR", "处罚内容", Text(4000), "警告，罚款 1500 元。", required=True, into="outcome"),
        Column("CF_NR_FK", "罚款金额（万元）", Amount(), "0.15", unit="万元", into="fine"),
        Column(
            "CF_NR_WFFF",
            "没收违法所得、没收非法财物的金额（万元）",
            Amount(),
            unit="万元",
            into="confiscated",
        ),
        Column("CF_NR_ZKDX", "暂扣或吊销证照名称及编号", Text(200), into="revoked_document"),
        Column("CF_JDRQ", "处罚决定日期", Day(), "2024-05-06", required=True, past=True, into="decided_on"),
        Column("CF_GSJZQ", "公示截止期", Day(), note="只会缩短、不会延长公示期", into="publish_until"),
        *_sources("CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM"),
        Column("served_on", "送达日期", Day(), "2024-05-08", past=True),
        Column("procedure", "处罚程序", PROCEDURES, "普通程序", note="缺省为普通程序"),
        Column("field", "处罚领域", FIELDS, note="食品、药品、特种设备影响公示期；缺省为其他领域"),
        Column("severity", "处罚程度", Choice(Severity), note="机关认定时填写，缺省由规则得出"),
        Column("summary", "处罚决定书摘要", Text(4000)),
        Column("text", "处罚决定书全文", Text(60_000), note="已作隐名处理的文本"),
        Column("ban_until", "限制从业或经营截止日期", Day()),
        Column("duties_performed_on", "处罚履行完毕日期", Day(), past=True),
        Column("withdrawal_reason", "变更撤销情形", Choice(WithdrawalReason)),
        Column("withdrawn_on", "变更撤销日期", Day(), past=True),
        Column("withdrawal_explanation", "变更撤销说明", Text(2000)),
        Column("check_id", "关联检查记录号", Text(200), note="由抽查检查引发时，填该检查的来源记录号"),
        *SOURCE,
        *MARKS,
    ),
    ("decision_no",),
    "decided_on",
    _penalty,
    Penalty,
)
