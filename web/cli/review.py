"""`portal review`: what awaits a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from credit.domain.records import Registration
    from credit.domain.values import Withholding
    from credit.services.reviews import Kept

ID_LENGTH = 26


@click.command()
@click.argument("target", metavar="[RECORD|CODE]", required=False)
def review(target: str | None) -> None:
    """List what somebody has to look at; with a code all records of a subject, with an id one record.

    Shows texts as kept, with what the detector found in them. For officers: not for the public.
    """
    from credit.domain.clock import SystemClock
    from web.cli.setting import database

    with database() as sessions, sessions.read() as session:
        today = SystemClock().today()
        lines = list(_awaiting(session, today) if target is None else _named(session, target, today))
    for line in lines:
        click.echo(line)


def _awaiting(session: Session, today: date) -> Iterator[str]:
    from credit.services import reviews

    count = 0
    for kept in reviews.awaiting(session, today):
        count += 1
        yield from _record(kept, today)
    for registration in reviews.awaiting_subjects(session, today):
        count += 1
        yield f"{_code(registration)}  {registration.name}  整户  {_why(registration.withheld, False, today)}"
    yield f"待复核：{count}"


def _named(session: Session, target: str, today: date) -> Iterator[str]:
    from credit.services import reviews

    name = target.removeprefix("r-")
    if len(name) == ID_LENGTH:
        kept = reviews.one(session, name)
        if kept is None:
            raise click.ClickException("没有这条记录")
        yield from _record(kept, today)
        yield from _text(kept)
        return
    found = reviews.of_subject(session, name)
    if found is None:
        raise click.ClickException("没有这个代码的主体")
    for one in found:
        yield from _record(one, today)
    yield f"记录：{len(found)}"


def _record(kept: Kept, today: date) -> Iterator[str]:
    record, said = kept.record, kept.record.provenance
    kind = record.content.record_kind()
    yield f"{record.id}  {kind.label}  {_code(kept.registration)} {kept.registration.name}"
    yield f"  来源：{said.agency.name}，{said.source} {said.source_id}，{said.effective_on} 生效"
    yield f"  {_why(record.withheld, kept.held, today)}"
    if record.reviewed:
        by = record.reviewed
        yield f"  已复核：{by.on} {by.authority} {by.approver}，{by.reason}"
    found = sorted({hit for _, hits in _findings(kept) for hit in hits})
    if found:
        yield f"  检出：{'、'.join(found)}"


def _why(withheld: Withholding | None, held: bool, today: date) -> str:
    from credit.services.reviews import is_due

    if withheld is None:
        return "暂不公示：疑含个人信息，待复核" if held else "未被暂缓或者不予公示"
    due = "，应复核" if is_due(withheld, today) else ""
    by = f"，批准人 {withheld.approver}" if withheld.approver else ""
    return f"不予公示：{withheld.ground.label}{by}，复核日期 {withheld.review_on}{due}"


def _text(kept: Kept) -> Iterator[str]:
    for field, value in _fields(kept):
        yield f"  {field}：{value}"
    for field, hits in _findings(kept):
        yield f"  检出于 {field}：{'、'.join(hits)}"


def _findings(kept: Kept) -> Iterator[tuple[str, list[str]]]:
    """Field and kinds of personal data for each text in which the detector finds some."""
    from credit.rules.personal_data import find

    for field, value in _fields(kept):
        if hits := [FOUND[hit.kind.value] for hit in find(value)]:
            yield field, hits


FOUND = {
    "identity": "身份证件号码",
    "mobile": "手机号码",
    "card": "银行卡号",
    "email": "电子邮箱",
    "home": "个人住址",
    "risk_class": "信用风险分类",
}


def _fields(kept: Kept) -> Iterable[tuple[str, str]]:
    from msgspec import to_builtins

    return _flat("", to_builtins(kept.record.content))


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}" if path else str(name), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{path}[{number}]", inner)
    elif value is not None:
        yield path, str(value)


def _code(registration: Registration) -> str:
    return registration.credit_code or registration.registration_no or "（无代码）"
