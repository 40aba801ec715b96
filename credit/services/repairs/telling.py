"""Who is told of a repair and of its end: written with the decision, sent by a duty until acknowledged.

The list is the applicant's to see: who, by when, when, with what receipt. A recipient is whoever keeps a
copy: the system the record came from, the national system, Credit China, the province of registration. The
source of what is objected to is asked, and told what came of it, on the same road.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.db.repair_models import TellingRow, TombstoneRow
from credit.db.session import wake
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.records import Registration
from credit.domain.repair_applications import Occasion, Recipient, Telling, TellingState
from credit.rules import repair_handling
from credit.services import audit
from credit.services.codec import decode_registration
from credit.services.context import Context
from credit.services.ids import new_id

TELL: Final = "tell"  # what to wake when somebody is to be told
PAUSES: Final = tuple(timedelta(minutes=length) for length in (1, 5, 30, 120, 480, 1440))
CLAIM: Final = timedelta(minutes=5)
BATCH: Final = 50
HERE: Final = "65"  # the first digits of every division of Xinjiang
OWN_SOURCES: Final = frozenset({"listing", "findings"})  # made here: nobody else keeps them
_WAITING: Final = TellingState.WAITING.value


class Point(msgspec.Struct, frozen=True):
    """One thing that is said to be wrong: what it is called, and what it should say, as typed."""

    name: str
    should_be: str


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a recipient is told: enough to find its own copy, nothing of what it says.

    text, points: only where its source is asked about an objection, or told what was found.
    """

    id: str
    recipient: Recipient
    name: str
    occasion: Occasion
    subject_code: str
    subject_name: str
    kind: str
    source: str
    source_id: str
    decision_no: str
    agency: str
    on: str
    temporary: bool
    text: str = ""
    points: tuple[Point, ...] = ()


class Answered(NamedTuple):
    """What a way of telling brought. receipt: of the recipient; empty: taken, and its receipt comes later.
    answer: to a question."""

    receipt: str = ""
    problem: str = ""
    answer: str = ""


Way = Callable[[Message], Answered]
Heard = Callable[[Context, str, str], object]  # id of the message that was answered, and the answer
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Message).decode


def note(
    session: Session, ctx: Context, buried: TombstoneRow, occasion: Occasion, *, registered: str = ""
) -> None:
    """Write down, in the caller's transaction, everybody who is to be told.

    registered: division where the subject is registered; another province is told of its own.
    """
    told = [(Recipient.CREDIT_CHINA, ""), (Recipient.NATIONAL, "")]
    if buried.source and buried.source not in OWN_SOURCES:
        told.append((Recipient.SOURCE, buried.source))
    if registered and not registered.startswith(HERE):
        told.append((Recipient.PROVINCE, f"{registered[:2]}0000"))
    for recipient, name in told:
        row = _waiting(ctx, recipient, name, occasion)
        row.tombstone_id, row.case_id = buried.id, buried.case_id
        session.add(row)
    session.flush()
    wake(session, TELL)


def put(session: Session, ctx: Context, said: Message, case_id: str) -> str:
    """Write down, in the caller's transaction, one message that is about no repair; its id."""
    row = _waiting(ctx, said.recipient, said.name, said.occasion)
    row.case_id = case_id
    row.content = _encode(msgspec.structs.replace(said, id=row.id))
    session.add(row)
    session.flush()
    wake(session, TELL)
    return row.id


def _waiting(ctx: Context, recipient: Recipient, name: str, occasion: Occasion) -> TellingRow:
    now = ctx.clock.now()
    return TellingRow(
        id=new_id(),
        recipient=recipient.value,
        name=name,
        occasion=occasion.value,
        state=_WAITING,
        due_on=repair_handling.push_by(now.date()).day,
        created_at=now,
        attempts=0,
        next_at=now,
        receipt="",
        problem="",
    )


def of_case(session: Session, case_id: str) -> tuple[Telling, ...]:
    """Who was asked or told in a case, oldest first."""
    query = select(TellingRow).where(TellingRow.case_id == case_id).order_by(TellingRow.id)
    return tuple(_telling(row) for row in session.scalars(query))


def claim(ctx: Context, recipients: Iterable[Recipient], limit: int = BATCH) -> list[Message]:
    """Take over what is due for these recipients; nobody else gets it before `CLAIM` is over."""
    wanted = [one.value for one in recipients]

    def work(session: Session) -> list[Message]:
        now = ctx.clock.now()
        due = session.scalars(
            select(TellingRow)
            .where(TellingRow.state == _WAITING, TellingRow.next_at <= now, TellingRow.recipient.in_(wanted))
            .order_by(TellingRow.next_at, TellingRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        for row in due:
            row.next_at = now + CLAIM
            row.attempts += 1
        return [message(session, row) for row in due]

    return ctx.sessions.run(work)


def tell(ctx: Context, ways: dict[Recipient, Way], heard: Heard) -> int:
    """Tell everybody who is due and whom there is a way to; how many took it. Safe to repeat.

    heard: takes the answers to questions; the same one may come twice.
    """
    taken = 0
    while told := claim(ctx, ways) if ways else []:
        for one in told:
            answered = _through(ways[one.recipient], one)
            if answered.problem:
                failed(ctx, one.id, answered.problem)
            else:
                taken += 1
                if answered.answer and one.occasion is Occasion.ASKED:
                    heard(ctx, one.id, answered.answer)
                sent(ctx, one.id, answered.receipt)
    return taken


def _through(way: Way, one: Message) -> Answered:
    try:
        return way(one)
    except OSError as error:
        return Answered(problem=type(error).__name__)


def sent(ctx: Context, telling_id: str, receipt: str = "") -> None:
    """Note that somebody was told; with a receipt, that they know."""

    def work(session: Session) -> None:
        row = _row(session, telling_id)
        if row.state == TellingState.ACKNOWLEDGED.value:
            return
        row.sent_at, row.problem = row.sent_at or ctx.clock.now(), ""
        row.state = TellingState.SENT.value
        if receipt:
            _acknowledge(session, ctx, row, receipt)

    ctx.sessions.run(work)


def failed(ctx: Context, telling_id: str, problem: str) -> None:
    """Note a failure: tried again after a pause that grows, and left to people after the last."""

    def work(session: Session) -> None:
        row = _row(session, telling_id)
        row.problem = problem[:100]
        if row.attempts > len(PAUSES):
            row.state = TellingState.GIVEN_UP.value
        else:
            row.next_at = ctx.clock.now() + PAUSES[row.attempts - 1]

    ctx.sessions.run(work)


def acknowledge(ctx: Context, telling_id: str, receipt: str) -> Telling:
    """Note the receipt of a recipient; again with the same one changes nothing.

    Raises NotFoundError `telling.unknown`, ConflictError `telling.acknowledged` for another receipt.
    """

    def work(session: Session) -> Telling:
        row = _row(session, telling_id)
        if row.state == TellingState.ACKNOWLEDGED.value and row.receipt != _line(receipt):
            raise ConflictError("telling.acknowledged")
        if row.state != TellingState.ACKNOWLEDGED.value:
            row.sent_at = row.sent_at or ctx.clock.now()
            _acknowledge(session, ctx, row, receipt)
        return _telling(row)

    return ctx.sessions.run(work)


def _acknowledge(session: Session, ctx: Context, row: TellingRow, receipt: str) -> None:
    row.state, row.acknowledged_at = TellingState.ACKNOWLEDGED.value, ctx.clock.now()
    row.receipt = _line(receipt)
    audit.write(
        session,
        ctx,
        "repair.told",
        row.case_id or row.tombstone_id or row.id,
        telling=row.id,
        receipt=row.receipt,
    )


def _line(text: str) -> str:
    """What another system sent, as a database keeps it."""
    return text.replace("\0", "").strip()[:100]


def _row(session: Session, telling_id: str) -> TellingRow:
    row = session.get(TellingRow, telling_id[:26], with_for_update=True)
    if row is None:
        raise NotFoundError("telling.unknown")
    return row


def message(session: Session, row: TellingRow) -> Message:
    """What a recipient is told."""
    if row.content is not None:
        return _decode(row.content)
    buried = session.get_one(TombstoneRow, row.tombstone_id)
    payload = select(Subject.payload).where(Subject.id == buried.subject_id)
    said = decode_registration(session.scalars(payload).one())
    return Message(
        id=row.id,
        recipient=Recipient(row.recipient),
        name=row.name,
        occasion=Occasion(row.occasion),
        subject_code=code_of(said),
        subject_name=said.name,
        kind=buried.kind,
        source=buried.source,
        source_id=buried.source_id,
        decision_no=buried.number,
        agency=buried.agency,
        on=(buried.lifted_on or buried.since).isoformat(),
        temporary=buried.temporary,
    )


def code_of(said: Registration) -> str:
    """The code by which others know a subject."""
    return said.credit_code or said.registration_no or ""


def _telling(row: TellingRow) -> Telling:
    return Telling(
        id=row.id,
        recipient=Recipient(row.recipient),
        name=row.name,
        occasion=Occasion(row.occasion),
        state=TellingState(row.state),
        due_on=row.due_on,
        sent_at=row.sent_at,
        acknowledged_at=row.acknowledged_at,
        receipt=row.receipt,
        problem=row.problem,
    )
