"""Files that come with a form: read no further than can be too much, and kept with a form that was kept."""

from flask import request

from credit.services.disclosures.evidence import MOST_BYTES, MOST_FILES, Folder, Upload
from web.http.portal import portal

FILES = "files"
KEPT_FILES = "portal.kept_files"  # in the environment of a request: those of the kept form it sends again


def sent_files() -> list[Upload]:
    """The files of a form; no more of each is read than can be too much."""
    sent = [one for one in request.files.getlist(FILES) if one.filename]
    return [Upload(one.filename or "", one.stream.read(MOST_BYTES + 1)) for one in sent[: MOST_FILES + 1]]


def held_folder() -> Folder:
    """Where the files of kept forms lie."""
    return Folder(portal().settings.held_dir)
