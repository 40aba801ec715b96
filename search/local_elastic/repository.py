"""Which Maven repository jars come from: a setting, the mirror that Maven is told to use, or the central."""

import os
from pathlib import Path
from xml.etree import ElementTree

SETTING = "PORTAL_MAVEN_REPOSITORY"
CENTRAL = "https://repo.maven.apache.org/maven2"  # Maven's own default; there is no client to ask instead
_CENTRAL_NAMES = {"central", "*", "external:*"}


def repository() -> str:
    """Its address, without a trailing slash."""
    chosen = os.environ.get(SETTING) or _mirror(Path("~/.m2/settings.xml").expanduser()) or CENTRAL
    return chosen.rstrip("/")


def _mirror(settings: Path) -> str | None:
    """The mirror of the central repository that Maven's settings name, if they name one."""
    try:
        root = ElementTree.parse(settings).getroot()  # noqa: S314 - the user's own file
    except (OSError, ElementTree.ParseError):
        return None
    for mirror in root.iterfind("{*}mirrors/{*}mirror"):
        of = {name.strip() for name in (mirror.findtext("{*}mirrorOf") or "").split(",")}
        url = (mirror.findtext("{*}url") or "").strip()
        if of & _CENTRAL_NAMES and url:
            return url
    return None
