"""Facts made ready for the database: hashed and encoded, so that writing them is only looking up.

What takes computing is done here, outside any transaction and, for big files, in another process;
the tuples travel cheaply between processes.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from credit.domain.records import Record, Registration
from credit.services.codec import encode, record_hash, registration_hash
from credit.services.ids import new_ids


class Incoming(msgspec.Struct, frozen=True):
    """A record and the codes that say whose it is; any one of them is enough. `record.id` is ignored."""

    codes: tuple[str, ...]
    record: Record


Place = tuple[str, str, str]  # kind, source, source id: what a record is known by


class ReadyRecord(NamedTuple):
    """A record as it will lie in the database; `id` is used where it is new."""

    codes: tuple[str, ...]
    place: Place
    hash: bytes
    id: str
    effective_on: str
    published_on: str
    withheld: str | None
    payload: bytes


class ReadyRegistration(NamedTuple):
    """A registration as it will lie in the database; `key` is used where the subject is new."""

    codes: tuple[str, ...]
    source: str
    source_id: str
    hash: bytes
    key: str
    payload: bytes


def codes_of(registration: Registration) -> tuple[str, ...]:
    """Every code that resolves to the subject."""
    named = (registration.credit_code, registration.registration_no, *registration.old_codes)
    return tuple(dict.fromkeys(code for code in named if code))


def ready_records(items: Iterable[Incoming | ReadyRecord]) -> list[ReadyRecord]:
    """Hash and encode what is not ready yet."""
    listed = list(items)
    ids = iter(new_ids(sum(1 for item in listed if isinstance(item, Incoming))))
    return [_record(item, next(ids)) if isinstance(item, Incoming) else item for item in listed]


def _record(item: Incoming, own_id: str) -> ReadyRecord:
    record = item.record
    said = record.provenance
    return ReadyRecord(
        item.codes,
        (str(record.content.__struct_config__.tag), said.source, said.source_id),
        record_hash(record),
        own_id,
        said.effective_on.isoformat(),
        said.published_on.isoformat(),
        record.withheld.ground.value if record.withheld else None,
        encode(msgspec.structs.replace(record, id=own_id)),
    )


def ready_registrations(items: Sequence[Registration | ReadyRegistration]) -> list[ReadyRegistration]:
    """Hash and encode what is not ready yet."""
    keys = iter(new_ids(sum(1 for item in items if isinstance(item, Registration))))
    return [_registration(item, next(keys)) if isinstance(item, Registration) else item for item in items]


def _registration(item: Registration, key: str) -> ReadyRegistration:
    said = item.provenance
    return ReadyRegistration(
        codes_of(item), said.source, said.source_id, registration_hash(item), key, encode(item)
    )
