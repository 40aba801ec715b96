"""The case of one record for its applicant: how it stands in a sentence, what is asked, who was told."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair import Answer, Effect, Seen
from credit.domain.repair_applications import (
    Application,
    PaperText,
    Recipient,
    RepairCase,
    RepairFile,
    Telling,
    TellingState,
)
from credit.domain.repair_cases import Correction, RepairState, RevocationReason, Verdict
from credit.rules.repair_cases import UNDECIDED
from web.presenters import casework
from web.presenters.parts import Column, Event, Fact, TableRow, Tag, Text, Tone
from web.presenters.repair_answers import Shown, shown, title
from web.presenters.repair_check import ReadPaper, applicant, read
from web.presenters.repair_decision import Ruled, outcome, ruled
from web.presenters.repair_paper_words import EXAMPLES, FILE, FileShown, files
from web.presenters.repair_radar import detail
from web.presenters.repair_record import revocation
from web.presenters.speech import Speech

_SAID: Final[Mapping[RepairState, tuple[Tone, str]]] = {
    RepairState.SUBMITTED: (Tone.NOTE, zh("申请已经提交，等待办理机关决定是否受理。现在不用您做什么。")),
    RepairState.CORRECTION: (Tone.WARN, zh("还缺材料，请在 %(day)s前一次补齐。等待期间不计入办理期限。")),
    RepairState.ACCEPTED: (Tone.NOTE, zh("已经受理，正在核实。现在不用您做什么。")),
    RepairState.PROPOSED: (Tone.NOTE, zh("正在审批。现在不用您做什么。")),
    RepairState.NOT_ACCEPTED: (Tone.BAD, zh("没有受理。理由、救济途径和什么时候可以再申请，写在下面。")),
    RepairState.GRANTED: (Tone.GOOD, zh("准予修复，这条信息不再公示。")),
    RepairState.REFUSED: (Tone.BAD, zh("没有准予修复。理由、救济途径和什么时候可以再申请，写在下面。")),
    RepairState.WITHDRAWN: (Tone.ENDED, zh("您撤回了申请。条件满足的时候可以重新申请。")),
    RepairState.REVOKED: (Tone.BAD, zh("修复已经被撤销，这条信息恢复公示，公示期重新计算。")),
}
_BY_VERDICT: Final[Mapping[Verdict, RepairState]] = {
    Verdict.GRANT: RepairState.GRANTED,
    Verdict.REFUSE: RepairState.REFUSED,
    Verdict.NOT_ACCEPT: RepairState.NOT_ACCEPTED,
}
_FOR_NOW: Final = zh("准予修复，重整计划或者和解协议执行期间暂停公示这条信息。")
_PLAN_FAILED: Final = zh("重整计划或者和解协议没有执行完毕，这条信息恢复公示。")
_BACK: Final = zh("已恢复公示")
_TOLD: Final[Mapping[TellingState, Tone]] = {
    TellingState.WAITING: Tone.NOTE,
    TellingState.SENT: Tone.NOTE,
    TellingState.ACKNOWLEDGED: Tone.GOOD,
    TellingState.GIVEN_UP: Tone.WARN,
}
_COLUMNS: Final = (zh("告诉谁"), zh("什么事"), zh("现在"), zh("最迟"), zh("发送时间"), zh("回执"))
_WHO: Final = zh("%(kind)s（%(name)s）")
_RECEIPT: Final = zh("%(moment)s，回执 %(number)s")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked for. field: for its files."""

    label: Text
    text: Text
    example: Text
    field: str
    files: tuple[FileShown, ...]
    error: Text = ""


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """wanted: what is asked for, all at once. revoked: why a grant was taken back. again: whether and when
    to apply again, and what has to be done before; apply: the way."""

    plain: str
    title: Text
    tone: Tone
    sentence: Text
    head: casework.CaseHead
    history: tuple[Event, ...]
    wanted: tuple[Wanted, ...]
    ruled: Ruled | None
    revoked: tuple[Fact, ...]
    decision_pdf: str
    letter_pdf: str
    letter_href: str
    letter_code: str
    again: Shown | None
    apply: str
    withdraw: str
    answer: str
    facts: tuple[Fact, ...]
    papers: tuple[ReadPaper, ...]
    files: tuple[FileShown, ...]
    columns: tuple[Column, ...]
    tellings: tuple[TableRow, ...]
    public: str
    here: str


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A case in the list of all of them."""

    number: Text
    title: Text
    tag: Tag
    clock: Text
    href: str
    asked: bool


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What the page needs beside the case. seen: its record as its enterprise may see it; now: the answer of
    today about the record, where it is still public. ended: a grant does not hold any more."""

    application: Application
    seen: Seen | None
    texts: tuple[PaperText, ...]
    files: tuple[RepairFile, ...]
    now: Answer | None
    base: str
    public: str
    on: date
    ended: bool


def case_page(words: Speech, case: RepairCase, around: Around, wrong: Mapping[str, Text]) -> CasePage:
    """The page of a case. wrong: what is wrong with files, by field."""
    tone, sentence = _sentence(words, case, ended=around.ended)
    here = f"{around.base}/repair/case/{case.file.id}"
    state, granted = case.course.state, _granted(case) and not around.ended
    again = around.now if not granted and state not in UNDECIDED else None
    return CasePage(
        plain=words._(zh("信用修复申请")),
        title=_title(words, case, around.seen),
        tone=tone,
        sentence=sentence,
        head=_head(words, case, around),
        history=casework.case_history(words, case.file, case.history),
        wanted=_wanted(words, case, around, wrong),
        ruled=ruled(words, case.course),
        revoked=revocation(words, case.course) if state is RepairState.REVOKED else (),
        decision_pdf=f"{here}/decision.pdf" if case.course.decision else "",
        letter_pdf=f"{here}/letter.pdf" if granted else "",
        letter_href=f"/{words.prefix}/repair/letter/{case.letter_code}" if case.letter_code else "",
        letter_code=case.letter_code,
        again=shown(words, again, base=around.base) if again is not None else None,
        apply=f"{around.base}/repair/apply?record={case.record_id}" if again and again.may_start else "",
        withdraw=f"{here}/withdraw" if state in UNDECIDED else "",
        answer=f"{here}/answer",
        facts=tuple(applicant(words, around.application)),
        papers=tuple(read(words, one) for one in around.texts),
        files=files(words, around.files, around.base),
        columns=_columns(words),
        tellings=tuple(_telling(words, one) for one in case.tellings),
        public=around.public if granted else "",
        here=here,
    )


def _columns(words: Speech) -> tuple[Column, ...]:
    return tuple(Column(label=words._(one), lead=at == 0, tags=at == 2) for at, one in enumerate(_COLUMNS))


def _head(words: Speech, case: RepairCase, around: Around) -> casework.CaseHead:
    back = around.ended and _granted(case)
    said = Tag(words._(_BACK), Tone.BAD) if back else outcome(words, case.course)
    return casework.concluded(casework.case_head(words, case.file, around.on), said)


def _granted(case: RepairCase) -> bool:
    said = case.course.decision
    return said is not None and said.verdict is Verdict.GRANT and case.course.state is not RepairState.REVOKED


def _sentence(words: Speech, case: RepairCase, *, ended: bool) -> tuple[Tone, Text]:
    state, said = case.course.state, case.course.decision
    back = case.course.revocation if state is RepairState.REVOKED else None
    failed = back is not None and back.reason is RevocationReason.PLAN_FAILED
    if failed or (_granted(case) and ended):
        return Tone.BAD, words._(_PLAN_FAILED)
    if _granted(case) and case.answer.effect is Effect.TEMPORARY:
        return Tone.GOOD, words._(_FOR_NOW)
    if state not in _SAID and said is not None:
        state = _BY_VERDICT[said.verdict]
    tone, sentence = _SAID[state]
    asked = pending(case)
    return tone, words.say(sentence, day=words.prose_date(asked.answer_by)) if asked else words._(sentence)


def pending(case: RepairCase) -> Correction | None:
    """The request that waits for an answer."""
    last = case.course.corrections[-1] if case.course.corrections else None
    return last if case.course.state is RepairState.CORRECTION else None


def _title(words: Speech, case: RepairCase, seen: Seen | None) -> Text:
    said = title(words, case.kind, seen.content if seen else None)
    return words.series([said, detail(words, seen)]) if seen else said


def _wanted(words: Speech, case: RepairCase, around: Around, wrong: Mapping[str, Text]) -> tuple[Wanted, ...]:
    asked = pending(case)
    if asked is None:
        return ()
    made = []
    for kind, text in asked.items:
        field = f"{FILE}{case.record_id}-{kind.value}"
        kept = [one for one in around.files if one.kind is kind]
        made.append(
            Wanted(
                label=words.label(kind),
                text=words.bdi(text),
                example=words._(EXAMPLES[kind]),
                field=field,
                files=files(words, kept, around.base),
                error=wrong.get(field, ""),
            )
        )
    return tuple(made)


def _telling(words: Speech, one: Telling) -> TableRow:
    who = words.label(one.recipient)
    receipt: Text = ""
    if one.acknowledged_at is not None:
        receipt = words.say(
            _RECEIPT, moment=words.moment(one.acknowledged_at), number=words.bdi(one.receipt or "—")
        )
    return TableRow(
        cells=(
            words.say(_WHO, kind=who, name=words.bdi(one.name))
            if one.recipient is Recipient.PROVINCE
            else who,
            words.label(one.occasion),
            words.tag(one.state, _TOLD[one.state]),
            words.iso(one.due_on),
            words.moment(one.sent_at) if one.sent_at else "—",
            receipt or "—",
        )
    )


def case_lines(
    words: Speech, found: Iterable[tuple[RepairCase, Seen | None]], base: str, on: date
) -> tuple[CaseLine, ...]:
    """Every case of an enterprise, newest first."""
    return tuple(
        CaseLine(
            number=words.number(case.file.number),
            title=_title(words, case, seen),
            tag=outcome(words, case.course) or casework.tags(words, case.file, officer=False)[0],
            clock=casework.line_clock(words, case.file, on),
            href=f"{base}/repair/case/{case.file.id}",
            asked=pending(case) is not None,
        )
        for case, seen in found
    )
