"""What was published in the last days: the counts of the front page and the lists behind them.

Both ask the same rows under the same condition, so that a count and its list hold the same records.
Among the notices are those of authorities, which belong to no subject.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from credit.db.models import Dirty, DossierRow, Recent, Subject
from credit.db.notice_models import NoticeRow, NoticeSheetRow
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.notices import PublicNotice
from credit.domain.recent import Announced, Position, Published
from credit.domain.vocabulary import RecordKind

_PAST_ALL = "~"  # sorts after every id
_MORE = 2  # groups beyond a page: the first may be used up, the last tells that the list goes on

# number of a subject, `valid_until` and text of its dossier, its mark
Stored = tuple[int, date | None, bytes | None, int | None]
# day of publication, key of the subject or notice, number of the subject (None: a notice of an authority)
Group = tuple[date, str, int | None]


def within(days: int, on: date) -> tuple[ColumnElement[bool], ...]:
    """Published on one of the `days` days that end with `on`, and public on `on`."""
    return (Recent.day > on - timedelta(days=days), Recent.day <= on, Recent.until >= on)


def announced_within(days: int, on: date) -> tuple[ColumnElement[bool], ...]:
    """The same of the notices of authorities."""
    sheet = NoticeSheetRow
    return (sheet.day > on - timedelta(days=days), sheet.day <= on, sheet.until >= on)


def count(session: Session, kind: RecordKind, days: int, on: date) -> int:
    """How many records of the kind the list has."""
    query = select(func.sum(Recent.count)).where(Recent.kind == kind.value, *within(days, on))
    found = int(session.scalar(query) or 0)
    if kind is RecordKind.NOTICE:
        announced = select(func.count()).select_from(NoticeSheetRow).where(*announced_within(days, on))
        found += session.scalar(announced) or 0
    return found


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
    found: list[Group] = [(day, key, number) for day, key, number in session.execute(query)]
    if kind is RecordKind.NOTICE:
        found += _announced(session, days, on, after, limit)
    return sorted(found, key=lambda one: (-one[0].toordinal(), one[1]))[: limit + _MORE]


def _announced(session: Session, days: int, on: date, after: Position | None, limit: int) -> Iterator[Group]:
    sheet = NoticeSheetRow
    query = (
        select(sheet.day, NoticeRow.key)
        .join(NoticeRow, NoticeRow.no == sheet.notice_no)
        .where(*announced_within(days, on))
        .order_by(sheet.day.desc(), NoticeRow.key)
        .limit(limit + _MORE)
    )
    if after is not None:
        same_day = (sheet.day == after.day) & (NoticeRow.key >= after.key)
        query = query.where(or_(sheet.day < after.day, same_day))
    for day, key in session.execute(query):
        if day is not None:
            yield day, key, None


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
    read: Mapping[str, Dossier | PublicNotice | None],
    after: Position | None,
    limit: int,
) -> tuple[tuple[Published | Announced, ...], Position | None]:
    """The records themselves and where the next page begins. found: what `groups` gave; read: by key."""
    items: list[Published | Announced] = []
    last = after
    for day, key, _number in found:
        for name, one in _of_day(read.get(key), kind, day):
            here = Position(day, key, name)
            if after is not None and (day, key) == (after.day, after.key) and name <= after.record:
                continue
            if len(items) == limit:
                return tuple(items), last
            items.append(one)
            last = here
    if len(found) < limit + _MORE:
        return tuple(items), None
    # some were withdrawn since they were counted: the list goes on behind them
    return tuple(items), Position(found[-1][0], found[-1][1], _PAST_ALL)


def _of_day(
    read: Dossier | PublicNotice | None, kind: RecordKind, day: date
) -> Iterator[tuple[str, Published | Announced]]:
    if isinstance(read, PublicNotice):
        if read.source.published_on == day:
            yield read.key, Announced(read)
    elif read is not None:
        records = [record for record in read.of_kind(kind) if record.source.published_on == day]
        yield from ((one.id, Published(read, one)) for one in sorted(records, key=_by_id))


def _by_id(record: PublicRecord) -> str:
    return record.id
