"""Filed annual reports as an officer at the desk sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from credit.domain.annual_report import FormSection, PartCheck
from credit.domain.labels import zh
from web.presenters.parts import Text
from web.presenters.report_parts import checked
from web.presenters.report_years import year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.unlocking import FiledYear

_VERSIONS = zh("报送过 %(count)s 次。")


class FiledLine(msgspec.Struct, frozen=True, kw_only=True):
    """A filed year. agree: where an officer agrees to a correction; empty: it can be corrected already.
    checks: where the findings of other departments are recorded; empty: there are none to come.
    """

    title: Text
    text: Text
    agree: str
    checks: str


def filed_line(words: Speech, one: FiledYear, here: str) -> FiledLine:
    """One year of the list. here: its address on the desk."""
    return FiledLine(
        title=year_title(words, one.year),
        text=words.say(_VERSIONS, count=words.ltr(one.versions)),
        agree="" if one.open else f"{here}/unlock",
        checks=f"{here}/checks" if one.checked else "",
    )


def part_line(words: Speech, section: FormSection, check: PartCheck | None) -> tuple[Text, Text]:
    """A part that another department checks: its title, what was found."""
    return words._(section.label), checked(words, section, check)
