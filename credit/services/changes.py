"""The change log, written: dense numbers in order of commit, in the transaction of what changed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows, next_numbers
from credit.db.models import ChangeRow, moment_text

Changed = tuple[str, str, int]  # kind, permanent key, version


def write(session: Session, changed: Sequence[Changed], now: datetime) -> None:
    """One row for each of what changed, in the order given."""
    if not changed:
        return
    connection = session.connection()
    first = next_numbers(connection, "changes", len(changed))
    at = moment_text(now)
    rows = [(first + place, *one, at) for place, one in enumerate(changed)]
    insert_rows(connection, ChangeRow.__table__, ("seq", "kind", "key", "version", "at"), rows)
