"""The list of notices: by kind, place, year, and by whether objections may still be raised."""

import pytest

from credit.domain.clock import SystemClock
from credit.domain.records import Notice
from credit.services.public import PublicReader
from tests.web.visiting import LANGUAGES, Visitor


def open_notices(reader: PublicReader, addresses: tuple[str, ...]) -> set[str]:
    """Anchors of the notices of the region to which objections may be raised today."""
    today = SystemClock().today()
    return {
        f"r-{record.id}"
        for address in addresses
        if (located := reader.enterprise(address))
        for record in located.dossier.records
        if isinstance(record.content, Notice)
        and record.content.objections_until
        and record.content.objections_until >= today
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_those_open_to_objections(
    visit: Visitor, reader: PublicReader, addresses: tuple[str, ...], language: str
) -> None:
    wanted = open_notices(reader, addresses)
    assert wanted
    everything = visit("/notices", language)
    (link,) = {one for one in everything.links("aside a, .facets a") if one.endswith("?objections=open")} or {
        f"/{language}/notices?objections=open"
    }
    assert link in everything.links()
    found: set[str] = set()
    page = visit("/notices?objections=open", language)
    while True:
        found |= {one.partition("#")[2] for one in page.links("main a") if "#r-" in one}
        following = [one for one in page.links() if "cursor=" in one and "at=" in one]
        step = next((one for one in following if one not in found), None)
        if step is None or len(found) >= len(wanted):
            break
        page = visit(step.removeprefix(f"/{language}"), language)
    assert found == wanted


def test_filters_of_notices(visit: Visitor) -> None:
    names = visit("/notices").texts(".facet-title, .facet summary, summary")
    for name in ("类别", "异议", "公告机关", "地区", "年份"):
        assert any(name in one for one in names), names
