"""What a reporter does, without a login: hand in, look, add, withdraw.

A letter is sealed before it is kept. Of it the case knows what was picked from a list: the matter, the
enterprise, a public record; nothing that was written.
"""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.models import DossierRow, RecordRow, Subject
from credit.db.supervision_models import ReporterRow
from credit.domain import accounts
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.reference import authorities
from credit.domain.supervision import Matter, Reporter, Standing, TipAct, TipState, Wish
from credit.rules import clocks, registered_facts
from credit.rules import supervision as rules
from credit.services import access
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.ids import new_id
from credit.services.supervision import codes, envelopes, replies
from credit.services.supervision.envelopes import Box, Envelope
from credit.services.supervision.photos import drawn

LONGEST = 3000
LONGEST_OF_REPORTER = 80
MOST_LETTERS, MOST_PHOTOS = 20, 30  # of one case
KINDS = {
    Matter.PROMISE: CaseKind.TIP,
    Matter.INFORMATION: CaseKind.TIP,
    Matter.RECORD: CaseKind.ENQUIRY,
    Matter.BROKER: CaseKind.BROKER,
}


def submit(ctx: Context, box: Box, wish: Wish, who: Reporter, photos: list[bytes], token: str) -> str:
    """Open a case; the code under which it is followed. The same form sent twice opens once, same code.

    Raises InputError `tip.text`, `tip.reporter`, `tip.subject` (no public page), `form.token`, `photo.*`,
    SealedError `sealed.no_key`.
    """
    text = forms.said(wish.text, LONGEST, "tip.text")
    if max(map(len, (who.name, who.phone, who.email))) > LONGEST_OF_REPORTER:
        raise InputError("tip.reporter")
    envelope, code = envelopes.fresh(box, text, token), codes.code_of(token)

    def work(session: Session) -> bool:
        if envelopes.seen(session, envelope.token_hash) is not None:
            return False
        row = _open(session, ctx, wish, envelope.token_hash)
        envelopes.keep_reporter(session, box, row.id, code, envelope.key, who)
        envelope.keep(session, row.id, ctx.clock.now())
        return True

    _send(ctx, envelope, photos, work)
    return code


def add(ctx: Context, box: Box, code: str, text: str, photos: list[bytes], token: str) -> None:
    """Add to a running case: words, photos or both.

    Raises NotFoundError `tip.unknown`, ConflictError `tip.closed`, `tip.full`, InputError `tip.text`,
    `tip.code`, `form.token`, `photo.*`.
    """
    said = text.strip() or not photos
    kept = forms.said(text, LONGEST, "tip.text") if said else ""
    case_id = _case_of(ctx, code)
    with ctx.sessions.read() as read:
        row = envelopes.reporter(read, case_id)
        key = envelopes.key_of(box, row)
    envelope = Envelope(box, key, kept, codes.hash_of_token(token))

    def work(session: Session) -> bool:
        case = files.locked(session, case_id)
        if envelopes.seen(session, envelope.token_hash) is not None:
            return False
        state = rules.after(TipState(case.state), TipAct.ADD)
        letters, pictures = envelopes.counts(session, case_id)
        if letters >= MOST_LETTERS or pictures + len(photos) > MOST_PHOTOS:
            raise ConflictError("tip.full")
        envelope.keep(session, case_id, ctx.clock.now())
        files.move(session, ctx, case, state.value, "tip.added")
        return True

    _send(ctx, envelope, photos, work)


def withdraw(ctx: Context, code: str) -> None:
    """Give it up. Again does nothing. Raises NotFoundError `tip.unknown`, ConflictError `tip.closed`."""
    case_id = _case_of(ctx, code)

    def work(session: Session) -> None:
        case = files.locked(session, case_id)
        if case.state == TipState.WITHDRAWN.value:
            return
        state = rules.after(TipState(case.state), TipAct.WITHDRAW)
        files.move(session, ctx, case, state.value, "tip.withdrawn", close=True)
        replies.end(session, ctx, case)

    ctx.sessions.run(work)


def standing(ctx: Context, code: str) -> Standing:
    """Where it stands. Raises InputError `tip.code`, NotFoundError `tip.unknown`."""
    case_id = _case_of(ctx, code)
    with ctx.sessions.read() as session:
        row = files.found(session, case_id)
        letters, photos = envelopes.counts(session, case_id)
        file = files.view(session, row)
        read = clocks.reading(file.clock, ctx.clock.today()) if file.clock else None
        return Standing(
            number=row.number,
            matter=Matter(row.params["matter"]),
            state=TipState(row.state),
            received_at=row.opened_at,
            due=read.due if read else None,
            firm=read.firm if read else False,
            subject=row.params.get("subject", ""),
            letters=letters,
            photos=photos,
            reply=replies.reply(session, row),
            progress=replies.progress(session, row),
            paused=read.paused if read else False,
            closed_at=row.closed_at,
        )


def _case_of(ctx: Context, code: str) -> str:
    with ctx.sessions.read() as session:
        digest = codes.hash_of_code(codes.typed(code))
        found = session.scalar(select(ReporterRow.case_id).where(ReporterRow.code_hash == digest))
    if found is None:
        raise NotFoundError("tip.unknown")
    return found


def _send(ctx: Context, envelope: Envelope, photos: list[bytes], work: Callable[[Session], bool]) -> None:
    """Photos first, then the rows; what no row names is taken back."""
    with ctx.sessions.read() as session:
        if envelopes.seen(session, envelope.token_hash) is not None:
            return
    pictures, kept = drawn(photos), False
    try:
        envelope.put(pictures)
        kept = ctx.sessions.run(work)
    except IntegrityError:
        with ctx.sessions.read() as session:  # the same form, at the same moment
            if envelopes.seen(session, envelope.token_hash) is None:
                raise
    finally:
        if not kept:
            envelope.drop()


def _open(session: Session, ctx: Context, wish: Wish, token_hash: bytes) -> CaseRow:
    subject = _subject(session, wish.subject) if wish.subject else None
    if subject is None and wish.matter is not Matter.BROKER:
        raise InputError("tip.subject")
    params = {"matter": wish.matter.value}
    if subject is not None:
        params |= {"subject": subject.address, **_record(session, subject.key, wish.about)}
    return files.open_case(
        session,
        ctx,
        kind=KINDS[wish.matter],
        subject_key=subject.key if subject else None,
        authority=access.authority_of(subject.registration) if subject else _authority_at(wish.place),
        state=TipState.RECEIVED.value,
        token=token_hash.hex(),
        workdays=rules.answer_workdays(ctx.clock.today()),
        params=params,
    )


def _subject(session: Session, code: str) -> accounts.Standing:
    """Only what has a public page can be reported: nothing else is confirmed to exist."""
    try:
        found = access.standing(session, code)
    except NotFoundError:
        raise InputError("tip.subject") from None
    public = (
        select(DossierRow.subject_id)
        .join(Subject, Subject.id == DossierRow.subject_id)
        .where(Subject.key == found.key, DossierRow.blob.is_not(None))
    )
    if session.scalar(public) is None:
        raise InputError("tip.subject")
    return found


def _record(session: Session, subject_key: str, about: str) -> dict[str, str]:
    """The record or registered fact a page named, if this subject has it; other words are dropped."""
    if registered_facts.named(about):
        return {"record": about}
    query = (
        select(RecordRow.id, RecordRow.kind)
        .join(Subject, Subject.id == RecordRow.subject_id)
        .where(Subject.key == subject_key, RecordRow.id == about[:26])
    )
    found = session.execute(query).one_or_none() if about else None
    return {"record": found.id, "record_kind": found.kind} if found else {}


def _authority_at(place: str) -> str:
    candidates = (place[:6], f"{place[:4]}00") if len(place) == 6 else ()
    return next((code for code in candidates if authorities.authority(code)), access.REGION)


def new_token() -> str:
    """What makes a form one form. 90 of its bits are random: the code follows from it."""
    return new_id()
