"""How long a notice of an authority is public: without end, or not longer than what it says of others."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from credit.domain.notices import AuthorityNotice
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.periods import following, last_day
from credit.rules.publication import DISCLOSURE_REGULATION, other
from credit.rules.publications import Publication, Reason

NOTICES: Final = packs.topic("notice_publication")


@cites(DISCLOSURE_REGULATION, "条号未核", unverified=True)
def notice(content: AuthorityNotice, published_on: date, on: date) -> Publication:
    """A notice that names subjects in their disfavour ends with its period, another has no end.

    Without a period, or with one shorter than the months of the pack, it is public for those months.
    Raises RuleError `pack.not_covered` before the first rule known here.
    """
    pack = NOTICES.at(on)
    open_end = other(published_on, on)
    turns = [day for day in (open_end.changes_on, NOTICES.next_start(on)) if day is not None]
    if content.notice_kind.value not in pack["naming_kinds"]:
        return replace(open_end, changes_on=min(turns, default=None), packs=(pack.name,))
    least = last_day(published_on, months=pack["naming_months"])
    until = max(least, content.period_to or least, content.objections_until or least)
    over = following(until)
    if over is not None and over > on:
        turns.append(over)
    return Publication(
        shown=open_end.shown and on <= until,
        reason=Reason.NOTICE_OF_NAMED if open_end.shown else Reason.NOT_YET,
        until=until,
        changes_on=min(turns, default=None),
        packs=(pack.name,),
    )
