"""Commitments in the making, in words: who is told what, what is refused, what happened."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

TOLD: Final[Mapping[str, tuple[str, str]]] = {  # messages: subject and sentence
    "commitment.public": (
        zh("信用承诺已经公示"),
        zh("编号 %(number)s 的信用承诺已经公示。如果不是您安排的，请立即登录查看。"),
    ),
    "commitment.waiting": (
        zh("信用承诺等待核验"),
        zh("编号 %(number)s 的信用承诺已经提交，核验以后公示。"),
    ),
    "commitment.released": (zh("信用承诺通过核验"), zh("编号 %(number)s 的信用承诺通过核验，已经公示。")),
    "commitment.refused": (
        zh("信用承诺没有通过"),
        zh("编号 %(number)s 的信用承诺没有通过，不会公示。理由请登录查看，改正后可以重新作出。"),
    ),
    "commitment.withdrawn": (
        zh("信用承诺已经撤回"),
        zh("编号 %(number)s 的信用承诺已经撤回。撤回以前的履行情况仍然可以核查。"),
    ),
    "commitment.join_asked": (
        zh("有企业申请参加自律公约"),
        zh("有企业申请参加编号 %(number)s 的自律公约。请确认它是不是会员。"),
    ),
    "commitment.joined": (
        zh("已经参加自律公约"),
        zh("协会确认了会员身份，编号 %(number)s 的信用承诺已经公示。"),
    ),
    "commitment.association_withdrew": (
        zh("协会撤回了自律公约"),
        zh("协会撤回了自律公约。本企业编号 %(number)s 的信用承诺仍然有效，需要时可以撤回。"),
    ),
    "due.proof": (
        zh("提交履行承诺的证明"),
        zh("编号 %(number)s 的信用承诺，请在 %(day)s前提交履行情况的证明。"),
    ),
    "over.proof": (
        zh("履行承诺的证明还没有提交"),
        zh("编号 %(number)s 的信用承诺，提交履行证明的期限 %(day)s已过。请尽快提交。"),
    ),
    "due.commitment": (
        zh("信用承诺即将到期"),
        zh("编号 %(number)s 的信用承诺 %(day)s到期。需要继续的，请作出新的承诺。"),
    ),
}

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "commitment.no_draft": (zh("这份草稿已经提交或者删除，请看下面的列表"), ""),
    "commitment.ended": (zh("所替换或者参加的承诺已经失效"), ""),
    "commitment.changed": (zh("承诺内容刚刚被修改，请重新核对再签署"), ""),
    "commitment.unavailable": (zh("这类承诺现在不能在这里作出，原因写在选择页面上"), ""),
    "commitment.problems": (zh("还有没有填好的内容，请返回修改"), ""),
    "commitment.consent": (zh("这类承诺要同意公示才能作出"), "agreed"),
    "commitment.signer": (zh("请填写签署人的姓名，不超过 50 个字，不写号码"), "signer"),
    "commitment.licence": (zh("您不是用这家企业的电子营业执照登录的，请上传盖章的承诺书"), "kind"),
    "commitment.sealed": (zh("请上传盖章的承诺书"), "files"),
    "commitment.reasons": (zh("请写明理由，不超过 500 个字"), "reasons"),
    "commitment.not_withdrawable": (zh("这份承诺已经失效，不用再撤回"), ""),
    "commitment.not_public": (zh("这份承诺没有公示，不用提交履行证明"), ""),
    "commitment.joined": (zh("已经参加或者申请参加这份公约"), ""),
    "commitment.decided": (zh("这份承诺已经处理完毕"), ""),
    "template.code": (zh("用小写字母开头，只用小写字母、数字和下划线"), "code"),
    "template.version": (zh("版本号只用字母、数字、点和连字符"), "version"),
    "template.kind": (zh("这个代号已经是另一种承诺的范本，请换一个代号"), "commitment_type"),
    "template.past": (zh("开始使用的日期不能早于今天"), "starts"),
    "template.problems": (zh("范本还有需要修改的内容"), ""),
    "template.taken": (zh("这个版本号已经用过，请换一个"), "version"),
    "template.changed": (zh("这份草稿刚刚被修改，请重新核对下面的内容再启用"), ""),
    "template.released": (zh("这个版本已经启用，不能再改；请起草新的版本"), ""),
}

BLANK: Final[Mapping[str, str]] = {  # what is wrong with a blank
    "commitment.blank_missing": zh("请填写这一项"),
    "commitment.blank_long": zh("请控制在 %(longest)s 个字以内"),
    "commitment.blank_number": zh("请填写 %(least)s 到 %(most)s 之间的整数"),
    "commitment.blank_date": zh("请填写日期，例如 2026-03-15"),
    "commitment.blank_personal": zh("这里有个人信息（证件号、手机号或者邮箱），不能公示，请删去"),
}

HAPPENED: Final[Mapping[str, str]] = {  # events of a commitment
    "commitment.signed": zh("签署并提交"),
    "commitment.released": zh("监管部门核验通过，开始公示"),
    "commitment.refused": zh("核验未通过，不公示"),
    "commitment.withdrawn": zh("撤回"),
    "commitment.replaced": zh("被新的承诺替换"),
    "commitment.proof": zh("提交履行证明"),
    "commitment.join_asked": zh("申请参加行业自律公约"),
    "commitment.joined": zh("行业协会确认参加，开始公示"),
    "commitment.checked": zh("监管部门核查履行情况"),
}
