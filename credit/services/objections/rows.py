"""Objections as they lie in the database: held, moved by one act of the rules, and read."""

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.objection_models import ObjectionRow
from credit.domain.errors import NotFoundError
from credit.domain.objections import Objection, ObjectionCase
from credit.services import audit, owner_notices
from credit.services.casework import files
from credit.services.codec import encode
from credit.services.context import Context
from credit.services.repairs import telling

decode_objection = msgspec.msgpack.Decoder(Objection).decode


class Held(NamedTuple):
    """An objection in hand: its own row, that of its case, and what they say."""

    row: ObjectionRow
    file: CaseRow
    objection: Objection


@dataclass(frozen=True, slots=True)
class Said:
    """How an act stands in the history of a case. internal: for officers; told: owners get a message."""

    code: str
    params: dict[str, str] = field(default_factory=dict)
    text: str = ""
    internal: bool = False
    told: bool = True


def held(session: Session, case_id: str, subject_key: str | None = None) -> Held:
    """An objection to act on, its case held. Raises NotFoundError `case.unknown`, for another's too."""
    file = files.locked(session, case_id)
    row = session.get(ObjectionRow, file.id, populate_existing=True)
    if row is None or subject_key not in (None, row.subject_key):
        raise NotFoundError("case.unknown")
    return Held(row, file, decode_objection(row.content))


def found(session: Session, case_id: str, subject_key: str | None = None) -> ObjectionRow:
    """An objection to read. Raises NotFoundError `case.unknown`, for another's too."""
    row = session.get(ObjectionRow, case_id[:26])
    if row is None or subject_key not in (None, row.subject_key):
        raise NotFoundError("case.unknown")
    return row


def keep(session: Session, ctx: Context, one: Held, made: Objection, said: Said) -> Held:
    """The objection after an act: its case, the trail, the owners; what ends closes the case."""
    row, file, before = one
    row.content, row.open = encode(made), made.running
    session.flush()
    files.move(
        session,
        ctx,
        file,
        made.state.value,
        said.code,
        params=said.params,
        text=said.text,
        close=not made.running,
        internal=said.internal,
    )
    audit.write(session, ctx, said.code, row.subject_key, before=before, after=made, case=file.id)
    if said.told:
        tell(session, ctx, row, said.code, number=file.number)
    return Held(row, file, made)


def tell(session: Session, ctx: Context, row: ObjectionRow, code: str, **params: str) -> None:
    """Tell the owners of the record's subject, and lead them to the page of the case."""
    owner_notices.tell_owners(session, ctx, row.subject_key, code, f"/objection/{row.case_id}", **params)


def view(session: Session, row: ObjectionRow, *, for_applicant: bool) -> ObjectionCase:
    """An objection with its case and what the reader may see of what happened."""
    return ObjectionCase(
        file=files.view(session, files.found(session, row.case_id)),
        objection=decode_objection(row.content),
        events=files.history(session, row.case_id, for_applicant=for_applicant),
        tellings=telling.of_case(session, row.case_id),
    )
