"""What comes up of commitments: proof that is due, an end that is near."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.commitments import Commitment
from credit.domain.committing import Progress
from credit.domain.records import EnterpriseFacts
from credit.rules.commitments import terms
from credit.rules.commitments.publication import NOTIFICATION_RULES
from credit.services.commitments import proofs, rows
from credit.services.context import Context

_ARTICLE = "条号未核"


def due(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """Items of the commitments that a subject made here itself."""
    standing = [
        (row.id, rows.content_of(row))
        for row in rows.of_subject(session, facts.key)
        if row.progress == Progress.PUBLIC.value
    ]
    given = proofs.given(session, [commitment_id for commitment_id, _ in standing]) if standing else set()
    for commitment_id, content in standing:
        period = terms.proof_period(content, on)
        if period is not None and not _handed_in(given, commitment_id, period[0]):
            yield _item(AgendaKind.PROOF, commitment_id, content, *period)
        if terms.ends_soon(content, on) and content.valid_to is not None:
            yield _item(AgendaKind.COMMITMENT, commitment_id, content, on, content.valid_to)


def _handed_in(given: set[tuple[str, str]], commitment_id: str, opens: date) -> bool:
    """Whether proof came in since it could."""
    return any(one == commitment_id and day >= opens.isoformat() for one, day in given)


def _entered(content: Commitment) -> dict[str, str]:
    """The matter as its authority entered it in Uyghur, where it did."""
    return {"matter_uyghur": content.matter_uyghur} if isinstance(content.matter_uyghur, str) else {}


def _item(kind: AgendaKind, about: str, content: Commitment, opens_on: date, due_on: date) -> AgendaItem:
    return AgendaItem(
        kind=kind,
        about=about,
        task=Task.COMMITMENT,
        opens_on=opens_on,
        due_on=due_on,
        href=f"/commitments/{about}",
        params={"matter": content.matter, "number": content.number} | _entered(content),
        instrument=NOTIFICATION_RULES,
        article=_ARTICLE,
    )
