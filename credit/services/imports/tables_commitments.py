"""Commitments made to an authority in place of papers (告知承诺), from approval systems.

What a check found does not come in this way: that a promise was broken is public only after a hearing.
"""

from credit.domain.commitments import Commitment, CommitmentState, CommitmentType
from credit.domain.contents import Content
from credit.services.imports.cells import Choice, Day, Text, YesNo
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

_MADE_HERE = frozenset(
    {
        CommitmentType.STATEMENT,
        CommitmentType.REPAIR,
        CommitmentType.INDUSTRY,
        CommitmentType.SME_PAYMENT,
    }
)
TYPES = Choice(
    CommitmentType,
    {
        "许可类": CommitmentType.LICENCE,
        "涉企经营许可事项告知承诺": CommitmentType.LICENCE,
        "证明类": CommitmentType.CERTIFICATE,
        "证明事项告知承诺": CommitmentType.CERTIFICATE,
    },
    without=_MADE_HERE,
)
STATES = Choice(
    CommitmentState,
    {
        "公示中": CommitmentState.PUBLIC,
        "撤回": CommitmentState.WITHDRAWN,
        "核查中": CommitmentState.UNDER_CHECK,
    },
    without=frozenset({CommitmentState.EXPIRED, CommitmentState.REPLACED}),
)
_CONTENT = plain(Commitment)


def _commitment(values: Values) -> Content:
    first, last = values.get("valid_from"), values.get("valid_to")
    if first is not None and last is not None and last < first:
        raise RowError("承诺有效期至", "不能早于有效期自")
    withdrawn = values.get("state") is CommitmentState.WITHDRAWN
    if withdrawn != ("withdrawn_on" in values):
        raise RowError("撤回日期", "承诺状态为已撤回时必填，其他状态不填")
    return _CONTENT(values)


COMMITMENT = Table(
    "commitment",
    "信用承诺",
    "办理许可或者证明事项时向受理机关作出的告知承诺。其他承诺由企业在本系统作出，守诺核查由本系统办理，不在这里导入。",
    (
        *whose(),
        Column("number", "承诺编号", Text(40), "XKCN-2024-0031", required=True, aliases=("承诺书编号",)),
        Column("commitment_type", "承诺类型", TYPES, "许可类", required=True),
        Column(
            "matter",
            "承诺事项",
            Text(200),
            "食品经营许可",
            required=True,
            aliases=("许可事项", "证明事项", "事项名称"),
        ),
        Column("scene", "承诺场景", Text(100), "食品经营"),
        Column("text", "承诺内容", Text(4000), "已经符合食品经营许可的条件，愿意承担不实承诺的法律责任。"),
        Column("basis", "承诺依据", Text(500), "国办发〔2020〕42号", required=True),
        Column("committed_on", "承诺日期", Day(), "2024-03-01", required=True, past=True),
        Column("valid_from", "承诺有效期自", Day(), "2024-03-01"),
        Column("valid_to", "承诺有效期至", Day(), "2029-02-28", note="不填为没有期限"),
        Column("accepting_office", "受理单位", Text(200), "乌鲁木齐市天山区政务服务中心"),
        Column("breach_clause", "违诺责任", Text(1000), "由许可机关依法撤销许可决定。"),
        Column(
            "publication_agreed",
            "是否同意公示",
            YesNo(),
            "是",
            required=True,
            note="证明类没有同意的不公示",
        ),
        Column("state", "承诺状态", STATES, "有效", note="缺省为有效"),
        Column("withdrawn_on", "撤回日期", Day(), past=True),
        *agency("承诺受理机关", "乌鲁木齐市天山区市场监督管理局", "受理机关"),
        *SOURCE,
        *MARKS,
    ),
    ("number",),
    "committed_on",
    _commitment,
    Commitment,
)
