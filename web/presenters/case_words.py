"""Cases of an authority in words: what officers are told of them, what is refused, what happened."""

from collections.abc import Mapping
from typing import Final

from credit.domain.labels import zh

TOLD: Final[Mapping[str, tuple[str, str]]] = {  # messages: subject and sentence
    "case.soon": (
        zh("有案件临近办理期限"),
        zh("有 %(count)s 件案件临近办理期限，其中有 %(number)s。请及时办结，或者依法暂停、延长。"),
    ),
    "case.overdue": (
        zh("有案件超过办理期限"),
        zh("有 %(count)s 件案件已经超过办理期限，其中有 %(number)s。请督促办理。"),
    ),
}

REFUSED: Final[Mapping[str, tuple[str, str]]] = {  # code -> words, field
    "case.unknown": (zh("没有找到这个编号的案件，请检查后再试"), "number"),
    "case.closed": (zh("这件案件已经办结"), ""),
    "case.changed": (zh("打开页面以后案件有了新的内容，请看过下面的内容再决定"), ""),
    "case.theirs": (zh("案件已经由这位人员办理"), "to"),
    "case.colleague": (zh("请选择本机关可以办理这件案件的人员"), "to"),
    "case.reason": (zh("请写明理由，不超过 500 个字"), "reason"),
    "case.note": (zh("请写明情况，不超过 500 个字"), "note"),
    "case.reply": (zh("请选择要告知的内容"), "reply"),
    "case.pause_reason": (zh("请选择暂停计时的事由"), "pause_reason"),
    "case.authority": (zh("没有可以办理的机关"), ""),
    "clock.none": (zh("这件案件还没有开始计时"), ""),
    "clock.ended": (zh("这件案件的计时已经结束"), ""),
    "clock.going": (zh("这件案件已经在计时"), ""),
    "clock.paused": (zh("计时已经暂停"), ""),
    "clock.running": (zh("计时没有暂停"), ""),
    "clock.overdue": (zh("已经超过期限，不能再暂停或者延长"), ""),
    "clock.waits": (zh("等待补正的，收到补正材料或者补正期满后由办理页面恢复计时"), ""),
    "clock.order": (zh("日期早于这件案件上一次计时变动"), ""),
    "clock.workdays": (zh("期限的工作日数不在允许的范围内"), "days"),
    "clock.extension": (zh("延长的工作日数超过了允许的范围，或者已经延长到最长"), "days"),
    "access.conflict": (zh("您已经就这件案件申明回避，不能办理"), ""),
    "access.not_own": (zh("这件案件由别人办理，请由审批人员或者督查人员移交"), ""),
}

HAPPENED: Final[Mapping[str, str]] = {  # events of every kind of case
    "case.opened": zh("收到并登记"),
    "case.assigned": zh("分配给 %(to)s"),
    "case.taken": zh("由 %(to)s 接手"),
    "case.given": zh("移交给 %(to)s"),
    "case.recused": zh("%(by)s 回避：%(reason)s"),
    "case.started": zh("开始计时，期限 %(workdays)s 个工作日"),
    "case.paused": zh("计时暂停：%(reason)s"),
    "case.resumed": zh("恢复计时"),
    "case.extended": zh("延长 %(days)s 个工作日"),
    "case.stopped": zh("计时结束"),
    "case.replied": zh("告知进展：%(reply)s"),
    "case.soon": zh("临近期限（%(day)s），已提醒审批和督查人员"),
    "case.overdue": zh("超过期限（%(day)s），已提请督办"),
}
