"""A repair at the desk: what is claimed, what the system finds, what the record says, side by side."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from credit.disclosure_clean import clean
from credit.domain.accounts import Standing
from credit.domain.cases import Statement
from credit.domain.labels import zh
from credit.domain.records import AbnormalEntry, Record
from credit.domain.repair import Answer, Duty, Outcome, RepairFacts, Seen
from credit.domain.repair_applications import Draft, PaperState, PaperText, RepairCase, RepairFile
from credit.domain.repair_cases import ApplicantKind, Course, Found
from credit.domain.repair_desk import CheckPoint
from credit.rules import repair_handling
from web.presenters.cases import Answer as Said
from web.presenters.cases import answers_of
from web.presenters.parts import Fact, Link, Tag, Text, Tone
from web.presenters.repair_answers import Shown, shown
from web.presenters.repair_radar import detail
from web.presenters.repair_record import record_facts
from web.presenters.speech import Speech

_TONES: Final = {Found.CONFIRMED: Tone.GOOD, Found.NOT_CONFIRMED: Tone.BAD, Found.UNCLEAR: Tone.WARN}
_PAPERS: Final = {
    PaperState.READY: Tone.GOOD,
    PaperState.UPLOADED: Tone.GOOD,
    PaperState.MISSING: Tone.WARN,
    PaperState.OPTIONAL: Tone.NOTE,
}
_YEAR = zh("%(year)s 年度报告")
_FILED = zh("已经补报，%(day)s")
_SIZE = zh("%(name)s（%(size)s）")


class Around(NamedTuple):
    """What the page needs beside the case; as `credit.services.repairs.desk.Room` has it."""

    subject: Standing
    draft: Draft
    facts: RepairFacts
    found: Answer | None
    known: Answer | None
    others: tuple[Seen, ...]
    looks: tuple[Statement, ...]
    here: str


class PaperRow(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the list. texts: generated ones, to read; files: uploaded ones."""

    label: Text
    tag: Tag
    files: tuple[Link, ...] = ()


class SignedText(msgspec.Struct, frozen=True, kw_only=True):
    label: Text
    chinese: tuple[str, ...]
    uyghur: tuple[str, ...]


class DutyRow(msgspec.Struct, frozen=True, kw_only=True):
    """One duty: whether the applicant says it is done, and what the register or an officer found."""

    label: Text
    claimed: bool
    tag: Tag


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One verification. said: its report with files, where it was made at the desk."""

    title: Text
    tag: Tag
    day: Text
    said: tuple[Said, ...]
    note: Text


class Other(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    detail: Text
    tag: Tag
    href: str


class Point(msgspec.Struct, frozen=True, kw_only=True):
    value: str
    label: Text
    ticked: bool
    by: Text = ""


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """The three columns. answer: of the day of application, with its packs; holds: whether it can be granted
    by what is known now."""

    claim: tuple[Fact, ...]
    papers: tuple[PaperRow, ...]
    texts: tuple[SignedText, ...]
    holds: Tag | None
    why: tuple[Text, ...]
    duties: tuple[DutyRow, ...]
    reports: tuple[Fact, ...]
    answer: Shown
    packs: tuple[Fact, ...]
    others: tuple[Other, ...]
    looks: tuple[Look, ...]
    record: tuple[Fact, ...]
    corrections: tuple[Fact, ...]


def sides(
    words: Speech, case: RepairCase, room: Around, texts: Iterable[PaperText], files: Iterable[RepairFile]
) -> Sides:
    """Everything that is read before something is done."""
    content = clean(case.record.content, case.record.reviewed) if case.record else None
    return Sides(
        claim=tuple(_claim(words, case, room.draft)),
        papers=tuple(_papers(words, case, list(files), room.here)),
        texts=tuple(_text(words, one) for one in texts),
        holds=_holds(words, case.course, room.found) if room.found else None,
        why=tuple(words.label(one) for one in room.found.reasons) if room.found else (),
        duties=tuple(_duties(words, case, room)),
        reports=tuple(_reports(words, case.record, room.facts)),
        answer=shown(words, case.answer, content),
        packs=tuple(_packs(words, case.answer)),
        others=tuple(_other(words, one) for one in room.others),
        looks=tuple(_looks(words, case, room)),
        record=tuple(record_facts(words, case, room.subject)),
        corrections=tuple(_corrections(words, case)),
    )


def points(words: Speech, listed: Iterable[CheckPoint], ticked: dict[CheckPoint, Text]) -> tuple[Point, ...]:
    """The checklist. ticked: with the names of who ticked them."""
    return tuple(
        Point(value=one.value, label=words.label(one), ticked=one in ticked, by=ticked.get(one, ""))
        for one in listed
    )


def _claim(words: Speech, case: RepairCase, draft: Draft) -> Iterator[Fact]:
    yield Fact(label=words._(zh("申请人身份")), value=words.label(draft.applicant))
    if draft.applicant is not ApplicantKind.SUBJECT:
        yield Fact(
            label=words._(zh("代理人或者破产管理人的名称")), value=words.bdi(draft.representative or "—")
        )
    yield Fact(
        label=words._(zh("签名人")), value=words.bdi(draft.signer or "—"), note=words.label(draft.signing)
    )
    claims = case.item.claims if case.item else ()
    if claims:
        yield Fact(label=words._(zh("申请人说已经办好的")), value=words.labels(claims))
    if case.item and case.item.note:
        yield Fact(label=words._(zh("申请人的说明")), value=words.bdi(case.item.note))
    yield Fact(
        label=words._(zh("送达方式")),
        value=words.label(draft.service),
        note=words.bdi(draft.address) if draft.address else "",
    )


def _papers(words: Speech, case: RepairCase, files: list[RepairFile], here: str) -> Iterator[PaperRow]:
    for paper in case.papers:
        yield PaperRow(
            label=words.label(paper.kind),
            tag=words.tag(paper.state, _PAPERS[paper.state]),
            files=tuple(_file(words, one, here) for one in files if one.kind is paper.kind),
        )
    listed = {paper.kind for paper in case.papers}
    for kind in dict.fromkeys(one.kind for one in files if one.kind not in listed):
        yield PaperRow(
            label=words.label(kind),
            tag=words.tag(PaperState.UPLOADED, Tone.GOOD),
            files=tuple(_file(words, one, here) for one in files if one.kind is kind),
        )


def _file(words: Speech, one: RepairFile, here: str) -> Link:
    size = words.ltr(f"{max(1, one.size // 1024)} KB")
    return Link(label=words.say(_SIZE, name=words.bdi(one.name), size=size), href=f"{here}/file/{one.id}")


def _text(words: Speech, one: PaperText) -> SignedText:
    return SignedText(
        label=words.label(one.kind),
        chinese=tuple(one.chinese.splitlines()),
        uyghur=tuple(one.uyghur.splitlines()),
    )


def _holds(words: Speech, course: Course, found: Answer) -> Tag:
    if repair_handling.contradicted(course):
        return Tag(words._(zh("有一种方式核实的结果与申请不符")), Tone.WARN)
    good = found.outcome is Outcome.NOW
    return Tag(
        words._(zh("按现在查明的情况，符合条件") if good else zh("按现在查明的情况，还不符合条件")),
        Tone.GOOD if good else Tone.WARN,
    )


def _duties(words: Speech, case: RepairCase, room: Around) -> Iterator[DutyRow]:
    """Every duty that was open on the day of application, or is now."""
    claims = case.item.claims if case.item else ()
    open_now = {step.duty: step for step in room.known.steps} if room.known else {}
    listed = dict.fromkeys([*(step.duty for step in case.answer.steps), *claims, *open_now])
    for duty in listed:
        yield DutyRow(
            label=words.label(duty),
            claimed=duty in claims,
            tag=_duty(words, duty, case, room, registered=duty in open_now and not open_now[duty].claimable),
        )


def _duty(words: Speech, duty: Duty, case: RepairCase, room: Around, *, registered: bool) -> Tag:
    if (case.record_id, duty) in room.facts.undone:
        return Tag(words._(zh("核实没有办好")), Tone.BAD)
    if any(one.record_id == case.record_id and one.duty is duty for one in room.facts.done):
        return Tag(words._(zh("核实已经办好")), Tone.GOOD)
    if registered:
        return Tag(words._(zh("登记系统显示没有办")), Tone.BAD)
    if room.known is not None and all(step.duty is not duty for step in room.known.steps):
        return Tag(words._(zh("登记系统显示已经办好")), Tone.GOOD)
    return Tag(words._(zh("登记系统查不到，要核实")), Tone.WARN)


def _reports(words: Speech, record: Record | None, facts: RepairFacts) -> Iterator[Fact]:
    """Whether the report is there whose absence the record is about."""
    if record is None or not isinstance(record.content, AbnormalEntry) or not record.content.report_year:
        return
    year = record.content.report_year
    filed = facts.reports.get(year)
    yield Fact(
        label=words.say(_YEAR, year=words.ltr(year)),
        value=words.say(_FILED, day=words.prose_date(filed)) if filed else words._(zh("还没有补报")),
    )


def _packs(words: Speech, answer: Answer) -> Iterator[Fact]:
    yield Fact(label=words._(zh("申请日")), value=words.iso(answer.asked_on))
    yield Fact(label=words._(zh("适用的修复规则版本")), value=words.ltr(answer.rules or "—"))
    if answer.lengths:
        yield Fact(
            label=words._(zh("公示期的规则版本")),
            value=words.series([words.ltr(one) for one in answer.lengths]),
        )


def _other(words: Speech, one: Seen) -> Other:
    said = shown(words, one.answer, one.content)
    return Other(
        title=said.title,
        detail=detail(words, one),
        tag=said.tag,
        href=f"/{words.prefix}/desk/repair/{one.case_id}" if one.case_id else "",
    )


def _looks(words: Speech, case: RepairCase, room: Around) -> Iterator[Look]:
    """Each verification; reports made at the desk stand beside it, in their order."""
    said = list(room.looks)
    for one in case.course.checks:
        mine = next((each for each in said if each.text == one.note), None)
        if mine is not None:
            said.remove(mine)
        yield Look(
            title=words.label(one.method),
            tag=words.tag(one.found, _TONES[one.found]),
            day=words.iso(one.on),
            said=answers_of(words, (mine,), room.here) if mine else (),
            note=words._(zh("登记系统自动核对")) if one.by == "system" else words.bdi(one.note),
        )


def _corrections(words: Speech, case: RepairCase) -> Iterator[Fact]:
    for one in case.course.corrections:
        answered = (
            words.say(zh("%(day)s 已经补正"), day=words.iso(one.answered_on))
            if one.answered_on
            else words.say(zh("请在 %(day)s前补正"), day=words.prose_date(one.answer_by))
        )
        for kind, text in one.items:
            yield Fact(label=words.label(kind), value=words.bdi(text), note=answered)
