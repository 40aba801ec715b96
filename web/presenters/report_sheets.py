"""The page of an agent with many clients: how each report stands, what is wrong with which row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from credit.domain.annual_report import ReportState
from credit.domain.labels import zh
from web.presenters.parts import Problem, Tag, Text, Tone
from web.presenters.report_links import Links
from web.presenters.report_words import REFUSED, finding_text, problem_text
from web.presenters.report_years import year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credit.services.annual_reports.sheets import Client, RowResult

_SHEET: dict[str, str] = {
    "sheet.large": zh("文件太大。请只保留下载的表格里的内容。"),
    "sheet.unreadable": zh("文件打不开。请上传下载的 xlsx 表格。"),
    "sheet.columns": zh("没有找到表头。请使用下载的表格，不要删除第一行。"),
    "sheet.rows": zh("行数太多。请分成几个文件。"),
    "sheet.again": zh("这个代码前面已经有一行，这一行没有保存。每个主体只留一行。"),
    "sheet.not_client": zh("您没有为这个主体填报的权限，请核对代码。"),
}
_FILED = {ReportState.FILED, ReportState.LATE, ReportState.UNDER_CHECK}
_SHOWN = 6  # problems of a row that are written out


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A client, or a row that was handed back. lines: what is wrong with it."""

    name: Text
    code: Text
    tag: Tag
    lines: tuple[Text, ...]
    href: str


class SheetPage(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    clients: tuple[Row, ...]
    results: tuple[Row, ...]
    problems: tuple[Problem, ...]
    action: str
    download: str


def sheet_page(
    words: Speech, year: int, clients: Iterable[Client], results: Iterable[RowResult], problem: Text
) -> SheetPage:
    """The page. results: the rows of a file that was handed in just now."""
    base = f"/{words.prefix}/account/reports"
    return SheetPage(
        title=year_title(words, year),
        clients=tuple(_client(words, year, one) for one in clients),
        results=tuple(_result(words, one) for one in results),
        problems=(Problem(problem, "file"),) if problem else (),
        action=base,
        download=f"{base}/download",
    )


def sheet_problem(words: Speech, code: str) -> Text:
    """What is wrong with a file."""
    return words._(_SHEET[code])


def _client(words: Speech, year: int, one: Client) -> Row:
    said = "" if one.state in _FILED else REFUSED.get(one.refused)
    return Row(
        name=words.name(one.name),
        code=words.ltr(one.code),
        tag=_standing(words, one),
        lines=(words._(said),) if said else (),
        href=Links(words.prefix, one.code).year(year),
    )


def _standing(words: Speech, one: Client) -> Tag:
    if one.work is not None:
        if one.work.progress().ready:
            return Tag(words._("可以提交"), Tone.GOOD)
        return Tag(words._("填写中"), Tone.NOTE)
    if one.state in _FILED:
        return Tag(words.label(one.state), Tone.GOOD)
    if one.refused:
        return Tag(words._("不能填报"), Tone.NOTE)
    return Tag(words._("还没有开始"), Tone.WARN)


def _result(words: Speech, one: RowResult) -> Row:
    lines: list[Text] = []
    if one.refused:
        lines.append(words._({**_SHEET, **REFUSED}.get(one.refused, _SHEET["sheet.not_client"])))
    if one.form is not None:
        lines += [problem_text(words, one.form, problem) for problem in one.problems[:_SHOWN]]
        lines += [finding_text(words, one.form, finding) for finding in one.questions[:_SHOWN]]
    tag = Tag(words._("可以提交"), Tone.GOOD) if one.ready else Tag(words._("需要修改"), Tone.WARN)
    name = words.name(one.name) if one.name else ""
    return Row(
        name=words.say(zh("第 %(row)s 行 %(name)s"), row=words.ltr(one.row), name=name),
        code=words.bdi(one.code),
        tag=tag,
        lines=tuple(lines),
        href=""
        if one.refused in ("sheet.not_client", "sheet.again")
        else Links(words.prefix, one.code).year(one.year),
    )
