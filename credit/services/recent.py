"""What was published in the last days: the counts of the front page and the lists behind them.

Both ask the same rows under the same condition, so that a count and its list hold the same records.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from credit.db.models import Dirty, DossierRow, Recent, Subject
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.recent import Position, Published
from credit.domain.vocabulary import RecordKind

_PAST_ALL = "~"  # sorts after every id
_MORE = 2  # groups beyond a page: the first may be used up, the last tells that the list goes on

# number of a subject, `valid_until` and text of its dossier, its mark
Stored = tuple[int, date | None, bytes | None, int | None]
Group = tuple[date, str, int]  # day of publication, key and number of the subject


def within(days: int, on: date) -> tuple[ColumnElement[bool], ...]:
    """Published on one of the `days` days that end with `on`, and public on `on`."""
    return (Recent.day > on - timedelta(days=days), Recent.day <= on, Recent.until >= on)


def count(session: Session, kind: RecordKind, days: int, on: date) -> int:
    """How many records of the kind the list has."""
    query = select(func.sum(Recent.count)).where(Recent.kind == kind.value, *within(days, on))
    return int(session.scalar(query) or 0)


def groups(
    session: Session, kind: RecordKind, days: int, on: date, after: Position | None, limit: int
) -> Sequence[Group]:
    """Days and subjects from `after` on, enough for `limit` records; that of `after` may have more."""
    query = (
        select(Recent.day, Subject.key, Recent.subject_id)
        .join(Subject, Subject.id == Recent.subject_id)
        .where(Recent.kind == kind.value, *within(days, on))
        .group_by(Recent.day, Subject.key, Recent.subject_id)
        .order_by(Recent.day.desc(), Subject.key)
        .limit(limit + _MORE)
    )
    if after is not None:
        same_day = (Recent.day == after.day) & (Subject.key >= after.key)
        query = query.where(or_(Recent.day < after.day, same_day))
    return [(day, key, number) for day, key, number in session.execute(query)]


def stored(session: Session, subjects: Iterable[int]) -> list[Stored]:
    """Number, `valid_until`, dossier and mark (None: none) of subjects."""
    query = (
        select(DossierRow.subject_id, DossierRow.valid_until, DossierRow.blob, Dirty.subject_id)
        .outerjoin(Dirty, Dirty.subject_id == DossierRow.subject_id)
        .where(DossierRow.subject_id.in_(sorted(set(subjects))))
    )
    return [(number, until, blob, mark) for number, until, blob, mark in session.execute(query)]


def listed(
    kind: RecordKind,
    found: Sequence[Group],
    dossiers: Mapping[int, Dossier | None],
    after: Position | None,
    limit: int,
) -> tuple[tuple[Published, ...], Position | None]:
    """The records themselves and where the next page begins. found: what `groups` gave."""
    items: list[Published] = []
    last = after
    for day, key, number in found:
        for record in _of_day(dossiers.get(number), kind, day):
            here = Position(day, key, record.id)
            if after is not None and (day, key) == (after.day, after.key) and record.id <= after.record:
                continue
            if len(items) == limit:
                return tuple(items), last
            items.append(Published(dossiers[number], record))  # type: ignore[arg-type]
            last = here
    if len(found) < limit + _MORE:
        return tuple(items), None
    # some were withdrawn since they were counted: the list goes on behind them
    return tuple(items), Position(found[-1][0], found[-1][1], _PAST_ALL)


def _of_day(dossier: Dossier | None, kind: RecordKind, day: date) -> Iterator[PublicRecord]:
    if dossier is not None:
        records = (record for record in dossier.of_kind(kind) if record.source.published_on == day)
        yield from sorted(records, key=lambda record: record.id)
