"""An officer agrees to a correction after the window, with the reason; the consent is logged and ends."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from credit.db.report_models import ReportUnlockRow
from credit.domain.accounts import Task
from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.rules.annual_report import window
from credit.services import access, audit, filings, owner_notices
from credit.services.annual_reports import part_checks, store
from credit.services.context import Context
from credit.services.ids import new_id

LONGEST_REASON = 500
MAY = (OfficerRole.HANDLER, OfficerRole.REVIEWER)


@dataclass(frozen=True, slots=True)
class FiledYear:
    """A filed report as an officer sees it. open: it can be corrected now without another consent. checked:
    it has parts that other departments check.
    """

    year: int
    versions: int
    open: bool
    checked: bool = False


def filed_years(ctx: Context, subject_key: str) -> tuple[FiledYear, ...]:
    """Every year that was filed, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require_officer(session, ctx, subject_key, *MAY)
        now = ctx.clock.now()
        kind = store.filer(session, ctx, subject_key).subject_class
        agreed = {one.year for one in store.open_unlocks(session, subject_key, now)}
        filed = store.filed(session, subject_key)
        count = Counter(one.year for one in filed)
        others = {one.year for one in filed if part_checks.sections_of(one)}
    return tuple(
        FiledYear(year, count[year], year in agreed or now < window.window(year, kind).closes, year in others)
        for year in sorted(count, reverse=True)
    )


def unlock(ctx: Context, subject_key: str, year: int, reason: str) -> ReportUnlockRow:
    """Open a filed report for one correction.

    Raises InputError `unlock.reason`, NotFoundError `report.unknown`, ConflictError `unlock.open` where
    it is open already, `filing.frozen`, NotAllowedError `access.*`.
    """
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise InputError("unlock.reason", longest=LONGEST_REASON)

    def work(session: Session) -> ReportUnlockRow:
        access.require_officer(session, ctx, subject_key, *MAY)
        now = ctx.clock.now()
        versions = store.filed(session, subject_key, year)
        if not versions:
            raise NotFoundError("report.unknown", year=year)
        filings.require_open(session, ctx, Task.ANNUAL_REPORT, versions[0].id)
        who = store.filer(session, ctx, subject_key)
        in_time = now < window.window(year, who.subject_class).closes
        if in_time or any(one.year == year for one in store.open_unlocks(session, subject_key, now)):
            raise ConflictError("unlock.open", year=year)
        row = ReportUnlockRow(
            id=new_id(),
            subject_key=subject_key,
            year=year,
            reason=said,
            unlocked_by=ctx.actor.name,
            unlocked_at=now,
            until=window.unlocked_until(now),
        )
        session.add(row)
        session.flush()
        audit.write(session, ctx, "report.unlock", subject_key, year=str(year), reason=said)
        owner_notices.tell_owners(
            session, ctx, subject_key, "report.unlocked", f"/report/{year}", year=str(year)
        )
        return row

    return ctx.sessions.run(work)
