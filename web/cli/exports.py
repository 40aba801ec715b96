"""`portal export`: files for others who keep copies of what is public here."""

from __future__ import annotations

import csv
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from credit.domain.repair_applications import Recipient

if TYPE_CHECKING:
    from credit.services.context import Context

TO = click.option(
    "--to",
    "recipient",
    type=click.Choice([one.value for one in Recipient]),
    default=Recipient.CREDIT_CHINA.value,
    show_default=True,
    help="Who is told.",
)


@click.group()
def export() -> None:
    """Files for others who keep copies of what is public here."""


@export.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@TO
def repairs(target: Path, recipient: str) -> None:
    """Write the repairs that a recipient has not acknowledged yet, and note them as sent."""
    from credit.services.repairs import exchange

    with _context() as ctx:
        count = exchange.export(ctx, Recipient(recipient), target)
    click.echo(f"{target}：{count} 条修复结果")


@export.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def receipts(source: Path) -> None:
    """Read the receipts that a recipient sent back: columns 消息编号, 回执编号, 答复 (to a question)."""
    from credit.services.objections.asking import heard
    from credit.services.repairs import exchange

    with source.open(encoding="utf-8-sig", newline="") as file, _context() as ctx:
        taken, unknown = exchange.take_receipts(ctx, csv.DictReader(file), heard)
    click.echo(f"已记录回执：{taken} 条")
    if unknown:
        raise click.ClickException(f"没有这些消息编号：{'、'.join(unknown)}")


@contextmanager
def _context() -> Iterator[Context]:
    """Who acts, on which database."""
    from credit.domain.actors import operator
    from credit.domain.clock import SystemClock
    from credit.services.context import Context
    from web.cli.setting import database

    with database() as sessions:
        yield Context(sessions, SystemClock(), operator(getpass.getuser()))
