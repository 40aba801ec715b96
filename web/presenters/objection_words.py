"""Objections to records in words: what owners are told, what is refused, what happened."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

TOLD: Final[Mapping[str, tuple[str, str]]] = {  # messages: subject and sentence
    "objection.filed": (
        zh("收到异议申请"),
        zh("关于一条公示记录的异议已经登记，编号 %(number)s。是否受理会再告知。"),
    ),
    "objection.accepted": (
        zh("异议已经受理"),
        zh("异议 %(number)s 已经受理，正在核实，记录旁边已经注明。"),
    ),
    "objection.not_accepted": (
        zh("异议不予受理"),
        zh("异议 %(number)s 不予受理。理由和其他办法请登录查看。"),
    ),
    "objection.corrected": (
        zh("异议成立，记录已更正"),
        zh("异议 %(number)s 经核实成立，公示的记录已经更正。"),
    ),
    "objection.taken_down": (
        zh("异议成立，记录已撤下"),
        zh("异议 %(number)s 经核实成立，公示的记录已经撤下。"),
    ),
    "objection.partly": (
        zh("异议部分成立"),
        zh("异议 %(number)s 经核实部分成立，有关内容已经更正。说明请登录查看。"),
    ),
    "objection.referred": (
        zh("异议成立，已转登记机关更正"),
        zh("异议 %(number)s 经核实成立，已转登记机关更正。更正以前，公示的这一项旁边注明有误。"),
    ),
    "objection.held": (
        zh("异议成立，更正前不公示"),
        zh("异议 %(number)s 经核实成立，已转登记机关更正。更正以前，这一项不公示。"),
    ),
    "objection.rejected": (
        zh("异议不成立"),
        zh("异议 %(number)s 经核实不成立，记录不变。理由和救济途径请登录查看。"),
    ),
    "objection.withdrawn": (zh("异议已经撤回"), zh("异议 %(number)s 已经撤回，记录不变。")),
    "due.objection": (
        zh("可以提出异议的期限将届满"),
        zh("对一条列入名单的记录有异议的，请在 %(day)s前提出。"),
    ),
}

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "objection.closed": (zh("这条记录现在不能提出异议，请看其他办法"), ""),
    "objection.open": (zh("这条记录已经有一件异议正在办理，可以在那里补充"), ""),
    "objection.claims": (zh("请至少写明一处有误的内容，或者勾选整条记录有误"), "whole"),
    "objection.value": (zh("填写的内容不符合这一项的格式，或者没有变化，请检查"), ""),
    "objection.same": (zh("填写的内容与公示的相同，没有错的请留空"), ""),
    "objection.state": (zh("这件异议已经不在这一步，请刷新页面查看"), ""),
    "objection.text": (zh("请写明理由，不超过 2000 个字"), "text"),
    "objection.declined": (zh("这个理由不适用，请重新选择"), "why"),
    "objection.asked": (zh("已经询问过产生机关，等待答复"), "text"),
    "objection.not_asked": (zh("没有等待答复的询问"), "text"),
    "objection.awaited": (zh("产生机关还没有答复，不能作出结论"), ""),
    "objection.outcome": (zh("请选择适合这项内容的结论"), "outcome"),
    "objection.reasons": (zh("异议不成立的，请选择理由；成立的不要选择"), "reasons"),
    "objection.amendments": (zh("更正的，请填写更正后的内容；不更正的，请留空"), "outcome"),
    "objection.personal": (
        zh("文字里有身份证号、手机号、银行卡号或者电子邮箱，请删去"),
        "text",
    ),
}

HAPPENED: Final[Mapping[str, str]] = {
    "case.opened": zh("收到异议并登记"),
    "objection.handed": zh("由公众来信转入更正程序"),
    "objection.added": zh("申请人补充理由或者证据"),
    "objection.accepted": zh("受理，开始核实"),
    "objection.not_accepted": zh("不予受理：%(why)s"),
    "objection.asked": zh("询问产生机关"),
    "objection.answered": zh("产生机关答复"),
    "objection.answered_late": zh("产生机关在办结以后答复"),
    "objection.proposed": zh("拟作结论：%(outcome)s"),
    "objection.returned": zh("审批退回，继续核实"),
    "objection.corrected": zh("结论：异议成立，记录已更正"),
    "objection.taken_down": zh("结论：异议成立，记录已撤下"),
    "objection.partly": zh("结论：异议部分成立，有关内容已更正"),
    "objection.referred": zh("结论：异议成立，已转登记机关更正"),
    "objection.held": zh("结论：异议成立，已转登记机关更正，更正前不公示"),
    "objection.rejected": zh("结论：异议不成立，记录不变"),
    "objection.withdrawn": zh("申请人撤回"),
}
