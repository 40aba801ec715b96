"""What an officer types about a report at the desk outlives the reporter's data: it holds nothing of them."""

from collections.abc import Iterable

from credit.domain.casework import UNTOLD, is_assigned
from credit.domain.errors import InputError
from credit.rules import supervision as rules
from credit.rules.personal_data import REVIEWABLE, find
from credit.services.casework import files
from credit.services.context import Context
from credit.services.supervision import envelopes
from credit.services.supervision.envelopes import Box


def require(ctx: Context, box: Box, case_id: str, said: Iterable[str]) -> None:
    """Look through notes and reasons about a case of any kind, before they are kept.

    Who a reporter is can only be typed by whoever opened the letters; for others nothing is compared with
    it, or an officer could try out names. Raises InputError `tip.personal`, `tip.names_reporter`,
    NotFoundError `case.unknown`, SealedError.
    """
    with ctx.sessions.read() as session:
        case = files.view(session, files.found(session, case_id))
        if case.kind not in UNTOLD or case.closed_at is not None:
            return
        texts = tuple(said)
        if any(hit.kind not in REVIEWABLE for text in texts for hit in find(text)):
            raise InputError("tip.personal")
        if is_assigned(case, ctx.actor):
            who = envelopes.open_reporter(box, envelopes.reporter(session, case.id))
            for text in texts:
                rules.require_silent(text, (who.name, who.phone, who.email))
