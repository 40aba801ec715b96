"""Orders to publish and intended listings: their clocks, and what may be done in which state."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from credit.domain.cases import LateFacts, ListingAct, ListingState, OrderAct, OrderState, Unmet
from credit.domain.errors import ConflictError, RuleError
from credit.domain.vocabulary import AbnormalGround
from credit.rules import packs
from credit.rules.calendars import Calendar, Deadline, earlier_deadline, moved_to_workday
from credit.rules.citations import cites

PROCEDURE: Final = packs.topic("listing_procedure")
LISTING_ORDER: Final = "企业经营异常名录管理暂行办法（工商总局令第68号）"
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
PENALTY_LAW: Final = "行政处罚法"
DETAILED_RULES: Final = "市场主体登记管理条例实施细则（市场监管总局令第52号）"

_ORDER: Final[Mapping[tuple[OrderState, OrderAct], OrderState]] = {
    (OrderState.OPEN, OrderAct.ANSWER): OrderState.ANSWERED,
    (OrderState.ANSWERED, OrderAct.ANSWER): OrderState.ANSWERED,
    (OrderState.ANSWERED, OrderAct.ACCEPT): OrderState.FULFILLED,
    (OrderState.OPEN, OrderAct.FIND_UNFULFILLED): OrderState.UNFULFILLED,
    (OrderState.ANSWERED, OrderAct.FIND_UNFULFILLED): OrderState.UNFULFILLED,
    (OrderState.OPEN, OrderAct.WITHDRAW): OrderState.WITHDRAWN,
    (OrderState.ANSWERED, OrderAct.WITHDRAW): OrderState.WITHDRAWN,
}
_OPEN: Final = (ListingState.NOTIFIED, ListingState.ANSWERED)
_LISTING: Final[Mapping[ListingAct, ListingState]] = {
    ListingAct.ANSWER: ListingState.ANSWERED,
    ListingAct.LIST: ListingState.LISTED,
    ListingAct.DISMISS: ListingState.NOT_LISTED,
    ListingAct.EXEMPT: ListingState.EXEMPTED,
    ListingAct.WITHDRAW: ListingState.WITHDRAWN,
}


@cites(LISTING_ORDER, "第七条", unverified=True)
@cites("民法典", "第二百零一条、第二百零三条")
def order_due(issued_on: date) -> Deadline:
    """The last day for following an order: days of the calendar, moved behind a rest; the earlier reading."""
    last = issued_on + timedelta(days=PROCEDURE.at(issued_on)["order_days"])
    read = [moved_to_workday(last, calendar) for calendar in Calendar]
    return Deadline(min(one.day for one in read), all(one.firm for one in read))


@cites("民法典", "第二百零三条")
def order_over(due_on: date, on: date) -> bool:
    """Whether an order has run out under every reading of the calendars."""
    return on > max(moved_to_workday(due_on, calendar).day for calendar in Calendar)


@cites(LISTING_ORDER, "第四条", unverified=True)
def answer_until(issued_on: date, workdays: int) -> Deadline:
    """The last day for an answer. Raises RuleError `listing.answer_days` (least=…, most=…)."""
    pack = PROCEDURE.at(issued_on)
    least, most = pack["answer_workdays"], pack["answer_workdays_most"]
    if not least <= workdays <= most:
        raise RuleError("listing.answer_days", least=least, most=most)
    return earlier_deadline(issued_on, workdays)


@cites(LISTING_ORDER, "第六条至第九条", unverified=True)
def decide_by(since: date) -> Deadline:
    """By when an authority decides on a listing whose ground was found on a day."""
    return earlier_deadline(since, PROCEDURE.at(since)["listing_workdays"])


@cites(LISTING_ORDER, "第七条", unverified=True)
def after_order(state: OrderState, act: OrderAct, due_on: date, on: date) -> OrderState:
    """The state after an act. Raises ConflictError `order.closed`, RuleError `order.running`,
    `order.unanswered`."""
    after = _ORDER.get((state, act))
    if after is None:
        if state is OrderState.OPEN and act is OrderAct.ACCEPT:
            raise RuleError("order.unanswered")
        raise ConflictError("order.closed")
    if act is OrderAct.FIND_UNFULFILLED and not order_over(due_on, on):
        raise RuleError("order.running")
    return after


@cites(LISTING_ORDER, "第四条、第十条", unverified=True)
@cites(DISCLOSURE_REGULATION, "第十七条")
def after_listing(
    state: ListingState, act: ListingAct, until: date, on: date, late: LateFacts | None = None
) -> ListingState:
    """The state after an act.

    Nobody is listed before they have answered or the time for it is over, nor for a report that is there
    by now. Raises ConflictError `listing.closed`, RuleError `listing.too_early`, `listing.filed`,
    `listing.not_exempt` (unmet=…).
    """
    if state not in _OPEN:
        raise ConflictError("listing.closed")
    if act is ListingAct.LIST and state is ListingState.NOTIFIED and on <= until:
        raise RuleError("listing.too_early", until=until)
    if act is ListingAct.LIST and late is not None and _mended(late):
        raise RuleError("listing.filed")
    unmet = first_lateness(late) if act is ListingAct.EXEMPT and late is not None else ()
    if unmet:
        raise RuleError("listing.not_exempt", unmet=unmet)
    return _LISTING[act]


def _mended(late: LateFacts) -> bool:
    return late.ground is AbnormalGround.REPORT_NOT_FILED and late.filed


@cites(PENALTY_LAW, "第三十三条")
@cites(DETAILED_RULES, "第七十七条")
def first_lateness(late: LateFacts) -> tuple[Unmet, ...]:
    """What speaks against letting a first late report pass; nothing: it may be let pass."""
    if late.ground is not AbnormalGround.REPORT_NOT_FILED:
        return (Unmet.OTHER_GROUND,)
    asked = (
        (not late.filed, Unmet.NOT_FILED),
        (late.listed_before, Unmet.LISTED_BEFORE),
        (late.late_before, Unmet.LATE_BEFORE),
    )
    return tuple(why for holds, why in asked if holds)
