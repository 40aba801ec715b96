"""Making a commitment: choosing by need, reading the text, filling in, looking at what will be public."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from credit.domain.commitments import CommitmentType
from credit.domain.committing import Blank, Checker, Draft, FieldKind, Need, Preview, Template, Unavailable
from credit.domain.committing import Problem as Wrong
from credit.domain.labels import zh
from web.presenters.commitment_matters import original_lines, rendering_lines
from web.presenters.commitment_words import BLANK
from web.presenters.figures import cited, figure
from web.presenters.forms import Option, Question
from web.presenters.parts import Fact, Link, Problem, Text
from web.presenters.speech import Speech

FIELD = "blank-"  # before the key of a blank in the name of its field
_KINDS = {FieldKind.LINE: "text", FieldKind.TEXT: "lines", FieldKind.NUMBER: "text", FieldKind.DATE: "date"}
_RESTS_ON = {
    Unavailable.AT_AUTHORITY: "notification_types",
    Unavailable.BREACH: "blocked_by",
    Unavailable.SERIOUS: "blocked_by",
}
_MONTHS = zh("自签署之日起 %(count)s 个月")
_NO_END = zh("没有截止日期，可以随时撤回")
_SAVED = zh("%(moment)s 已保存")
_BLOCKED_BY = zh("违诺认定文书号：%(numbers)s")
LOOKED_AT: dict[Checker, str] = {
    Checker.NOBODY: zh("签署以后立即公示。"),
    Checker.AUTHORITY: zh("签署以后由监管部门核验，通过以后公示。结果会在消息里告诉您。"),
    Checker.ASSOCIATION: zh("签署以后由行业协会确认，确认以后公示。结果会在消息里告诉您。"),
}
_WORDS_FOUND = zh("填写的内容里有需要核对的词语，签署以后由监管部门核验，通过以后公示。")
_NOT_PUBLIC = zh("这份承诺不公示，只有当事双方可以看到。")


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment that cannot be made now: why, what that rests on, and which findings stand in the way."""

    need: Text
    name: Text
    why: tuple[Text, ...]
    source: Text
    note: Text


class TextPage(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a commitment, to be read before anything is filled in. closed: why it cannot be made."""

    title: str
    name: Text
    need: Text
    clauses: tuple[Text, ...]
    original: tuple[str, ...]
    facts: tuple[Fact, ...]
    closed: Closed | None
    action: str


class DraftPage(msgspec.Struct, frozen=True, kw_only=True):
    """The form of a draft. original: the text as it reads now, in Chinese; rendering: in Uyghur."""

    title: str
    name: Text
    questions: tuple[Question, ...]
    agreed: bool
    branches: tuple[Option, ...]
    original: tuple[Text, ...]
    rendering: tuple[Text, ...]
    saved: Text
    replaces: Text
    here: str
    letter: str


def name_of(words: Speech, template: Template) -> Text:
    """What a wording is called."""
    return words.bdi(template.name_uyghur) if words.uyghur else words.bdi(template.name)


def _plain(words: Speech, template: Template) -> str:
    return template.name_uyghur if words.uyghur else template.name


def open_needs(words: Speech, found: Iterable[Need], base: str) -> tuple[Link, ...]:
    """What can be promised now, in plain words."""
    return tuple(
        Link(
            label=_need(words, one.template),
            href=f"{base}/commitments/new/{one.template.code}",
            text=name_of(words, one.template),
            icon="check",
        )
        for one in found
        if one.available
    )


def closed_needs(words: Speech, found: Iterable[Need], on: date) -> tuple[Closed, ...]:
    """What cannot, and why."""
    return tuple(_closed(words, one, on) for one in found if not one.available)


def excluded(words: Speech, found: Iterable[Need], on: date) -> tuple[tuple[Text, ...], Text]:
    """Matters for which no notification-commitment is taken, and where that is laid down."""
    matters = next((one.excluded for one in found if one.excluded), ())
    return tuple(words.label(one) for one in matters), _cited(words, "excluded_matters", on)


def _need(words: Speech, template: Template) -> Text:
    return words.bdi(template.need_uyghur) if words.uyghur else words.bdi(template.need)


def _closed(words: Speech, one: Need, on: date) -> Closed:
    rests = dict.fromkeys(_RESTS_ON[reason] for reason in one.reasons if reason in _RESTS_ON)
    numbers = words.series(map(words.number, one.breaches))
    return Closed(
        need=_need(words, one.template),
        name=name_of(words, one.template),
        why=tuple(words.label(reason) for reason in one.reasons),
        source=words.clauses([_cited(words, key, on) for key in rests]) if rests else "",
        note=words.say(_BLOCKED_BY, numbers=numbers) if one.breaches else "",
    )


def _cited(words: Speech, key: str, on: date) -> Text:
    found = figure("commitment_terms", key, on)
    return cited(words, found) if found is not None else ""


def text_page(words: Speech, need: Need, on: date, base: str) -> TextPage:
    """The text with its blanks open."""
    template = need.template
    chinese = tuple(one.text for one in template.clauses)
    own = tuple(words.bdi(one.uyghur) for one in template.clauses) if words.uyghur else ()
    return TextPage(
        title=_plain(words, template),
        name=name_of(words, template),
        need=_need(words, template),
        clauses=tuple(_open(words, one, template) for one in own),
        original=tuple(str(_open(words, one, template)) for one in chinese),
        facts=tuple(_terms(words, template)),
        closed=None if need.available else _closed(words, need, on),
        action=f"{base}/commitments/new/{template.code}",
    )


def _open(words: Speech, text: Text, template: Template) -> Text:
    """A sentence with a line where something will be filled in."""
    for key in ("name", "code", *(blank.key for blank in template.blanks)):
        text = text.replace("{" + key + "}", "＿＿＿＿")
    return text


def _terms(words: Speech, template: Template) -> Iterable[Fact]:
    yield Fact(label=words._("承诺类型"), value=words.label(template.commitment_type))
    months = template.valid_months
    value = words.say(_MONTHS, count=words.ltr(months)) if months else words._(_NO_END)
    yield Fact(label=words._("承诺有效期"), value=value)
    yield Fact(label=words._("承诺依据"), value=words.zh(template.basis))
    breach = words.bdi(template.breach_uyghur) if words.uyghur else words.zh(template.breach)
    yield Fact(label=words._("违诺责任"), value=breach)
    checker = Checker.AUTHORITY if template.checked else Checker.NOBODY
    yield Fact(label=words._("什么时候公示"), value=words._(LOOKED_AT[checker]))


def draft_page(words: Speech, draft: Draft, base: str, *, wrong: bool) -> DraftPage:
    """The form of a draft. wrong: say what is wrong with it; a form that was just opened does not."""
    errors = {one.key: wrong_text(words, one) for one in draft.problems} if wrong else {}
    return DraftPage(
        title=_plain(words, draft.template),
        name=name_of(words, draft.template),
        questions=tuple(
            _question(words, one, draft.values.get(one.key, ""), errors) for one in draft.template.blanks
        ),
        agreed=draft.agreed,
        branches=tuple(
            Option(value=code, label=words.name(name), checked=code in draft.branches, hint=words.ltr(code))
            for code, name in draft.choices
        ),
        original=original_lines(draft.text),
        rendering=rendering_lines(draft.uyghur) if words.uyghur else (),
        saved=words.say(_SAVED, moment=words.moment(draft.updated_at)) if draft.revision else "",
        replaces=words.number(draft.replaces) if draft.replaces else "",
        here=f"{base}/commitments/draft/{draft.id}",
        letter=f"{base}/commitments/draft/{draft.id}/letter.pdf",
    )


def draft_problems(words: Speech, draft: Draft) -> tuple[Problem, ...]:
    """What is wrong with a draft, blank by blank."""
    return tuple(Problem(wrong_text(words, one), FIELD + one.key) for one in draft.problems)


def wrong_text(words: Speech, one: Wrong) -> Text:
    """What is wrong with one blank."""
    said: Mapping[str, Text] = {key: words.ltr(value) for key, value in one.params.items()}
    return words.say(BLANK[one.code], **said)


def _question(words: Speech, blank: Blank, typed: str, errors: Mapping[str, Text]) -> Question:
    field, error = FIELD + blank.key, errors.get(blank.key, "")
    hint = (blank.help_uyghur if words.uyghur else blank.help) or blank.example
    described = [f"{field}-hint"] * bool(hint) + [f"{field}-error"] * bool(error)
    return Question(
        name=field,
        id=field,
        label=words.bdi(blank.label_uyghur if words.uyghur and blank.label_uyghur else blank.label),
        kind=_KINDS[blank.kind],
        value=typed,
        hint=words.bdi(hint) if hint else "",
        error=error,
        described=" ".join(described),
    )


def who_looks(words: Speech, preview: Preview) -> Text:
    """When it will be public. The gate shows nothing yet of one whose words an officer has to read first."""
    if preview.commitment.commitment_type is CommitmentType.REPAIR:
        return words._(_NOT_PUBLIC)
    return words._(_WORDS_FOUND if preview.word_check else LOOKED_AT[preview.checker])
