"""How facts and dossiers lie in the database: msgpack, dossiers squeezed by a trained dictionary."""

from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from threading import local

import msgspec
import zstandard
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Dictionary
from credit.domain.dossier import Dossier
from credit.domain.notices import NoticeFacts, NoticeSheet
from credit.domain.records import Record, Registration
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround

LEVEL = 3
DICTIONARY_BYTES = 65_536

encode = msgspec.msgpack.Encoder().encode
decode_registration = msgspec.msgpack.Decoder(Registration).decode
decode_record = msgspec.msgpack.Decoder(Record).decode
decode_dossier = msgspec.msgpack.Decoder(Dossier).decode
decode_notice = msgspec.msgpack.Decoder(NoticeFacts).decode
decode_sheet = msgspec.msgpack.Decoder(NoticeSheet).decode


def digest(data: bytes) -> bytes:
    """Sixteen bytes that stand for the content."""
    return blake2b(data, digest_size=16).digest()


def registration_hash(registration: Registration) -> bytes:
    """What the source said, without when we heard it."""
    said = registration.provenance
    return digest(encode((said.agency, said.effective_on, said.published_on, _unreceived(registration))))


def _unreceived(registration: Registration) -> tuple[object, ...]:
    return msgspec.structs.astuple(registration)[1:-1]  # without what was decided here of single facts


def record_hash(record: Record) -> bytes:
    """What the source said, without our id and without when we heard it."""
    said = record.provenance
    told = (said.agency, said.effective_on, said.published_on)
    return digest(encode((told, record.content, _stated(record.withheld), record.objection_since)))


def notice_hash(facts: NoticeFacts) -> bytes:
    """What the source said of a notice, without our key and without when we heard it."""
    said = facts.provenance
    told = (said.agency, said.effective_on, said.published_on)
    return digest(encode((told, facts.content, _stated(facts.withheld), facts.objection_since)))


def _stated(withheld: Withholding | None) -> Withholding | None:
    """What the source says of withholding; what the detector found is ours, and of the day it looked."""
    return withheld if withheld is not None and withheld.ground is not WithholdingGround.DETECTOR else None


def dossier_digest(dossier: Dossier) -> bytes:
    """What the public would see differ; the day of projection and its validity are no content."""
    return digest(encode(msgspec.structs.replace(dossier, projected_on=date.min, valid_until=None)))


class _Machines(local):
    """Compressor and decompressors of one thread.

    The library lets go of the interpreter while it works: two threads inside one of them end the process.
    """

    def __init__(self, dictionaries: Sequence[bytes]) -> None:
        known = [zstandard.ZstdCompressionDict(data) for data in dictionaries]
        newest = known[-1] if known else None
        self.compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=newest)
        self.readers = {one.dict_id(): zstandard.ZstdDecompressor(dict_data=one) for one in known}
        self.readers[0] = zstandard.ZstdDecompressor()


class Packer:
    """Writes and reads dossier blobs with the dictionaries of one database; safe in many threads."""

    def __init__(self, dictionaries: Sequence[bytes] = ()) -> None:
        self.dictionaries = tuple(dictionaries)
        self._machines = _Machines(self.dictionaries)

    def pack(self, dossier: Dossier) -> bytes:
        return self._machines.compressor.compress(encode(dossier))

    def knows(self, blob: bytes) -> bool:
        """Whether the dictionary that this blob needs is at hand."""
        return zstandard.get_frame_parameters(blob).dict_id in self._machines.readers

    def unpack(self, blob: bytes) -> Dossier:
        wanted = zstandard.get_frame_parameters(blob).dict_id
        return decode_dossier(self._machines.readers[wanted].decompress(blob))


def load_packer(session: Session) -> Packer:
    """A packer with every dictionary of the database, oldest first."""
    return Packer(session.scalars(select(Dictionary.data).order_by(Dictionary.id)).all())


def train(samples: Sequence[bytes]) -> bytes | None:
    """A dictionary from encoded dossiers, or None where they are too few or too alike."""
    try:
        return zstandard.train_dictionary(DICTIONARY_BYTES, list(samples)).as_bytes()
    except zstandard.ZstdError:
        return None
