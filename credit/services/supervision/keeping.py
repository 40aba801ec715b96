"""Reporters' data over time: destroyed when due, wrapped anew under new keys, strays swept away."""

import logging
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.supervision_models import ReporterLetterRow, ReporterPhotoRow, ReporterRow
from credit.services import audit
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder
from credit.services.sealing import Sealer

log = logging.getLogger(__name__)
AT_ONCE = 200
STRAY_AFTER = timedelta(days=1)


def destroy_due(ctx: Context, folder: Folder) -> int:
    """Destroy the data of reporters whose time is over; how many. The cases stay.

    The wrapped key goes first: from then on nothing opens, whatever happens to the rest.
    """
    done = 0
    while case_ids := _due(ctx, ctx.clock.today()):
        for case_id in case_ids:
            for name in ctx.sessions.run(partial(_destroy, ctx, case_id)):
                folder.drop(name)
            done += 1
    return done


def _due(ctx: Context, on: date) -> list[str]:
    query = select(ReporterRow.case_id).where(ReporterRow.destroy_on <= on, ReporterRow.data_key.is_not(None))
    with ctx.sessions.read() as session:
        return list(session.scalars(query.limit(AT_ONCE)))


def _destroy(ctx: Context, case_id: str, session: Session) -> list[str]:
    row = session.get(ReporterRow, case_id, with_for_update=True)
    if row is None or row.data_key is None:
        return []
    row.data_key, row.sealed, row.destroyed_at = None, None, ctx.clock.now()
    photos = ReporterPhotoRow.case_id == case_id
    stored = list(session.scalars(select(ReporterPhotoRow.stored).where(photos)))
    session.execute(delete(ReporterPhotoRow).where(photos))
    session.execute(delete(ReporterLetterRow).where(ReporterLetterRow.case_id == case_id))
    audit.write(session, ctx, "tip.destroyed", case_id)
    return stored


def wrap_anew(ctx: Context, sealer: Sealer) -> int:
    """Wrap every data key under the key in use, after it was put in front of the others; how many.

    Safe to repeat. When it is done, the former keys can be taken away. Raises SealedError.
    """
    done, last = 0, ""
    while True:
        with ctx.sessions.read() as session:
            query = select(ReporterRow.case_id).where(ReporterRow.case_id > last)
            case_ids = list(session.scalars(query.order_by(ReporterRow.case_id).limit(AT_ONCE)))
        if not case_ids:
            return done
        last = case_ids[-1]
        done += ctx.sessions.run(partial(_wrap, sealer, case_ids))


def _wrap(sealer: Sealer, case_ids: list[str], session: Session) -> int:
    rows = select(ReporterRow).where(ReporterRow.case_id.in_(case_ids)).with_for_update()
    done = 0
    for row in session.scalars(rows):
        if row.data_key is None or not sealer.is_old(row.data_key):
            continue
        place = f"case {row.case_id}"
        row.data_key = sealer.wrap(sealer.unwrap(row.data_key, place), place)
        done += 1
    return done


def sweep_strays(ctx: Context, place: Path) -> int:
    """Take away sealed files that no row names: of forms that were cut off, or of data just destroyed."""
    before = time() - STRAY_AFTER.total_seconds()
    found = [one for one in place.glob("*/*") if one.stat().st_mtime < before]
    names = {one.stem for one in found}
    with ctx.sessions.read() as session:
        named = {
            name
            for part in _parts(sorted(names))
            for name in session.scalars(
                select(ReporterPhotoRow.stored).where(ReporterPhotoRow.stored.in_(part))
            )
        }
    strays = [one for one in found if one.stem not in named]
    for one in strays:
        one.unlink(missing_ok=True)
    if strays:
        log.info("files that no row names were taken away: %s", len(strays))
    return len(strays)


def _parts(names: list[str]) -> list[list[str]]:
    return [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]
