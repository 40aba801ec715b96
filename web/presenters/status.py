"""How well the portal answers, and how old what it says is: the page of its state."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from credit.domain.index_standing import IndexStanding
from credit.domain.labels import zh
from search.engine import Health
from search.query import Kind
from web.presenters.parts import Fact, Text, Tone
from web.presenters.speech import Speech

SOON = 60  # seconds within which a change should be findable; what waits longer is said

_BY_CODE = zh("企业页面照常可以打开；搜索暂时只能按代码或者名称的开头查询，恢复以后不用重新打开。")


class SearchState(StrEnum):
    """What the search can do now."""

    OK = "ok"
    BUILDING = "building"  # it holds nothing yet, although the register does
    EMPTY = "empty"  # so is the register
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class SearchStanding:
    """The search now. health, standing: of what it holds, where it can be asked."""

    state: SearchState
    health: Health | None = None
    standing: IndexStanding | None = None


_BANNERS: dict[SearchState, tuple[Tone, str, str]] = {
    SearchState.OK: (Tone.GOOD, zh("查询服务正常"), zh("登记、许可、处罚等信息发生变化后，几秒内就能查到。")),
    SearchState.BUILDING: (Tone.WARN, zh("搜索索引正在建立"), _BY_CODE),
    SearchState.EMPTY: (Tone.NOTE, zh("还没有公示信息"), zh("导入第一批信息以后，这里会显示更新时间。")),
    SearchState.DOWN: (Tone.WARN, zh("搜索正在恢复"), _BY_CODE),
}
_LATE = (
    Tone.WARN,
    zh("搜索中的数据正在追赶"),
    zh("企业页面已经是最新内容；有些变化还要等一会儿才能搜索到。"),
)
_NO_REGISTER = (Tone.BAD, zh("登记库暂时没有回答"), zh("部分系统正在恢复，请稍后再试。"))
_WAITING = zh("%(count)s 条")
_SINCE = zh("最早的一条已经等了 %(seconds)s 秒")


class StatusPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs."""

    tone: Tone
    title: str
    text: str
    facts: tuple[Fact, ...]


def status_page(
    words: Speech, found: SearchStanding | None, changed: datetime | None, now: datetime
) -> StatusPage:
    """The page. found: None while the database does not answer; changed: when the register last did."""
    facts = [Fact(label=words._("查看时间"), value=words.moment(now))]
    if changed is not None:
        facts.append(Fact(label=words._("公示信息更新至"), value=words.moment(changed)))
    if found is not None and found.standing is not None and found.health is not None:
        facts += _of_search(words, found.standing, found.health, now)
    tone, title, text = _banner(found, now)
    return StatusPage(tone=tone, title=words._(title), text=words._(text), facts=tuple(facts))


def _banner(found: SearchStanding | None, now: datetime) -> tuple[Tone, str, str]:
    if found is None:
        return _NO_REGISTER
    late = found.standing is not None and found.standing.seconds(now) > SOON
    return _LATE if late and found.state is SearchState.OK else _BANNERS[found.state]


def _of_search(words: Speech, standing: IndexStanding, health: Health, now: datetime) -> list[Fact]:
    facts: list[Fact] = []
    if standing.reached is not None:
        facts.append(Fact(label=words._("搜索中的数据更新至"), value=words.moment(standing.reached)))
    waiting = words.say(_WAITING, count=words.ltr(f"{standing.behind:,}"))
    seconds = words.ltr(f"{standing.seconds(now):,.0f}")
    note: Text = words.say(_SINCE, seconds=seconds) if standing.behind else ""
    facts.append(Fact(label=words._("等待进入搜索的变化"), value=waiting, note=note))
    enterprises = words.ltr(f"{health.documents.get(Kind.ENTERPRISE, 0):,}")
    facts.append(Fact(label=words._("能搜索到的经营主体"), value=enterprises))
    return facts
