"""What the public has reported of the showcase and asked about it: some waits at the desks, some is answered.

The codes under which reporters read their answers follow from fixed tokens, so that they can be told to
whoever tries the portal (`docs/demo.md`): nobody real has reported anything here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import select

from credit.db.case_models import CaseRow
from credit.db.session import Sessions
from credit.domain.actors import OfficerRole, Tongue, officer, system
from credit.domain.clock import Clock
from credit.domain.errors import NotFoundError
from credit.domain.supervision import Declined, Matter, Outcome, Reporter, Wish
from credit.services import access
from credit.services.casework import assigning
from credit.services.context import Context
from credit.services.demo.once import once, step
from credit.services.demo.repairs import BAKER, DAIRY, TRADER
from credit.services.sealing import SealedError
from credit.services.supervision import codes, desk, intake
from credit.services.supervision.desk import Which
from credit.services.supervision.envelopes import Box

_FIRST_TOKEN: Final = 9001
_NOBODY: Final = Reporter()
_ASKED_BY: Final = Reporter(name="（演示）某采购单位", email="buyer@demo.invalid")
_UYGHUR: Final = Reporter(locale=Tongue.UG)


@dataclass(frozen=True)
class _Report:
    """One report, who it is from, and what an officer does about it."""

    wish: Wish
    who: Reporter
    answered: "Callable[[Context, Box, Which], None] | None" = None


def act(sessions: Sessions, clock: Clock, box: Box) -> int:
    """Hand in every report that has not been; how many were. None, where no key seals them."""
    send = partial(_send, sessions, clock, box)
    try:
        return sum(
            once(sessions, f"report-{number}", partial(send, number, one))
            for number, one in enumerate(REPORTS)
        )
    except SealedError:
        return 0


def code(number: int) -> str:
    """The code under which a report is followed, as it is printed."""
    return codes.in_groups(codes.code_of(_token(number)))


def _token(number: int) -> str:
    return f"{_FIRST_TOKEN + number:026d}"


def _send(sessions: Sessions, clock: Clock, box: Box, number: int, one: _Report) -> bool:
    ctx = Context(sessions, clock, system("demo"))
    try:
        with sessions.read() as session:
            access.standing(session, one.wish.subject or TRADER)
    except NotFoundError:  # a smaller region
        return False
    intake.submit(ctx, box, one.wish, one.who, [], _token(number))
    if one.answered is not None:
        which, authority = case_of(sessions, one.wish.matter, _token(number))
        person = officer("demo1".ljust(26, "0"), authority, frozenset({OfficerRole.HANDLER}))
        handler = Context(sessions, clock, person)
        step(lambda: assigning.take(handler, which.id, ""))
        step(partial(one.answered, handler, box, which))
    return True


def case_of(sessions: Sessions, matter: Matter, token: str) -> tuple[Which, str]:
    """The case that a form with a token opened, and its authority."""
    with sessions.read() as session:
        kind, kept = intake.KINDS[matter], codes.hash_of_token(token).hex()
        row = session.scalars(select(CaseRow).where(CaseRow.kind == kind.value, CaseRow.token == kept)).one()
        return Which(kind, row.id), row.authority


def _answer(ctx: Context, box: Box, which: Which, outcome: Outcome, text: str) -> None:
    step(lambda: desk.accept(ctx, which))
    desk.answer(ctx, box, which, outcome, text)


def _explained(ctx: Context, box: Box, which: Which) -> None:
    text = "公示的检查结果与检查记录一致，检查发现的问题已经改正。"
    _answer(ctx, box, which, Outcome.EXPLAINED, text)


def _unproven(ctx: Context, box: Box, which: Which) -> None:
    text = "经现场核查，没有发现与公示的承诺不一致的情况。"
    _answer(ctx, box, which, Outcome.UNPROVEN, text)


def _warned(ctx: Context, box: Box, which: Which) -> None:
    text = "已经约谈该中介并责令停止收费代办。信用修复不收取任何费用，不需要委托中介办理。"
    _answer(ctx, box, which, Outcome.DEALT_WITH, text)


def _not_ours(ctx: Context, box: Box, which: Which) -> None:
    text = "请通过12315平台提出消费投诉。"
    desk.decline(ctx, box, which, Declined.CONSUMER, text)


REPORTS: Final[Sequence[_Report]] = (
    _Report(
        Wish(
            matter=Matter.PROMISE, subject=DAIRY, text="店里出售的鲜奶没有按承诺标明生产日期，已经两次看到。"
        ),
        _NOBODY,
    ),
    _Report(
        Wish(matter=Matter.INFORMATION, subject=TRADER, text="公示的网店地址打不开，疑似信息不真实。"),
        _ASKED_BY,
    ),
    _Report(
        Wish(matter=Matter.RECORD, subject=TRADER, text="九月的检查结果“发现问题待后续处理”后来改正了吗？"),
        _ASKED_BY,
    ),
    _Report(
        Wish(
            matter=Matter.BROKER,
            place="650102",
            text="有人打电话自称能“花钱删除”行政处罚公示信息，要求先交定金。",
        ),
        _NOBODY,
    ),
    _Report(
        Wish(matter=Matter.RECORD, subject=BAKER, text="تەكشۈرۈش نەتىجىسىدە كۆرسىتىلگەن مەسىلە تۈزىتىلدىمۇ؟"),
        _UYGHUR,
        _explained,
    ),
    _Report(
        Wish(matter=Matter.PROMISE, subject=DAIRY, text="怀疑承诺的冷链运输没有做到。"),
        _NOBODY,
        _unproven,
    ),
    _Report(
        Wish(
            matter=Matter.BROKER, place="653101", text="中介在微信群里收费代办信用修复，说不找他们就办不成。"
        ),
        _NOBODY,
        _warned,
    ),
    _Report(
        Wish(matter=Matter.INFORMATION, subject=BAKER, text="买的馕不新鲜，店家不给退。"),
        _NOBODY,
        _not_ours,
    ),
)
