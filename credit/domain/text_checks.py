"""Texts that enterprises published themselves and in which something was found: an officer looks at each."""

from datetime import datetime

import msgspec

from credit.domain.labels import Vocabulary, zh
from credit.domain.vocabulary import RecordKind


class CheckState(Vocabulary):
    """Where a check stands."""

    OPEN = "open", zh("待查看")
    RELEASED = "released", zh("可以公示")
    HELD = "held", zh("不予公示")
    OVERTAKEN = "overtaken", zh("内容已更正或者撤回，不再查看")


class CheckAct(Vocabulary):
    """What an officer decides."""

    RELEASE = "release", zh("可以公示")
    HOLD = "hold", zh("保持不公示")


class Found(Vocabulary):
    """What was found in a text, in words for officers and for whoever wrote it."""

    IDENTITY = "identity", zh("身份证件号码")
    MOBILE = "mobile", zh("手机号码")
    CARD = "card", zh("银行卡号")
    EMAIL = "email", zh("电子邮箱")
    HOME = "home", zh("个人住址")
    RISK_CLASS = "risk_class", zh("信用风险分类")
    SENSITIVE = "sensitive", zh("敏感词")


class FoundText(msgspec.Struct, frozen=True):
    """A text as kept, and what was found in it. label: of its field, as on the form; Chinese source text."""

    label: str
    text: str
    found: tuple[Found, ...]


class TextCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One check. about: what tells which text it is (year, item, title), never personal data.

    way: where the enterprise sees it, below its own pages. texts: for officers and the enterprise alone.
    """

    id: str
    subject_key: str
    authority: str
    kind: RecordKind
    state: CheckState
    about: dict[str, str]
    way: str
    opened_at: datetime
    decided_at: datetime | None = None
    reasons: str = ""
    texts: tuple[FoundText, ...] = ()
