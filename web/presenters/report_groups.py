"""One group of questions a page, and one line of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from credit.domain.annual_report import (
    ANY,
    DraftPurpose,
    FormSection,
    Publication,
    Row,
)
from credit.domain.labels import zh
from credit.rules.annual_report.findings import Finding
from credit.rules.annual_report.progress import Progress
from web.presenters import report_names as names
from web.presenters.parts import Problem as Wrong
from web.presenters.parts import Text
from web.presenters.report_form import Box, Boxes, Group, field_id, wrongs
from web.presenters.report_links import Links
from web.presenters.report_values import value_text
from web.presenters.report_words import can_vouch, finding_text
from web.presenters.report_years import ALL, year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.store import Work


_UNTICKED = zh("没有勾选的不公示。随报告一起公示的有：%(items)s。")
_WHOLE = {True: names.YES, False: names.NO, None: "open"}


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the checks. vouch: value of the button that answers it; empty: it must be mended."""

    text: Text
    field: str
    vouch: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a list, with where it is changed and the button that removes it."""

    cells: tuple[tuple[Text, Text], ...]
    edit: str
    remove: str
    wrong: bool


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A section on its page."""

    key: str
    id: str
    title: Text
    intro: Text
    groups: tuple[Group, ...] = ()
    question: Box | None = None
    lines: tuple[Line, ...] = ()
    rows: bool = False
    add: str = ""
    add_label: Text = ""
    choice: bool = False


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is published only if it is ticked."""

    name: str
    label: Text
    ticked: bool


class SectionPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the flow. same: there are figures of last year that can be taken over at once.

    everything: the owner's choice for the whole report (yes, no, open); empty: there is none. chosen: the
    items among which the owner then chooses; always: says what is published besides.
    """

    title: Text
    year: Text
    tasks: str
    action: str
    autosave: str
    blocks: tuple[Block, ...]
    problems: tuple[Wrong, ...]
    asks: tuple[Ask, ...]
    same: bool
    everything: str
    chosen: tuple[Chosen, ...]
    always: Text
    saved: Text


def section_page(
    words: Speech, work: Work, state: Progress, links: Links, key: str, *, tried: bool
) -> SectionPage:
    """One section, or all of a short form. tried: it was sent, so mishaps are said."""
    shown = work.form.sections if key == ALL else (work.form.by_key[key],)
    keys = {section.key for section in shown}
    said = [one for one in state.read.problems if one.path.partition(".")[0] in keys] if tried else []
    boxes = Boxes(words, work.form, {one.path: one for one in said}, work.filer.currency)
    open_ = [one for one in state.open if one.paths[0].partition(".")[0] in keys] if tried else []
    whole = key == ALL and work.form.whole_choice
    problems = wrongs(words, work.form, tuple(said))
    if tried and key == ALL and state.choice_open:
        problems = (*problems, Wrong(words._("请选择是否公示这份报告。"), "everything"))
    return SectionPage(
        title=year_title(words, work.year) if key == ALL else words._(shown[0].label),
        year=year_title(words, work.year),
        tasks=links.year(work.year),
        action=links.section(work.year, key),
        autosave=links.field(work.year),
        blocks=tuple(_block(words, work, section, boxes, links) for section in shown),
        problems=problems,
        asks=tuple(_ask(words, work, one) for one in open_),
        same=_has_last(work, shown),
        everything=_WHOLE[work.answers.publish_any] if whole else "",
        chosen=tuple(_chosen(words, work)) if whole else (),
        always=words.say(_UNTICKED, items=words.series(_always(words, work))) if whole else "",
        saved=words.say(zh("上次保存：%(moment)s"), moment=words.moment(work.updated_at)),
    )


def _chosen(words: Speech, work: Work) -> Iterator[Chosen]:
    for section, field in work.form.fields():
        if field.publication is Publication.CHOICE and not section.rows:
            yield Chosen(
                name=names.shown(section.key, field.key),
                label=words._(field.label),
                ticked=work.answers.published.get(f"{section.key}.{field.key}", False),
            )


def _always(words: Speech, work: Work) -> list[Text]:
    """What is published without a choice of its own: fields by themselves, lists as a whole."""
    alone = [
        words._(field.label)
        for section, field in work.form.fields()
        if field.publication is Publication.ALWAYS and not section.rows
    ]
    return [*alone, *(words._(part.label) for part in work.form.sections if part.rows)]


def _has_last(work: Work, shown: tuple[FormSection, ...]) -> bool:
    """Whether figures of last year can be taken over: of one section of figures."""
    figures = [section for section in shown if not section.rows and not section.lasting]
    if len(figures) != 1 or work.purpose is not DraftPurpose.FIRST:
        return False
    return all(
        f"{figures[0].key}.{field.key}" in work.last_values for field in figures[0].fields if field.required
    )


def _ask(words: Speech, work: Work, finding: Finding) -> Ask:
    return Ask(
        text=finding_text(words, work.form, finding),
        field=field_id(finding.paths[0]),
        vouch=f"{names.VOUCH}{finding.id}" if can_vouch(finding) else "",
    )


def _block(words: Speech, work: Work, section: FormSection, boxes: Boxes, links: Links) -> Block:
    answers, prefix = work.answers, f"{section.key}."
    if section.rows:
        return Block(
            key=section.key,
            id=section.key,
            title=words._(section.label),
            intro=words._(section.intro),
            question=boxes.question(section, answers.of(section.key, ANY)) if section.question else None,
            lines=tuple(
                _line(words, work, section, row, boxes, links) for row in answers.listed(section.key)
            ),
            rows=True,
            add=f"{names.ADD}{section.key}",
            add_label=words.say(zh("添加%(what)s"), what=words._(section.row_label)),
        )
    typed = {
        path.removeprefix(prefix): text for path, text in answers.values.items() if path.startswith(prefix)
    }
    return Block(
        key=section.key,
        id=section.key,
        title=words._(section.label),
        intro=words._(section.intro),
        groups=boxes.groups(section, typed, work.last_values, answers.published),
        choice=section.has_choice and not work.form.whole_choice,
    )


def _line(words: Speech, work: Work, section: FormSection, row: Row, boxes: Boxes, links: Links) -> Line:
    made = boxes.row(section, row)
    cells = tuple(
        (one.label, _typed(words, work, section, one.key, row.values.get(one.key, "")))
        for one in made
        if row.values.get(one.key)
    )
    return Line(
        cells=cells,
        edit=links.row(work.year, section.key, row.id),
        remove=f"{names.REMOVE}{section.key}:{row.id}",
        wrong=any(one.error for one in made),
    )


def _typed(words: Speech, work: Work, section: FormSection, key: str, text: str) -> Text:
    """What was typed, said as a value where it can be read."""
    field = section.field(key)
    found = next(
        (values[key] for row, values in work.progress().read.lists.get(section.key, ())
         if key in values and row.values.get(key) == text),
        None,
    )  # fmt: skip
    if field is None or found is None:
        return words.bdi(text)
    return value_text(words, field, found, work.filer.currency)


class RowPage(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list."""

    title: Text
    year: Text
    back: str
    action: str
    boxes: tuple[Box, ...]
    problems: tuple[Wrong, ...]
    publish: str  # yes, no, open; empty: no choice
    publish_name: str = names.WHOLE_ROW


def row_page(
    words: Speech, work: Work, links: Links, key: str, row: Row, state: Progress | None, page_key: str
) -> RowPage:
    """The form of one line. state: given after it was sent, so mishaps are said."""
    section = work.form.by_key[key]
    place = f"{key}.{row.id}."
    said = [one for one in state.read.problems if one.path.startswith(place)] if state else []
    boxes = Boxes(words, work.form, {one.path: one for one in said}, work.filer.currency)
    chosen = {True: names.YES, False: names.NO, None: "open"}[row.published]
    return RowPage(
        title=words._(section.row_label),
        year=year_title(words, work.year),
        back=links.section(work.year, page_key),
        action=links.row(work.year, key, row.id or "new"),
        boxes=boxes.row(section, row),
        problems=wrongs(words, work.form, tuple(said)),
        publish=chosen if section.row_choice else "",
    )
