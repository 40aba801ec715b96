"""What the domain refuses on the pages of accounts, in words, and the field it is about."""

from credit.domain.errors import DomainError
from credit.domain.labels import zh
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
    "recovery.closed": (zh("这份申请已经结束"), ""),
    "recovery.no_letter": (zh("申请人没有要求寄送信函"), ""),
    "access.own_case": (zh("不能处理自己的申请"), ""),
}


def refusal(words: Speech, error: DomainError) -> Problem | None:
    """A refusal as a problem of the form that was sent; None for what is a page of its own (403, 404)."""
    known = _WORDS.get(error.code)
    return Problem(words._(known[0]), known[1]) if known is not None else None
