"""Filed annual reports as an officer at the desk sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from credit.domain.labels import zh
from web.presenters.parts import Text
from web.presenters.report_years import year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.unlocking import FiledYear

_VERSIONS = zh("报送过 %(count)s 次。")


class FiledLine(msgspec.Struct, frozen=True, kw_only=True):
    """A filed year. agree: where an officer agrees to a correction; empty: it can be corrected already."""

    title: Text
    text: Text
    agree: str


def filed_line(words: Speech, one: FiledYear, agree: str) -> FiledLine:
    """One year of the list."""
    return FiledLine(
        title=year_title(words, one.year),
        text=words.say(_VERSIONS, count=words.ltr(one.versions)),
        agree="" if one.open else agree,
    )
