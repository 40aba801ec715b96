"""What the views of these rooms share: the token of a form, files that were sent, where files are kept."""

from flask import Response, request

from credit.domain.cases import Evidence
from credit.services.disclosures.evidence import SUFFIX, Folder, Upload
from credit.services.disclosures.statements import Said
from credit.services.ids import new_id
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting
from web.http.uploads import FILES, KEPT_FILES, sent_files
from web.presenters.frame import segment

TOKEN = "token"  # noqa: S105 - the name of a field
__all__ = ["FILES", "TOKEN", "base", "document", "folder", "path", "said", "seen", "token", "uploads"]


def token() -> str:
    """The token of the form that was sent; a new one for a page with an empty form."""
    return request.form.get(TOKEN, "")[:40] or new_id()


def seen() -> int | None:
    """How much the page showed on which something is decided; None where it did not say."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def base() -> str:
    """The own pages of the subject in the address."""
    return f"/{speech().prefix}/my/{segment(acting().subject.address)}"


def path(rest: str) -> str:
    """The same without the language, for going on."""
    return f"/my/{segment(acting().subject.address)}{rest}"


def folder() -> Folder:
    """Where evidence is kept."""
    return Folder(portal().settings.evidence_dir)


def uploads() -> list[Upload]:
    """The files of a form, with those that were kept while its session had ended."""
    kept: list[Upload] = request.environ.get(KEPT_FILES, [])
    return [*kept, *sent_files()]


def said() -> Said:
    """An answer with its files, as it was sent."""
    form = request.form
    return Said(form.get("text", ""), form.get(TOKEN, "")[:40], form.get("entry", "")[:26], uploads())


def document(found: Evidence, data: bytes) -> Response:
    """A file to whoever may read it: to be saved, never shown as a page of this site."""
    answer = Response(data, content_type=found.kind)
    name = f"evidence-{found.id[-8:]}{SUFFIX[found.kind]}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
