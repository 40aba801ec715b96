"""Words that pages use for codes: short status words, tones, reasons of hits, names of facets."""

from credit.domain.commitments import CommitmentState, CommitmentType, Fulfilment
from credit.domain.labels import zh
from credit.domain.notice_kinds import NoticeKind
from credit.domain.vocabulary import KeyArea, PenaltyField, Status, SubjectClass
from search.page import Reason
from search.query import Facet, Kind, Sort
from web.presenters.parts import Tone

STATUS_WORD: dict[Status, str] = {
    Status.OPERATING: zh("在营"),
    Status.REVOKED: zh("吊销，未注销"),
    Status.REVOKED_DEREGISTERED: zh("吊销，已注销"),
    Status.DEREGISTERED: zh("注销"),
    Status.FORCED_DEREGISTERED: zh("强制注销"),
    Status.RESCINDED: zh("撤销登记"),
    Status.MOVED_OUT: zh("迁出"),
    Status.OTHER: zh("其他状态"),
}

STATUS_TONE: dict[Status, Tone] = {
    Status.OPERATING: Tone.GOOD,
    Status.REVOKED: Tone.BAD,
    Status.REVOKED_DEREGISTERED: Tone.ENDED,
    Status.DEREGISTERED: Tone.ENDED,
    Status.FORCED_DEREGISTERED: Tone.ENDED,
    Status.RESCINDED: Tone.ENDED,
    Status.MOVED_OUT: Tone.ENDED,
    Status.OTHER: Tone.NOTE,
}

COMMITMENT_TONE: dict[CommitmentState, Tone] = {
    CommitmentState.UNDER_CHECK: Tone.NOTE,
    CommitmentState.PUBLIC: Tone.GOOD,
    CommitmentState.EXPIRED: Tone.ENDED,
    CommitmentState.WITHDRAWN: Tone.ENDED,
    CommitmentState.REPLACED: Tone.ENDED,
}
FULFILMENT_TONE: dict[Fulfilment, Tone] = {
    Fulfilment.NOT_YET: Tone.NOTE,
    Fulfilment.KEPT: Tone.GOOD,
    Fulfilment.PARTLY: Tone.WARN,
    Fulfilment.NOT_KEPT: Tone.BAD,
    Fulfilment.NOT_CHECKABLE: Tone.NOTE,
}

# marks on result rows: code -> word and tone
TAG_WORD: dict[str, tuple[str, Tone]] = {
    "abnormal": (zh("经营异常名录"), Tone.WARN),
    "marking": (zh("标记经营异常状态"), Tone.WARN),
    "serious": (zh("严重违法失信名单"), Tone.BAD),
    "dormant": (zh("歇业"), Tone.NOTE),
    "liquidation": (zh("清算中"), Tone.NOTE),
    "simple_deregistration": (zh("简易注销公告中"), Tone.NOTE),
    "special_marking": (zh("特别标注"), Tone.WARN),
    "marked": (zh("特别标注"), Tone.WARN),
    "restored": (zh("恢复登记"), Tone.NOTE),
    "objections": (zh("可以提出异议"), Tone.WARN),
    "objected": (zh("有异议，正在核实"), Tone.NOTE),
    "objected_in_part": (zh("部分信息有异议，正在核实"), Tone.NOTE),
    "breach": (zh("有违诺认定"), Tone.BAD),
    **{f"commitment_{one.value}": (one.label, tone) for one, tone in COMMITMENT_TONE.items()},
    **{
        f"promise_{one.value}": (one.label, tone)
        for one, tone in FULFILMENT_TONE.items()
        if one is not Fulfilment.NOT_YET
    },
}

REASON: dict[Reason, str] = {
    Reason.CODE: zh("代码相符：%(shown)s"),
    Reason.NUMBER: zh("文书号相符：%(shown)s"),
    Reason.CODE_PREFIX: zh("代码开头相符：%(shown)s"),
    Reason.NAME: zh("名称相符：%(shown)s"),
    Reason.BRAND: zh("字号相符：%(shown)s"),
    Reason.FORMER_NAME: zh("曾用名相符：%(shown)s"),
    Reason.SHORT_NAME: zh("简称相符：%(shown)s"),
    Reason.UYGHUR_NAME: zh("维吾尔文名称相符：%(shown)s"),
    Reason.PINYIN: zh("拼音相符：%(shown)s"),
    Reason.INITIALS: zh("拼音首字母相符：%(shown)s"),
    Reason.TRANSLITERATION: zh("译音相符：%(shown)s"),
    Reason.SOUND: zh("读音相近：%(shown)s"),
    Reason.NEAR: zh("写法相近：%(shown)s"),
    Reason.WEBSITE: zh("网站或网店相符：%(shown)s"),
    Reason.TEXT: zh("内容相符：%(shown)s"),
}

FACET: dict[Facet, str] = {
    Facet.DIVISION: zh("地区"),
    Facet.STATUS: zh("登记状态"),
    Facet.SUBJECT_CLASS: zh("主体类型"),
    Facet.INDUSTRY: zh("行业"),
    Facet.KEY_AREA: zh("重点领域"),
    Facet.LICENSED: zh("行政许可"),
    Facet.PENALISED: zh("行政处罚"),
    Facet.LISTED: zh("名单"),
    Facet.YEAR: zh("年份"),
    Facet.TOPIC: zh("类别"),
    Facet.AGENCY: zh("公告机关"),
    Facet.OBJECTIONS: zh("异议"),
    Facet.STATE: zh("承诺状态"),
    Facet.KEPT: zh("履行情况"),
}
# where a facet says something else of one kind
FACET_OF_KIND: dict[tuple[Kind, Facet], str] = {
    (Kind.ENTERPRISE, Facet.YEAR): zh("成立年份"),
    (Kind.COMMITMENT, Facet.AGENCY): zh("受理单位"),
    (Kind.COMMITMENT, Facet.YEAR): zh("承诺年份"),
}

FACET_WORD: dict[Facet, dict[str, str]] = {
    Facet.STATUS: {member.value: word for member, word in STATUS_WORD.items()},
    Facet.SUBJECT_CLASS: {member.value: member.label for member in SubjectClass},
    Facet.KEY_AREA: {member.value: member.label for member in KeyArea},
    Facet.LICENSED: {"yes": zh("有行政许可")},
    Facet.PENALISED: {"yes": zh("有行政处罚")},
    Facet.LISTED: {"abnormal": zh("经营异常名录"), "serious": zh("严重违法失信名单")},
    Facet.TOPIC: {member.value: member.label for member in (*PenaltyField, *NoticeKind, *CommitmentType)},
    Facet.STATE: {member.value: member.label for member in CommitmentState},
    Facet.KEPT: {member.value: member.label for member in Fulfilment},
    Facet.OBJECTIONS: {"open": zh("可以提出异议")},
    Facet.INDUSTRY: {
        "A": zh("农、林、牧、渔业"),
        "B": zh("采矿业"),
        "C": zh("制造业"),
        "D": zh("电力、热力、燃气及水生产和供应业"),
        "E": zh("建筑业"),
        "F": zh("批发和零售业"),
        "G": zh("交通运输、仓储和邮政业"),
        "H": zh("住宿和餐饮业"),
        "I": zh("信息传输、软件和信息技术服务业"),
        "J": zh("金融业"),
        "K": zh("房地产业"),
        "L": zh("租赁和商务服务业"),
        "M": zh("科学研究和技术服务业"),
        "N": zh("水利、环境和公共设施管理业"),
        "O": zh("居民服务、修理和其他服务业"),
        "P": zh("教育"),
        "Q": zh("卫生和社会工作"),
        "R": zh("文化、体育和娱乐业"),
        "S": zh("公共管理、社会保障和社会组织"),
        "T": zh("国际组织"),
    },
}

KIND: dict[Kind, str] = {
    Kind.ENTERPRISE: zh("企业"),
    Kind.PENALTY: zh("行政处罚"),
    Kind.NOTICE: zh("公告"),
    Kind.COMMITMENT: zh("信用承诺"),
}

FOUND: dict[Kind, str] = {
    Kind.ENTERPRISE: zh("找到 <strong>%(count)s</strong> 家企业"),
    Kind.PENALTY: zh("找到 <strong>%(count)s</strong> 条行政处罚"),
    Kind.NOTICE: zh("找到 <strong>%(count)s</strong> 条公告"),
    Kind.COMMITMENT: zh("找到 <strong>%(count)s</strong> 份信用承诺"),
}
FOUND_ABOUT: dict[Kind, str] = {
    Kind.ENTERPRISE: zh("找到约 <strong>%(count)s</strong> 家企业"),
    Kind.PENALTY: zh("找到约 <strong>%(count)s</strong> 条行政处罚"),
    Kind.NOTICE: zh("找到约 <strong>%(count)s</strong> 条公告"),
    Kind.COMMITMENT: zh("找到约 <strong>%(count)s</strong> 份信用承诺"),
}
NOTHING: dict[Kind, str] = {
    Kind.ENTERPRISE: zh("没有找到符合条件的企业"),
    Kind.PENALTY: zh("没有找到符合条件的行政处罚"),
    Kind.NOTICE: zh("没有找到符合条件的公告"),
    Kind.COMMITMENT: zh("没有找到符合条件的信用承诺"),
}

SORT: dict[Sort, str] = {
    Sort.RELEVANCE: zh("最相关"),
    Sort.NEWEST: zh("最新在前"),
    Sort.OLDEST: zh("最早在前"),
}
