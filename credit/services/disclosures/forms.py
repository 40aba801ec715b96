"""What the forms of these rooms share: a token by which a form counts once, a row that holds others back."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.domain.actors import ActorKind
from credit.domain.annual_report import FilingChannel
from credit.domain.errors import InputError, NotFoundError
from credit.rules import personal_data
from credit.rules.personal_data import REVIEWABLE
from credit.services.context import Context

_TOKEN = re.compile("[0-9a-z]{26}")


def checked(token: str) -> str:
    """The token of a form. Raises InputError `form.token` for what no page of ours gave out."""
    if not _TOKEN.fullmatch(token):
        raise InputError("form.token")
    return token


def hold_subject(session: Session, subject_key: str) -> int:
    """The number of a subject, its row held: of two forms sent at once the second sees the first.

    Raises NotFoundError `subject.unknown`.
    """
    query = select(Subject.id).where(Subject.key == subject_key)
    found = session.scalar(query.with_for_update(key_share=True))
    if found is None:
        raise NotFoundError("subject.unknown")
    return found


def channel_of(ctx: Context) -> FilingChannel:
    """How it came in."""
    return FilingChannel.COUNTER if ctx.actor.kind is ActorKind.COUNTER else FilingChannel.ONLINE


def said(text: str, longest: int, code: str) -> str:
    """What somebody wrote, without blanks around it. Raises InputError `code` when empty or too long."""
    kept = text.strip()
    if not kept or len(kept) > longest:
        raise InputError(code, longest=longest)
    return kept


def holds_numbers(text: str) -> bool:
    """Whether a text holds numbers of persons, which nobody may publish."""
    return any(hit.kind not in REVIEWABLE for hit in personal_data.find(text))
