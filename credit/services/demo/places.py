"""Places of the invented region: real divisions of Xinjiang with weights, addresses, authorities."""

from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from re import sub

from credit.domain.reference import authorities, divisions
from credit.domain.values import Agency
from credit.services.demo import numbers
from credit.services.demo.dice import Dice
from credit.services.demo.tables import words

# Rough shares of the market subjects by prefecture, in thousandths. Invented, near real proportions.
_SHARES = {
    "6501": 270, "6502": 30, "6504": 30, "6505": 35, "6523": 85, "6527": 25, "6528": 75, "6529": 95,
    "6530": 25, "6531": 125, "6532": 65, "6540": 95, "6542": 35, "6543": 30, "6590": 60,
}  # fmt: skip
_SOUTH = ("6529", "6530", "6531", "6532")


@dataclass(frozen=True, slots=True)
class Place:
    """A county-level division as the generator needs it."""

    code: str
    name: str  # 天山区
    prefecture: str  # 乌鲁木齐市; own name where there is none
    prefecture_code: str
    full: str  # 乌鲁木齐市天山区
    short: str  # 乌鲁木齐; the place element of a company name
    uyghur: str
    uyghur_short: str
    agency: Agency
    upper: Agency
    sign: str  # 乌天; head of decision numbers
    townships: tuple[str, ...]
    former: tuple[tuple[str, int], ...]  # (code in use before, year in which it ended)
    south: bool


REGION_AGENCY = Agency(
    authorities.authorities()[divisions.XINJIANG].name,
    numbers.credit_code("11650000", "MB650000"),
)


def agency(code: str) -> Agency:
    """The market supervision authority of a division with an invented code."""
    item = authorities.authority(code)
    if item is None:
        return REGION_AGENCY
    return Agency(item.name, numbers.credit_code(f"11{code}", f"MB{code}"))


def _stem(name: str) -> str:
    bare = sub(r"(哈萨克|蒙古|回族|锡伯|塔吉克)?(自治县|自治州|地区|市|县|区)$", "", name)
    return bare if len(bare) > 1 else name


def _former(code: str) -> tuple[tuple[str, int], ...]:
    found = []
    for old in divisions.retired():
        last = divisions.reading(old)
        if last and last.until and last.until >= 2007 and code in {became for became, _ in last.became}:
            found.append((old, last.until))
    # Renumbered when the prefecture became a city: same name under a new code, no successor listed.
    for old, new, year in (
        ("652122", "650421", 2015),
        ("652123", "650422", 2015),
        ("652222", "650521", 2016),
        ("652223", "650522", 2016),
    ):
        if new == code and old not in {item for item, _ in found}:
            found.append((old, year))
    return tuple(found)


def _sign(prefecture: str, name: str) -> str:
    return name[:2] if prefecture[0] == name[0] else f"{prefecture[0]}{name[0]}"


def _place(item: divisions.Division) -> Place:
    above = divisions.parent(item.code)
    prefecture = above if above and above.level is divisions.Level.PREFECTURE else item
    district = item.name.endswith("区")
    named = prefecture if district else item
    uyghur = item.uyghur or item.name
    return Place(
        code=item.code,
        name=item.name,
        prefecture=prefecture.name,
        prefecture_code=prefecture.code,
        full=f"{prefecture.name}{item.name}" if district else item.name,
        short=_stem(named.name),
        uyghur=uyghur,
        uyghur_short=" ".join((named.uyghur or uyghur).split(" ")[:1]),
        agency=agency(item.code),
        upper=agency(prefecture.code),
        sign=_sign(prefecture.name, item.name),
        townships=tuple(town.name for town in divisions.townships(item.code)),
        former=_former(item.code),
        south=item.code[:4] in _SOUTH,
    )


@cache
def places() -> tuple[Place, ...]:
    """All county-level places of the region that have a Uyghur name."""
    return tuple(
        _place(item)
        for item in divisions.divisions().values()
        if item.code[:2] == "65" and item.level is divisions.Level.COUNTY and item.uyghur
    )


@cache
def by_code(code: str) -> Place:
    """The place with this division code."""
    return next(place for place in places() if place.code == code)


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    raw: dict[str, float] = {}
    for place in places():
        raw[place.code] = 1.0 if place.name.endswith("县") else 2.5
    totals: dict[str, float] = {}
    for code, weight in raw.items():
        totals[code[:4]] = totals.get(code[:4], 0) + weight
    sums = tuple(accumulate(_SHARES[code[:4]] * weight / totals[code[:4]] for code, weight in raw.items()))
    return sums, sums[-1]


def draw(dice: Dice) -> Place:
    """A place, the populous ones more often."""
    sums, total = _weights()
    return places()[bisect(sums, dice.random() * total)]


_ROADS = words("streets.tsv", "kind", "values", "city")
_PARKS = words("streets.tsv", "kind", "values", "park")
_BUILDINGS = words("streets.tsv", "kind", "values", "building")


def address(dice: Dice, place: Place) -> str:
    """A registered address in the place, down to house number."""
    head = f"新疆{place.prefecture if place.prefecture != place.name else ''}{place.name}"
    kind = dice.random()
    if kind < 0.55 or not place.townships:
        tail = f"{dice.between(1, 20)}层{dice.between(101, 2020)}室" if dice.chance(0.4) else ""
        building = dice.pick(_BUILDINGS) if tail else ""
        return f"{head}{dice.pick(_ROADS)}{dice.between(1, 999)}号{building}{tail}"
    if kind < 0.85:
        village = f"{dice.pick(place.townships)}{dice.between(1, 24)}村"
        return f"{head}{village}{dice.between(1, 9)}组{dice.between(1, 180)}号"
    return f"{head}{dice.pick(_PARKS)}{dice.pick(_ROADS)}{dice.between(1, 200)}号{dice.between(1, 30)}栋"
