"""Checks of commitments and findings in words: what owners are told, what is refused, what happened."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

TOLD: Final[Mapping[str, tuple[str, str]]] = {  # messages: subject and sentence
    "finding.notice": (
        zh("可能认定违诺，请陈述申辩"),
        zh("登记机关核查认为承诺“%(matter)s”可能没有履行。请在 %(day)s前陈述、申辩，可以提交证据。"),
    ),
    "due.hearing": (
        zh("陈述申辩的期限将届满"),
        zh("承诺“%(matter)s”可能认定为没有履行，请在 %(day)s前陈述、申辩。"),
    ),
    "due.correction": (
        zh("整改期限将届满"),
        zh("承诺“%(matter)s”请在 %(day)s前完成整改，并提交整改的证明。"),
    ),
    "over.correction": (
        zh("整改期限已过"),
        zh("承诺“%(matter)s”的整改期限是 %(day)s，还没有确认整改完成。请尽快提交整改的证明。"),
    ),
    "finding.not_established": (
        zh("认定不成立"),
        zh("登记机关决定：承诺“%(matter)s”的违诺认定不成立，不作任何公示。"),
    ),
    "finding.ended": (
        zh("认定违诺，终止办理"),
        zh("登记机关认定承诺“%(matter)s”没有履行，依法终止办理。理由和救济途径请登录查看。"),
    ),
    "finding.correction_ordered": (
        zh("认定违诺，限期整改"),
        zh("登记机关认定承诺“%(matter)s”没有履行，责令在 %(day)s前整改。理由和救济途径请登录查看。"),
    ),
    "finding.revoked": (
        zh("认定违诺，撤销决定"),
        zh("登记机关认定承诺“%(matter)s”没有履行，撤销有关行政决定。理由和救济途径请登录查看。"),
    ),
    "finding.penalised": (
        zh("认定违诺，行政处罚"),
        zh("登记机关认定承诺“%(matter)s”没有履行，已作出行政处罚。理由和救济途径请登录查看。"),
    ),
    "finding.withdrawn": (zh("告知已经撤回"), zh("登记机关已撤回关于承诺“%(matter)s”的违诺告知。")),
    "finding.corrected": (
        zh("整改已经确认"),
        zh("登记机关已确认承诺“%(matter)s”完成整改，公示中已注明。"),
    ),
    "finding.not_corrected": (
        zh("逾期没有整改"),
        zh("登记机关认定承诺“%(matter)s”在期限内没有整改。请尽快整改并提交证明。"),
    ),
    "finding.review": (
        zh("行政复议已经记录"),
        zh("关于承诺“%(matter)s”的决定正在行政复议，公示中已注明。"),
    ),
    "finding.suit": (
        zh("行政诉讼已经记录"),
        zh("关于承诺“%(matter)s”的决定正在行政诉讼，公示中已注明。"),
    ),
    "finding.upheld": (zh("决定得到维持"), zh("关于承诺“%(matter)s”的决定，复议或者诉讼的结果是维持。")),
    "finding.changed": (
        zh("决定已经变更"),
        zh("关于承诺“%(matter)s”的决定已依法变更，公示按变更后的决定更新。请登录查看。"),
    ),
    "finding.rescinded": (
        zh("决定已被撤销"),
        zh("关于承诺“%(matter)s”的决定已被撤销，公示已经撤下。"),
    ),
}

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "check.on": (zh("核查日期须在承诺之后，不晚于今天"), "on"),
    "check.closed": (zh("这项核查已经完成或者不再核查"), ""),
    "check.reasons": (zh("请写明理由，不超过 2000 个字"), "reasons"),
    "check.elsewhere": (zh("这项承诺由其他部门受理，由其负责核查"), ""),
    "check.repair": (zh("信用修复承诺在修复申请中核查"), ""),
    "finding.open": (zh("这项核查已经启动违诺认定"), ""),
    "finding.no_breach": (zh("核查结果不是未履行或者部分履行，不能启动认定"), ""),
    "finding.nobody": (
        zh("这家企业还没有能看到消息的负责人，请选择其他送达方式，并填写送达日期"),
        "service",
    ),
    "finding.facts": (zh("请写明事实，不超过 2000 个字"), "facts"),
    "finding.basis": (zh("请写明依据，不超过 300 个字"), "basis"),
    "finding.served": (zh("送达日期不早于今天，也不能太晚；本系统送达的须是今天"), "served_on"),
    "finding.answer_days": (zh("陈述申辩的期限不在允许的范围内，请检查"), "workdays"),
    "finding.closed": (zh("这件案件已经作出决定或者撤回"), ""),
    "finding.unheard": (
        zh("企业的陈述申辩期限还没有过，也没有表示已经说完，不能作出决定"),
        "",
    ),
    "finding.outcome": (zh("这类承诺没有这种处理结果，请重新选择"), "outcome"),
    "finding.number": (zh("请填写文号，与本案以前的文号不同"), "number"),
    "finding.reasons": (zh("请写明理由，不超过 2000 个字"), "reasons"),
    "finding.personal": (
        zh("公示的文字里有身份证号、手机号、银行卡号或者电子邮箱，请删去"),
        "reasons",
    ),
    "finding.review": (zh("请填写行政复议机关，不超过 100 个字"), "review"),
    "finding.court": (zh("请填写管辖法院，不超过 100 个字"), "court"),
    "finding.correct_by": (zh("请填写整改期限，须在今天之后，不超过允许的天数"), "correct_by"),
    "finding.penalty_no": (zh("处罚的，请填写处罚决定书文号"), "penalty_no"),
    "finding.corrected_on": (zh("整改日期须在决定之后，不晚于今天"), "corrected_on"),
    "finding.no_correction": (zh("现在没有等待整改的决定"), ""),
    "finding.correcting": (zh("整改期限还没有过"), ""),
    "finding.not_decided": (zh("没有可以变动的决定"), ""),
    "finding.contested": (zh("已经记录了正在进行的复议或者诉讼"), ""),
    "finding.contested_since": (zh("受理日期须在决定之后，不晚于今天"), "since"),
    "finding.not_contested": (zh("没有正在进行的复议或者诉讼"), ""),
    "finding.changed": (zh("变更的，请填写变更后的处理结果"), "outcome"),
}

HAPPENED: Final[Mapping[str, str]] = {
    "case.opened": zh("告知企业，启动违诺认定"),
    "finding.answered": zh("企业陈述申辩"),
    "finding.proof": zh("企业提交整改情况"),
    "finding.not_established": zh("决定：认定不成立"),
    "finding.ended": zh("决定：依法终止办理"),
    "finding.correction_ordered": zh("决定：责令限期整改"),
    "finding.revoked": zh("决定：撤销行政决定"),
    "finding.penalised": zh("决定：行政处罚"),
    "finding.withdrawn": zh("撤回告知"),
    "finding.corrected": zh("确认整改完成"),
    "finding.not_corrected": zh("认定逾期没有整改"),
    "finding.review": zh("记录行政复议"),
    "finding.suit": zh("记录行政诉讼"),
    "finding.upheld": zh("复议或者诉讼维持决定"),
    "finding.changed": zh("复议或者诉讼变更决定"),
    "finding.rescinded": zh("决定被撤销，公示撤下"),
}
