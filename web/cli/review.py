"""`portal review`: what awaits a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from msgspec import Struct
    from sqlalchemy.orm import Session

    from credit.domain.notices import NoticeFacts
    from credit.domain.records import Record, Registration
    from credit.domain.values import Withholding
    from credit.services.reviews import Kept, KeptNotice

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
    for notice in reviews.awaiting_notices(session, today):
        count += 1
        yield from _notice(notice, today)
    for registration in reviews.awaiting_subjects(session, today):
        count += 1
        yield f"{_code(registration)}  {registration.name}  整户  {_why(registration.withheld, False, today)}"
    yield f"待复核：{count}"


def _named(session: Session, target: str, today: date) -> Iterator[str]:
    from credit.services import reviews

    name = target.removeprefix("r-")
    if len(name) == ID_LENGTH:
        kept, notice = reviews.one(session, name), reviews.notice(session, name)
        if notice is not None:
            yield from _notice(notice, today)
            yield from _text(notice.facts.content)
        elif kept is not None:
            yield from _record(kept, today)
            yield from _text(kept.record.content)
        else:
            raise click.ClickException("没有这条记录")
        return
    found = reviews.of_subject(session, name)
    if found is None:
        raise click.ClickException("没有这个代码的主体")
    for one in found:
        yield from _record(one, today)
    yield f"记录：{len(found)}"


def _record(kept: Kept, today: date) -> Iterator[str]:
    kind, subject = kept.record.content.record_kind(), kept.registration
    yield f"{kept.record.id}  {kind.label}  {_code(subject)} {subject.name}"
    yield from _marks(kept.record, kept.held, today)


def _notice(kept: KeptNotice, today: date) -> Iterator[str]:
    content = kept.facts.content
    yield f"{kept.facts.key}  机关公告  {content.notice_kind.label} {content.title}"
    yield from _marks(kept.facts, kept.held, today)


def _marks(kept: Record | NoticeFacts, held: bool, today: date) -> Iterator[str]:
    said = kept.provenance
    yield f"  来源：{said.agency.name}，{said.source} {said.source_id}，{said.effective_on} 生效"
    yield f"  {_why(kept.withheld, held, today)}"
    if kept.reviewed:
        by = kept.reviewed
        yield f"  已复核：{by.on} {by.authority} {by.approver}，{by.reason}"
    found = sorted({hit for _, hits in _findings(kept.content) for hit in hits})
    if found:
        yield f"  检出：{'、'.join(found)}"


def _why(withheld: Withholding | None, held: bool, today: date) -> str:
    from credit.services.reviews import is_due

    if withheld is None:
        return "暂不公示：疑含个人信息，待复核" if held else "未被暂缓或者不予公示"
    due = "，应复核" if is_due(withheld, today) else ""
    by = f"，批准人 {withheld.approver}" if withheld.approver else ""
    return f"不予公示：{withheld.ground.label}{by}，复核日期 {withheld.review_on}{due}"


def _text(content: Struct) -> Iterator[str]:
    for field, value in _fields(content):
        yield f"  {field}：{value}"
    for field, hits in _findings(content):
        yield f"  检出于 {field}：{'、'.join(hits)}"


def _findings(content: Struct) -> Iterator[tuple[str, list[str]]]:
    """Field and kinds of personal data for each text in which the detector finds some."""
    from credit.rules.personal_data import find

    for field, value in _fields(content):
        if hits := [FOUND[hit.kind.value] for hit in find(value)]:
            yield field, hits


FOUND = {
    "identity": "身份证件号码",
    "mobile": "手机号码",
    "card": "银行卡号",
    "email": "电子邮箱",
    "home": "个人住址",
    "risk_class": "信用风险分类",
    "sensitive": "敏感词",
}


def _fields(content: Struct) -> Iterable[tuple[str, str]]:
    from msgspec import to_builtins

    return _flat("", to_builtins(content))


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
