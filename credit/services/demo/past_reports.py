"""What the public reported in the months before, all of it answered: the public board counts whole months.

Each kind has one case more than public counts ask for, at one authority, so that the board of a region of the
usual size has lines; who reported has left nothing but the words.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final, NamedTuple

from credit.db.session import Sessions
from credit.domain.actors import OfficerRole, officer, system
from credit.domain.clock import SHANGHAI, Clock, FixedClock
from credit.domain.errors import NotFoundError
from credit.domain.supervision import Matter, Outcome, Reporter, Wish
from credit.rules.clocks import CASEWORK
from credit.services import access
from credit.services.casework import assigning
from credit.services.context import Context
from credit.services.demo import reported
from credit.services.demo.once import once, step
from credit.services.demo.repairs import BAKER, DAIRY, TRADER
from credit.services.sealing import SealedError
from credit.services.supervision import desk, intake
from credit.services.supervision.envelopes import Box

_FIRST_TOKEN: Final = 9101
_APART: Final = timedelta(days=37)  # between one report and the one before it
_LONGEST: Final = 12  # days until an answer, at most
_NOON: Final = time(10, 30, tzinfo=SHANGHAI)


class _Asked(NamedTuple):
    """What was reported again and again about one enterprise, and how it was answered."""

    wish: Wish
    outcome: Outcome
    answer: str


ASKED: Final[Sequence[_Asked]] = (
    _Asked(
        Wish(matter=Matter.INFORMATION, subject=TRADER, text="公示的经营场所好像已经搬走，请核查。"),
        Outcome.UNPROVEN,
        "经现场核查，登记的场所仍在经营，门牌已经更换。",
    ),
    _Asked(
        Wish(matter=Matter.PROMISE, subject=DAIRY, text="怀疑承诺的检验没有每批都做。"),
        Outcome.UNPROVEN,
        "经现场核查，抽取的批次都有检验记录。",
    ),
    _Asked(
        Wish(matter=Matter.RECORD, subject=BAKER, text="检查时发现的问题改正了吗？"),
        Outcome.EXPLAINED,
        "问题已经改正，公示的信息与检查记录一致。",
    ),
)


def act(sessions: Sessions, clock: Clock, box: Box) -> int:
    """Hand in and answer what was not yet; how many. None, where no key seals them."""
    on = clock.today()
    months_end = datetime.combine(on.replace(day=1), _NOON) - timedelta(days=_LONGEST + 2)
    count = int(CASEWORK.at(on)["public_minimum"]) + 1
    work = [
        (number, one, months_end - _APART * (count - 1 - number % count) + timedelta(hours=number // count))
        for number, one in enumerate(one for one in ASKED for _ in range(count))
    ]
    try:
        return sum(
            once(sessions, f"past-{number}", partial(_one, sessions, box, one, f"{number:02d}", at))
            for number, one, at in work
        )
    except SealedError:
        return 0


def _one(sessions: Sessions, box: Box, one: _Asked, number: str, at: datetime) -> bool:
    token = f"{_FIRST_TOKEN + int(number):026d}"
    asked = Context(sessions, FixedClock(at), system("demo"))
    try:
        with sessions.read() as session:
            access.standing(session, one.wish.subject)
    except NotFoundError:  # a smaller region
        return False
    intake.submit(asked, box, one.wish, Reporter(), [], token)
    which, authority = reported.case_of(sessions, one.wish.matter, token)
    person = officer("demo1".ljust(26, "0"), authority, frozenset({OfficerRole.HANDLER}))
    took_up = Context(sessions, FixedClock(at + timedelta(days=1)), person)
    step(lambda: assigning.take(took_up, which.id, ""))
    step(lambda: desk.accept(took_up, which))
    days = _LONGEST - 2 * (int(number) % 4)  # some are answered sooner
    ended = Context(sessions, FixedClock(at + timedelta(days=days)), person)
    step(lambda: desk.answer(ended, box, which, one.outcome, one.answer))
    return True
