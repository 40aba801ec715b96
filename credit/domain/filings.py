"""What was filed for a subject, and an owner's stop to it."""

from datetime import datetime

import msgspec

from credit.domain.accounts import Task
from credit.domain.labels import Vocabulary, zh


class DisputeState(Vocabulary):
    """How far a dispute about a filing has come."""

    OPEN = "open", zh("待处理")
    UPHELD = "upheld", zh("冻结人意见成立")
    REJECTED = "rejected", zh("冻结人意见不成立")
    WITHDRAWN = "withdrawn", zh("冻结人已撤回")


class Freeze(msgspec.Struct, frozen=True, kw_only=True):
    """An owner's stop: nobody may edit the filing before `until` or while the dispute is upheld.

    It neither takes the filing from the public nor changes when it was filed.
    """

    id: str
    filing_id: str
    frozen_by: str
    reason: str
    frozen_at: datetime
    until: datetime
    authority: str
    state: DisputeState
    decision: str = ""
    decided_at: datetime | None = None

    def stops(self, at: datetime) -> bool:
        """Whether edits are stopped at that moment."""
        return self.state is DisputeState.OPEN and at < self.until


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """reference: id of the thing filed; filed_by: name of the actor; assisted: entered at the counter."""

    id: str
    subject_key: str
    task: Task
    reference: str
    receipt: str
    period: str
    filed_by: str
    assisted: bool
    filed_at: datetime
    freezes: tuple[Freeze, ...] = ()

    def frozen(self, at: datetime) -> Freeze | None:
        """The freeze that stops edits at that moment."""
        return next((one for one in self.freezes if one.stops(at)), None)
