"""What enterprises and officers of the showcase have lately done: published, ordered, told beforehand.

Done with the verbs that everybody uses, by the tokens of their forms once, however often the region is made.
So the pages of whoever tries the portal have something to answer, and the desks something to decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from credit.db.session import Sessions
from credit.domain.actors import OfficerRole, officer, system
from credit.domain.clock import Clock
from credit.domain.errors import NotFoundError
from credit.domain.instant import InstantItem
from credit.domain.vocabulary import AbnormalGround
from credit.services import access
from credit.services.context import Context
from credit.services.disclosures import instant, listings, orders, voluntary

TRADER, DAIRY, BAKER = "91650100MA77X3PQ6A", "916531006827055175", "92653125MA6D00069T"


@dataclass(frozen=True)
class _Stage:
    """One enterprise of the showcase: own, to act for it; desk, for an officer of its authority."""

    key: str
    own: Context
    desk: Context

    def token(self, number: int) -> str:
        return f"{number:026d}"

    def ago(self, days: int) -> str:
        return (self.own.clock.today() - timedelta(days=days)).isoformat()


def act(sessions: Sessions, clock: Clock) -> int:
    """Let the showcase act; how many of its enterprises are there. Safe to repeat."""
    acted = 0
    for code, deeds in _DEEDS.items():
        own = Context(sessions, clock, system("demo"))
        try:
            with sessions.read() as session:
                found = access.standing(session, code)
        except NotFoundError:  # a smaller region
            continue
        place = access.authority_of(found.registration)
        person = officer("demo".ljust(26, "0"), place, frozenset({OfficerRole.HANDLER}))
        stage = _Stage(found.key, own, Context(sessions, clock, person))
        for deed in deeds:
            deed(stage)
        acted += 1
    return acted


def _licence(stage: _Stage) -> None:
    """A licence published in time."""
    typed = {
        "event": "obtained",
        "arose_on": stage.ago(9),
        "name": "食品经营许可证",
        "number": "JY16501020260318",
        "agency": "乌鲁木齐市天山区市场监督管理局",
        "content": "预包装食品销售；散装食品销售",
        "from": stage.ago(9),
    }
    instant.publish(stage.own, stage.key, InstantItem.LICENCE, typed, stage.token(1))


def _contribution(stage: _Stage) -> None:
    """A contribution published and corrected: both versions stay to be read."""
    typed = {
        "arose_on": stage.ago(16),
        "holder": "新疆天山金石投资有限公司",
        "subscribed": "200",
        "subscribed_on": stage.ago(700),
        "subscribed_forms": "cash",
        "paid": "80",
        "paid_on": stage.ago(16),
        "paid_forms": "cash",
    }
    made = instant.publish(stage.own, stage.key, InstantItem.CONTRIBUTION, typed, stage.token(2))
    instant.correct(stage.own, stage.key, made.entry, 1, {**typed, "paid": "120"}, stage.token(3))


def _order(stage: _Stage) -> None:
    """An order to publish a penalty, running."""
    facts = "本局检查发现，处罚决定送达后已超过二十个工作日，企业没有公示。"
    orders.issue(
        stage.desk,
        stage.key,
        InstantItem.PENALTY,
        "行政处罚决定",
        facts,
        "乌市监责公〔2026〕17号",
        stage.token(4),
    )


def _listing(stage: _Stage) -> None:
    """The notice of an intended listing, running."""
    facts = "按登记的住所邮寄两次，间隔十五日以上，均因无人签收退回。"
    intended = listings.Intended(ground=AbnormalGround.UNREACHABLE, facts=facts, workdays=10)
    listings.tell(stage.desk, stage.key, intended, stage.token(5))


def _held(stage: _Stage) -> None:
    """A text in which something like a home was found: an officer looks at it."""
    typed = {
        "arose_on": stage.ago(3),
        "title": "暂停收购鲜奶的公告",
        "basis": "公司章程",
        "content": "因设备检修，暂停收购鲜奶三天。联系人家住奶站路8号院2栋，可以上门联系。",
    }
    instant.publish(stage.own, stage.key, InstantItem.OTHER, typed, stage.token(6))


def _welcome(stage: _Stage) -> None:
    """Something published of the enterprise's own will, in Uyghur."""
    text = "نان ھەر كۈنى ئەتىگەن سائەت 7 دە تونۇردىن چىقىدۇ."
    voluntary.publish(stage.own, stage.key, "تىجارەت ۋاقتى", text, stage.token(7))


_DEEDS: dict[str, tuple[Callable[[_Stage], None], ...]] = {
    TRADER: (_licence, _contribution, _order),
    DAIRY: (_listing, _held),
    BAKER: (_welcome,),
}
