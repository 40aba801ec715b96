"""Rows of results and lines under the box: is this the one, and why is it here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from credit.domain.identifiers import normalise_code
from credit.domain.labels import zh
from credit.domain.vocabulary import Status, SubjectClass
from search.document import Card
from search.page import Hit, Reason, Suggestion
from search.query import Facet, Kind
from web.presenters import parts
from web.presenters.commitment_matters import by_authority, known_to, plain_matter
from web.presenters.frame import commitment_address, segment
from web.presenters.notice import notice_address
from web.presenters.registration import head_label
from web.presenters.speech import SPEECH, Speech
from web.presenters.words import FACET_WORD, REASON, STATUS_TONE, STATUS_WORD, TAG_WORD

REGISTERED_LANG = "zh-Hans"
ESTABLISHED = zh("%(day)s 成立")
IN_CHARGE = zh("%(role)s：%(name)s")
_CLASSES = frozenset(one.value for one in SubjectClass)
CLOSE_CODE = zh("代码相近，只差一位：%(shown)s")


@dataclass(frozen=True, slots=True)
class Rows:
    """Makes the rows of one page. on: marks that ended before this day are not shown. typed: the question."""

    words: Speech
    on: date
    typed: str = ""

    def row(self, hit: Hit) -> parts.ResultRow:
        """One hit."""
        if hit.kind is Kind.ENTERPRISE:
            return self.enterprise_row(hit)
        return self.record_row(hit)

    def enterprise_row(self, hit: Hit) -> parts.ResultRow:
        """An enterprise: name in the script that matched, or the reader's."""
        card, words = hit.card, self.words
        spans, lang = _headline(words, hit)
        return parts.ResultRow(
            href=enterprise_address(words, card, hit.anchor),
            spans=spans,
            lang=lang,
            second=_second(words, card, lang, hit.spans),
            tags=self.tags(card),
            meta=tuple(self.meta(card)),
            reason=self.reason(hit),
        )

    def record_row(self, hit: Hit) -> parts.ResultRow:
        """A penalty or notice: what it is called, then whose it is."""
        card, words = hit.card, self.words
        return parts.ResultRow(
            href=hit_address(words, hit),
            spans=(parts.Span(self.title(hit)),),
            lang="" if self.translated(hit) else REGISTERED_LANG,
            second=self.subject(card),
            tags=tuple(self.record_tags(card)),
            meta=tuple(
                filter(
                    None,
                    (
                        card.number and words.number(card.number),
                        card.day and words.ltr(card.day),
                        card.agency and words.zh(card.agency),
                        card.code and words.ltr(card.code),
                    ),
                )
            ),
            reason=self.reason(hit),
        )

    def title(self, hit: Hit) -> str:
        """What a record is called; the matter of a commitment in Uyghur where that is known."""
        called = hit.card.title or hit.card.name
        return plain_matter(self.words, called, hit.card.title_uyghur) if self.translated(hit) else called

    def translated(self, hit: Hit) -> bool:
        """Whether the title can be said in Uyghur."""
        title, entered = hit.card.title or "", hit.card.title_uyghur
        return hit.kind is Kind.COMMITMENT and (
            known_to(self.words, title) or by_authority(self.words, title, entered)
        )

    def record_tags(self, card: Card) -> Iterator[parts.Tag]:
        """What it is about, where its title does not say so in the reader's language; then the marks."""
        topic = FACET_WORD[Facet.TOPIC].get(card.topic or "")
        if topic and (self.words.uyghur or topic not in (card.title or "")):
            yield parts.Tag(self.words._(topic))
        yield from self.marks(card)

    def subject(self, card: Card) -> parts.Text:
        """Whose record it is, in the reader's script where it can be; nothing where the title says it."""
        if self.words.uyghur and card.uyghur_name:
            return parts.ug(card.uyghur_name)
        return "" if card.title and card.name in card.title else self.words.name(card.name)

    def tags(self, card: Card) -> tuple[parts.Tag, ...]:
        """Status first, then the marks that hold today."""
        status = _status_of(self.words, card)
        return (*([status] if status else []), *self.marks(card))

    def marks(self, card: Card) -> Iterator[parts.Tag]:
        """The marks that hold today."""
        known = _marks(self.words.prefix)
        for tag in card.tags:
            mark = known.get(tag.code)
            if mark and (tag.until is None or tag.until > self.on):
                yield mark

    def meta(self, card: Card) -> Iterator[parts.Text]:
        """Code, place, representative, day of establishment."""
        words = self.words
        if card.code:
            yield words.ltr(card.code)
        place = words.full_place(card.division) if card.division else None
        if place:
            yield place
        if card.person:
            yield _in_charge(words.prefix, card.subject_class or "", card.person)
        if card.day:
            yield _established(words.prefix, card.day)

    def reason(self, hit: Hit) -> parts.Text:
        """Why the hit is here; nothing when everything was asked for."""
        source = REASON.get(hit.reason)
        if source is None:
            return ""
        if hit.reason in (Reason.CODE, Reason.NEAR) and _one_off(self.typed, hit.card.code or ""):
            return self.words.say(CLOSE_CODE, shown=self.words.ltr(hit.card.code))
        matched = "".join([span.text for span in hit.spans if span.matched])
        shown = matched or self.typed or "".join([span.text for span in hit.spans])
        return _because(self.words.prefix, source, shown, hit.detail or "")


@lru_cache(4096)
def _because(prefix: str, source: str, shown: str, detail: str) -> parts.Text:
    """A reason; hits of one page mostly share it."""
    words = SPEECH[prefix]
    said = words.ltr(shown) if shown.isascii() else words.bdi(shown)
    if detail:
        said = said + " " + words.ltr(detail)
    return words.say(source, shown=said)


@lru_cache(20_000)
def _in_charge(prefix: str, subject_class: str, person: str) -> parts.Text:
    """The representative, called what this class of subject calls one."""
    words = SPEECH[prefix]
    known = subject_class if subject_class in _CLASSES else SubjectClass.OTHER
    return words.say(IN_CHARGE, role=head_label(words, SubjectClass(known)), name=words.zh(person))


@lru_cache(20_000)
def _established(prefix: str, day: str) -> parts.Text:
    words = SPEECH[prefix]
    return words.say(ESTABLISHED, day=words.ltr(day))


def suggestion(words: Speech, found: Suggestion) -> parts.Suggestion:
    """A line under the box."""
    card = found.card
    former = found.reason is Reason.FORMER_NAME
    return parts.Suggestion(
        href=enterprise_address(words, card),
        value=found.text,
        spans=found.spans,
        lang="ug" if found.text == card.uyghur_name else REGISTERED_LANG,
        code=card.code or "",
        note=words.say(zh("现名：%(name)s"), name=words.name(card.name)) if former else "",
        tag=_status_of(words, card),
    )


def plain_hit(card: Card) -> Hit:
    """A hit from the register itself, while the engine is down."""
    return Hit(Kind.ENTERPRISE, card.address, card, Reason.NAME, (parts.Span(card.name),))


def plain_suggestion(card: Card) -> Suggestion:
    """A line under the box from the register itself."""
    return Suggestion(card.name, card.address, card, Reason.NAME, (parts.Span(card.name),))


def hit_address(words: Speech, hit: Hit) -> str:
    """Where a penalty, a notice or a commitment is read: on its own page, or at its place on that of its
    enterprise."""
    card = hit.card
    if hit.kind is Kind.COMMITMENT:
        return commitment_address(words, card.address, hit.key)
    if card.own_page:
        return notice_address(words, card.address)
    return enterprise_address(words, card, hit.anchor or card.anchor)


def enterprise_address(words: Speech, card: Card, anchor: str | None = None) -> str:
    """The address of an enterprise's page, or of a place in it."""
    place = f"#{anchor}" if anchor else ""
    return f"/{words.prefix}/enterprise/{segment(card.address)}{place}"


def status_tag(words: Speech, status: Status) -> parts.Tag:
    """The status as a word with its shape."""
    return _status_tags(words.prefix)[status.value]


@cache
def _status_tags(prefix: str) -> dict[str, parts.Tag]:
    _ = SPEECH[prefix]._
    return {status.value: parts.Tag(_(word), STATUS_TONE[status]) for status, word in STATUS_WORD.items()}


@cache
def _marks(prefix: str) -> dict[str, parts.Tag]:
    """The marks of result rows by their code."""
    _ = SPEECH[prefix]._
    return {code: parts.Tag(_(word), tone) for code, (word, tone) in TAG_WORD.items()}


def _one_off(typed: str, code: str) -> bool:
    """Whether a typed code is another than `code` by one character, or by two neighbours changed round."""
    asked = normalise_code(typed)
    if asked == code or len(asked) != len(code):
        return False
    places = [at for at, (left, right) in enumerate(zip(asked, code, strict=True)) if left != right]
    first, last = places[0], places[-1]
    return first == last or (last == first + 1 and asked[first] + asked[last] == code[last] + code[first])


def _status_of(words: Speech, card: Card) -> parts.Tag | None:
    return _status_tags(words.prefix).get(card.status or "")


def _headline(words: Speech, hit: Hit) -> tuple[tuple[parts.Span, ...], str]:
    """The name a row is headed by, in the reader's script where there is one, and its language."""
    card = hit.card
    own = bool(words.uyghur and card.uyghur_name)
    name, lang = (card.uyghur_name or card.name, "ug") if own else (card.name, REGISTERED_LANG)
    if "".join([span.text for span in hit.spans]) == name:
        return hit.spans, lang
    return (parts.Span(name),), lang


def _second(words: Speech, card: Card, lang: str, spans: tuple[parts.Span, ...]) -> parts.Text:
    """The name in the other script; marked where that is the one that matched."""
    if lang == "ug":
        return parts.marked_name(spans, REGISTERED_LANG, card.name) or words.name(card.name)
    if not card.uyghur_name:
        return ""
    return parts.marked_name(spans, "ug", card.uyghur_name) or parts.ug(card.uyghur_name)
