"""By when instant information has to be public, and whether it came late."""

from datetime import date
from typing import Final

from credit.rules import packs
from credit.rules.calendars import Calendar, Deadline, deadline, earlier_deadline
from credit.rules.citations import cites
from credit.rules.instant.forms import DISCLOSURE_REGULATION

DUTIES: Final = packs.topic("disclosure_duties")
REMINDERS: Final = packs.topic("reminders")


@cites(DISCLOSURE_REGULATION, "第十条")
def due(arose_on: date) -> Deadline | None:
    """The last day, the earlier of the two calendars; None: it arose before there was such a duty."""
    pack = DUTIES.find(arose_on)
    return earlier_deadline(arose_on, pack["instant_workdays"]) if pack is not None else None


@cites(DISCLOSURE_REGULATION, "第十条、第十七条")
def is_late(arose_on: date, filed_on: date) -> bool:
    """Whether it is late under every reading of the calendars.

    Where a regional year is not loaded, as many days as its holidays can have at most are given on top:
    nobody is called late on a guess.
    """
    pack = DUTIES.find(arose_on)
    if pack is None:
        return False
    count = pack["instant_workdays"]
    national, regional = (deadline(arose_on, count, one) for one in Calendar)
    if not (national.firm and regional.firm):
        regional = deadline(arose_on, count + REMINDERS.at(filed_on)["regional_days_off"], Calendar.XINJIANG)
    return filed_on > max(national.day, regional.day)
