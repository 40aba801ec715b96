"""The generated region as two spools on disk, so that making it up is no part of what is measured.

Registrations lie in their order; records in random order over the whole region, in buckets that fit
into memory one at a time.
"""

import random
import struct
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from credit.domain.records import Registration
from credit.services.batches import Incoming, codes_of
from credit.services.demo.region import Plan, chunk, chunks

BUCKET = 100_000  # records in a bucket, about
SEED = 20260101
_ENCODER = msgspec.msgpack.Encoder()
_REGISTRATION = msgspec.msgpack.Decoder(Registration)
_INCOMING = msgspec.msgpack.Decoder(Incoming)
_LENGTH = struct.Struct("<I")

Piece = tuple[list[bytes], list[bytes]]


@dataclass(frozen=True, slots=True)
class Spool:
    """Where the spools lie, and how much is in them."""

    folder: Path
    subjects: int
    records: int

    def registrations(self) -> Iterator[Registration]:
        """Every registration, in the region's order."""
        return map(_REGISTRATION.decode, _read(self.folder / "registrations"))

    def incoming(self) -> Iterator[Incoming]:
        """Every record, in random order."""
        for number, path in enumerate(sorted(self.folder.glob("records-*"))):
            bucket = list(_read(path))
            random.Random(number).shuffle(bucket)
            yield from map(_INCOMING.decode, bucket)


def _make(plan: Plan, number: int) -> Piece:
    registrations, records = [], []
    for facts in chunk(plan, number):
        codes = codes_of(facts.registration)[:1]
        registrations.append(_ENCODER.encode(facts.registration))
        records += [_ENCODER.encode(Incoming(codes, record)) for record in facts.records]
    return registrations, records


def write(folder: Path, size: int, today: date) -> Spool:
    """Generate a region and spool it; two processes."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(size, SEED, today)
    rng = random.Random(SEED)
    subjects = records = 0
    with ExitStack() as stack:
        main = stack.enter_context((folder / "registrations").open("wb"))
        paths = (folder / f"records-{number:03d}" for number in range(max(1, 4 * size // BUCKET)))
        buckets = [stack.enter_context(path.open("wb")) for path in paths]
        pool = stack.enter_context(ProcessPoolExecutor(2))
        for one, many in _in_order(pool, plan):
            subjects += _append(main, one)
            for record in many:
                records += _append(rng.choice(buckets), (record,))
    return Spool(folder, subjects, records)


def _in_order(pool: ProcessPoolExecutor, plan: Plan) -> Iterator[Piece]:
    """The chunks, never more than a few waiting."""
    waiting = []
    for number in chunks(plan):
        waiting.append(pool.submit(_make, plan, number))
        if len(waiting) >= 8:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _append(file: BinaryIO, blobs: Iterable[bytes]) -> int:
    count = 0
    for blob in blobs:
        file.write(_LENGTH.pack(len(blob)))
        file.write(blob)
        count += 1
    return count


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while head := file.read(_LENGTH.size):
            yield file.read(_LENGTH.unpack(head)[0])
