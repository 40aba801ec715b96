"""What is done once in a region, however often it is made: noted beside the plan of the region."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import select

from credit.db.models import Counter
from credit.db.session import Sessions
from credit.domain.errors import ConflictError


def once(sessions: Sessions, name: str, work: Callable[[], bool]) -> bool:
    """Do it unless it was done; whether it was done now. name: at most fifteen characters.

    work: False where there is nothing to do it with yet. Noted when all of it is done; after a stop in
    between it runs again: its steps know their own traces, by the tokens of their forms or by `step`.
    """
    note = f"demo-{name}"
    with sessions.read() as session:
        if session.scalar(select(Counter.value).where(Counter.name == note)) is not None:
            return False
    if not work():
        return False
    with sessions.write() as session:
        session.merge(Counter(name=note, value=1))
    return True


def step(act: Callable[[], object]) -> None:
    """One step of a story, which may have been taken before a stop."""
    with suppress(ConflictError):
        act()
