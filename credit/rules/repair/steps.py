"""Where an open duty is done."""

from collections.abc import Iterable, Mapping
from typing import Final

from credit.domain.repair import CLAIMABLE, Duty, Step, Where

_PLACES: Final[Mapping[Duty, tuple[Where, str]]] = {
    Duty.FILE_REPORT: (Where.ANNUAL_REPORT, "/report/{about}"),
    Duty.PUBLISH: (Where.INSTANT, "/instant"),
    Duty.CORRECT_INFORMATION: (Where.ANNUAL_REPORT, "/report"),
    Duty.BE_REACHABLE: (Where.REGISTRATION, ""),
    Duty.LEAVE_ABNORMAL: (Where.REPAIR, "/repair#r-{about}"),
    Duty.LEAVE_SERIOUS: (Where.REPAIR, "/repair#r-{about}"),
}


def steps(duties: Iterable[tuple[Duty, tuple[str, ...]]]) -> tuple[Step, ...]:
    """What has to be done, in the order in which the rule names it, and where."""
    return tuple(_step(duty, about) for duty, about in duties)


def _step(duty: Duty, about: tuple[str, ...]) -> Step:
    where, href = _PLACES.get(duty, (Where.DECIDER, ""))
    return Step(
        duty=duty,
        where=where,
        href=href.format(about=about[0]) if about else href,
        about=about,
        claimable=duty in CLAIMABLE,
    )
