"""The front page: doors in plain words, and what changed."""

from typing import Protocol

import msgspec

from credit.domain.labels import zh
from credit.domain.recent import WEEK
from credit.domain.vocabulary import RecordKind
from web.presenters.parts import Link
from web.presenters.recent import TODAY, Span
from web.presenters.speech import Speech


class Changes(Protocol):
    """How many public records of each kind were published today and in the last seven days."""

    @property
    def today(self) -> dict[RecordKind, int]: ...

    @property
    def week(self) -> dict[RecordKind, int]: ...


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs."""

    doors: tuple[Link, ...]
    heading: str
    counts: tuple[Link, ...]


# what is counted, and its words
_COUNTED: tuple[tuple[RecordKind, str], ...] = (
    (RecordKind.LICENCE, zh("条行政许可")),
    (RecordKind.PENALTY, zh("条行政处罚")),
    (RecordKind.ABNORMAL, zh("条经营异常名录记录")),
    (RecordKind.NOTICE, zh("条公告")),
    (RecordKind.COMMITMENT, zh("份信用承诺")),
)


def home(words: Speech, changes: Changes | None) -> Home:
    """The front page. changes: None while they are not known."""
    today = changes.today if changes else {}
    week = changes.week if changes else {}
    fresh = any(today.get(kind) for kind, _word in _COUNTED)
    counted, days = (today, TODAY) if fresh else (week, WEEK)
    return Home(
        doors=_doors(words),
        heading=words._("今天公示") if fresh else words._("近七天公示"),
        counts=tuple(
            Link(label=words._(word), href=Span(kind, days).address(words), count=f"{counted[kind]:,}")
            for kind, word in _COUNTED
            if counted.get(kind)
        ),
    )


_DOORS = (
    # where, icon, what it is called, what it is for: what is done here first, then what is looked up
    ("services", "file", zh("企业办事"), zh("年度报告、即时信息、信用承诺：报什么、何时报、在哪里报")),
    ("repair", "repair", zh("信用修复"), zh("怎样移出名录、名单，提前停止公示；不收费")),
    (
        "report",
        "flag",
        zh("举报和查询"),
        zh("没有兑现承诺、信息不真实的，告诉我们；不用登录，可以匿名"),
    ),
    ("commitments", "check", zh("查承诺"), zh("企业公开承诺了什么，谁核查过，履行了没有")),
    ("notices", "notice", zh("看公告"), zh("企业的注销、减资等公告，抽查计划和异议期限")),
    ("document", "document", zh("核对文书"), zh("手里的许可证、决定书、承诺书是不是真的，输入编号就知道")),
)


def _doors(words: Speech) -> tuple[Link, ...]:
    """The ways in; enterprises have the search box above."""
    return tuple(
        Link(label=words._(name), href=f"/{words.prefix}/{place}", icon=icon, text=words._(purpose))
        for place, icon, name, purpose in _DOORS
    )
