"""The closed vocabularies of the register, each with its Chinese term.

Sources: Order 52 (市场主体登记管理条例实施细则) Art 9 for the classes of subject; the public status
labels of the national system; 行政处罚法 (2021) Art 9 for kinds of penalty; Order 45 for their
publication; Order 44 for the serious-violation list; 企业公示信息抽查办法 for check results.
"""

from enum import StrEnum

from credit.domain.labels import Vocabulary, zh


class SubjectClass(Vocabulary):
    """What kind of market subject (经营主体) an entry of the register is."""

    COMPANY = "company", zh("公司")
    BRANCH = "branch", zh("分支机构")
    PARTNERSHIP = "partnership", zh("合伙企业")
    SOLE_PROPRIETORSHIP = "sole_proprietorship", zh("个人独资企业")
    NON_COMPANY_LEGAL_PERSON = "non_company_legal_person", zh("非公司企业法人")
    COOPERATIVE = "cooperative", zh("农民专业合作社")
    INDIVIDUAL_BUSINESS = "individual_business", zh("个体工商户")
    FOREIGN_BRANCH = "foreign_branch", zh("外国公司分支机构")
    FOREIGN_OFFICE = "foreign_office", zh("外国企业常驻代表机构")
    OTHER = "other", zh("其他经营主体")


class Status(Vocabulary):
    """Registration status (登记状态)."""

    OPERATING = "operating", zh("存续（在营、开业、在册）")
    REVOKED = "revoked", zh("吊销，未注销")
    REVOKED_DEREGISTERED = "revoked_deregistered", zh("吊销，已注销")
    DEREGISTERED = "deregistered", zh("注销")
    FORCED_DEREGISTERED = "forced_deregistered", zh("强制注销")
    RESCINDED = "rescinded", zh("撤销登记")
    MOVED_OUT = "moved_out", zh("迁出")
    OTHER = "other", zh("其他状态")


class RecordKind(Vocabulary):
    """Kinds of record kept under a subject; the value is also the anchor of its section."""

    LICENCE = "licence", zh("行政许可")
    PENALTY = "penalty", zh("行政处罚")
    ABNORMAL = "abnormal", zh("经营异常名录")
    SERIOUS = "serious", zh("严重违法失信名单")
    CHECK = "check", zh("抽查检查")
    CONTRIBUTION = "contribution", zh("股东及出资")
    KEY_PERSON = "key_person", zh("主要人员")
    BRANCH = "branch", zh("分支机构")
    CHANGE = "change", zh("变更记录")
    EQUITY_PLEDGE = "equity_pledge", zh("股权出质")
    IP_PLEDGE = "ip_pledge", zh("知识产权出质")
    CHATTEL_MORTGAGE = "chattel_mortgage", zh("动产抵押（历史）")
    JUDICIAL = "judicial", zh("司法协助")
    NOTICE = "notice", zh("公告")
    VOLUNTARY = "voluntary", zh("企业自愿公示")
    WEBSITE = "website", zh("网站和网店")
    ANNUAL_REPORT = "annual_report", zh("年度报告")
    INSTANT = "instant", zh("即时信息")
    COMMITMENT = "commitment", zh("信用承诺")
    BREACH = "breach", zh("违诺认定")


class Channel(StrEnum):
    """A way on which a fact may leave the gate."""

    PAGE = "page"
    CARD = "card"  # the row of a result list: shown, never matched
    SEARCH = "search"  # matched by queries
    API = "api"
    BULK = "bulk"
    FEED = "feed"


class MissingReason(Vocabulary):
    """Why a value is not there. Zero is a value, not a reason."""

    NOT_DISCLOSED = "not_disclosed", zh("企业选择不公示")
    NOT_COLLECTED = "not_collected", zh("未采集")
    NOT_APPLICABLE = "not_applicable", zh("不适用")


class WithholdingGround(Vocabulary):
    """Why a record is not published (不予公示): the only four grounds, and a detector's hit."""

    PERSONAL_PRIVACY = "personal_privacy", zh("个人隐私")
    STATE_SECRET = "state_secret", zh("国家秘密")
    NATIONAL_SECURITY = "national_security", zh("国家安全")
    PUBLIC_INTEREST = "public_interest", zh("社会公共利益")
    DETECTOR = "detector", zh("疑含个人信息，待复核")


class LicenceState(Vocabulary):
    VALID = "valid", zh("有效")
    INVALID = "invalid", zh("无效")


class KeyArea(Vocabulary):
    """Key areas (重点领域) by licence held. The list is configuration: annex 1 was not readable."""

    FOOD = "F1", zh("食品生产")
    FOOD_ADDITIVE = "F2", zh("食品添加剂生产")
    HEALTH_FOOD = "F3", zh("保健食品生产")
    MEDICAL_FOOD = "F4", zh("特殊医学用途配方食品生产")
    INFANT_FORMULA = "F5", zh("婴幼儿配方食品生产")
    EQUIPMENT_DESIGN = "S1", zh("特种设备设计")
    EQUIPMENT_MAKING = "S2", zh("特种设备制造")
    EQUIPMENT_SERVICE = "S3", zh("特种设备安装改造修理")
    EQUIPMENT_FILLING = "S4", zh("移动式压力容器和气瓶充装")


class PenaltyKind(Vocabulary):
    """Kinds of administrative penalty (处罚种类)."""

    WARNING = "warning", zh("警告")
    CRITICISM = "criticism", zh("通报批评")
    FINE = "fine", zh("罚款")
    CONFISCATION = "confiscation", zh("没收违法所得、没收非法财物")
    SUSPENSION = "suspension", zh("责令停产停业")
    LICENCE_WITHHELD = "licence_withheld", zh("暂扣许可证件")
    DOWNGRADE = "downgrade", zh("降低资质等级")
    LICENCE_REVOKED = "licence_revoked", zh("吊销许可证件")
    BUSINESS_LICENCE_REVOKED = "business_licence_revoked", zh("吊销营业执照")
    RESTRICTION = "restriction", zh("限制开展生产经营活动")
    CLOSURE = "closure", zh("责令关闭")
    PROFESSION_BAN = "profession_ban", zh("限制从业")
    OTHER = "other", zh("其他处罚")


class Procedure(Vocabulary):
    ORDINARY = "ordinary", zh("普通程序")
    SUMMARY = "summary", zh("简易程序")


class PenaltyField(Vocabulary):
    """The field of a penalty; food, drugs and special equipment lengthen some periods."""

    FOOD = "food", zh("食品")
    DRUGS = "drugs", zh("药品、医疗器械、化妆品")
    SPECIAL_EQUIPMENT = "special_equipment", zh("特种设备")
    OTHER = "other", zh("其他领域")


class Severity(Vocabulary):
    """Class of a penalty for publication and repair (轻微、一般、严重)."""

    MINOR = "minor", zh("轻微")
    GENERAL = "general", zh("一般")
    SERIOUS = "serious", zh("严重")


class WithdrawalReason(Vocabulary):
    """What became of a penalty decision that no longer stands (Order 45 Art 11)."""

    CHANGED = "changed", zh("依法变更")
    RESCINDED = "rescinded", zh("依法撤销")
    UNLAWFUL = "unlawful", zh("确认违法")
    INVALID = "invalid", zh("确认无效")


class AbnormalGround(Vocabulary):
    """Grounds of the abnormal operation list (经营异常名录)."""

    REPORT_NOT_FILED = "report_not_filed", zh("未按规定期限公示年度报告")
    ORDER_NOT_FOLLOWED = "order_not_followed", zh("未在责令的期限内公示有关企业信息")
    FALSE_INFORMATION = "false_information", zh("公示信息隐瞒真实情况、弄虚作假")
    UNREACHABLE = "unreachable", zh("通过登记的住所或者经营场所无法联系")


class SeriousCategory(Vocabulary):
    """Fields of the serious violation list (Order 44)."""

    FOOD = "food", zh("食品安全")
    DRUGS = "drugs", zh("药品、医疗器械、化妆品安全")
    QUALITY = "quality", zh("质量安全和特种设备安全")
    CONSUMERS = "consumers", zh("侵害消费者权益")
    COMPETITION = "competition", zh("破坏公平竞争和市场秩序")
    OBSTRUCTION = "obstruction", zh("拒不履行义务或者妨碍监管")


class CheckKind(Vocabulary):
    RANDOM = "random", zh("双随机抽查")
    INSPECTION = "inspection", zh("检查")
    SAMPLING = "sampling", zh("产品监督抽查")


class CheckResult(Vocabulary):
    """Check results: today's labels, older labels, and what the subject itself had become."""

    NO_PROBLEM = "no_problem", zh("未发现问题")
    NOT_PUBLISHED = "not_published", zh("未按规定公示应当公示的信息")
    FALSE = "false", zh("公示信息隐瞒真实情况、弄虚作假")
    UNREACHABLE = "unreachable", zh("通过登记的住所（经营场所）无法联系")
    CORRECTED = "corrected", zh("发现问题已责令改正")
    NON_COOPERATION = "non_cooperation", zh("不配合检查情节严重")
    NO_ACTIVITY = "no_activity", zh("未发现开展本次抽查涉及的经营活动")
    FOLLOW_UP = "follow_up", zh("发现问题待后续处理")
    DEREGISTERED = "deregistered", zh("检查时已注销")
    REVOKED = "revoked", zh("检查时已被吊销")
    RESCINDED = "rescinded", zh("检查时已被撤销")
    MOVED_OUT = "moved_out", zh("检查时已迁出")
    CLOSED = "closed", zh("已关闭停业或正在组织清算")
    OLD_NORMAL = "old_normal", zh("正常（旧标准）")
    OLD_INSTANT_MISSING = "old_instant_missing", zh("未按规定公示即时信息（旧标准）")
    OLD_REPORT_MISSING = "old_report_missing", zh("未按规定公示年报信息（旧标准）")
    OLD_NON_COOPERATION = "old_non_cooperation", zh("不予配合情节严重（旧标准）")
    OLD_VIOLATION = "old_violation", zh("违反有关规定（旧标准）")
    SAMPLE_PASSED = "sample_passed", zh("抽样检验合格")
    SAMPLE_FAILED = "sample_failed", zh("抽样检验不合格")


class SampleRole(Vocabulary):
    """The part an enterprise had in a product sampling: never to be confused."""

    PRODUCER = "producer", zh("标称生产者")
    SELLER = "seller", zh("被抽样销售者")


class HolderKind(Vocabulary):
    PERSON = "person", zh("自然人")
    ORGANISATION = "organisation", zh("法人或其他组织")


class ContributionForm(Vocabulary):
    CASH = "cash", zh("货币")
    IN_KIND = "in_kind", zh("实物")
    INTELLECTUAL_PROPERTY = "intellectual_property", zh("知识产权")
    LAND_USE = "land_use", zh("土地使用权")
    EQUITY = "equity", zh("股权")
    DEBT = "debt", zh("债权")
    OTHER = "other", zh("其他出资方式")


class PledgeState(Vocabulary):
    IN_FORCE = "in_force", zh("有效")
    ENDED = "ended", zh("已注销")


class JudicialKind(Vocabulary):
    FREEZE = "freeze", zh("股权冻结")
    TRANSFER = "transfer", zh("股东变更")


class JudicialState(Vocabulary):
    FROZEN = "frozen", zh("冻结")
    LIFTED = "lifted", zh("解除冻结")
    LAPSED = "lapsed", zh("冻结失效")
    DONE = "done", zh("已执行")


class ChangeItem(Vocabulary):
    """What a change of registration (变更) was about; the first ones date the registered facts."""

    NAME = "name", zh("名称变更")
    LEGAL_REPRESENTATIVE = "legal_representative", zh("法定代表人变更")
    CAPITAL = "capital", zh("注册资本变更")
    ADDRESS = "address", zh("住所变更")
    SCOPE = "scope", zh("经营范围变更")
    TYPE = "type", zh("企业类型变更")
    TERM = "term", zh("营业期限变更")
    HOLDERS = "holders", zh("股东变更")
    KEY_PEOPLE = "key_people", zh("主要人员变更")
    AUTHORITY = "authority", zh("登记机关变更")
    OTHER = "other", zh("其他事项变更")


class WebsiteKind(Vocabulary):
    SITE = "site", zh("网站")
    SHOP = "shop", zh("网店")
