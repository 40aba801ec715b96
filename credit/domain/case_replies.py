"""What an officer tells the parties of a case while it goes on: by code, so that each reads it in their
own language."""

from collections.abc import Mapping
from typing import Final

from credit.domain.casework import CaseKind
from credit.domain.labels import Vocabulary, zh


class Reply(Vocabulary):
    """A whole answer; the label is what is read."""

    WORKING = "working", zh("已经收到，正在核实，会在期限内答复。")
    SOURCE = "source", zh("正在向记录的来源部门核对，收到答复后马上处理。")
    VISIT = "visit", zh("需要现场核实，请保持联系电话畅通。")
    EXPERT = "expert", zh("需要鉴定或者检验，这段时间不计入办理期限。")
    MOVED = "moved", zh("这件事由其他机关负责，已经转交，由该机关答复。")
    JOINED = "joined", zh("同一件事已经在办理，两件一并答复。")
    STATEMENT = "statement", zh("已经收到您的陈述申辩和证据，会在决定里写明是否采纳和理由。")
    CORRECTING = "correcting", zh("记录确有差错，正在更正，更正后各处显示会一并改变。")


_EVERY: Final = (Reply.WORKING, Reply.EXPERT, Reply.MOVED, Reply.JOINED)
REPLIES: Final[Mapping[CaseKind, tuple[Reply, ...]]] = {
    CaseKind.FINDING: (Reply.WORKING, Reply.EXPERT, Reply.VISIT, Reply.STATEMENT),
    CaseKind.TIP: (*_EVERY, Reply.VISIT),
    CaseKind.ENQUIRY: (*_EVERY, Reply.SOURCE, Reply.CORRECTING),
    CaseKind.REPAIR: (*_EVERY, Reply.SOURCE, Reply.VISIT),
    CaseKind.OBJECTION: (*_EVERY, Reply.SOURCE, Reply.CORRECTING),
    CaseKind.BROKER: _EVERY,
}
