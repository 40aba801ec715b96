"""An application for repair in the making: which records, which papers of each, what is still missing."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair import DocumentKind, Outcome, RepairKind, Seen, Way
from credit.domain.repair_applications import Application, ItemView, Paper, PaperState
from web.presenters.forms import Option, Question
from web.presenters.parts import Link, Problem, Text
from web.presenters.repair_answers import Shown, shown, title
from web.presenters.repair_case_words import REFUSED
from web.presenters.repair_paper_words import FILE, PaperShown, paper
from web.presenters.repair_radar import detail
from web.presenters.speech import Speech

CLAIM: Final = "claim-"
NOTE: Final = "note-"
SIGNED: Final = (DocumentKind.APPLICATION, DocumentKind.COMMITMENT)
AT_SIGNING: Final = frozenset({"repair.signer", "repair.licence", "repair.declared"})
_FIELDS: Final[Mapping[str, str]] = {
    "repair.representative": "representative",
    "repair.address": "address",
    "repair.signer": "signer",
    "repair.licence": "signing",
    "repair.declared": "declared",
}
_OF = zh("%(problem)s：%(record)s")
_GROUP = zh("%(kind)s · %(authority)s")


class Choosable(msgspec.Struct, frozen=True, kw_only=True):
    """A record that can be applied for now."""

    id: str
    title: Text
    detail: Text
    headline: Text
    proof: Text
    checked: bool
    uploads: tuple[Text, ...]


class ChoiceGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Records of one kind at one authority: they are decided together where they are alike."""

    title: Text
    items: tuple[Choosable, ...]


class ChoosePage(msgspec.Struct, frozen=True, kw_only=True):
    """elsewhere: decided by others, with the way there. not_now: every other record with its answer."""

    groups: tuple[ChoiceGroup, ...]
    elsewhere: tuple[Shown, ...]
    not_now: tuple[Shown, ...]
    running: tuple[Shown, ...]
    action: str


class ItemForm(msgspec.Struct, frozen=True, kw_only=True):
    """One record in the form. claims: what has to be said to be done; note: the applicant's own words."""

    id: str
    title: Text
    detail: Text
    headline: Text
    authority: Text
    claims: Question | None
    note: Question | None
    papers: tuple[PaperShown, ...]
    error: Text = ""


class FormPage(msgspec.Struct, frozen=True, kw_only=True):
    """The form of a sitting. papers: of all records together."""

    items: tuple[ItemForm, ...]
    papers: tuple[PaperShown, ...]
    elsewhere: tuple[Shown, ...]
    revision: str
    here: str


def choose_page(words: Speech, found: Iterable[Seen], base: str, ticked: Iterable[str]) -> ChoosePage:
    """What can be applied for in one sitting, and where the rest is decided. ticked: chosen already."""
    listed, chosen = list(found), frozenset(ticked)
    startable = [one for one in listed if one.answer.may_start and not one.case_id]
    rest = [one for one in listed if one not in startable]
    keys = dict.fromkeys((one.answer.kind, one.answer.authority) for one in startable)
    return ChoosePage(
        groups=tuple(
            ChoiceGroup(
                title=_group(words, kind, authority),
                items=tuple(
                    _choosable(words, one, chosen)
                    for one in startable
                    if (one.answer.kind, one.answer.authority) == (kind, authority)
                ),
            )
            for kind, authority in keys
        ),
        elsewhere=_shown(words, (one for one in rest if one.answer.outcome is Outcome.ELSEWHERE), base),
        not_now=_shown(
            words,
            (one for one in rest if one.answer.outcome is not Outcome.ELSEWHERE and not one.case_id),
            base,
        ),
        running=_shown(words, (one for one in rest if one.case_id), base),
        action=f"{base}/repair/apply",
    )


def _group(words: Speech, kind: RepairKind, authority: str) -> Text:
    if not authority:
        return words.label(kind)
    return words.say(_GROUP, kind=words.label(kind), authority=words.zh(authority))


def _choosable(words: Speech, one: Seen, chosen: frozenset[str]) -> Choosable:
    said = shown(words, one.answer, one.content)
    return Choosable(
        id=one.record_id,
        title=said.title,
        detail=detail(words, one),
        headline=said.headline,
        proof=said.proof,
        checked=one.record_id in chosen,
        uploads=tuple(each.label for each in said.papers if each.upload),
    )


def _shown(words: Speech, found: Iterable[Seen], base: str) -> tuple[Shown, ...]:
    made = []
    for one in found:
        said = shown(words, one.answer, one.content, base=base, detail=detail(words, one))
        case = f"{base}/repair/case/{one.case_id}" if one.case_id else ""
        made.append(msgspec.structs.replace(said, case=case, papers=(), facts=(), sources=()))
    return tuple(made)


def titles(words: Speech, found: Application, seen: Mapping[str, Seen]) -> dict[str, Text]:
    """Which record each item is, in a line."""
    return {one.item.record_id: title_of(words, one, seen) for one in found.items}


def title_of(words: Speech, one: ItemView, seen: Mapping[str, Seen]) -> Text:
    """Which record it is. seen: what may be shown of records that are still there."""
    known = seen.get(one.item.record_id)
    said = title(words, one.answer.kind, known.content if known else None)
    return words.series([said, detail(words, known)]) if known else said


def form_page(
    words: Speech,
    found: Application,
    seen: Mapping[str, Seen],
    base: str,
    problems: Iterable[Problem] = (),
) -> FormPage:
    """The form, with what is wrong at its place."""
    wrong = {one.field: one.text for one in problems}
    return FormPage(
        items=tuple(_item(words, one, seen, base, wrong) for one in found.items),
        papers=tuple(paper(words, one, "", base, wrong) for one in _shared(found)),
        elsewhere=tuple(shown(words, one) for one in found.elsewhere),
        revision=str(found.revision),
        here=f"{base}/repair/apply/{found.id}",
    )


def _shared(found: Application) -> Iterable[Paper]:
    """What the system writes, and the mandate, which only those need who act for others."""
    for kind in SIGNED:
        yield Paper(kind=kind, way=Way.GENERATED, state=PaperState.READY)
    asked = [one for one in found.papers if one.kind not in SIGNED]
    yield from asked or [Paper(kind=DocumentKind.MANDATE, way=Way.UPLOADED, state=PaperState.OPTIONAL)]


def _item(
    words: Speech, one: ItemView, seen: Mapping[str, Seen], base: str, wrong: Mapping[str, Text]
) -> ItemForm:
    record, known = one.item.record_id, seen.get(one.item.record_id)
    said = shown(words, one.answer, known.content if known else None)
    provable = bool(one.answer.steps)
    return ItemForm(
        id=record,
        title=said.title,
        detail=detail(words, known) if known else "",
        headline=said.headline,
        authority=words.zh(one.answer.authority),
        claims=_claims(words, one, wrong) if provable else None,
        note=_note(words, one) if provable else None,
        papers=tuple(paper(words, each, record, base, wrong) for each in one.papers),
        error=wrong.get(f"r-{record}", ""),
    )


def _claims(words: Speech, one: ItemView, wrong: Mapping[str, Text]) -> Question:
    name = CLAIM + one.item.record_id
    return Question(
        name=name,
        id=name,
        label=words._(zh("已经办好的，请打勾")),
        kind="checkboxes",
        error=wrong.get(name, ""),
        options=tuple(
            Option(value=step.duty.value, label=words.label(step.duty), checked=step.duty in one.item.claims)
            for step in one.answer.steps
        ),
    )


def _note(words: Speech, one: ItemView) -> Question:
    name = NOTE + one.item.record_id
    return Question(
        name=name,
        id=name,
        label=words._(zh("怎样办的，什么时候办的（会写进申请书，可以不写）")),
        kind="lines",
        value=one.item.note,
    )


def problems_of(
    words: Speech, found: Application, seen: Mapping[str, Seen], *, signing: bool
) -> tuple[Problem, ...]:
    """What is missing, each with the field it is about. signing: also what belongs to the signature."""
    named, made = titles(words, found, seen), list[Problem]()
    views = {one.item.record_id: one for one in found.items}
    for code, record in found.problems:
        if code == "repair.papers":
            papers = views[record].papers if record else _asked_for(found, signing=signing)
            made += [_missing(words, one, record, named) for one in papers if one.state is PaperState.MISSING]
        elif signing or code not in AT_SIGNING:
            made.append(_problem(words, code, record, named))
    return tuple(made)


def _asked_for(found: Application, *, signing: bool) -> list[Paper]:
    return [one for one in found.papers if signing or one.kind not in SIGNED]


def _missing(words: Speech, one: Paper, record: str, named: Mapping[str, Text]) -> Problem:
    text = words.say(zh("还要上传：%(paper)s"), paper=words.label(one.kind))
    said = words.say(_OF, problem=text, record=named[record]) if record else text
    return Problem(said, f"{FILE}{record}-{one.kind.value}")


def _problem(words: Speech, code: str, record: str, named: Mapping[str, Text]) -> Problem:
    text = words._(REFUSED[code][0])
    if not record:
        return Problem(text, _FIELDS.get(code, ""))
    field = f"{CLAIM}{record}" if code == "repair.claims" else f"r-{record}"
    return Problem(words.say(_OF, problem=text, record=named.get(record, "")), field)


def draft_links(words: Speech, found: Iterable[Application], base: str) -> tuple[Link, ...]:
    """Drafts to go on with."""
    return tuple(
        Link(
            label=words.say(zh("继续填写的申请，%(count)s 条"), count=words.ltr(len(one.draft.items))),
            href=f"{base}/repair/apply/{one.id}",
            text=words.moment(one.created_at) if one.created_at else "",
        )
        for one in found
    )
