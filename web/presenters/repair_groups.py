"""Repairs decided together: the groups, one group on one screen, and what became of an order."""

from collections.abc import Iterable, Mapping

import msgspec

from credit.domain.casework import CaseFile
from credit.domain.labels import Vocabulary, zh
from credit.domain.repair_applications import Alike
from credit.domain.repair_desk import GroupOrder, SecondLook
from credit.domain.vocabulary import AbnormalGround
from web.presenters import casework
from web.presenters.case_titles import repaired
from web.presenters.frame import segment
from web.presenters.parts import Column, Fact, Link, TableRow, Tag, Text, Tone
from web.presenters.repair_case_words import REFUSED
from web.presenters.speech import Speech

_GROUP = zh("%(kind)s：%(ground)s")
_COUNT = zh("%(count)s 件")
_PROGRESS = zh("共 %(total)s 件，已决定 %(decided)s 件")
_APART = (zh("案件编号"), zh("当事人和事由"), zh("为什么单独办理"))
_DRAWN = (zh("案件编号"), zh("当事人和事由"), zh("申请时抽中"), zh("承办机关"))


class OrderShown(msgspec.Struct, frozen=True, kw_only=True):
    """One order. running: it is being carried out. left: cases that something stood against."""

    at: Text
    progress: Text
    tag: Tag
    running: bool
    href: str
    left: tuple[TableRow, ...]


class GroupShown(msgspec.Struct, frozen=True, kw_only=True):
    """One screen. same: what is the same for all of them; apart: what is pulled out, with why."""

    title: Text
    count: Text
    empty: bool
    same: tuple[Fact, ...]
    columns: tuple[Column, ...]
    apart: tuple[TableRow, ...]
    orders: tuple[OrderShown, ...]


def title(words: Speech, one: Alike) -> Text:
    """What the cases of a group are about."""
    known = one.ground in AbnormalGround._value2member_map_
    ground = words.label(AbnormalGround(one.ground)) if known else words.bdi(one.ground)
    return words.say(_GROUP, kind=words.label(one.kind), ground=ground)


def groups(words: Speech, found: Iterable[Alike]) -> tuple[Link, ...]:
    """The groups within reach, as ways to their screens."""
    return tuple(
        Link(
            label=title(words, one),
            href=f"/{words.prefix}{path(one.authority, one.key)}",
            count=str(one.count),
            text=casework.authority(words, one.authority),
        )
        for one in found
    )


def path(authority: str, key: str) -> str:
    """The screen of a group, without the language."""
    return f"/desk/repairs/group/{segment(authority)}/{segment(key)}"


def group(
    words: Speech,
    one: Alike,
    apart: Iterable[tuple[CaseFile, tuple[Vocabulary, ...]]],
    orders: Iterable[tuple[GroupOrder, list[tuple[CaseFile, str]]]],
    names: Mapping[str, Text],
) -> GroupShown:
    """One group. orders: with the cases each left undecided and the code of what stood against them.
    names: of enterprises, by their keys."""
    return GroupShown(
        title=title(words, one),
        count=words.say(_COUNT, count=words.ltr(one.count)),
        empty=not one.count,
        same=tuple(_same(words, one)),
        columns=_columns(words, _APART),
        apart=tuple(_row(words, file, words.labels(why), names) for file, why in apart),
        orders=tuple(_order(words, order, left, names) for order, left in orders),
    )


def _same(words: Speech, one: Alike) -> Iterable[Fact]:
    yield Fact(label=words._(zh("事由")), value=title(words, one))
    yield Fact(label=words._(zh("承办机关")), value=casework.authority(words, one.authority))
    yield Fact(
        label=words._(zh("条件")),
        value=words._(zh("申请日已经符合条件，全部由登记系统核对，没有要人工核实的事项")),
    )
    yield Fact(
        label=words._(zh("材料")),
        value=words._(zh("申请书、守信承诺书已签名，其余由系统自动获取，没有上传的材料")),
    )
    yield Fact(label=words._(zh("申请人")), value=words._(zh("经营主体自己申请，没有代理人，没有另写说明")))
    yield Fact(
        label=words._(zh("决定")),
        value=words._(zh("准予信用修复")),
        note=words._(zh("每件一个决定文书号，按顺序编号")),
    )


def _order(
    words: Speech, one: GroupOrder, left: list[tuple[CaseFile, str]], names: Mapping[str, Text]
) -> OrderShown:
    running = one.finished_at is None
    return OrderShown(
        at=words.moment(one.ordered_at),
        progress=words.say(_PROGRESS, total=words.ltr(one.total), decided=words.ltr(one.decided)),
        tag=Tag(words._(zh("正在办理")), Tone.NOTE) if running else Tag(words._(zh("已经办完")), Tone.GOOD),
        running=running,
        href=f"/{words.prefix}/desk/repairs/order/{one.id}.csv",
        left=tuple(_row(words, file, _why(words, code), names) for file, code in left),
    )


def _why(words: Speech, code: str) -> Text:
    known: Mapping[str, tuple[str, str]] = REFUSED
    return words._(known[code][0]) if code in known else words._(zh("请打开案件查看"))


def _row(words: Speech, file: CaseFile, why: Text, names: Mapping[str, Text]) -> TableRow:
    return TableRow(cells=(_numbered(words, file), _about(words, file, names), why))


def _numbered(words: Speech, file: CaseFile) -> Text:
    return words.link(f"/{words.prefix}/desk/repair/{file.id}", words.number(file.number))


def _about(words: Speech, file: CaseFile, names: Mapping[str, Text]) -> Text:
    """Whose record it is, and what kind of record."""
    return words.series([names[file.subject_key or ""], repaired(words, file)])


def drawn(
    words: Speech, found: Iterable[tuple[CaseFile, SecondLook]], names: Mapping[str, Text]
) -> tuple[TableRow, ...]:
    """Grants that wait for a second look. names: of enterprises, by their keys."""
    return tuple(
        TableRow(
            cells=(
                _numbered(words, file),
                _about(words, file, names),
                words.iso(look.drawn_on),
                casework.authority(words, file.authority),
            )
        )
        for file, look in found
    )


def drawn_columns(words: Speech) -> tuple[Column, ...]:
    """The columns of `drawn`."""
    return _columns(words, _DRAWN)


def _columns(words: Speech, labels: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(label=words._(label), lead=place == 0) for place, label in enumerate(labels))
