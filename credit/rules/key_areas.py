"""Key areas (重点领域): which licences place their holder in one, and when.

The mark follows the administrative licence held and comes and goes with it.
"""

from datetime import date
from functools import cache
from typing import Final

from credit.domain.records import Licence
from credit.domain.vocabulary import KeyArea, LicenceState
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.periods import following

KEY_AREA_PLAN: Final = "关于推进重点领域信用监管的实施方案（国市监信发〔2021〕28号）"
KEY_AREAS: Final = packs.topic("key_areas")


@cites(KEY_AREA_PLAN, "附件一", unverified=True)
def key_area_of(licence: Licence, on: date) -> KeyArea | None:
    """The key area a licence belongs to: as its source says, else by the words of the licence."""
    if licence.key_area is not None:
        return licence.key_area
    pack = KEY_AREAS.find(on)
    if pack is None:
        return None
    described = "".join(
        text
        for text in (licence.certificate, licence.document_name, licence.category, licence.content)
        if isinstance(text, str)
    )
    for area, words in _words(pack.name):
        if all(word in described for word in words):
            return area
    return None


@cache
def _words(pack_name: str) -> tuple[tuple[KeyArea, tuple[str, ...]], ...]:
    pack = next(pack for pack in KEY_AREAS.packs if pack.name == pack_name)
    figures = pack.figures.values()
    return tuple((KeyArea(one.key), one.value) for one in figures if isinstance(one.value, tuple))


@cites(KEY_AREA_PLAN, "三、（一）")
def holds_on(licence: Licence, on: date) -> tuple[bool, date | None]:
    """Whether a licence is held on a day, and the next day on which that changes by itself."""
    if licence.state is not LicenceState.VALID:
        return False, None
    starts = licence.valid_from if isinstance(licence.valid_from, date) else None
    ends = licence.valid_to if isinstance(licence.valid_to, date) else None
    if starts is not None and on < starts:
        return False, starts
    if ends is not None and on > ends:
        return False, None
    return True, following(ends) if ends is not None else None
