"""What goes to the sources of what is objected to, and what they answer: on the road that repairs use.

A record that was made here is nobody else's: then an officer asks in person and notes the answer.
"""

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import TellingRow
from credit.domain.errors import NotFoundError
from credit.domain.objections import Ask, Claim, Objection, ObjectionState
from credit.domain.repair_applications import Occasion, Recipient
from credit.domain.values import Provenance
from credit.rules import objection_fields
from credit.rules import objections as rules
from credit.services import access
from credit.services.casework import files
from credit.services.context import Context
from credit.services.objections import rows
from credit.services.objections.rows import Held, Said
from credit.services.repairs import telling
from credit.services.repairs.telling import Message, Point


def asked(session: Session, ctx: Context, one: Held, source: Provenance, text: str) -> str:
    """Send a question to whoever keeps it; the id of the message, empty where nobody else does."""
    return _put(session, ctx, one, source, (Occasion.ASKED, text, one.objection.claims))


def told(session: Session, ctx: Context, one: Held, source: Provenance, occasion: Occasion) -> None:
    """Tell whoever keeps it what was found, and what it should say."""
    ruling = one.objection.ruling
    amended = ruling.amendments if ruling else ()
    text, found = ruling.text if ruling else "", tuple(Claim(each.field, each.value) for each in amended)
    _put(session, ctx, one, source, (occasion, text, found))


def _put(
    session: Session,
    ctx: Context,
    one: Held,
    source: Provenance,
    said: tuple[Occasion, str, tuple[Claim, ...]],
) -> str:
    if not source.source or source.source in telling.OWN_SOURCES:
        return ""
    occasion, text, points = said
    subject, labels = (
        access.by_key(session, one.row.subject_key),
        objection_fields.fields(one.objection.content),
    )
    message = Message(
        id="",
        recipient=Recipient.SOURCE,
        name=source.source,
        occasion=occasion,
        subject_code=telling.code_of(subject.registration),
        subject_name=subject.registration.name,
        kind=one.objection.kind.value,
        source=source.source,
        source_id=source.source_id,
        decision_no=one.file.number,
        agency=one.objection.agency,
        on=ctx.clock.today().isoformat(),
        temporary=False,
        text=text,
        points=tuple(Point(labels.get(each.field, each.field), each.claimed) for each in points),
    )
    return telling.put(session, ctx, message, one.file.id)


def heard(ctx: Context, telling_id: str, text: str) -> None:
    """Note what the source answered to a question; once. An answer that comes too late is kept in the case.

    Raises NotFoundError `telling.unknown` where the message asked nothing.
    """
    text = text.replace("\0", "").strip()[: rules.LONGEST_TEXT]

    def work(session: Session) -> None:
        row = session.get(TellingRow, telling_id[:26])
        if row is None or row.occasion != Occasion.ASKED.value:
            raise NotFoundError("telling.unknown")
        one = rows.held(session, row.case_id)
        ask = next((each for each in one.objection.asks if each.telling == row.id), None)
        if ask is None or ask.answer == text or not text:
            return
        if not _waits(one.objection, ask):
            _note(session, ctx, one.file, text)
            return
        made = rules.answered(one.objection, text, ctx.clock.today())
        rows.keep(session, ctx, one, made, Said("objection.answered", text=text, internal=True, told=False))

    ctx.sessions.run(work)


def _waits(objection: Objection, ask: Ask) -> bool:
    return (
        objection.state is ObjectionState.ACCEPTED and ask == objection.asks[-1] and ask.answered_on is None
    )


def _note(session: Session, ctx: Context, file: CaseRow, text: str) -> None:
    known = files.history(session, file.id)
    if not any(event.code == "objection.answered_late" and event.text == text for event in known):
        files.move(
            session,
            ctx,
            file,
            file.state,
            "objection.answered_late",
            text=text,
            internal=True,
            after_close=file.closed_at is not None,
        )
