"""Commitments and findings of a breach on an enterprise's page: their rows and what opens under them."""

from collections.abc import Iterator

from credit.domain.commitments import BreachFinding, Commitment, CommitmentState, Fulfilment
from credit.domain.dossier import PublicRecord
from credit.domain.labels import zh
from credit.domain.values import Missing
from web.presenters.commitment_matters import matter_of
from web.presenters.parts import Tag, Text, Tone
from web.presenters.speech import Speech

Pairs = Iterator[tuple[str, Text]]
_TONES = {
    Fulfilment.KEPT: Tone.GOOD,
    Fulfilment.PARTLY: Tone.WARN,
    Fulfilment.NOT_KEPT: Tone.BAD,
}


def commitment_cells(words: Speech, one: Commitment) -> tuple[Text | Tag, ...]:
    """What was promised, until when, kept or not, and where it stands."""
    holds = one.state is CommitmentState.PUBLIC
    return (
        matter_of(words, one.matter, one.matter_uyghur),
        words.label(one.commitment_type),
        words.period(one.valid_from, one.valid_to),
        words.tag(one.fulfilment, _TONES.get(one.fulfilment, Tone.NOTE)),
        words.tag(one.state, Tone.GOOD if holds else Tone.ENDED),
    )


def commitment_pairs(words: Speech, one: Commitment) -> Pairs:
    """The rest of a commitment; a rendering of its text beside the text itself."""
    yield zh("承诺编号"), words.code(one.number)
    yield zh("承诺日期"), words.iso(one.committed_on)
    if words.uyghur:
        yield from _texts(words, (zh("承诺书维吾尔文译文（以汉文为准）"), one.text_uyghur))
    yield from _texts(
        words,
        (zh("承诺内容"), one.text),
        (zh("承诺场景"), one.scene),
        (zh("承诺依据"), one.basis),
        (zh("违诺责任"), one.breach_clause),
        (zh("承诺受理机关"), one.accepting_office),
        (zh("由谁作出"), one.made_by),
        (zh("参加的行业自律公约"), one.joined_name),
        (zh("承诺签署人"), one.signed_by),
    )
    for check in one.checks:
        found = words.say(
            zh("%(day)s，%(agency)s：%(outcome)s"),
            day=words.iso(check.on),
            agency=words.zh(check.by),
            outcome=words.label(check.outcome),
        )
        yield zh("守诺核查"), found


def breach_cells(words: Speech, record: PublicRecord, one: BreachFinding) -> tuple[Text | Tag, ...]:
    """What was not kept, by which decision, and what followed."""
    return (
        matter_of(words, one.matter, one.matter_uyghur),
        words.code(one.decision_no),
        words.label(one.outcome),
        words.zh(record.source.agency.name),
        words.iso(one.decided_on),
    )


def breach_pairs(words: Speech, one: BreachFinding) -> Pairs:
    """The reasons, the correction, the remedy, a review under way."""
    yield zh("所违反的承诺"), words.code(one.commitment_no)
    yield from _texts(
        words,
        (zh("认定理由"), one.reasons),
        (zh("认定依据"), one.basis),
        (zh("相关处罚决定书文号"), one.penalty_no),
        (zh("救济途径"), one.remedy),
    )
    for label, day in (
        (zh("改正期限"), one.correct_by),
        (zh("改正完成日期"), one.corrected_on),
        (zh("正在复议或者诉讼，自"), one.under_review_since),
    ):
        if day is not None:
            yield label, words.iso(day)


def _texts(words: Speech, *named: tuple[str, str | Missing]) -> Pairs:
    for label, text in named:
        if isinstance(text, str) and text:
            yield label, words.zh(text)
