"""Rows of reporters, sealed and opened: the one place where what somebody reported is seen in the clear."""

from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.supervision_models import ReporterLetterRow, ReporterPhotoRow, ReporterRow
from credit.domain.errors import NotFoundError
from credit.domain.supervision import Letter, Opened, Photo, Reporter
from credit.services.disclosures.evidence import Folder
from credit.services.ids import new_id
from credit.services.sealing import Sealer, new_key, seal, unseal
from credit.services.supervision import codes
from credit.services.supervision.photos import KIND, Drawn


@dataclass(frozen=True, slots=True)
class Box:
    """Where letters lie: the keys of the installation, and the folder of sealed photos."""

    sealer: Sealer
    folder: Folder


@dataclass(slots=True)
class Envelope:
    """One letter on its way in. Its photos are on the disk, sealed, before its rows are."""

    box: Box
    key: bytes
    text: str
    token_hash: bytes
    stored: list[tuple[str, str, int]] = field(default_factory=list)  # id, name in the folder, size

    def put(self, photos: list[Drawn]) -> None:
        """Seal the photos and put them on the disk."""
        for photo in photos:
            number = new_id()
            sealed = seal(self.key, photo.data, f"photo {number}")
            self.stored.append((number, self.box.folder.put(sealed), len(sealed)))

    def drop(self) -> None:
        """Take back what no row names."""
        for _number, name, _size in self.stored:
            self.box.folder.drop(name)

    def keep(self, session: Session, case_id: str, at: datetime) -> None:
        """The rows of the letter, in the caller's transaction."""
        row = ReporterLetterRow(id=new_id(), case_id=case_id, token_hash=self.token_hash, at=at)
        row.sealed = seal(self.key, self.text.encode(), f"letter {row.id}")
        session.add(row)
        session.flush()
        session.add_all(
            ReporterPhotoRow(id=number, case_id=case_id, letter_id=row.id, stored=name, size=size)
            for number, name, size in self.stored
        )
        session.flush()


def keep_reporter(session: Session, box: Box, case_id: str, code: str, key: bytes, who: Reporter) -> None:
    """The row of a new reporter with the data key of the case, wrapped."""
    session.add(
        ReporterRow(
            case_id=case_id,
            code_hash=codes.hash_of_code(code),
            data_key=box.sealer.wrap(key, f"case {case_id}"),
            sealed=seal(key, msgspec.json.encode(who), f"reporter {case_id}"),
        )
    )
    session.flush()


def key_of(box: Box, row: ReporterRow) -> bytes:
    """The data key of a case. Raises NotFoundError `tip.destroyed`, SealedError."""
    if row.data_key is None:
        raise NotFoundError("tip.destroyed")
    return box.sealer.unwrap(row.data_key, f"case {row.case_id}")


def reporter(session: Session, case_id: str) -> ReporterRow:
    """Raises NotFoundError `case.unknown`."""
    row = session.get(ReporterRow, case_id)
    if row is None:
        raise NotFoundError("case.unknown")
    return row


def open_reporter(box: Box, row: ReporterRow) -> Reporter:
    """Raises NotFoundError `tip.destroyed`, SealedError."""
    key = key_of(box, row)
    return msgspec.json.decode(unseal(key, row.sealed or b"", f"reporter {row.case_id}"), type=Reporter)


def open_all(session: Session, box: Box, row: ReporterRow) -> Opened:
    """Who reported, and every letter. Raises NotFoundError `tip.destroyed`, SealedError."""
    key = key_of(box, row)
    photos: dict[str, list[Photo]] = {}
    about = select(ReporterPhotoRow).where(ReporterPhotoRow.case_id == row.case_id)
    for one in session.scalars(about.order_by(ReporterPhotoRow.id)):
        photos.setdefault(one.letter_id, []).append(Photo(id=one.id, kind=KIND, size=one.size))
    letters = select(ReporterLetterRow).where(ReporterLetterRow.case_id == row.case_id)
    return Opened(
        reporter=open_reporter(box, row),
        letters=tuple(
            Letter(
                id=one.id,
                at=one.at,
                text=unseal(key, one.sealed, f"letter {one.id}").decode(),
                photos=tuple(photos.get(one.id, ())),
            )
            for one in session.scalars(letters.order_by(ReporterLetterRow.id))
        ),
    )


def open_photo(session: Session, box: Box, row: ReporterRow, photo_id: str) -> bytes:
    """Raises NotFoundError `evidence.unknown`, `tip.destroyed`, SealedError."""
    found = session.get(ReporterPhotoRow, photo_id[:26])
    if found is None or found.case_id != row.case_id:
        raise NotFoundError("evidence.unknown")
    return unseal(key_of(box, row), box.folder.read(found.stored), f"photo {found.id}")


def counts(session: Session, case_id: str) -> tuple[int, int]:
    """How many letters and photos of a case there are."""
    rows = (ReporterLetterRow, ReporterPhotoRow)
    found = [session.scalar(select(func.count()).where(row.case_id == case_id)) or 0 for row in rows]
    return found[0], found[1]


def seen(session: Session, token_hash: bytes) -> str | None:
    """The case of a form that was sent before."""
    query = select(ReporterLetterRow.case_id).where(ReporterLetterRow.token_hash == token_hash)
    return session.scalar(query)


def fresh(box: Box, text: str, token: str) -> Envelope:
    """A letter that opens a case, under a data key of its own."""
    return Envelope(box, new_key(), text, codes.hash_of_token(token))
