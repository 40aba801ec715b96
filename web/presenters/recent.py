"""The list behind a count of the front page: what was published, by whom, about whom."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from credit.domain.dossier import Dossier
from credit.domain.labels import zh
from credit.domain.recent import WEEK, Announced, Position, Published, Recently
from credit.domain.records import AbnormalEntry
from credit.domain.vocabulary import RecordKind
from web.presenters.asked import Arguments
from web.presenters.frame import segment
from web.presenters.notice import notice_address
from web.presenters.parts import Column, Link, Pager, TableRow, Tag, Text, ug
from web.presenters.records import anchor, row
from web.presenters.speech import Speech

TODAY = 1  # day
KINDS = (
    RecordKind.LICENCE,
    RecordKind.PENALTY,
    RecordKind.ABNORMAL,
    RecordKind.NOTICE,
    RecordKind.COMMITMENT,
)

_HEADING = {TODAY: zh("今天公示：%(kind)s"), WEEK: zh("近七天公示：%(kind)s")}
_PERIOD = {TODAY: zh("今天"), WEEK: zh("近七天")}
_NOTHING = {TODAY: zh("今天没有公示这一类信息"), WEEK: zh("近七天没有公示这一类信息")}
_COUNT = zh("共 %(count)s 条，公示日期新的在前。")
# heads of what was published: what it is, and its number or kind
_WHAT: dict[RecordKind, tuple[str, str]] = {
    RecordKind.LICENCE: (zh("许可证书"), zh("许可编号")),
    RecordKind.PENALTY: (zh("违法行为类型"), zh("决定书文号")),
    RecordKind.ABNORMAL: (zh("列入或者标记的原因"), zh("类型")),
    RecordKind.NOTICE: (zh("公告"), zh("类型")),
    RecordKind.COMMITMENT: (zh("承诺事项"), zh("承诺类型")),
}
# whose it is, where that need not be an enterprise
_WHOSE = {RecordKind.NOTICE: zh("企业或者机关")}


@dataclass(frozen=True, slots=True)
class Span:
    """One list: a kind of record and the last days, today among them."""

    kind: RecordKind = RecordKind.LICENCE
    days: int = WEEK

    def address(self, words: Speech) -> str:
        """The address of its first page."""
        return f"/{words.prefix}/recent?kind={self.kind.value}&days={self.days}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of a list as its address says it; what cannot be understood is left out."""

    span: Span
    after: Position | None = None
    before: int = 0  # how many records came before

    @classmethod
    def read(cls, arguments: Arguments) -> "Wanted":
        """Understand as much of an address as can be understood."""
        kind = next((one for one in KINDS if one.value == arguments.get("kind", "")), RecordKind.LICENCE)
        days = TODAY if arguments.get("days", "") == str(TODAY) else WEEK
        after, before = Position.parse(arguments.get("cursor", "")), arguments.get("at", "")
        counted = after is not None and before.isascii() and before.isdigit() and len(before) < 9
        return cls(Span(kind, days), after, int(before) if counted else 0)


class RecentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs."""

    heading: Text
    trail: tuple[Link, ...]
    kinds: tuple[Link, ...]
    periods: tuple[Link, ...]
    count: Text
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    pager: Pager
    nothing: str


def recent_page(words: Speech, wanted: Wanted, found: Recently) -> RecentPage:
    """The page."""
    span = wanted.span
    heading = words.say(_HEADING[span.days], kind=words.label(span.kind))
    return RecentPage(
        heading=heading,
        trail=(Link(label=words._("首页"), href=f"/{words.prefix}/"), Link(label=heading, href="")),
        kinds=_links(words, span, [(words.label(kind), Span(kind, span.days)) for kind in KINDS]),
        periods=_links(words, span, [(words._(said), Span(span.kind, of)) for of, said in _PERIOD.items()]),
        count=words.say(_COUNT, count=words.ltr(f"{found.total:,}")) if found.total else "",
        columns=_columns(words, span.kind),
        rows=tuple(
            _row(words, one) if isinstance(one, Published) else _announced(words, one) for one in found.items
        ),
        pager=_pager(words, wanted, found),
        nothing=words._(_NOTHING[span.days]),
    )


def _links(words: Speech, here: Span, others: list[tuple[str, Span]]) -> tuple[Link, ...]:
    return tuple(
        Link(label=label, href=there.address(words), current=there == here) for label, there in others
    )


def _columns(words: Speech, kind: RecordKind) -> tuple[Column, ...]:
    what, number = _WHAT[kind]
    return (
        Column(label=words._(_WHOSE.get(kind, zh("企业"))), lead=True),
        Column(label=words._(what)),
        Column(label=words._(number)),
        Column(label=words._("来源")),
        Column(label=words._("公示日期")),
    )


def _row(words: Speech, one: Published) -> TableRow:
    record, page = one.record, f"/{words.prefix}/enterprise/{segment(one.dossier.address)}"
    told = row(words, record, sourced=True)
    what, second = (cell.label if isinstance(cell, Tag) else cell for cell in told.cells[:2])
    if isinstance(record.content, AbnormalEntry):
        second = words._(_ENTERED[record.content.marking])
    cells = (
        _name(words, one.dossier, lambda name: words.link(page, name)),
        words.link(f"{page}#{anchor(record)}", what),
        second,
        words.zh(record.source.agency.name),
        words.iso(record.source.published_on),
    )
    return TableRow(cells=cells, tags=told.tags)


def _announced(words: Speech, one: Announced) -> TableRow:
    content, source = one.notice.content, one.notice.source
    agency = words.zh(source.agency.name)
    cells = (
        agency,
        words.link(notice_address(words, one.notice.key), words.zh(content.title)),
        words.label(content.notice_kind),
        agency,
        words.iso(source.published_on),
    )
    return TableRow(cells=cells)


_ENTERED = {False: zh("列入经营异常名录"), True: zh("标记经营异常状态")}


def _name(words: Speech, dossier: Dossier, linked: Callable[[Text], Text]) -> Text:
    """Whose it is, in the reader's script first where there is a name in it."""
    fact = dossier.registered
    if words.uyghur and fact.uyghur_name:
        return linked(ug(fact.uyghur_name)) + " " + words.name(fact.name)
    return linked(words.name(fact.name))


def _pager(words: Speech, wanted: Wanted, found: Recently) -> Pager:
    first, shown = wanted.span.address(words), len(found.items)
    until = wanted.before + shown
    following = f"{first}&cursor={found.next}&at={until}" if found.next else ""
    place: Text = ""
    if shown and (wanted.before or following):
        place = words.say(zh("第 %(range)s 条"), range=words.ltr(f"{wanted.before + 1:,}–{until:,}"))
    return Pager(next=following, first=first if wanted.after else "", place=place)
