"""What officers do with a report or a question: the handling officer alone reads who it is from.

Every reading is written down. Whatever leaves the case (an answer, a check, a hand-over) is in words of the
officer, which must not name the reporter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, CaseKind, is_assigned
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.reference import authorities
from credit.domain.supervision import Declined, Matter, Opened, Outcome, Reply, TipAct, TipState
from credit.rules import supervision as rules
from credit.rules.personal_data import REVIEWABLE, find
from credit.services import access, audit
from credit.services.casework import files, giving
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.objections import handed
from credit.services.supervision import envelopes, replies, tip_checks
from credit.services.supervision.envelopes import Box

KINDS = frozenset({CaseKind.TIP, CaseKind.ENQUIRY, CaseKind.BROKER})
WORKERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
LONGEST, LONGEST_AGENCY = 2000, 100


class Which(NamedTuple):
    """A case by its kind, which its address says, and its id."""

    kind: CaseKind
    id: str


@dataclass(frozen=True, slots=True)
class Room:
    """What the room of a case shows before anything of the reporter is read.

    mine: the case is this officer's; outcomes: what can come of it; destroyed: the letters are gone.
    """

    file: CaseFile
    matter: Matter
    state: TipState
    mine: bool
    letters: int
    photos: int
    destroyed: bool
    outcomes: tuple[Outcome, ...]
    reply: Reply | None


def room(session: Session, ctx: Context, which: Which) -> Room:
    """Raises NotFoundError `case.unknown`, NotAllowedError `access.*`."""
    row = _row(session, ctx, which)
    file, matter = files.view(session, row), Matter(row.params["matter"])
    letters, photos = envelopes.counts(session, row.id)
    return Room(
        file=file,
        matter=matter,
        state=TipState(row.state),
        mine=is_assigned(file, ctx.actor),
        letters=letters,
        photos=photos,
        destroyed=envelopes.reporter(session, row.id).data_key is None,
        outcomes=rules.outcomes(matter, commitment=tip_checks.has_commitment(row)),
        reply=replies.reply(session, row),
    )


def read(ctx: Context, box: Box, which: Which) -> Opened:
    """Who reported, and what they sent; the reading is written down.

    Raises NotFoundError `case.unknown`, `tip.destroyed`, NotAllowedError `access.*`, `access.not_own`,
    SealedError.
    """

    def work(session: Session) -> Opened:
        row = _mine(session, ctx, which)
        opened = envelopes.open_all(session, box, envelopes.reporter(session, row.id))
        audit.write(session, ctx, "tip.read", row.id, case=row.id, number=row.number)
        return opened

    return ctx.sessions.run(work)


def photo(ctx: Context, box: Box, which: Which, photo_id: str) -> bytes:
    """A photo, JPEG; the reading is written down. Raises as `read`, NotFoundError `evidence.unknown`."""

    def work(session: Session) -> bytes:
        row = _mine(session, ctx, which)
        data = envelopes.open_photo(session, box, envelopes.reporter(session, row.id), photo_id)
        audit.write(session, ctx, "tip.photo", row.id, case=row.id, number=row.number, photo=photo_id[:26])
        return data

    return ctx.sessions.run(work)


def accept(ctx: Context, which: Which) -> None:
    """Take it up. Raises as `read`, ConflictError `tip.closed`."""

    def work(session: Session) -> None:
        row = _mine(session, ctx, which)
        state = rules.after(TipState(row.state), TipAct.ACCEPT)
        files.move(session, ctx, row, state.value, "tip.accepted")

    ctx.sessions.run(work)


def decline(ctx: Context, box: Box, which: Which, why: Declined, text: str) -> None:
    """Do not take it up, with the reason. Raises as `answer`."""

    def close(session: Session, row: CaseRow) -> dict[str, str]:
        return {"declined": why.value}

    _end(ctx, box, which, TipAct.DECLINE, "tip.declined", text, close)


def answer(ctx: Context, box: Box, which: Which, outcome: Outcome, text: str) -> None:
    """Answer what came of it. A check or a correction is opened in the same transaction; never a finding.

    text: what is told, in the reporter's language or in both. Raises as `read`, ConflictError `tip.closed`,
    `tip.not_accepted`, InputError `tip.outcome`, `tip.answer`, `tip.names_reporter`, `tip.personal`.
    """
    if outcome is Outcome.EXPLAINED:
        forms.said(text, LONGEST, "tip.answer")

    def close(session: Session, row: CaseRow) -> dict[str, str]:
        about = tip_checks.has_commitment(row)
        if outcome not in rules.outcomes(Matter(row.params["matter"]), commitment=about):
            raise InputError("tip.outcome")
        if outcome is Outcome.CHECK_OPENED:
            tip_checks.open_check(session, ctx, row)
        if outcome is Outcome.CORRECTION:
            handed.from_letter(session, ctx, row, text.strip())
        return {"outcome": outcome.value}

    _end(ctx, box, which, TipAct.ANSWER, "tip.answered", text, close)


def hand_over(ctx: Context, box: Box, which: Which, agency: str, text: str) -> None:
    """To an organ that does not work here: the case ends, its reporter is told which one it is.

    Raises as `answer`, InputError `tip.agency`.
    """
    named = forms.said(agency, LONGEST_AGENCY, "tip.agency")
    if find(named):
        raise InputError("tip.agency")

    def close(session: Session, row: CaseRow) -> dict[str, str]:
        return {"agency": named}

    _end(ctx, box, which, TipAct.HAND_OVER, "tip.handed_over", text, close)


def pass_on(ctx: Context, which: Which, authority: str) -> None:
    """To another authority that works here: number and clock go on, nobody here reads it any more.

    Raises as `read`, ConflictError `tip.closed`, InputError `case.authority`.
    """

    def work(session: Session) -> None:
        row = _mine(session, ctx, which)
        if authorities.authority(authority) is None or authority == row.authority:
            raise InputError("case.authority")
        if TipState(row.state) not in rules.OPEN:
            raise ConflictError("tip.closed")
        row.authority, row.assignee = authority, ""
        files.move(session, ctx, row, row.state, "tip.passed_on", params={"authority": authority})
        giving.assign(session, ctx, row)

    ctx.sessions.run(work)


def _end(
    ctx: Context,
    box: Box,
    which: Which,
    act: TipAct,
    code: str,
    text: str,
    close: Callable[[Session, CaseRow], dict[str, str]],
) -> None:
    said = text.strip()
    if len(said) > LONGEST:
        raise InputError("tip.answer", longest=LONGEST)

    def work(session: Session) -> None:
        row = _mine(session, ctx, which)
        state = rules.after(TipState(row.state), act)
        _require_clean(session, box, row, said)
        params = close(session, row)
        _require_clean(session, box, row, params.get("agency", ""))
        files.move(session, ctx, row, state.value, code, params=params, text=said, close=True)
        replies.end(session, ctx, row)

    ctx.sessions.run(work)


def _require_clean(session: Session, box: Box, row: CaseRow, said: str) -> None:
    """An answer stays when the reporter's data are destroyed: it holds nothing of them, nor of others."""
    if any(hit.kind not in REVIEWABLE for hit in find(said)):
        raise InputError("tip.personal")
    who = envelopes.open_reporter(box, envelopes.reporter(session, row.id))
    rules.require_silent(said, (who.name, who.phone, who.email))


def _row(session: Session, ctx: Context, which: Which, *, lock: bool = False) -> CaseRow:
    row = files.locked(session, which.id) if lock else files.found(session, which.id)
    if CaseKind(row.kind) is not which.kind or which.kind not in KINDS:
        raise NotFoundError("case.unknown")
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return row


def _mine(session: Session, ctx: Context, which: Which) -> CaseRow:
    row = _row(session, ctx, which, lock=True)
    access.require_case(ctx.actor, row.authority, *WORKERS)
    files.require_fit(session, ctx.actor, row)
    if not is_assigned(files.view(session, row), ctx.actor):
        raise NotAllowedError("access.not_own")
    return row
