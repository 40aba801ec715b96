"""Who has an interest in an enterprise decides nothing about it, whether there is a case of it or not."""

from collections.abc import Callable
from datetime import date

import pytest

from credit.domain.cases import ListingAct, OrderAct
from credit.domain.casework import RecusalReason
from credit.domain.errors import NotAllowedError
from credit.domain.instant import InstantItem
from credit.domain.values import Repair
from credit.domain.vocabulary import AbnormalGround
from credit.services.casework import assigning
from credit.services.context import Context
from credit.services.disclosures import listings, orders
from credit.services.ids import new_id
from credit.services.repairs import later, results
from tests.services.repairs.conftest import Desk
from tests.services.repairs.test_repairs import keep_penalty

RULING = later.Ruling(court="示例中级人民法院", number="（2026）示01破1号", ruling_on=date(2026, 9, 1))
MISSING = listings.Intended(
    ground=AbnormalGround.UNREACHABLE, facts="两次到登记的住所核查，都没有人", workdays=10
)


def told(ctx: Context, key: str) -> str:
    return listings.tell(ctx, key, MISSING, new_id()).id


def ordered(ctx: Context, key: str) -> str:
    return orders.issue(
        ctx, key, InstantItem.LICENCE, "食品经营许可", "没有公示", "示责〔2026〕1号", new_id()
    ).id


def acts(desk: Desk, record: str) -> dict[str, Callable[[Context], object]]:
    """What an officer can do about an enterprise without a case of the office."""
    telling, order, key = told(desk.handler, desk.key), ordered(desk.handler, desk.key), desk.key
    later.record_ruling(desk.handler, key, RULING)
    repair = Repair(number="示修〔2026〕1号", agency="杭州市西湖区市场监督管理局", on=desk.on)
    return {
        "result": lambda ctx: results.take_results(ctx, key, (record,), repair),
        "ruling": lambda ctx: later.record_ruling(ctx, key, RULING),
        "plan": lambda ctx: later.end_plan(ctx, key, RULING.number, desk.on, carried_out=True),
        "tell": lambda ctx: told(ctx, key),
        "list": lambda ctx: listings.decide(ctx, telling, ListingAct.WITHDRAW, "不列入"),
        "order": lambda ctx: ordered(ctx, key),
        "end of order": lambda ctx: orders.decide(ctx, order, OrderAct.WITHDRAW, "撤回"),
    }


def test_who_has_an_interest_in_an_enterprise_does_nothing_about_it(desk: Desk) -> None:
    record = keep_penalty(desk)
    (case,) = desk.apply(record)
    tried = acts(desk, record)
    assigning.recuse(desk.reviewer, case, RecusalReason.PARTY, "亲属经营", whole_subject=True)
    for act in tried.values():
        with pytest.raises(NotAllowedError, match=r"access\.conflict"):
            act(desk.reviewer)
    other = desk.officer("x", *desk.reviewer.actor.roles)
    for name, act in tried.items():
        if name not in ("result", "tell"):  # decided here; told already
            act(other)
