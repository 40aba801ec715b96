"""Checks of commitments at the desk: what is due by when, and one of them."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from credit.domain.accounts import Standing
from credit.domain.commitments import Commitment
from credit.domain.findings import CheckState, CheckTask
from credit.domain.labels import zh
from web.presenters.cases import until
from web.presenters.commitment_matters import matter_of
from web.presenters.frame import commitment_address
from web.presenters.naming import firm
from web.presenters.parts import Column, Fact, TableRow, Tag, Text, Tone
from web.presenters.speech import Speech

_DUE = (zh("承诺"), zh("企业"), zh("承诺类型"), zh("核查期限"), zh("来源"))
_CORRECTIONS = (zh("承诺"), zh("企业"), zh("整改期限"))
_FOUND = zh("已核查，等待告知企业")


class CheckPage(msgspec.Struct, frozen=True, kw_only=True):
    """One check. plain: its title for the head of the page. open: to be done; pending: it alleges something
    nobody has followed yet."""

    title: Text
    plain: str
    tag: Tag
    facts: tuple[Fact, ...]
    open: bool
    pending: bool


def columns(words: Speech, which: str) -> tuple[Column, ...]:
    """The heads of a list: due or corrections."""
    labels = {"due": _DUE, "corrections": _CORRECTIONS}[which]
    return tuple(Column(label=words._(label), lead=place == 0) for place, label in enumerate(labels))


def rows(
    words: Speech, tasks: Iterable[CheckTask], names: Mapping[str, Text], on: date
) -> tuple[TableRow, ...]:
    """What is due, in the order given."""
    return tuple(_row(words, one, names, on) for one in tasks)


def _row(words: Speech, one: CheckTask, names: Mapping[str, Text], on: date) -> TableRow:
    late = one.open and one.due_on < on
    tag = None
    if one.alleges:
        tag = Tag(words._(_FOUND), Tone.WARN)
    elif late:
        tag = Tag(words._(zh("已经逾期")), Tone.BAD)
    return TableRow(
        cells=(
            words.link(f"/{words.prefix}/desk/check/{one.id}", matter_of(words, one.matter)),
            names[one.subject_key],
            words.label(one.commitment_type),
            words.iso(one.due_on) if one.firm else words.say(zh("预计 %(day)s"), day=words.iso(one.due_on)),
            words.label(one.reason),
        ),
        tags=(tag,) if tag else (),
    )


def corrections(
    words: Speech, found: Iterable[tuple[str, str, str, date]], names: Mapping[str, Text], on: date
) -> tuple[TableRow, ...]:
    """Corrections nobody has confirmed: case, subject, matter, last day."""
    return tuple(
        TableRow(
            cells=(
                words.link(f"/{words.prefix}/desk/finding/{case}", words.zh(matter)),
                names[subject],
                words.iso(day),
            ),
            tags=(Tag(words._(zh("已经逾期")), Tone.BAD),) if day < on else (),
        )
        for case, subject, matter, day in found
    )


class PromiseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment of an enterprise at the desk. record: its id."""

    record: str
    label: Text
    facts: Text


def promises(
    words: Speech, found: Iterable[tuple[str, Commitment]], subject: Standing
) -> tuple[PromiseRow, ...]:
    """The commitments of an enterprise, each to be checked."""
    return tuple(
        PromiseRow(
            record=record,
            label=words.link(
                commitment_address(words, subject.address, record), matter_of(words, one.matter)
            ),
            facts=words.series(
                (words.label(one.commitment_type), words.number(one.number), words.iso(one.committed_on))
            ),
        )
        for record, one in found
    )


def page(words: Speech, one: CheckTask, content: Commitment, subject: Standing, on: date) -> CheckPage:
    """One check with the promise it is about."""
    done = one.done
    href = commitment_address(words, subject.address, one.record_id)
    facts = [
        firm(words, subject.registration),
        Fact(label=words._(zh("承诺编号")), value=words.link(href, words.number(one.commitment_no))),
        Fact(label=words._(zh("承诺类型")), value=words.label(one.commitment_type)),
        Fact(label=words._(zh("承诺日期")), value=words.iso(content.committed_on)),
        Fact(label=words._(zh("承诺内容")), value=words.text(content.text)),
        Fact(label=words._(zh("违诺责任")), value=words.text(content.breach_clause)),
        Fact(label=words._(zh("来源")), value=words.label(one.reason)),
        Fact(label=words._(zh("核查期限")), value=until(words, one.due_on, one.firm, on)),
    ]
    if done is not None:
        facts += [
            Fact(label=words._(zh("核查结果")), value=words.label(done.outcome)),
            Fact(label=words._(zh("核查日期")), value=words.iso(done.on)),
            Fact(label=words._(zh("核查机关")), value=words.zh(done.by)),
        ]
    pending = one.state is CheckState.DONE and one.alleges and not one.finding
    tone = Tone.WARN if one.open or pending else Tone.GOOD if one.state is CheckState.DONE else Tone.ENDED
    title = words.say(zh("核查承诺：%(matter)s"), matter=matter_of(words, one.matter))
    return CheckPage(
        title=title,
        plain=title.striptags(),
        tag=words.tag(one.state, tone),
        facts=tuple(facts),
        open=one.open,
        pending=pending,
    )
