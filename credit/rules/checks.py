"""When a commitment is checked, and which ones are drawn."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import blake2b
from typing import Final

from credit.domain.commitments import CommitmentType
from credit.domain.errors import InputError
from credit.domain.findings import CheckReason
from credit.rules import packs
from credit.rules.calendars import Calendar, Deadline, earlier_deadline, moved_to_workday
from credit.rules.citations import cites

CHECKS: Final = packs.topic("commitment_checks")
GUIDING_OPINION: Final = (
    "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见（国办发〔2020〕42号）"
)
CIVIL_CODE: Final = "民法典"
_WORKDAYS: Final[Mapping[CheckReason, str]] = {
    CheckReason.DRAWN: "draw_workdays",
    CheckReason.TIP: "tip_workdays",
    CheckReason.OWN: "own_workdays",
    CheckReason.FOLLOW_UP: "own_workdays",
}


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def is_scheduled(commitment_type: CommitmentType, on: date) -> bool:
    """Whether every commitment of a type is checked by a day; the others are drawn."""
    return commitment_type.value in CHECKS.at(on)["scheduled"]


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
@cites(CIVIL_CODE, "第二百零三条")
def due_by_type(
    commitment_type: CommitmentType, committed_on: date, valid_to: date | None
) -> Deadline | None:
    """By when a commitment is checked; None: it is drawn or not at all.

    A short one is looked at soon after its own end, while there is still something to see.
    """
    pack = CHECKS.find(committed_on)
    if pack is None or commitment_type.value not in pack["scheduled"]:
        return None
    last = committed_on + timedelta(days=pack[f"days_{commitment_type.value}"])
    if valid_to is not None and valid_to < date.max - timedelta(days=400):
        last = min(last, max(valid_to, committed_on) + timedelta(days=pack["days_after_end"]))
    read = [moved_to_workday(last, calendar) for calendar in Calendar]
    return Deadline(min(one.day for one in read), all(one.firm for one in read))


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def due_by_reason(reason: CheckReason, opened_on: date) -> Deadline:
    """By when a check that was opened for a reason of its own is done."""
    return earlier_deadline(opened_on, CHECKS.at(opened_on)[_WORKDAYS[reason]])


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def quarter(on: date) -> str:
    """The quarter for which one draw is made: 2026-Q4."""
    return f"{on.year}-Q{(on.month + 2) // 3}"


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def draw(candidates: Iterable[str], seed: str, on: date) -> list[str]:
    """Which of the commitments (by id) are drawn: a share of them, at least one where there is one.

    Whoever has the seed and the candidates draws the same ones again; nobody without it can foresee them,
    and no property of an enterprise plays a part.
    """
    everyone = sorted(set(candidates), key=lambda one: blake2b(f"{seed}:{one}".encode()).digest())
    if not everyone:
        return []
    share = -(-len(everyone) * CHECKS.at(on)["draw_permille"] // 1000)
    return sorted(everyone[: max(1, share)])


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def require_day(checked_on: date, committed_on: date, on: date) -> None:
    """A check was done between the promise and today. Raises InputError `check.on`."""
    if not committed_on <= checked_on <= on:
        raise InputError("check.on")
