"""The exchange file about repairs (信用中国修复结果交换文件), and the file of receipts that comes back.

To the sources of records it takes questions and results of objections too; their answers come back with the
receipts.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.repair_models import TellingRow
from credit.domain.errors import DomainError
from credit.domain.objections import FactKind
from credit.domain.repair_applications import Occasion, Recipient, TellingState
from credit.domain.vocabulary import RecordKind
from credit.services.context import Context
from credit.services.repairs import telling
from credit.services.repairs.telling import Heard, Message

HEADING: Final = (
    "消息编号",
    "统一社会信用代码",
    "主体名称",
    "信息类别",
    "来源系统",
    "来源编号",
    "事项",
    "修复决定文书号",
    "修复决定机关",
    "日期",
    "是否暂停公示",
    "说明",
)
RECEIPTS: Final = ("消息编号", "回执编号")
ANSWER: Final = "答复"
_KINDS: Final = {one.value: one.label for one in (*RecordKind, *FactKind)}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon with
_OPEN: Final = (TellingState.WAITING.value, TellingState.SENT.value, TellingState.GIVEN_UP.value)


def export(ctx: Context, recipient: Recipient, target: Path) -> int:
    """Write everything that a recipient has not acknowledged yet, and note it as sent; how many lines.

    Readable by spreadsheets. Written whole or not at all; written again it holds what is still open.
    """
    with ctx.sessions.read() as session:
        told = _open_messages(session, recipient)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADING)
    writer.writerows(_line(one) for one in told)
    made = target.with_name(f".{target.name}")
    made.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    made.replace(target)
    for one in told:
        telling.sent(ctx, one.id)
    return len(told)


def _open_messages(session: Session, recipient: Recipient) -> list[Message]:
    query = select(TellingRow).where(TellingRow.recipient == recipient.value, TellingRow.state.in_(_OPEN))
    return [telling.message(session, row) for row in session.scalars(query.order_by(TellingRow.id))]


def _line(one: Message) -> tuple[str, ...]:
    return (
        one.id,
        one.subject_code,
        one.subject_name,
        _KINDS[one.kind],
        one.source,
        one.source_id,
        Occasion(one.occasion).label,
        one.decision_no,
        one.agency,
        one.on,
        "是" if one.temporary else "否",
        _explained(one),
    )


def _explained(one: Message) -> str:
    said = "；".join([one.text, *(f"{point.name}：{point.should_be}" for point in one.points)])
    return f"'{said}" if said.startswith(_FORMULA) else said


def take_receipts(ctx: Context, lines: Iterable[dict[str, str]], heard: Heard) -> tuple[int, list[str]]:
    """Note receipts, each with the number of its message: how many, and the numbers nobody here knows.

    heard: takes the answers to questions, in a column of their own.
    """
    taken, unknown = 0, list[str]()
    for line in lines:
        number, receipt, answer = ((line.get(name) or "").strip() for name in (*RECEIPTS, ANSWER))
        try:
            if answer:
                heard(ctx, number, answer)
            telling.acknowledge(ctx, number, receipt)
            taken += 1
        except DomainError:
            unknown.append(number)
    return taken, unknown
