"""`portal report-checks FILE`: what other departments found of their parts of annual reports."""

from pathlib import Path

import click

REASONS = {
    "subject.unknown": "没有这个代码的主体",
    "report.unknown": "这个年度没有报送",
    "part.section": "报告里没有由其他部门核对的这一部分",
    "part.on": "核对日期须在报送之后，不晚于今天",
    "part.note": "不一致的须写明理由",
    "form.token": "编号不能为空，不超过 100 个字符",
    "row.year": "报告年度须为四位年份",
    "row.day": "核对日期须为 2026-06-30 的写法",
    "row.result": "核对结果须为“一致”或者“不一致”",
}


@click.command("report-checks")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Whose rows these are, e.g. 人社; with 编号 a row counts once.")
def report_checks(file: Path, source: str) -> None:
    """Record the findings of other departments from a CSV file (columns: docs/annual-report.md).

    Exit status 1 when a row was refused.
    """
    import csv

    from credit.domain.actors import system
    from credit.domain.clock import SystemClock
    from credit.domain.errors import InputError
    from credit.services.annual_reports import part_check_rows as rows
    from credit.services.context import Context
    from web.cli.setting import database

    try:
        table = csv.DictReader(list(rows.decoded(file.read_bytes())))
    except InputError:
        raise click.ClickException("文件编码须为 UTF-8 或者 GB18030") from None
    if lacking := rows.missing(table.fieldnames or ()):
        raise click.ClickException(f"缺少列：{'、'.join(lacking)}")
    with database() as sessions:
        taken = rows.take(Context(sessions, SystemClock(), system("import")), source[:40], table)
    click.echo(f"新增 {taken.new}，已有 {taken.known}，未接收 {len(taken.refused)}")
    for number, code in taken.refused:
        click.echo(f"第 {number} 行：{REASONS.get(code, code)}")
    if taken.refused:
        raise SystemExit(1)
