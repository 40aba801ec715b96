"""Cases of credit repair in words: what parties are told, what is refused, what happened in a case."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

TOLD: Final[Mapping[str, tuple[str, str]]] = {  # messages: subject and sentence
    "repair.asked": (
        zh("信用修复申请需要补正"),
        zh("信用修复申请（%(number)s）需要补正，请在 %(day)s前一次提交。补正期间不计入办理期限。"),
    ),
    "repair.accepted": (zh("信用修复申请已受理"), zh("信用修复申请（%(number)s）已受理，正在核实。")),
    "repair.grant": (
        zh("准予信用修复"),
        zh("信用修复申请（%(number)s）已准予，决定文书号 %(decision)s。该信息已停止公示，可以下载证明。"),
    ),
    "repair.refuse": (
        zh("不予信用修复"),
        zh("信用修复申请（%(number)s）不予修复，决定文书号 %(decision)s。请查看理由和救济途径。"),
    ),
    "repair.not_accept": (
        zh("信用修复申请不予受理"),
        zh("信用修复申请（%(number)s）不予受理，文书号 %(decision)s。请查看理由和救济途径。"),
    ),
    "repair.revoked": (
        zh("信用修复已被撤销"),
        zh("信用修复（%(number)s）已被撤销，文书号 %(decision)s。该信息恢复公示，公示期限重新计算。"),
    ),
    "repair.elsewhere": (
        zh("其他机关已准予信用修复"),
        zh("其他机关已准予信用修复，决定文书号 %(decision)s。该信息在本网站同步停止公示。"),
    ),
    "repair.plan_done": (
        zh("重整计划或者和解协议已执行完毕"),
        zh("裁定 %(number)s 的重整计划或者和解协议已执行完毕，暂停公示的信息不再公示。"),
    ),
    "repair.plan_failed": (
        zh("重整计划或者和解协议没有执行完毕"),
        zh("裁定 %(number)s 的重整计划或者和解协议没有执行完毕，暂停公示的信息恢复公示。"),
    ),
}

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "repair.unknown": (zh("没有找到这份信用修复申请"), ""),
    "repair.nothing": (zh("所选的信息现在都不能申请，请查看每一条的说明"), ""),
    "repair.open": (zh("其中一条信息已有正在办理的申请，请先等待结果或者撤回"), ""),
    "repair.changed": (zh("这份申请刚刚在别处改过，请重新打开后再改"), ""),
    "repair.submitted": (zh("这份申请已经提交，不能再修改"), ""),
    "repair.discarded": (zh("这份申请已经放弃，请重新申请"), ""),
    "repair.problems": (zh("申请还没有填写完整，请按清单补齐"), ""),
    "repair.note": (zh("请写明情况，不超过 1000 个字"), "note"),
    "repair.name": (zh("姓名不超过 50 个字"), "signer"),
    "repair.address": (zh("请填写送达地址，不超过 200 个字"), "address"),
    "repair.empty": (zh("请至少选择一条信息"), "records"),
    "repair.not_now": (zh("这条信息现在不能申请"), "records"),
    "repair.claims": (zh("请确认列出的义务已经履行"), "claims"),
    "repair.papers": (zh("还有材料没有上传"), "papers"),
    "repair.representative": (zh("请填写代理人或者破产管理人的名称"), "representative"),
    "repair.signer": (zh("请填写签名人的姓名"), "signer"),
    "repair.licence": (zh("您不是用电子营业执照登录的，请改为上传盖章签字件"), "signing"),
    "repair.declared": (zh("请确认填写的内容和提交的材料真实"), "declared"),
    "repair.state": (zh("案件现在的状态不能进行这项操作，请刷新后查看"), ""),
    "repair.items": (zh("请一次写明要补正的每一项材料和内容"), "items"),
    "repair.asked_already": (zh("补正只能一次告知；再次要求补正须由审批或者督查人员写明理由"), "reason"),
    "repair.reasons": (zh("请选择理由并写明情况"), "reasons"),
    "repair.returned": (zh("请写明退回的理由"), "why"),
    "repair.waiting": (zh("补正期限还没有过，不能作出不利的决定"), ""),
    "repair.second_person": (zh("这件案件须由另一人提出相同的处理意见后才能决定"), ""),
    "repair.unverified": (zh("核实还不充分，请用其他方式再核实"), "method"),
    "repair.contradicted": (zh("有一种核实结果与申请不符，查清以前不能准予"), "method"),
    "repair.conditions": (zh("现在查明的情况不符合修复条件，请查看条件核对"), ""),
    "repair.decided": (zh("这件案件已经决定"), ""),
    "repair.undecided": (zh("这件案件还没有决定"), ""),
    "repair.service": (zh("请填写送达日期（不早于决定日，不晚于今天）；邮寄的请填写地址"), "on"),
    "repair.uncontested": (zh("没有正在进行的复议或者诉讼"), ""),
    "ruling.court": (zh("请填写作出裁定的人民法院"), "court"),
    "ruling.number": (zh("请填写裁定书文号"), "number"),
    "ruling.on": (zh("裁定或者执行日期不能晚于今天"), "on"),
    "ruling.unknown": (zh("没有找到这份裁定"), "number"),
    "ruling.ended": (zh("这份裁定的执行结果已经登记"), ""),
    "result.number": (zh("请填写修复决定文书号"), "number"),
    "result.agency": (zh("请填写作出修复决定的机关"), "agency"),
    "result.on": (zh("修复日期不能晚于今天"), "on"),
    "result.ours": (zh("这条信息由本机关办理，请按申请程序决定"), ""),
    "letter.unknown": (zh("没有找到这份信用修复证明"), "code"),
    "telling.unknown": (zh("没有找到这条告知记录"), ""),
    "telling.acknowledged": (zh("这条告知已有另一份回执"), ""),
}

HAPPENED: Final[Mapping[str, str]] = {  # events of a repair case
    "repair.asked": zh("一次告知补正，请在 %(day)s前提交"),
    "repair.answered": zh("申请人已补正"),
    "repair.accepted": zh("予以受理"),
    "repair.verified": zh("核实（%(method)s）：%(found)s"),
    "repair.proposed": zh("提出处理意见：%(verdict)s"),
    "repair.returned": zh("处理意见退回"),
    "repair.grant": zh("准予信用修复，决定文书号 %(number)s"),
    "repair.refuse": zh("不予信用修复，决定文书号 %(number)s"),
    "repair.not_accept": zh("不予受理，文书号 %(number)s"),
    "repair.displayed": zh("公示已更新"),
    "repair.closed": zh("办结"),
    "repair.withdrawn": zh("申请人撤回"),
    "repair.served": zh("决定已送达（%(way)s），%(day)s"),
    "repair.contested": zh("原决定正在复议或者诉讼（%(number)s），自 %(day)s"),
    "repair.contest_over": zh("复议或者诉讼已结束，%(day)s"),
    "repair.handed_on": zh("由承接职责的机关继续办理"),
    "repair.revocation_proposed": zh("提出撤销修复：%(reason)s"),
    "repair.revoked": zh("撤销信用修复，文书号 %(number)s"),
    "repair.plan_failed": zh("重整计划或者和解协议没有执行完毕，恢复公示"),
}
