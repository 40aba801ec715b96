"""`portal unverified`: legal figures whose text nobody could read yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from credit.rules.packs import Figure

SAID = {True: "是", False: "否"}


@click.command()
def unverified() -> None:
    """List the legal figures that still have to be verified, with the file to correct.

    The portal works with each of them until somebody has read the text. Then correct the value in the
    file named, give `link` and `article`, take `unverified` away, and call `portal sweep --all`.
    """
    from credit.domain.clock import SystemClock
    from credit.rules import packs

    today = SystemClock().today()
    figures = packs.unverified()
    now = [one for one in figures if one.starts <= today and (one.ends is None or today <= one.ends)]
    for title, chosen in (
        ("现在使用、须在上线前核实", now),
        ("只用于从前的记录", [one for one in figures if one not in now]),
    ):
        click.echo(f"{title}：{len(chosen)} 项")
        for figure in chosen:
            for line in _lines(figure):
                click.echo(line)
    for line in _fields(today.year - 1):
        click.echo(line)
    click.echo(f"共 {len(figures)} 项。核实后改 credit/rules/packs/ 下的文件，再运行 portal sweep --all")


def _fields(year: int) -> Iterator[str]:
    """What the annual report of a year asks although nobody could read the official form."""
    from credit.rules.annual_report.forms import TRAITS, form_for, reporting_classes

    asked: dict[str, str] = {}
    for kind in reporting_classes():
        for section, field in form_for(kind, year, frozenset(TRAITS)).fields():
            if field.unverified:
                asked.setdefault(f"{section.label}：{field.label}", field.source)
    yield f"年度报告表样中没有读到原文的项目：{len(asked)} 项，见 credit/rules/annual_report/forms/"
    yield from (f"      {label}（{source}）" for label, source in asked.items())


def _lines(figure: Figure) -> Iterator[str]:
    until = figure.ends.isoformat() if figure.ends else "今"
    unit = "" if figure.unit == "switch" else f" {figure.unit}"
    yield f"  {figure.topic}.toml  {figure.pack}  {figure.key} = {_value(figure)}{unit}"
    yield f"      {figure.instrument} {figure.article}；{figure.starts} 至{until}；{figure.checked_on} 查过"
    if figure.note:
        yield f"      {figure.note}"


def _value(figure: Figure) -> str:
    if isinstance(figure.value, tuple):
        return "、".join(figure.value)
    return SAID[figure.value] if isinstance(figure.value, bool) else str(figure.value)
