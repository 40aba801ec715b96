"""What the views of commitments in the making share: what was typed, the signature, the letter as PDF."""

from collections.abc import Iterable

from flask import Response, request

from credit.domain.committing import Draft, OwnCommitment, SignatureKind
from credit.domain.dossier import Dossier
from credit.services.commitments.signing import Signature
from web.http import disclosures, documents
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting
from web.presenters.commitment_make import FIELD, name_of
from web.presenters.commitment_own import OwnForms, SigningForm
from web.presenters.parts import Problem

SENT, CHECK = "send", "check"


def typed() -> dict[str, str]:
    """What was typed into blanks, by their keys."""
    return {name.removeprefix(FIELD): text for name, text in request.form.items() if name.startswith(FIELD)}


def agreed() -> bool:
    return request.form.get("agreed") == "1"


def revision() -> int | None:
    """Of the draft that was shown beside the signature."""
    sent = request.form.get("revision", "")[:9]
    return int(sent) if sent.isascii() and sent.isdigit() else None


def signature() -> Signature:
    """How the form says it is signed: paper, unless the licence was chosen."""
    licence = request.form.get("kind") == SignatureKind.LICENCE.value
    kind = SignatureKind.LICENCE if licence else SignatureKind.SEALED
    return Signature(kind, request.form.get("signer", ""), [] if licence else disclosures.uploads())


def signing_form(said: Iterable[Problem] = (), *, licensed: bool, letter: str = "") -> SigningForm:
    """The form of a signature as it was sent."""
    wrong = {one.field: one.text for one in said}
    paper = request.form.get("kind") == SignatureKind.SEALED.value
    return SigningForm(
        signer=request.form.get("signer", "")[:200],
        on_paper=paper or not licensed,
        licensed=licensed,
        token=disclosures.token(),
        agreed=agreed(),
        letter=letter,
        wrong_signer=wrong.get("signer", ""),
        wrong_kind=wrong.get("kind", ""),
        wrong_files=wrong.get("files", ""),
        wrong_agreed=wrong.get("agreed", ""),
    )


def own_forms(said: Iterable[Problem] = ()) -> OwnForms:
    """The forms of the page of one commitment as they were sent."""
    wrong = {one.field: one.text for one in said}
    return OwnForms(
        token=disclosures.token(),
        text=request.form.get("text", "")[:4000],
        reasons=request.form.get("reasons", "")[:2000],
        wrong_text=wrong.get("text", ""),
        wrong_files=wrong.get("files", ""),
        wrong_reasons=wrong.get("reasons", ""),
    )


def public_side() -> Dossier | None:
    """What the public sees of the subject in the address; None of an association."""
    located = portal().reader.enterprise(acting().subject.address)
    return located.dossier if located is not None else None


def letter(draft: Draft) -> Response:
    """The text to be printed and sealed: what is signed is the Chinese one."""
    words, who = speech(), acting().subject.registration
    title = documents.plain(name_of(words, draft.template))
    data = {
        "title": title,
        "office": words._("新疆维吾尔自治区市场监督管理局") + " · " + words._("企业信用公示"),
        "heading": draft.template.name,
        "number": "",
        "number_label": "",
        "facts": [],
        "paragraphs": [*draft.text.splitlines(), draft.template.breach, ""],
        "sections": [
            {
                "title": "",
                "facts": [
                    {"label": documents.plain(label), "value": documents.value(value)}
                    for label, value in (
                        (words._("经营主体"), who.name),
                        (words._("签署人（签字）"), ""),
                        (words._("单位（盖章）"), ""),
                        (words._("承诺日期"), ""),
                    )
                ],
                "note": "",
            }
        ],
        "foot": words._("盖章以后拍照或者扫描，在网上提交。"),
    }
    return documents.answer(documents.make("receipt", data), f"commitment-{draft.template.code}")


def sealed_file(found: tuple[str, str, bytes]) -> Response:
    """A sealed copy to whoever may read it: to be saved, never shown as a page of this site."""
    _name, kind, data = found
    answer = Response(data, content_type=kind)
    suffix = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}.get(kind, "bin")
    answer.headers["Content-Disposition"] = f'attachment; filename="commitment.{suffix}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def here(one: OwnCommitment, rest: str = "") -> str:
    """The own page of a commitment, for going on."""
    return disclosures.path(f"/commitments/{one.id}{rest}")
