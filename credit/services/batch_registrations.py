"""Writing many registrations: which subject each belongs to, and every code that leads to it."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows
from credit.db.models import Subject, SubjectCode
from credit.rules import registered_facts
from credit.services.batch_records import subjects_of
from credit.services.codec import decode_registration, encode
from credit.services.outcomes import Outcome
from credit.services.prepared import ReadyRegistration, codes_of

SUBJECT_COLUMNS = ("key", "source", "source_id", "hash", "payload")


class RegistrationBatch:
    """One batch of registrations inside the caller's transaction."""

    def __init__(self, session: Session, items: Sequence[ReadyRegistration]) -> None:
        self.session = session
        self.items = items
        self.touched: set[int] = set()
        self.new_codes: dict[str, int] = {}
        self._by_code = subjects_of(session, (code for item in items for code in item.codes))
        self._by_source = self._known_sources()
        self._fresh: list[ReadyRegistration] = []
        self._claimed: dict[str, int] = {}  # codes and sources of new subjects -> place in `_fresh`

    def _known_sources(self) -> dict[tuple[str, str], int]:
        grouped: dict[str, list[str]] = {}
        for item in self.items:
            grouped.setdefault(item.source, []).append(item.source_id)
        found: dict[tuple[str, str], int] = {}
        connection = self.session.connection()
        for source, ids in grouped.items():
            query = select(Subject.source_id, Subject.id).where(Subject.source == source)
            for source_id, number in self.session.execute(
                query.where(among(connection, Subject.source_id, ids))
            ):
                found[source, source_id] = number
        return found

    def write(self) -> list[Outcome]:
        outcomes = [self._take(item) for item in self.items]
        self._insert()
        return outcomes

    def _take(self, item: ReadyRegistration) -> Outcome:
        handle = f"{item.source}\0{item.source_id}"
        owners = {self._by_code[code] for code in item.codes if code in self._by_code}
        known = self._by_source.get((item.source, item.source_id))
        if known is not None:
            owners.add(known)
        places = {self._claimed[one] for one in (*item.codes, handle) if one in self._claimed}
        if len(owners) + len(places) > 1:
            return Outcome.CONFLICT
        if owners:
            return self._update(owners.pop(), item)
        if places:
            return self._replace(places.pop(), item, handle)
        self._claim(len(self._fresh), item, handle)
        self._fresh.append(item)
        return Outcome.NEW

    def _replace(self, place: int, item: ReadyRegistration, handle: str) -> Outcome:
        """The same subject twice among the new ones of a batch: the later one stands."""
        before = self._fresh[place]
        if set(item.codes).isdisjoint(before.codes):
            return Outcome.CONFLICT  # one id of the source for two subjects
        self._fresh[place] = item._replace(key=before.key)
        self._claim(place, item, handle)
        return Outcome.UNCHANGED if before.hash == item.hash else Outcome.CHANGED

    def _claim(self, place: int, item: ReadyRegistration, handle: str) -> None:
        self._claimed.update(dict.fromkeys((*item.codes, handle), place))

    def _update(self, subject: int, item: ReadyRegistration) -> Outcome:
        row = self.session.get_one(Subject, subject)
        if row.hash == item.hash and (row.source, row.source_id) == (item.source, item.source_id):
            return Outcome.UNCHANGED
        kept, said = decode_registration(row.payload), decode_registration(item.payload)
        if row.source != item.source and kept.provenance.effective_on > said.provenance.effective_on:
            return Outcome.UNCHANGED  # another source knows something newer
        former = dict.fromkeys((*said.old_codes, *codes_of(kept)))
        merged = msgspec.structs.replace(
            said,
            old_codes=tuple(one for one in former if one not in (said.credit_code, said.registration_no)),
            withheld=said.withheld or kept.withheld,
            disputed=registered_facts.carried(kept, said),
        )
        row.source, row.source_id, row.hash, row.payload = (
            item.source,
            item.source_id,
            item.hash,
            encode(merged),
        )
        self.session.flush()
        self._own(subject, item.codes)
        self.touched.add(subject)
        return Outcome.CHANGED

    def _own(self, subject: int, codes: Iterable[str]) -> None:
        mine = [code for code in codes if self._by_code.setdefault(code, subject) == subject]
        rows = [(code, subject) for code in mine]
        connection = self.session.connection()
        insert_rows(connection, SubjectCode.__table__, ("code", "subject_id"), rows, replace=())
        self.new_codes.update(dict.fromkeys(mine, subject))

    def _insert(self) -> None:
        if not self._fresh:
            return
        connection = self.session.connection()
        rows = [(one.key, one.source, one.source_id, one.hash, one.payload) for one in self._fresh]
        insert_rows(connection, Subject.__table__, SUBJECT_COLUMNS, rows)
        query = select(Subject.key, Subject.id).where(
            among(connection, Subject.key, [row[0] for row in rows])
        )
        numbers = dict(self.session.execute(query).all())
        owned = sorted((code, numbers[one.key]) for one in self._fresh for code in one.codes)
        insert_rows(connection, SubjectCode.__table__, ("code", "subject_id"), owned)
        self.new_codes.update(owned)
        self.touched.update(numbers.values())
