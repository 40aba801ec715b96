"""Everything else that is kept under a subject: holders, people, branches, changes, pledges, notices."""

from credit.domain.contents import Content
from credit.domain.notice_kinds import OF_AUTHORITY_ALONE, NoticeKind
from credit.domain.records import (
    BranchEntry,
    Change,
    ChattelMortgage,
    Contribution,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    KeyPerson,
    Notice,
    Voluntary,
    Website,
)
from credit.domain.vocabulary import (
    ChangeItem,
    ContributionForm,
    HolderKind,
    JudicialKind,
    JudicialState,
    PledgeState,
    WebsiteKind,
)
from credit.services.imports.cells import Amount, Choice, Choices, Codes, Day, Pattern, Text
from credit.services.imports.columns import MARKS, SOURCE, Column, Table, Values, agency, plain, whose

OFFICE = "乌鲁木齐市天山区市场监督管理局"
EFFECTIVE = Column("effective_on", "生效日期", Day(), "2024-03-01", required=True, past=True)
CURRENCY = Pattern("ISO 4217 代码", r"[A-Z]{3}", "币种应为三个字母的代码，如 CNY")
PLEDGES = Choice(
    PledgeState,
    {"1": PledgeState.IN_FORCE, "无效": PledgeState.ENDED, "注销": PledgeState.ENDED, "2": PledgeState.ENDED},
)
_REGISTRAR = agency("登记机关", OFFICE, "提供机关")

_PLAIN_CONTRIBUTION = plain(Contribution, "subscribed", "paid")


def _contribution(values: Values) -> Content:
    codes = values.get("holder_code")
    if isinstance(codes, tuple):
        values["holder_code"] = codes[0]
    return _PLAIN_CONTRIBUTION(values)


CONTRIBUTION = Table(
    "contribution",
    "股东及出资",
    "股东、发起人或出资人的认缴和实缴出资。自然人只收姓名，不收证件号码。",
    (
        *whose(),
        Column(
            "holder",
            "股东名称",
            Text(200),
            "示例甲",
            required=True,
            aliases=("股东", "股东（发起人）", "出资人"),
        ),
        Column(
            "holder_kind",
            "股东类型",
            Choice(
                HolderKind,
                {
                    "自然人股东": HolderKind.PERSON,
                    "法人股东": HolderKind.ORGANISATION,
                    "企业法人": HolderKind.ORGANISATION,
                    "法人": HolderKind.ORGANISATION,
                    "其他": HolderKind.ORGANISATION,
                },
            ),
            "自然人",
            required=True,
        ),
        Column("holder_code", "股东统一社会信用代码", Codes(), note="法人股东填写"),
        Column("subscribed", "认缴出资额", Amount(), "300", unit="万元"),
        Column("subscribed_currency", "认缴出资币种", CURRENCY, note="缺省为 CNY"),
        Column("subscribed_due", "认缴出资日期", Day(), "2029-06-30"),
        Column("paid", "实缴出资额", Amount(), "100", unit="万元"),
        Column("paid_currency", "实缴出资币种", CURRENCY, note="缺省为 CNY"),
        Column("paid_on", "实缴出资日期", Day(), "2020-01-15", past=True),
        Column(
            "forms",
            "出资方式",
            Choices(Choice(ContributionForm), ContributionForm.OTHER),
            "货币",
        ),
        *_REGISTRAR,
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("holder", "holder_kind"),
    "effective_on",
    _contribution,
    Contribution,
)
KEY_PERSON = Table(
    "key_person",
    "主要人员",
    "董事、监事、高级管理人员、合作社成员：只收姓名和职务。",
    (
        *whose(),
        Column("name", "姓名", Text(100), "示例乙", required=True, aliases=("人员姓名",)),
        Column("post", "职务", Text(100), "执行董事兼总经理", required=True, aliases=("职位",)),
        *_REGISTRAR,
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("name", "post"),
    "effective_on",
    plain(KeyPerson),
    KeyPerson,
)
BRANCH = Table(
    "branch",
    "分支机构",
    "主体的分支机构。",
    (
        *whose(),
        Column("name", "分支机构名称", Text(200), "乌鲁木齐市金石商贸有限公司第一分公司", required=True),
        Column("code", "分支机构代码", Text(32), "91650103000000027D", aliases=("分支机构统一社会信用代码",)),
        Column("authority", "分支机构登记机关", Text(200)),
        *_REGISTRAR,
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("code", "name"),
    "effective_on",
    plain(BranchEntry),
    BranchEntry,
)
CHANGE = Table(
    "change",
    "变更记录",
    "登记事项的变更。",
    (
        *whose(),
        Column(
            "item",
            "变更事项",
            Choices(Choice(ChangeItem), ChangeItem.OTHER).one,
            "名称变更",
            required=True,
        ),
        Column("changed_on", "变更日期", Day(), "2018-05-01", required=True, past=True),
        Column("before", "变更前", Text(8000), "乌鲁木齐金石百货商店"),
        Column("after", "变更后", Text(8000), "乌鲁木齐市金石商贸有限公司"),
        *_REGISTRAR,
        *SOURCE,
        *MARKS,
    ),
    ("item", "changed_on"),
    "changed_on",
    plain(Change),
    Change,
)
EQUITY_PLEDGE = Table(
    "equity_pledge",
    "股权出质",
    "股权出质登记。",
    (
        *whose(),
        Column("number", "登记编号", Text(100), "650102202400001", required=True),
        Column("pledgor", "出质人", Text(200), "示例甲"),
        Column("pledgee", "质权人", Text(200), "乌鲁木齐示例银行股份有限公司"),
        Column("amount", "出质股权数额", Amount(), "100", unit="万元"),
        Column("amount_currency", "出质股权币种", CURRENCY, note="缺省为 CNY"),
        Column("state", "状态", PLEDGES, "有效", note="缺省为有效"),
        Column(
            "registered_on",
            "股权出质设立登记日期",
            Day(),
            "2024-02-01",
            required=True,
            past=True,
            aliases=("登记日期",),
        ),
        Column("ended_on", "注销日期", Day(), past=True),
        *_REGISTRAR,
        *SOURCE,
        *MARKS,
    ),
    ("number",),
    "registered_on",
    plain(EquityPledge, "amount"),
    EquityPledge,
)
IP_PLEDGE = Table(
    "ip_pledge",
    "知识产权出质",
    "知识产权出质登记。",
    (
        *whose(),
        Column("number", "知识产权登记证号", Text(100), "Y2024650000001", required=True),
        Column("name", "知识产权名称", Text(300), "示例商标", required=True),
        Column("ip_type", "种类", Text(50), "商标"),
        Column("pledgor", "出质人名称", Text(200), "乌鲁木齐市金石商贸有限公司", aliases=("出质人",)),
        Column("pledgee", "质权人名称", Text(200), aliases=("质权人",)),
        Column("valid_from", "质权登记期限自", Day(), "2024-02-01", required=True),
        Column("valid_to", "质权登记期限至", Day(), "2027-01-31"),
        Column("state", "状态", PLEDGES, "有效", note="缺省为有效"),
        *_REGISTRAR,
        *SOURCE,
        *MARKS,
    ),
    ("number",),
    "valid_from",
    plain(IpPledge),
    IpPledge,
)
CHATTEL_MORTGAGE = Table(
    "chattel_mortgage",
    "动产抵押（历史）",
    "2021 年以前由市场监管部门办理的动产抵押登记。",
    (
        *whose(),
        Column("number", "登记编号", Text(100), "650102201900001", required=True),
        Column("registered_on", "登记日期", Day(), "2019-05-20", required=True, past=True),
        Column("debt", "被担保债权数额", Amount(), "200", unit="万元"),
        Column("debt_currency", "被担保债权币种", CURRENCY, note="缺省为 CNY"),
        Column("mortgagee", "抵押权人名称", Text(200), "乌鲁木齐示例银行股份有限公司", aliases=("抵押权人",)),
        Column("collateral", "抵押物概况", Text(4000), "机器设备 3 台"),
        Column("state", "状态", PLEDGES, "有效", note="缺省为有效"),
        *_REGISTRAR,
        *SOURCE,
        *MARKS,
    ),
    ("number",),
    "registered_on",
    plain(ChattelMortgage, "debt"),
    ChattelMortgage,
)
JUDICIAL = Table(
    "judicial",
    "司法协助",
    "人民法院要求协助的股权冻结、股东变更。",
    (
        *whose(),
        Column(
            "judicial_kind",
            "协助事项",
            Choice(JudicialKind),
            "股权冻结",
            required=True,
            aliases=("执行事项",),
        ),
        Column(
            "state",
            "状态",
            Choice(JudicialState, {"有效": JudicialState.FROZEN, "失效": JudicialState.LAPSED}),
            "冻结",
            required=True,
        ),
        Column("court", "执行法院", Text(200), "乌鲁木齐市天山区人民法院", required=True),
        Column("document_no", "执行通知书文号", Text(100), "（2024）新 0102 执 1 号"),
        Column("debtor", "被执行人", Text(200), "示例甲"),
        Column("equity", "股权数额", Amount(), "50", unit="万元"),
        Column("equity_currency", "股权币种", CURRENCY, note="缺省为 CNY"),
        Column("valid_from", "冻结期限自", Day(), "2024-04-01"),
        Column("valid_to", "冻结期限至", Day(), "2027-03-31"),
        *_REGISTRAR,
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("document_no", "debtor", "judicial_kind"),
    "effective_on",
    plain(JudicialAssistance, "equity"),
    JudicialAssistance,
)
NOTICE = Table(
    "notice",
    "公告",
    "记于主体名下的各类公告。",
    (
        *whose(),
        Column(
            "notice_kind",
            "公告类型",
            Choice(NoticeKind, without=OF_AUTHORITY_ALONE),
            "简易注销公告",
            required=True,
        ),
        Column("title", "公告标题", Text(300), "关于简易注销的公告", required=True),
        Column("body", "公告内容", Text(20_000)),
        Column("period_from", "公告期自", Day(), "2024-03-01", required=True),
        Column("period_to", "公告期至", Day(), "2024-03-20"),
        Column("objections_until", "异议截止日期", Day(), "2024-03-20"),
        *agency("公告机关", OFFICE, "提供机关"),
        *SOURCE,
        *MARKS,
    ),
    ("notice_kind", "period_from", "title"),
    "period_from",
    plain(Notice),
    Notice,
)
VOLUNTARY = Table(
    "voluntary",
    "企业自愿公示",
    "企业自愿公示的信息，页面上始终标明来源。",
    (
        *whose(),
        Column("title", "标题", Text(200), "通过质量管理体系认证", required=True),
        Column("text", "内容", Text(4000), "2024 年通过质量管理体系认证。", required=True),
        *agency("提供机关", OFFICE),
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("title",),
    "effective_on",
    plain(Voluntary),
    Voluntary,
)
WEBSITE = Table(
    "website",
    "网站和网店",
    "主体的网站、网店。",
    (
        *whose(),
        Column("name", "网站名称", Text(200), "金石商贸官网", required=True, aliases=("网站（网店）名称",)),
        Column("url", "网址", Text(300), "https://www.example.com", required=True),
        Column("site_kind", "网站类型", Choice(WebsiteKind), "网站", note="缺省为网站"),
        *agency("提供机关", OFFICE),
        EFFECTIVE,
        *SOURCE,
        *MARKS,
    ),
    ("url",),
    "effective_on",
    plain(Website),
    Website,
)
