"""`portal import FILE…`: files in, a receipt out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from credit.services.context import Context
    from credit.services.imports.run import Receipt

LABELS = {
    "rows": "读入行数",
    "new": "新增",
    "changed": "更新",
    "unchanged": "未变",
    "waiting": "等待主体登记信息",
    "attached": "此前等待、现已归入主体",
    "held": "疑含个人信息、待人工复核（已收下，暂不公示）",
    "foreign": "其他部门的记录（已收下，按 other_departments.toml 不公示）",
    "rejected": "未接收",
}


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--kind", help="Kind of file, where its heading does not tell (see docs/import.md).")
@click.option(
    "--rejects",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory for the files of rejected rows. [default: DATA_DIR/imports]",
)
@click.option("--workers", default=2, show_default=True, help="Processes beside this one; 0: none.")
def import_files(files: tuple[Path, ...], kind: str | None, rejects: Path | None, workers: int) -> None:
    """Import registrations and records from CSV, XLSX or JSON Lines files.

    Can be interrupted at any moment and called again: it goes on where it stopped. Exit status 1 when
    a file was refused as a whole.
    """
    from credit.domain.actors import system
    from credit.domain.clock import SystemClock
    from credit.services.context import Context
    from credit.services.imports.tables import BY_NAME
    from web.cli.setting import database, read_settings

    if kind is not None and kind not in BY_NAME:
        raise click.BadParameter(f"one of {', '.join(BY_NAME)}", param_hint="--kind")
    target = rejects or read_settings().data_dir / "imports"
    with database() as sessions:
        ctx = Context(sessions, SystemClock(), system("import"))
        refused = [path for path in files if not _one(ctx, path, kind, target, workers)]
        _project(ctx, workers)
    if refused:
        raise SystemExit(1)


def _one(ctx: Context, path: Path, kind: str | None, target: Path, workers: int) -> bool:
    from tqdm import tqdm

    from credit.services.imports.run import import_file
    from credit.services.imports.screening import RefusedError
    from credit.services.imports.tables import BY_NAME

    with tqdm(desc=path.name, unit=" 行", total=None, disable=None) as bar:

        def show(done: int, total: int) -> None:
            bar.total = max(total, done)
            bar.update(done - bar.n)

        try:
            receipt = import_file(ctx, path, BY_NAME[kind] if kind else None, show, apart=workers > 0)
        except RefusedError as error:
            click.echo(f"{path.name}：拒绝导入。{error}", err=True)
            return False
    _print(ctx, receipt, target)
    return True


def _print(ctx: Context, receipt: Receipt, target: Path) -> None:
    from credit.services.imports.receipts import write_rejects
    from credit.services.imports.tables import BY_NAME

    table = BY_NAME[receipt.table].label if receipt.table in BY_NAME else "多种记录"
    click.echo(f"{receipt.name}：{table}，编码 {receipt.encoding}，回执号 {receipt.file_id}")
    if receipt.resumed_at:
        click.echo(f"  接续上次中断处：已有 {receipt.resumed_at} 行")
    for name, label in LABELS.items():
        if receipt.counts[name] or name == "rows":
            click.echo(f"  {label}：{receipt.counts[name]}")
    if receipt.dropped:
        click.echo(f"  未读取的证件列：{'、'.join(receipt.dropped)}")
    if receipt.unknown:
        click.echo(f"  未识别而忽略的列：{'、'.join(receipt.unknown)}")
    if path := write_rejects(ctx, receipt, target):
        click.echo(f"  未接收的行见 {path}")


def _project(ctx: Context, workers: int) -> None:
    from tqdm import tqdm

    from credit.services import projection

    with tqdm(desc="公示档案", unit=" 户", disable=None) as bar:

        def show(count: int) -> None:
            bar.update(count)

        done = projection.project_marked(ctx.sessions, ctx.clock, show, workers)
    click.echo(f"更新公示档案：{done} 户")
