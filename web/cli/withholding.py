"""`portal withhold`, `portal release`: decisions on what is public, for officers at the keyboard."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from credit.domain.clock import SHANGHAI
from credit.domain.vocabulary import WithholdingGround

if TYPE_CHECKING:
    from credit.services.context import Context

GROUNDS = [ground.value for ground in WithholdingGround if ground is not WithholdingGround.DETECTOR]
ID_LENGTH = 26
REFUSALS = {
    "record.unknown": "没有这条记录",
    "subject.unknown": "没有这个代码的主体",
    "record.not_withheld": "这条记录没有被暂缓或者不予公示，无需恢复",
    "subject.not_withheld": "这个主体没有被不予公示，无需恢复",
    "record.personal": "文本中有证件号码、电话、银行卡号或者邮箱，不能放行；请来源机关处理后重新报送",
    "withholding.approver": "须写明批准人",
    "withholding.review_on": "复核日期须在今天之后",
    "release.approver": "须写明批准人",
    "release.authority": "须写明作出决定的机关",
    "release.reason": "须写明理由",
}
TARGET = click.argument("target", metavar="RECORD|NOTICE|CODE")
APPROVER = click.option("--approver", required=True, help="Who approved it.")


@click.command()
@TARGET
@click.option("--ground", required=True, type=click.Choice(GROUNDS), help="One of the grounds of law.")
@APPROVER
@click.option(
    "--review-on",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which it is looked at again.",
)
def withhold(target: str, ground: str, approver: str, review_on: datetime) -> None:
    """Take a record, a notice, or a subject by its code, out of public view at once.

    The id of a record is its place on the page (r-…) and is listed by `portal review CODE`; that of an
    authority's notice is the last part of its page's address.
    """
    from credit.domain.values import Withholding
    from credit.services import authority_notices, records, registrations

    decision = Withholding(WithholdingGround(ground), approver, review_on.replace(tzinfo=SHANGHAI).date())
    _decide(
        target,
        lambda ctx, name: records.withhold(ctx, name, decision),
        lambda ctx, name: authority_notices.withhold(ctx, name, decision),
        lambda ctx, name: registrations.withhold(ctx, name, decision),
    )
    click.echo(f"已不予公示：{target}，{review_on:%Y-%m-%d} 前复核")


@click.command()
@TARGET
@APPROVER
@click.option("--authority", required=True, help="The authority that decided.")
@click.option("--reason", required=True, help="Why it may be public.")
def release(target: str, approver: str, authority: str, reason: str) -> None:
    """Give a record, a notice, or a subject by its code, back to the public after it was looked at."""
    from credit.services import authority_notices, records, registrations

    _decide(
        target,
        lambda ctx, name: records.release(ctx, name, approver, authority, reason),
        lambda ctx, name: authority_notices.release(ctx, name, approver, authority, reason),
        lambda ctx, name: registrations.release(ctx, name, approver, authority, reason),
    )
    click.echo(f"已恢复公示：{target}")


Verb = Callable[["Context", str], None]


def _decide(target: str, on_record: Verb, on_notice: Verb, on_subject: Verb) -> None:
    from credit.services.notice_reading import NoticeReader

    name = target.removeprefix("r-")
    with _context() as ctx:
        if len(name) != ID_LENGTH:
            on_subject(ctx, name)
        elif NoticeReader(ctx.sessions, ctx.clock).by_key(name):
            on_notice(ctx, name)
        else:
            on_record(ctx, name)


@contextmanager
def _context() -> Iterator[Context]:
    """Who acts, on which database; what the domain refuses ends the command in words."""
    from credit.domain.actors import operator
    from credit.domain.clock import SystemClock
    from credit.domain.errors import DomainError
    from credit.services.context import Context
    from web.cli.setting import database

    with database() as sessions:
        try:
            yield Context(sessions, SystemClock(), operator(getpass.getuser()))
        except DomainError as error:
            raise click.ClickException(REFUSALS.get(error.code, error.code)) from error
