"""How closely an application for repair is looked into, and by when things have to be done: pure, dated."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from credit.domain.repair_cases import Course, Found, Handling, Method, Strictness, Verification
from credit.rules import packs
from credit.rules.calendars import Deadline, earlier_deadline
from credit.rules.citations import cites
from credit.rules.periods import last_day

HANDLING: Final = packs.topic("repair_handling")
REPAIR_2021: Final = "市场监督管理信用修复管理办法（国市监信规〔2021〕3号）"
ORDER_107: Final = "市场监督管理信用修复管理办法（市场监管总局令第107号）"
REPAIR_SCHEME: Final = "关于进一步完善信用修复制度的实施方案（国办发〔2025〕22号）"
PENALTY_LAW: Final = "行政处罚法"
SETTING: Final = "信用修复办理（本系统设置）"
_HUNDRED: Final = 100
LOTS: Final = 10_000


@cites(REPAIR_SCHEME, "条号未核", unverified=True)
def handling(serious: bool, record_days: Iterable[date], on: date) -> Handling:
    """How closely a case is looked into: more means for serious and repeated records, no more conditions.

    record_days: the days of the negative records of the subject, the one in question among them.
    """
    pack = HANDLING.at(on)
    years = pack["repeated_years"]
    recent = [day for day in record_days if day <= on <= last_day(day, years=years)]
    found = {Strictness.SERIOUS: serious, Strictness.REPEATED: len(recent) >= pack["repeated_count"]}
    why = tuple(one for one, holds in found.items() if holds)
    return Handling(
        means=pack["strict_means" if why else "means"],
        visit=bool(why) and pack["strict_visit"],
        two_persons=serious,
        why=why,
    )


@cites(SETTING, "设置项", unverified=True)
def is_sampled(lot: int, on: date) -> bool:
    """Whether a grant is looked at again by an authority above. lot: drawn from 0 to `LOTS` - 1, so that
    nobody can know beforehand which case it falls on."""
    return bool(lot * _HUNDRED < HANDLING.at(on)["sample_percent"] * LOTS)


@cites(PENALTY_LAW, "第八十五条")
def answer_by(on: date) -> Deadline:
    """By when an applicant is asked to answer."""
    return earlier_deadline(on, HANDLING.at(on)["correction_workdays"])


@cites(ORDER_107, "条号未载", unverified=True)
def lacking(course: Course) -> tuple[int, bool]:
    """How many more methods have to confirm before a grant, and whether a visit is among them."""
    latest: dict[Method, Verification] = {}
    for one in course.checks:
        latest[one.method] = one  # a later look by the same method stands for the earlier one
    good = {method for method, one in latest.items() if one.found is Found.CONFIRMED}
    visit = course.handling.visit and Method.ON_SITE not in good
    return max(course.handling.means - len(good), int(visit)), visit


@cites(ORDER_107, "条号未载", unverified=True)
def contradicted(course: Course) -> bool:
    """Whether what a method found last is not what was applied for."""
    latest = {one.method: one.found for one in course.checks}
    return Found.NOT_CONFIRMED in latest.values()


@cites(ORDER_107, "条号未载", unverified=True)
def push_by(granted_on: date) -> Deadline:
    """By when the province of registration has to have been told of a grant."""
    return earlier_deadline(granted_on, HANDLING.at(granted_on)["push_workdays"])


@cites("行政复议法", "第二十条")
def review_until(served_on: date) -> date:
    """The last day on which review of a decision can be asked for."""
    return date.fromordinal(served_on.toordinal() + HANDLING.at(served_on)["review_days"])


@cites("行政诉讼法", "第四十六条")
def suit_until(served_on: date) -> date:
    """The last day on which a suit about a decision can be brought."""
    return last_day(served_on, months=HANDLING.at(served_on)["suit_months"])


@cites(SETTING, "设置项", unverified=True)
def contact_again(on: date) -> date:
    """The first day on which an enterprise that was told of its chance on `on` may be told again."""
    return date.fromordinal(on.toordinal() + HANDLING.at(on)["outreach_days"])
