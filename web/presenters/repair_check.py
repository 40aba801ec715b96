"""An application for repair before it is signed and after it was filed: everything once more, in full."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair import Seen, Way
from credit.domain.repair_applications import Application, ItemView, Paper, PaperState, PaperText
from credit.domain.repair_cases import ApplicantKind, RepairState
from credit.rules.repair_handling import HANDLING
from web.presenters.commitment_matters import original_lines, rendering_lines
from web.presenters.parts import Fact, Tag, Text
from web.presenters.repair_items import SIGNED, title_of
from web.presenters.repair_paper_words import FileShown, PaperShown, files, paper
from web.presenters.repair_room import TONES
from web.presenters.speech import Speech

_RENDERING: Final = zh("维吾尔文译文，供阅读；以汉文为准。")


class ReadPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A generated paper to be read. rendering: in Uyghur, for readers of Uyghur."""

    title: Text
    original: tuple[Text, ...]
    rendering: tuple[Text, ...]


class CheckItem(msgspec.Struct, frozen=True, kw_only=True):
    """One record before it is signed for."""

    title: Text
    facts: tuple[Fact, ...]
    files: tuple[FileShown, ...]
    papers: tuple[ReadPaper, ...]


class CheckPage(msgspec.Struct, frozen=True, kw_only=True):
    """facts: who applies and how the decision is served. sealed: the papers that are uploaded signed."""

    items: tuple[CheckItem, ...]
    facts: tuple[Fact, ...]
    files: tuple[FileShown, ...]
    sealed: tuple[PaperShown, ...]
    on_paper: bool
    revision: str
    here: str
    pdf: str


class FiledCase(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a receipt."""

    number: Text
    title: Text
    authority: Text
    tag: Tag
    href: str


class ReceiptPage(msgspec.Struct, frozen=True, kw_only=True):
    """number: of the sitting; each record has one of its own. next: what happens now."""

    heading: Text
    number: Text
    at: Text
    cases: tuple[FiledCase, ...]
    next: tuple[Text, ...]
    list: str


def check_page(
    words: Speech,
    found: Application,
    seen: Mapping[str, Seen],
    texts: Iterable[PaperText],
    base: str,
    wrong: Mapping[str, Text],
    *,
    on_paper: bool,
) -> CheckPage:
    """Everything that will be filed. texts: as they will be signed. wrong: by field. on_paper: it is signed
    by hand."""
    by_record: dict[str, list[PaperText]] = {}
    for one in texts:
        by_record.setdefault(one.record_id, []).append(one)
    shared = [each for one in found.papers if one.kind not in SIGNED for each in one.files]
    return CheckPage(
        items=tuple(
            _item(words, one, seen, by_record.get(one.item.record_id, ()), base) for one in found.items
        ),
        facts=tuple(applicant(words, found)),
        files=files(words, shared, base),
        sealed=tuple(_sealed(words, one, base, wrong) for one in found.papers if one.kind in SIGNED),
        on_paper=on_paper,
        revision=str(found.revision),
        here=f"{base}/repair/apply/{found.id}",
        pdf=f"{base}/repair/apply/{found.id}/papers.pdf",
    )


def _sealed(words: Speech, one: Paper, base: str, wrong: Mapping[str, Text]) -> PaperShown:
    """A paper as it is uploaded signed: whether it came, whatever way of signing is chosen now."""
    state = PaperState.UPLOADED if one.files else PaperState.MISSING
    shown = paper(words, msgspec.structs.replace(one, way=Way.UPLOADED, state=state), "", base, wrong)
    return msgspec.structs.replace(shown, example="")


def _item(
    words: Speech, one: ItemView, seen: Mapping[str, Seen], texts: Iterable[PaperText], base: str
) -> CheckItem:
    facts = [Fact(label=words._(zh("办理机关")), value=words.zh(one.answer.authority))]
    if one.item.claims:
        said = words.labels(one.item.claims)
        facts.append(Fact(label=words._(zh("申请人说明已经办好")), value=said))
    if one.item.note:
        facts.append(Fact(label=words._(zh("申请人的说明")), value=words.bdi(one.item.note)))
    kept = [each for paper in one.papers for each in paper.files]
    return CheckItem(
        title=title_of(words, one, seen),
        facts=tuple(facts),
        files=files(words, kept, base),
        papers=tuple(read(words, text) for text in texts),
    )


def read(words: Speech, text: PaperText) -> ReadPaper:
    """A paper as it is signed, with a rendering for readers of Uyghur."""
    lines = rendering_lines(text.uyghur) if words.uyghur else ()
    return ReadPaper(
        title=words.label(text.kind),
        original=original_lines(text.chinese),
        rendering=(words._(_RENDERING), *lines) if lines else (),
    )


def applicant(words: Speech, found: Application) -> Iterable[Fact]:
    """Who applies, and how the decision reaches them."""
    draft = found.draft
    yield Fact(label=words._(zh("申请人身份")), value=words.label(draft.applicant))
    if draft.applicant is not ApplicantKind.SUBJECT and draft.representative:
        yield Fact(label=words._(zh("代理人或者破产管理人的名称")), value=words.bdi(draft.representative))
    yield Fact(label=words._(zh("决定怎样送给您")), value=words.label(draft.service))
    if draft.address:
        yield Fact(label=words._(zh("送达地址")), value=words.bdi(draft.address))


def receipt_page(words: Speech, found: Application, seen: Mapping[str, Seen], base: str) -> ReceiptPage:
    """One number for the sitting, one for each record, and what happens next."""
    return ReceiptPage(
        heading=words.say(
            zh("申请已经提交，共 %(count)s 条，每条一个编号"), count=words.ltr(len(found.items))
        ),
        number=words.ltr(found.receipt),
        at=words.moment(found.submitted_at) if found.submitted_at else "",
        cases=tuple(_case(words, one, seen, base) for one in found.items),
        next=tuple(_next(words, found)),
        list=f"{base}/repair#cases",
    )


def _case(words: Speech, one: ItemView, seen: Mapping[str, Seen], base: str) -> FiledCase:
    state = RepairState(one.state)
    return FiledCase(
        number=words.number(one.number),
        title=title_of(words, one, seen),
        authority=words.zh(one.answer.authority),
        tag=words.tag(state, TONES[state]),
        href=f"{base}/repair/case/{one.case_id}",
    )


def _next(words: Speech, found: Application) -> Iterable[Text]:
    accept, decide = _days(found)
    yield words.say(
        zh("办理机关在 %(count)s 个工作日内决定是否受理。缺材料的，会一次说清缺什么。"),
        count=words.ltr(accept),
    )
    yield words.say(
        zh("受理以后在 %(count)s 个工作日内作出决定。每件还剩几天，您和办理人员看到的一样。"),
        count=words.ltr(decide),
    )
    yield words._(zh("有进展会发消息告诉您。决定以前可以随时撤回。"))
    yield words._(zh("全程免费，无需中介。有人收钱说能加快的，请举报。"))


def _days(found: Application) -> tuple[int, int]:
    """The longest of all records: nobody is promised too much."""
    on = found.submitted_at.date() if found.submitted_at else date.max
    usual = HANDLING.at(on)
    accept = [one.answer.accept_workdays or usual["accept_workdays"] for one in found.items]
    decide = [one.answer.decide_workdays or usual["decide_workdays"] for one in found.items]
    return max(accept, default=usual["accept_workdays"]), max(decide, default=usual["decide_workdays"])
