"""The years of a subject, the start page, the list of tasks, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from credit.domain.annual_report import (
    DraftPurpose,
    FormSection,
    ReportState,
    SectionState,
)
from credit.domain.labels import zh
from credit.rules.annual_report.progress import Progress
from web.presenters.parts import Tag, Text, Tone
from web.presenters.report_links import Links
from web.presenters.report_words import REFUSED
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.overview import Overview, Year
    from credit.services.annual_reports.store import Work

ALL = "all"  # the one page of a short form
LATE = zh("请尽快补报。补报的报告会标明逾期；补报并公示以后，可以申请移出经营异常名录。")
LATE_SHOP = zh("请尽快补报。补报的报告会标明逾期；补报以后，可以申请恢复正常记载状态。")
_FINAL = zh("报送期已经结束，提交以后不能自己更正。请核对好再提交。")
_MENDED = zh("到 %(last)s 24:00 以前可以更正，更正前后的内容都会公示。")
_TITLE = zh("%(year)s 年度报告")
_TONES: dict[ReportState, Tone] = {
    ReportState.NOT_DUE: Tone.ENDED,
    ReportState.NOT_FILED: Tone.WARN,
    ReportState.FILED: Tone.GOOD,
    ReportState.LATE: Tone.NOTE,
    ReportState.UNDER_CHECK: Tone.NOTE,
    ReportState.CORRECTING: Tone.NOTE,
    ReportState.UNLOCKED: Tone.NOTE,
}
_SECTION_TONES: dict[SectionState, Tone] = {
    SectionState.NOT_STARTED: Tone.ENDED,
    SectionState.TO_CONFIRM: Tone.NOTE,
    SectionState.IN_PROGRESS: Tone.NOTE,
    SectionState.PROBLEM: Tone.WARN,
    SectionState.DONE: Tone.GOOD,
}


class YearLine(msgspec.Struct, frozen=True, kw_only=True):
    """One year of the list. action: what to do next, empty where nothing can be done."""

    title: Text
    tag: Tag
    text: Text
    action: Text
    href: str
    first: bool
    receipts: tuple[tuple[Text, str], ...]
    consent: str = ""


class YearsPage(msgspec.Struct, frozen=True, kw_only=True):
    years: tuple[YearLine, ...]


def years_page(words: Speech, found: Overview, links: Links) -> YearsPage:
    """Every year of a subject with its state and the next thing to do."""
    oldest = min((one.year for one in found.years if one.overdue and not one.versions), default=None)
    current = max((one.year for one in found.years if not one.versions), default=None)
    lines = tuple(_year(words, one, links, one.year in (oldest, current)) for one in found.years)
    return YearsPage(years=lines)


def year_title(words: Speech, year: int) -> Text:
    """What a report is called."""
    return words.say(_TITLE, year=words.ltr(year))


def _year(words: Speech, one: Year, links: Links, pressing: bool) -> YearLine:
    filed = bool(one.versions)
    if one.draft is not None:
        action: Text = words._("继续填报")
    elif one.refused:
        action = ""
    else:
        action = words._("更正这份报告") if filed else words._("开始填报")
    return YearLine(
        title=year_title(words, one.year),
        tag=Tag(words.label(one.state), Tone.BAD if one.overdue else _TONES[one.state]),
        text=_year_text(words, one),
        action=action,
        href=links.year(one.year),
        first=bool(action) and not filed and pressing,
        receipts=tuple(
            (words.say(zh("第 %(version)s 次报送的回执"), version=words.ltr(version.version)),
             links.receipt(one.year, version.version))
            for version in one.versions
        ),
        consent=links.consent(one.year) if filed else "",
    )  # fmt: skip


def _year_text(words: Speech, one: Year) -> Text:
    last = words.prose_date(one.last)
    if one.blocked_by:
        years = words.series([words.ltr(year) for year in one.blocked_by])
        return words.say(zh("请先补报以前年度：%(years)s。年度报告要按年份顺序报送。"), years=years)
    if one.overdue:
        return words.say(zh("报送期到 %(last)s 已经结束，请尽快补报。补报的报告会标明逾期。"), last=last)
    if not one.versions:
        return words.say(zh("请在 %(last)s 24:00 以前报送。"), last=last)
    if one.refused:
        return words._(REFUSED.get(one.refused, REFUSED["report.correction_closed"]))
    return words.say(_MENDED, last=last)


class StartPage(msgspec.Struct, frozen=True, kw_only=True):
    """What one needs, how long it takes, until when, what is published."""

    title: Text
    minutes: Text
    deadline: Text
    late: bool
    late_text: Text
    correction: bool
    after: Text
    needs: tuple[Text, ...]
    published: Text
    chosen: Text
    never: Text
    whole_choice: bool


def start_page(words: Speech, one: Year, form_sections: tuple[FormSection, ...], minutes: int) -> StartPage:
    """The page before a report is begun."""
    last = words.prose_date(one.last)
    labels = [(words._(section.label), section) for section in form_sections]
    always, whole = {"always"}, any(section.key == "shop" for section in form_sections)
    return StartPage(
        title=year_title(words, one.year),
        minutes=words.say(
            zh("大约 %(minutes)s 分钟。可以随时停下，已经填写的内容会保存。"), minutes=words.ltr(minutes)
        ),
        deadline=words.say(zh("%(last)s 24:00 以前。以系统收到的时间为准。"), last=last),
        late=one.overdue,
        late_text=words._(LATE_SHOP if whole else LATE),
        correction=bool(one.versions),
        after=words._(_FINAL) if one.overdue else words.say(_MENDED, last=last),
        needs=_needs(words, form_sections) if whole else tuple(_fresh(labels)),
        published=words.series(label for label, section in labels if _kinds(section) == always),
        chosen=words.series(label for label, section in labels if section.has_choice),
        never=words.series(label for label, section in labels if _kinds(section) == {"never"}),
        whole_choice=whole,
    )


def _needs(words: Speech, form_sections: tuple[FormSection, ...]) -> tuple[Text, ...]:
    """The figures of the year that a short form asks for, one by one."""
    fields = (one for section in form_sections if not section.rows for one in section.fields)
    return tuple(words._(one.label) for one in fields if not one.lasting)


def _fresh(labels: list[tuple[str, FormSection]]) -> Iterator[Text]:
    """The sections of a long form that last year's report does not answer."""
    return (label for label, section in labels if not section.lasting)


def _kinds(section: FormSection) -> set[str]:
    return {field.publication.value for field in section.fields}


class Task(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    href: str
    tag: Tag


class TasksPage(msgspec.Struct, frozen=True, kw_only=True):
    """The sections with their states. next: the one thing to do now."""

    title: Text
    years: str
    tasks: tuple[Task, ...]
    done: Text
    next: str
    next_label: Text
    ready: bool
    saved: Text
    correction: bool
    discard: str


def tasks_page(words: Speech, work: Work, state: Progress, links: Links) -> TasksPage:
    """The task list of a draft."""
    sections_ = work.form.sections
    done = sum(one is SectionState.DONE for one in state.states.values())
    tasks = tuple(
        Task(
            title=words._(section.label),
            href=links.section(work.year, ALL if work.form.one_page else section.key),
            tag=Tag(words.label(state.states[section.key]), _SECTION_TONES[state.states[section.key]]),
        )
        for section in sections_
    )
    return TasksPage(
        title=year_title(words, work.year),
        years=links.all,
        tasks=tasks,
        done=words.say(
            zh("%(all)s 个部分中已经完成 %(done)s 个"), all=words.ltr(len(tasks)), done=words.ltr(done)
        ),
        next=next_page(work, state, links),
        next_label=words._("核对并提交") if state.ready else words._("继续填报"),
        ready=state.ready,
        saved=words.say(zh("上次保存：%(moment)s"), moment=words.moment(work.updated_at)),
        correction=work.purpose is not DraftPurpose.FIRST,
        discard=links.discard(work.year),
    )


def next_page(work: Work, state: Progress, links: Links) -> str:
    """Where to go on: what can be confirmed at once, then the next section, then the check."""
    if state.ready:
        return links.check(work.year)
    if work.form.one_page:
        return links.section(work.year, ALL)
    if SectionState.TO_CONFIRM in state.states.values():
        return links.confirm(work.year)
    waiting = (key for key, one in state.states.items() if one is not SectionState.DONE)
    key = next(waiting, None)
    return links.section(work.year, key) if key else links.check(work.year)
