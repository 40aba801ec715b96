# ruff: noqa: E501 - a sentence stays in one line, so that it can be found whole
"""Legal terms in plain words, each with where it comes from: in their place on a page, and as one page.

What an explanation says in figures is filled in from the dated packs, with the article beside it.
"""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from credit.domain.labels import zh
from web.presenters.figures import Named, figures, filled, in_a_line
from web.presenters.parts import Explanation, Text
from web.presenters.scripts import in_uyghur
from web.presenters.speech import SPEECH, Speech


class Term(StrEnum):
    """Terms that are explained; the value is the anchor on the page of terms."""

    CREDIT_CODE = "credit-code"
    OPERATING = "operating"
    REVOKED = "revoked"
    DEREGISTERED = "deregistered"
    RESCINDED = "rescinded"
    FORCED = "forced-deregistration"
    MOVED_OUT = "moved-out"
    DORMANT = "dormant"
    LIQUIDATION = "liquidation"
    SIMPLE = "simple-deregistration"
    SPECIAL_MARKING = "special-marking"
    ABNORMAL = "abnormal"
    MARKING = "marking"
    SERIOUS = "serious"
    LICENCE = "licence"
    PENALTY = "penalty"
    PUBLICATION = "publication-period"
    CHECK = "check"
    REPAIR = "repair"
    OBJECTION = "objection"
    CONTRIBUTION = "contribution"
    EQUITY_PLEDGE = "equity-pledge"
    IP_PLEDGE = "ip-pledge"
    MORTGAGE = "mortgage"
    JUDICIAL = "judicial"
    VOLUNTARY = "voluntary"
    INSTANT = "instant"
    COMMITMENT = "commitment"
    BREACH = "breach"
    KEY_AREA = "key-area"
    MISSING = "missing"


_PROMISES = zh("《全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）")

_TEXTS: dict[Term, tuple[str, str, str]] = {
    Term.CREDIT_CODE: (
        zh("什么是统一社会信用代码？"),
        zh(
            "每个经营主体唯一的 18 位代码，相当于它的“身份证号”，最后一位是校验位。2015 年以前登记的主体还有 15 位注册号。"
        ),
        zh("《法人和其他组织统一社会信用代码编码规则》（GB 32100-2015）"),
    ),
    Term.OPERATING: (
        zh("“存续”是什么意思？"),
        zh("营业执照有效，可以依法经营。存续、在营、开业、在册说的是同一种状态；它不表示经营得好坏。"),
        zh("《市场主体登记管理条例》"),
    ),
    Term.REVOKED: (
        zh("“吊销”和“注销”有什么不同？"),
        zh(
            "吊销营业执照是行政处罚：不得再经营，但主体还在，仍要清偿债务、清算并办理注销。注销之后主体才不再存在。"
        ),
        zh("《行政处罚法》第九条"),
    ),
    Term.DEREGISTERED: (
        zh("“注销”是什么意思？"),
        zh("清算完毕后向登记机关申请，登记机关准予注销，主体从此不再存在，不能再以它的名义订立合同。"),
        zh("《市场主体登记管理条例》"),
    ),
    Term.RESCINDED: (
        zh("“撤销登记”是什么意思？"),
        zh("查明登记是以虚假材料或者隐瞒重要事实取得的，登记机关把它撤销。"),
        zh("《市场主体登记管理条例》第四十条"),
    ),
    Term.FORCED: (
        zh("“强制注销”是什么意思？"),
        zh(
            "公司被吊销、责令关闭或者撤销满 %(after)s 年仍未申请注销的，登记机关公告 %(notice)s 日，无人提出异议后注销；注销后 %(restore)s 年内可以申请恢复登记。原股东、清算义务人的责任不受影响。"
        ),
        zh("《公司法》第二百四十一条"),
    ),
    Term.MOVED_OUT: (
        zh("“迁出”是什么意思？"),
        zh("登记档案已经转到另一个登记机关。主体还在，以后的登记信息要到迁入地查询。"),
        zh("《市场主体登记管理条例》"),
    ),
    Term.DORMANT: (
        zh("“歇业”是什么意思？"),
        zh(
            "经营暂时困难的主体可以备案歇业，最长 %(years)s 年。歇业期间主体资格不变，仍要报送年度报告；法律文书送到公示的地址即视为送达。"
        ),
        "",
    ),
    Term.LIQUIDATION: (
        zh("“清算”是什么意思？"),
        zh("主体已经解散，清算组正在清理财产、偿还债务。清算期间不得开展与清算无关的经营活动。"),
        zh("《市场主体登记管理条例》第三十二条"),
    ),
    Term.SIMPLE: (
        zh("“简易注销”是什么意思？"),
        zh(
            "没有债务或者债务已经清偿完的主体，公告 %(days)s 日无人异议即可注销。认为不应注销的人可以在公告期内提出异议。"
        ),
        "",
    ),
    Term.SPECIAL_MARKING: (
        zh("“特别标注”是什么意思？"),
        zh(
            "登记机关对有特定情形的主体另作标注，提醒交易对方注意，例如未按规定调整出资期限，或者被吊销后长期不办理注销。"
        ),
        zh(
            "《国务院关于实施〈公司法〉注册资本登记管理制度的规定》；《市场主体登记管理条例实施细则》第六十七条"
        ),
    ),
    Term.ABNORMAL: (
        zh("什么是经营异常名录？"),
        zh(
            "企业没有按期公示年度报告、没有按要求公示信息、公示的信息不真实，或者按登记的住所联系不上，就会列入这份名录。它不是行政处罚；改正后可以申请移出。"
        ),
        zh("《企业信息公示暂行条例》第十七条；《企业经营异常名录管理暂行办法》第四条"),
    ),
    Term.MARKING: (
        zh("什么是“标记经营异常状态”？"),
        zh(
            "个体工商户没有按规定报送年度报告、报告不真实，或者按登记的经营场所联系不上，登记机关会作出标记；改正后可以申请恢复正常记载状态。"
        ),
        zh("《个体工商户年度报告办法》"),
    ),
    Term.SERIOUS: (
        zh("什么是严重违法失信名单？"),
        zh(
            "违法性质恶劣、情节严重、社会危害较大，并受到较重行政处罚的主体列入这份名单，公示 %(years)s 年；满 %(early)s 年并符合条件的，可以申请提前移出。名单上的主体会受到相应的管理措施。"
        ),
        zh("《市场监督管理严重违法失信名单管理办法》"),
    ),
    Term.LICENCE: (
        zh("什么是行政许可？"),
        zh(
            "行政机关根据申请，准许从事某项活动的决定，例如食品经营许可。没有许可并不一定是问题：很多行业不需要许可。"
        ),
        zh("《行政许可法》"),
    ),
    Term.PENALTY: (
        zh("什么是行政处罚？"),
        zh(
            "行政机关对违反行政管理秩序的行为作出的制裁，例如罚款、没收违法所得、吊销许可证。当事人可以申请行政复议或者提起诉讼。"
        ),
        zh("《行政处罚法》；《市场监督管理行政处罚信息公示规定》"),
    ),
    Term.PUBLICATION: (
        zh("记录会公示多久？"),
        zh(
            "每条记录都有公示期，由处罚种类和轻重决定；到期自动停止公示。信用修复后可以提前停止。页面上写明了每条记录公示到哪一天。"
        ),
        zh("《市场监督管理行政处罚信息公示规定》第十三条、第十四条"),
    ),
    Term.CHECK: (
        zh("什么是“双随机、一公开”抽查？"),
        zh("随机抽取检查对象、随机选派检查人员，结果向社会公开。被抽到不表示有问题。"),
        zh("《企业公示信息抽查办法》"),
    ),
    Term.REPAIR: (
        zh("什么是信用修复？"),
        zh(
            "失信主体改正违法行为、消除不良影响后，申请移出名录、名单或者提前停止公示处罚信息。办理不收费，不需要中介。"
        ),
        zh("《信用修复管理办法》"),
    ),
    Term.OBJECTION: (
        zh("“有异议”标注是什么意思？"),
        zh("有人对这条记录提出了异议，作出机关正在核实。标注本身不表示记录有错。"),
        zh("《企业信息公示暂行条例》第十二条"),
    ),
    Term.CONTRIBUTION: (
        zh("“认缴”和“实缴”有什么不同？"),
        zh(
            "认缴是股东承诺出资的数额和期限，实缴是已经缴付的数额。有限责任公司的认缴出资应当自成立之日起 %(years)s 年内缴足。"
        ),
        "",
    ),
    Term.EQUITY_PLEDGE: (
        zh("什么是股权出质？"),
        zh("股东用股权为债务作担保。债务到期不还的，债权人可以就这部分股权优先受偿。"),
        zh("《民法典》第四百四十三条"),
    ),
    Term.IP_PLEDGE: (
        zh("什么是知识产权出质？"),
        zh("用商标、专利或者著作权中的财产权为债务作担保。"),
        zh("《民法典》第四百四十四条"),
    ),
    Term.MORTGAGE: (
        zh("为什么动产抵押只有历史记录？"),
        zh(
            "%(since)s 年起动产抵押改在中国人民银行征信中心的动产融资统一登记公示系统登记，这里只保留以前的登记。"
        ),
        "",
    ),
    Term.JUDICIAL: (
        zh("什么是司法协助信息？"),
        zh("人民法院要求登记机关协助冻结股权或者强制转让股权。已经解除的冻结不再公示。"),
        "",
    ),
    Term.INSTANT: (
        zh("什么是即时信息？"),
        zh(
            "企业在出资、股权、许可、知识产权出质有变动或者受到行政处罚以后，在规定的期限内自己公示的信息，由企业对真实性负责。"
        ),
        zh("《企业信息公示暂行条例》第十条、《公司法》第四十条"),
    ),
    Term.VOLUNTARY: (
        zh("“企业自愿公示”是什么意思？"),
        zh("由企业自己填写，登记机关没有核实，企业对它的真实性负责。"),
        zh("《企业信息公示暂行条例》"),
    ),
    Term.COMMITMENT: (
        zh("什么是信用承诺？"),
        zh(
            "经营主体向社会或者向行政机关公开作出的书面保证，由主体自己负责履行。页面上写明承诺了什么、有效到哪一天、谁在什么时候核查过、履行了没有。"
        ),
        _PROMISES,
    ),
    Term.BREACH: (
        zh("什么是违诺认定？"),
        zh(
            "行政机关核查后，听取主体的陈述和申辩，认定承诺没有履行的决定。没有经过认定的举报和怀疑不会公示。主体改正后可以申请信用修复；对认定不服的，可以申请行政复议或者提起诉讼。"
        ),
        _PROMISES,
    ),
    Term.KEY_AREA: (
        zh("什么是重点领域？"),
        zh("直接关系人身健康和公共安全的行业，例如食品生产、特种设备。按企业持有的许可认定，监管要求更严。"),
        "",
    ),
    Term.MISSING: (
        zh("“0”“未采集”“企业选择不公示”“不适用”有什么不同？"),
        zh(
            "0 是一个数值。“未采集”是本系统没有收到这一项；“企业选择不公示”是法律允许企业自己决定、而企业决定不公开；“不适用”是这类主体没有这一项。"
        ),
        zh("《企业信息公示暂行条例》第九条"),
    ),
}


# figures in the answers, by their places
_FIGURES: dict[Term, Named] = {
    Term.FORCED: {
        "after": ("registration_terms", "forced_after_years"),
        "notice": ("registration_terms", "forced_notice_days"),
        "restore": ("registration_terms", "forced_restore_years"),
    },
    Term.DORMANT: {"years": ("registration_terms", "dormancy_years")},
    Term.SIMPLE: {"days": ("registration_terms", "simple_notice_days")},
    Term.SERIOUS: {
        "years": ("list_publication", "serious_years"),
        "early": ("list_publication", "serious_early_years"),
    },
    Term.CONTRIBUTION: {"years": ("registration_terms", "contribution_years")},
    Term.MORTGAGE: {"since": ("secured_registries", "unified_since")},
}
_NO_RULE = zh("本站没有收录这一天适用的规定，不作解释。")


def explain(words: Speech, term: Term, on: date) -> Explanation:
    """The explanation of a term in the reader's language, by the rules in force on a day."""
    return _explain(words.prefix, term, on)


def all_terms(words: Speech, on: date) -> tuple[tuple[str, Explanation], ...]:
    """Every term with its anchor, in reading order."""
    return tuple((term.value, explain(words, term, on)) for term in Term)


@lru_cache(1024)
def _explain(prefix: str, term: Term, on: date) -> Explanation:
    question, answer, source = _TEXTS[term]
    words = SPEECH[prefix]
    stated: tuple[Text, ...] = (_instrument(words, source),) if source else ()
    asked = _FIGURES.get(term)
    if asked is None:
        return Explanation(
            question=words._(question), answer=words._(answer), source=in_a_line(words, stated)
        )
    used = figures(asked, on)
    if used is None:
        return Explanation(question=words._(question), answer=words._(_NO_RULE))
    return Explanation(
        question=words._(question),
        answer=filled(words, answer, used),
        source=in_a_line(words, stated, used.values()),
    )


def _instrument(words: Speech, source: str) -> Text:
    """Where a term comes from; numbers of documents stay Chinese in Uyghur too."""
    return in_uyghur(words._(source)) if words.uyghur else words._(source)
