"""Reading what an applicant for repair sends: the draft as typed, the files with it, what is wrong."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import msgspec
from flask import Response, request

from credit.domain.errors import ConflictError, DomainError, InputError
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_applications import Application, ApplicationState, Draft, Item
from credit.domain.repair_cases import ApplicantKind, ServiceWay, SigningWay
from credit.services.disclosures.evidence import MOST_BYTES, MOST_FILES, SUFFIX, Upload
from credit.services.repairs import applying
from web.forms.repair_filing import OFFERED
from web.http import disclosures
from web.http.signed import acting, refused
from web.presenters.parts import Problem
from web.presenters.repair_items import CLAIM, NOTE
from web.presenters.repair_paper_words import FILE

SENT, NEXT, REMOVE, DROP, REVISION = "send", "next", "remove", "drop", "revision"
Code = TypeVar("Code", bound=StrEnum)
Attach = Callable[[DocumentKind, str, list[Upload]], object]


def revision() -> int:
    """Of the draft that was seen."""
    text = request.form.get(REVISION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def typed(kept: Draft) -> Draft:
    """The draft with what the first form says; whoever takes a record out says which."""
    form, gone = request.form, request.form.get(REMOVE, "")
    service = _one(ServiceWay, form.get("service", ""), kept.service)
    return msgspec.structs.replace(
        kept,
        items=tuple(_item(one) for one in kept.items if one.record_id != gone),
        applicant=_one(ApplicantKind, form.get("applicant", ""), kept.applicant),
        representative=form.get("representative", ""),
        service=service if service in OFFERED else kept.service,
        address=form.get("address", ""),
    )


def signed(kept: Draft) -> Draft:
    """The draft with what the form of the signature says."""
    return msgspec.structs.replace(
        kept,
        signer=request.form.get("signer", ""),
        signing=_one(SigningWay, request.form.get("signing", ""), kept.signing),
        declared=request.form.get("declared") == "1",
    )


Kept = tuple[Application, tuple[Problem, ...]]


def keep(sitting: str, read: Callable[[Draft], Draft]) -> Kept | None:
    """Keep what a form of a draft says, with its files: how the draft stands then, and what is wrong.

    What cannot be kept is shown as it was typed. None: it is no draft any more, and nothing was kept.
    """
    who = acting()
    found = applying.own(who.ctx, who.key, sitting)
    if found.state is not ApplicationState.DRAFT:
        return None
    draft = read(found.draft)
    try:
        wrong = attached(attach_to(sitting))
        if request.form.get(DROP):
            applying.detach(who.ctx, who.key, sitting, request.form[DROP])
        return applying.save(who.ctx, who.key, sitting, draft, revision()), wrong
    except (ConflictError, InputError) as error:
        if error.code == "repair.submitted":
            return None
        return as_typed(applying.own(who.ctx, who.key, sitting), draft), refused(error)


def as_typed(found: Application, draft: Draft) -> Application:
    """An application as the one who typed sees it, although it could not be kept."""
    said = {one.record_id: one for one in draft.items}
    items = tuple(
        msgspec.structs.replace(one, item=said.get(one.item.record_id, one.item)) for one in found.items
    )
    return msgspec.structs.replace(found, draft=draft, items=items)


def attached(keep: Attach, problems: Iterable[Problem] = ()) -> tuple[Problem, ...]:
    """Keep every file of the form that can be kept; what is wrong with the others, at their fields.

    Raises what `keep` raises where it is not about a file.
    """
    found = list(problems)
    for field in request.files:
        if not field.startswith(FILE):
            continue
        record, _, kind = field.removeprefix(FILE).partition("-")
        sent = uploads(field)
        if not sent or kind not in DocumentKind._value2member_map_:
            continue
        try:
            keep(DocumentKind(kind), record, sent)
        except DomainError as error:
            if not error.code.startswith("evidence."):
                raise
            found += [Problem(one.text, field) for one in refused(error)]
    return tuple(found)


def attach_to(application_id: str) -> Attach:
    """Keeps files with a draft."""
    who = acting()
    return lambda kind, record, sent: applying.attach(
        who.ctx, disclosures.folder(), who.key, application_id, kind, sent, record
    )


def anything_sent(text: str) -> bool:
    """Whether a form brought words or a file."""
    return bool(text.strip()) or any(one.filename for one in request.files.values())


def uploads(field: str) -> list[Upload]:
    """The files of one field; no more of each is read than can be too much."""
    sent = [one for one in request.files.getlist(field) if one.filename]
    return [Upload(one.filename or "", one.stream.read(MOST_BYTES + 1)) for one in sent[: MOST_FILES + 1]]


def file(name: str, media: str, data: bytes) -> Response:
    """A file to whoever may read it: to be saved, never shown as a page of this site."""
    answer = Response(data, content_type=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="material{SUFFIX.get(media, ".bin")}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _item(one: Item) -> Item:
    claims = {Duty(value) for value in request.form.getlist(CLAIM + one.record_id) if value in _DUTIES}
    note = request.form.get(NOTE + one.record_id, one.note)
    return Item(record_id=one.record_id, claims=tuple(sorted(claims, key=list(Duty).index)), note=note)


_DUTIES = frozenset(Duty._value2member_map_)


def _one(codes: type[Code], value: str, default: Code) -> Code:
    return codes(value) if value in codes._value2member_map_ else default
