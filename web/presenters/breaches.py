"""Findings that a promise was not kept, in sentences: what was found, what followed, what can be done."""

from collections.abc import Iterator
from datetime import date

import msgspec
from markupsafe import Markup

from credit.domain.commitments import BreachFinding, BreachOutcome
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.labels import zh
from web.presenters.commitment_matters import matter_of
from web.presenters.parts import Fact, Text
from web.presenters.speech import Speech

_BROKEN = zh("%(agency)s于 %(on)s认定：承诺“%(matter)s”<strong>没有履行</strong>。")
_PARTLY = zh("%(agency)s于 %(on)s认定：承诺“%(matter)s”<strong>只履行了一部分</strong>。")
_CORRECTED = zh("已在 %(on)s改正。")
_TO_CORRECT = zh("责令在 %(on)s以前改正，还没有收到改正完成的信息。")
_UNDER_REVIEW = zh("当事人不服，已申请行政复议或者提起诉讼，自 %(since)s起审查中。")
SHOWN = 2  # sentences at the head of a page; the rest stands in its section


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding on the page of its commitment. repair: where it is told how it can be repaired."""

    title: Text
    sentence: Text
    facts: tuple[Fact, ...]
    repair: str


def told(words: Speech, record: PublicRecord, one: BreachFinding) -> Markup:
    """A finding in a sentence or two."""
    source = _PARTLY if one.partly else _BROKEN
    said = words.say(
        source,
        agency=words.zh(record.source.agency.name),
        on=words.prose_date(one.decided_on),
        matter=matter_of(words, one.matter, one.matter_uyghur),
    )
    for more in _followed(words, one):
        said += Markup(" ") + more if words.uyghur else more
    return said


def standing(words: Speech, dossier: Dossier) -> Iterator[Markup]:
    """The newest findings in force against a subject, a sentence or two each."""
    found = [
        (record, record.content)
        for record in dossier.records
        if isinstance(record.content, BreachFinding) and record.content.withdrawal is None
    ]
    found.sort(key=lambda pair: pair[1].decided_on, reverse=True)
    yield from (told(words, record, one) for record, one in found[:SHOWN])


def finding(words: Speech, record: PublicRecord, one: BreachFinding) -> Finding:
    """A finding with its reasons and remedy."""
    return Finding(
        title=words.number(one.decision_no),
        sentence=told(words, record, one),
        facts=tuple(_facts(words, record, one)),
        repair=f"/{words.prefix}/repair",
    )


def _followed(words: Speech, one: BreachFinding) -> Iterator[Markup]:
    if one.corrected_on:
        yield words.say(_CORRECTED, on=words.prose_date(one.corrected_on))
    elif one.outcome is BreachOutcome.CORRECTION_ORDERED and one.correct_by:
        yield words.say(_TO_CORRECT, on=words.prose_date(one.correct_by))
    if one.under_review_since:
        yield words.say(_UNDER_REVIEW, since=words.prose_date(one.under_review_since))


def _facts(words: Speech, record: PublicRecord, one: BreachFinding) -> Iterator[Fact]:
    yield Fact(label=words._("认定文书号"), value=words.number(one.decision_no), copy=one.decision_no)
    yield Fact(label=words._("认定机关"), value=words.zh(record.source.agency.name))
    yield Fact(label=words._("认定日期"), value=words.iso(one.decided_on))
    yield Fact(label=words._("处理结果"), value=words.label(one.outcome))
    for label, value in (
        (zh("认定理由"), one.reasons),
        (zh("认定依据"), one.basis),
        (zh("相关处罚决定书文号"), one.penalty_no),
        (zh("救济途径"), one.remedy),
    ):
        if isinstance(value, str) and value:
            yield Fact(label=words._(label), value=words.zh(value))
    for label, day in _days(one):
        if day is not None:
            yield Fact(label=words._(label), value=words.iso(day))
    if record.until:
        yield Fact(label=words._("公示到"), value=words.iso(record.until))


def _days(one: BreachFinding) -> tuple[tuple[str, date | None], ...]:
    return (
        (zh("改正期限"), one.correct_by),
        (zh("改正完成日期"), one.corrected_on),
        (zh("正在复议或者诉讼，自"), one.under_review_since),
    )
