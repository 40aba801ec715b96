"""What the domain refuses on the pages of accounts, in words, and the field it is about."""

from credit.domain.errors import DomainError
from credit.domain.labels import zh
from web.presenters import (
    case_words,
    commitment_words,
    finding_words,
    objection_words,
    repair_case_words,
    tip_words,
)
from web.presenters.parts import Problem
from web.presenters.speech import Speech

_WORDS: dict[str, tuple[str, str]] = {  # code -> words, field
    "member.tasks": (zh("请至少选择一个可以办理的事项"), "tasks"),
    "member.until": (zh("有效期须在今天之后"), "until"),
    "member.last_owner": (zh("这是最后一位负责人，不能移除或者降级。请先邀请另一位负责人。"), ""),
    "member.unknown": (zh("这位成员已经不在名单中"), ""),
    "member.ended": (zh("这位成员的期限已经结束，请先延长"), ""),
    "invitation.label": (zh("请写明邀请谁，不超过 60 个字"), "label"),
    "invitation.too_many": (zh("还没有接受的邀请太多，请先撤回不再需要的邀请"), ""),
    "invitation.unknown": (zh("这份邀请已经不在名单中"), ""),
    "freeze.reason": (zh("请写明理由，不超过 500 个字"), "reason"),
    "freeze.already": (zh("这次申报已经冻结，正在处理中"), ""),
    "freeze.decided": (zh("这次冻结已经处理完毕"), ""),
    "freeze.decision": (zh("请选择处理结果并写明理由"), "decision"),
    "filing.owner": (zh("只有负责人可以冻结或者撤回冻结"), ""),
    "subject.unknown": (zh("没有找到使用这个代码的企业，请检查后再试"), "code"),
    "recovery.name": (
        zh("您的登录没有经过实名核验，或者实名姓名与登记的法定代表人（负责人、经营者）不一致"),
        "",
    ),
    "recovery.receipt": (zh("回执编号与最近一次申报的不一致，请检查后再试"), "receipt"),
    "recovery.letter": (zh("信函验证码不正确，请检查后再试"), "letter"),
    "recovery.tries": (zh("尝试次数太多，这份申请不能再继续。请到登记机关窗口办理。"), ""),
    "recovery.too_many": (zh("一天内申请的次数太多，请明天再试，或者到登记机关窗口办理。"), ""),
    "recovery.closed": (zh("这份申请已经结束"), ""),
    "recovery.no_letter": (zh("申请人没有要求寄送信函"), ""),
    "form.token": (zh("页面已经过期，请重新打开后再填"), ""),
    "instant.changed": (zh("这条信息刚刚被别人更正过，请重新打开后再改"), ""),
    "instant.same": (zh("内容与已经公示的相同，没有需要更正的"), ""),
    "instant.not_owed": (zh("这类主体不需要公示这项即时信息"), ""),
    "filing.frozen": (zh("负责人已经冻结这次填报，暂时不能更正"), ""),
    "voluntary.title": (zh("请填写标题，不超过 60 个字"), "title"),
    "voluntary.text": (zh("请填写内容，不超过 1000 个字"), "text"),
    "voluntary.personal": (
        zh("内容里有身份证号、手机号、银行卡号或者电子邮箱，不能公示。请删去后再提交。"),
        "text",
    ),
    "voluntary.most": (zh("自愿公示的信息太多，请先撤回不再需要的"), ""),
    "voluntary.withdrawn": (zh("这条信息已经撤回，不能再修改"), ""),
    "statement.text": (zh("请写明理由，不超过 2000 个字"), "text"),
    "evidence.many": (zh("一次最多提交 5 个文件"), "files"),
    "evidence.large": (zh("有文件超过 5 MB，请缩小后重新选择"), "files"),
    "evidence.empty": (zh("有文件是空的，请重新选择"), "files"),
    "evidence.kind": (zh("只接受 PDF、JPG 和 PNG 文件"), "files"),
    "order.what": (zh("请写明要公示的具体内容"), "what"),
    "order.facts": (zh("请写明事实和依据"), "facts"),
    "order.number": (zh("请填写文号"), "number"),
    "order.decision": (zh("请写明理由"), "reasons"),
    "order.closed": (zh("这份责令公示已经处理完毕"), ""),
    "order.running": (zh("期限还没有过，不能认定没有履行"), "act"),
    "order.unanswered": (zh("企业还没有答复，不能认定已经履行"), "act"),
    "listing.facts": (zh("请写明事实"), "facts"),
    "listing.year": (zh("原因是未按期公示年度报告的，请填写报告年度；其他原因不填"), "report_year"),
    "listing.order": (zh("请从已经认定没有履行的责令公示发出告知"), "ground"),
    "listing.answer_days": (zh("答复期限不在允许的范围内，请检查"), "workdays"),
    "listing.open": (zh("同样的告知已经发出，正在处理"), ""),
    "listing.listed": (zh("已经因同样的原因列入"), ""),
    "listing.reasons": (zh("请写明理由"), "reasons"),
    "listing.number": (zh("决定列入的，请填写决定书文号"), "number"),
    "listing.closed": (zh("这件告知已经处理完毕"), ""),
    "listing.too_early": (zh("企业还没有陈述申辩，答复期限也没有过，不能决定列入"), "act"),
    "listing.filed": (zh("年度报告已经补报，不能再以未报送为由列入"), "act"),
    "listing.not_exempt": (zh("不符合首次逾期不予列入的条件"), "act"),
    "part.section": (zh("这份报告没有需要核对的这一部分"), "section"),
    "part.on": (zh("核对日期须在报送之后，不晚于今天"), "on"),
    "part.note": (zh("不一致的，请写明理由，不超过 500 个字"), "note"),
    "text.reasons": (zh("请写明理由"), "reasons"),
    "text.closed": (zh("这项内容已经处理完毕"), ""),
    "text.numbers": (
        zh("其中的号码和邮箱属于个人信息，不能放行。请选择保持不公示，企业更正以后再公示。"),
        "act",
    ),
    "access.own_case": (zh("这件事您自己申请过或者经手过，要由别人决定"), ""),
}
_WORDS |= case_words.REFUSED
_WORDS |= commitment_words.REFUSED
_WORDS |= repair_case_words.REFUSED
_WORDS |= tip_words.REFUSED
_WORDS |= finding_words.REFUSED
_WORDS |= objection_words.REFUSED


def refusal(words: Speech, error: DomainError) -> Problem | None:
    """A refusal as a problem of the form that was sent; None for what is a page of its own (403, 404)."""
    known = _WORDS.get(error.code)
    return Problem(words._(known[0]), known[1]) if known is not None else None
