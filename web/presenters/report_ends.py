"""Confirming what lasts, checking answers, the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from credit.domain.annual_report import (
    FilingChannel,
    FormSection,
    PartCheck,
    ReportPart,
    ReportState,
    SectionState,
)
from credit.domain.labels import zh
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.contents import differences, parts_of
from credit.rules.annual_report.progress import Progress
from web.presenters.parts import Text
from web.presenters.report_links import Links
from web.presenters.report_parts import Change, SectionFacts, changes, checked, sections
from web.presenters.report_years import ALL, year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.store import FiledReport, Work


_FURTHER = zh("填报 %(year)s 年度报告")
_SENT, _CORRECTED = zh("%(year)s 年度报告已经报送"), zh("%(year)s 年度报告已经更正")
_SHOWN = zh("可以公示的内容已经公示。")
_NOTHING_SHOWN = zh("您选择不公示这份报告：网上看不到内容。")
_REMOVAL = zh("补报以后，可以申请移出经营异常名录。申请书已经替您填好。")
_REMOVAL_SHOP = zh("补报以后，可以申请恢复正常记载状态。申请书已经替您填好。")


class ConfirmPage(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken over, to be confirmed all at once; what is still missing has its own page."""

    title: Text
    tasks: str
    action: str
    sections: tuple[SectionFacts, ...]
    from_last: bool


def confirm_page(words: Speech, work: Work, state: Progress, links: Links) -> ConfirmPage:
    """The page on which lasting values are confirmed."""
    sure = {key for key, one in state.states.items() if one is SectionState.TO_CONFIRM}
    parts = [part for part in parts_of(work.form, state.read, work.answers) if part.key in sure]
    edits = {key: links.section(work.year, key) for key in sure}
    return ConfirmPage(
        title=year_title(words, work.year),
        tasks=links.year(work.year),
        action=links.confirm(work.year),
        sections=sections(words, work.form, parts, work.filer.currency, own=True, edits=edits),
        from_last=work.last is not None,
    )


class CheckPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything before it is submitted. left: what still keeps it from being submitted."""

    title: Text
    tasks: str
    action: str
    draft: str
    sections: tuple[SectionFacts, ...]
    left: tuple[tuple[Text, str], ...]
    late: bool
    correction: bool
    changes: tuple[Change, ...]
    everything: Text
    undeclared: bool
    paper: bool


def check_page(
    words: Speech, work: Work, state: Progress, links: Links, *, late: bool, undeclared: bool, paper: bool
) -> CheckPage:
    """The page before submitting. undeclared: it was sent without the declaration."""
    key = ALL if work.form.one_page else ""
    edits = {one.key: links.section(work.year, key or one.key) for one in work.form.sections}
    parts = parts_of(work.form, state.read, work.answers)
    left = [
        (words._(work.form.by_key[name].label), edits[name])
        for name, one in state.states.items()
        if one is not SectionState.DONE
    ]
    if state.choice_open:
        left.append((words._("是否公示这份报告"), links.section(work.year, ALL)))
    return CheckPage(
        title=year_title(words, work.year),
        tasks=links.year(work.year),
        action=links.check(work.year),
        draft=work.id,
        sections=sections(words, work.form, parts, work.filer.currency, own=True, edits=edits),
        left=tuple(left),
        late=late,
        correction=work.before is not None,
        changes=_corrected(words, work, parts),
        everything=_everything(words, work),
        undeclared=undeclared,
        paper=paper and work.form.whole_choice,
    )


def _corrected(words: Speech, work: Work, parts: tuple[ReportPart, ...]) -> tuple[Change, ...]:
    """What a correction would change, before it is submitted."""
    if work.before is None:
        return ()
    found = differences(work.before.report.parts, parts)
    return changes(words, work.form, found, work.filer.currency)


def _everything(words: Speech, work: Work) -> Text:
    if not work.form.whole_choice or work.answers.publish_any is None:
        return ""
    if work.answers.publish_any:
        return words._("您选择公示这份报告。标明“不公示”的项目，网上看不到。")
    return words._("您选择不公示这份报告：只报送给登记机关，网上看不到内容。")


class ReceiptPage(msgspec.Struct, frozen=True, kw_only=True):
    """The end that cannot be missed."""

    title: Text
    heading: Text
    name: Text
    number: str
    facts: tuple[tuple[Text, Text], ...]
    checks: tuple[Text, ...]
    findings: tuple[tuple[Text, Text], ...]
    shown: Text
    correct: Text
    public: str
    pdf: str
    removal: str
    removal_text: Text
    years: str
    further: Text = ""  # a year that is still missing and can be filed now; empty: there is none
    further_href: str = ""


def receipt_page(
    words: Speech,
    filed: FiledReport,
    name: str,
    links: Links,
    *,
    correct_until: Text,
    checks: tuple[tuple[FormSection, PartCheck | None], ...],
    listed: bool,
) -> ReceiptPage:
    """The receipt of a filed version. listed: the subject still stands on the list for this year."""
    individual = filed.report.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    return ReceiptPage(
        title=year_title(words, filed.year),
        heading=words.say(_CORRECTED if filed.version > 1 else _SENT, year=words.ltr(filed.year)),
        name=words.name(name),
        number=filed.receipt,
        facts=tuple(_filed(words, filed, name)),
        checks=tuple(dict.fromkeys(words._(one.checked_by) for one, found in checks if found is None)),
        findings=tuple((words._(one.label), checked(words, one, found)) for one, found in checks if found),
        shown=words._(_SHOWN if _anything_open(filed) else _NOTHING_SHOWN),
        correct=correct_until,
        public=links.public(filed.year),
        pdf=f"{links.receipt(filed.year, filed.version)}/pdf",
        removal=links.removal(filed.year) if listed else "",
        removal_text=words._(_REMOVAL_SHOP if individual else _REMOVAL),
        years=links.all,
    )


def leading_on(words: Speech, page: ReceiptPage, links: Links, year: int | None) -> ReceiptPage:
    """The same with a way to the report that is to be filed next, if there is one."""
    if year is None:
        return page
    further = words.say(_FURTHER, year=words.ltr(year))
    return msgspec.structs.replace(page, further=further, further_href=links.year(year))


def _anything_open(filed: FiledReport) -> bool:
    listed = ((part.items, *part.rows) for part in filed.report.parts)
    return any(item.open for groups in listed for items in groups for item in items)


def _filed(words: Speech, filed: FiledReport, name: str) -> Iterator[tuple[Text, Text]]:
    """What was filed, when, how."""
    yield words._("报送单位"), words.name(name)
    if filed.report.code:
        yield words._("统一社会信用代码"), words.ltr(filed.report.code)
    yield words._("报告年度"), words.ltr(filed.year)
    yield words._("收到时间"), words.moment(filed.filed_at)
    yield words._("报送情况"), words.label(ReportState.LATE if filed.late else ReportState.FILED)
    if filed.version > 1:
        again = words.say(zh("第 %(version)s 次报送（更正）"), version=words.ltr(filed.version))
        yield words._("版本"), again
    if filed.channel is not FilingChannel.ONLINE:
        yield words._("填报方式"), words.label(filed.channel)
