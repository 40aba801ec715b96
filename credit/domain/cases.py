"""Orders to publish (责令公示) and intended listings (拟列入经营异常名录): their states and what they hold.

Both are told to the enterprise, answered by it and decided with reasons by an officer. What is said in
them is between the two; public is only a listing that was decided.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from credit.domain.instant import InstantItem
from credit.domain.labels import Vocabulary, zh
from credit.domain.vocabulary import AbnormalGround


class OrderState(Vocabulary):
    """Where an order to publish stands."""

    OPEN = "open", zh("等待企业公示")
    ANSWERED = "answered", zh("企业已答复")
    FULFILLED = "fulfilled", zh("已经履行")
    UNFULFILLED = "unfulfilled", zh("逾期未履行")
    WITHDRAWN = "withdrawn", zh("已经撤回")


class ListingState(Vocabulary):
    """Where an intended listing stands."""

    NOTIFIED = "notified", zh("等待企业陈述申辩")
    ANSWERED = "answered", zh("企业已陈述申辩")
    LISTED = "listed", zh("决定列入")
    NOT_LISTED = "not_listed", zh("决定不列入")
    EXEMPTED = "exempted", zh("首次逾期，已改正，不予列入")
    WITHDRAWN = "withdrawn", zh("告知已经撤回")


class OrderAct(StrEnum):
    """What can be done about an order."""

    ANSWER = "answer"
    ACCEPT = "accept"
    FIND_UNFULFILLED = "find_unfulfilled"
    WITHDRAW = "withdraw"


class ListingAct(StrEnum):
    """What can be done about an intended listing."""

    ANSWER = "answer"
    LIST = "list"
    DISMISS = "dismiss"
    EXEMPT = "exempt"
    WITHDRAW = "withdraw"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A file that came with a statement. kind: its media type, as found in it. size: in bytes."""

    id: str
    name: str
    kind: str
    size: int


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What the enterprise said. entry: the instant information it names; empty: none."""

    id: str
    text: str
    said_at: datetime
    entry: str = ""
    evidence: tuple[Evidence, ...] = ()


class PublishOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order to publish. what: what has to be published; facts: why. firm: whether `due_on` is certain."""

    id: str
    subject_key: str
    authority: str
    number: str
    item: InstantItem
    what: str
    facts: str
    state: OrderState
    issued_at: datetime
    due_on: date
    firm: bool
    decision: str = ""
    decided_at: datetime | None = None
    statements: tuple[Statement, ...] = ()


class ListingCase(msgspec.Struct, frozen=True, kw_only=True):
    """An intended entry of the abnormal operation list. issued_by: name of the actor, for officers alone.

    report_year: of the report that is missing; order_id: of the order that was not followed.
    """

    id: str
    subject_key: str
    authority: str
    ground: AbnormalGround
    facts: str
    state: ListingState
    issued_at: datetime
    issued_by: str
    answer_until: date
    firm: bool
    report_year: int | None = None
    order_id: str | None = None
    reasons: str = ""
    decision_no: str = ""
    decided_at: datetime | None = None
    statements: tuple[Statement, ...] = ()


class LateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a report that came too late. filed: it is there by now."""

    ground: AbnormalGround
    filed: bool
    listed_before: bool
    late_before: bool


class Unmet(Vocabulary):
    """Why a first lateness cannot be let pass."""

    OTHER_GROUND = "other_ground", zh("只适用于未按期报送年度报告")
    NOT_FILED = "not_filed", zh("还没有补报")
    LISTED_BEFORE = "listed_before", zh("以前因未报送年度报告列入过")
    LATE_BEFORE = "late_before", zh("以前有年度逾期报送")
