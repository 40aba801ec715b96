"""Invented names: brands, trades, persons, and whole names with their Uyghur form.

A name is place + brand + trade + legal form. In Uyghur the proper part is transliterated or taken
from a table, the generic part translated, and the last noun carries the possessive (شىركىتى).
"""

from dataclasses import dataclass
from functools import cache

from credit.services.demo.dice import Dice
from credit.services.demo.places import Place
from credit.services.demo.tables import table, words
from credit.services.demo.uyghur import word

XINJIANG_UG = "شىنجاڭ"


@dataclass(frozen=True, slots=True)
class Brand:
    zh: str
    ug: str


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business with its industry class, field of supervision and scope text."""

    zh: str
    ug: str
    industry: str
    field: str
    scope: str


@dataclass(frozen=True, slots=True)
class Name:
    """A whole name; `brand` is kept for branches, former names and websites."""

    zh: str
    ug: str
    brand: Brand
    trade: Trade


_NOTE = "。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"


@cache
def trades(kind: str) -> tuple[Trade, ...]:
    """The trades of companies, shops or co-operatives."""
    return tuple(
        Trade(row["zh"], row["ug"], row["industry"], row["field"], row["scope"] + _NOTE)
        for row in table("trades.tsv")
        if row["kind"] == kind
    )


@cache
def trade(kind: str, zh: str) -> Trade:
    """One trade by its Chinese word."""
    return next(item for item in trades(kind) if item.zh == zh)


@cache
def brand(zh: str) -> Brand:
    """A brand of the word list by its Chinese text."""
    return next(item for item in _brand_words() if item.zh == zh)


@cache
def _brand_words() -> tuple[Brand, ...]:
    return tuple(Brand(row["word"], row["uyghur"] or word(row["pinyin"])) for row in table("brand_words.tsv"))


@cache
def _family_members() -> tuple[Brand, ...]:
    members = [zh for row in table("brand_families.tsv") for zh in row["brands"].split(" ")]
    return tuple(brand(zh) for zh in members)


_CHARACTERS = tuple((row["character"], row["pinyin"]) for row in table("brand_characters.tsv"))


def draw_brand(dice: Dice) -> Brand:
    """A brand: a word, a member of a homophone family, or two or three auspicious characters."""
    kind = dice.random()
    if kind < 0.32:
        return dice.pick(_brand_words())
    if kind < 0.40:
        return dice.pick(_family_members())
    drawn = dict(dice.pick(_CHARACTERS) for _ in range(3 if kind > 0.82 else 2))
    if len(drawn) < 2:
        return dice.pick(_brand_words())
    return Brand("".join(drawn), word(" ".join(drawn.values())))


_SURNAMES = words("names_han.tsv", "part", "values", "surname")
_GIVEN = words("names_han.tsv", "part", "values", "given")
_HUI = words("names_han.tsv", "part", "values", "hui")
_UYGHUR = tuple((row["zh"], row["ug"]) for row in table("names_uyghur.tsv"))
_FATHERS = tuple((row["zh"], row["ug"]) for row in table("names_uyghur.tsv") if row["gender"] == "m")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented, generic personal name; `ug` only where the name is Uyghur."""

    zh: str
    ug: str | None = None


def draw_person(dice: Dice, place: Place) -> Person:
    """A personal name, in rough accordance with the place."""
    kind = dice.random()
    if kind < (0.75 if place.south else 0.3):
        own, father = dice.pick(_UYGHUR), dice.pick(_FATHERS)
        return Person(f"{own[0]}·{father[0]}", f"{own[1]} {father[1]}")
    if kind > 0.93:
        return Person(dice.pick(_HUI) + dice.pick(_GIVEN))
    return Person(dice.pick(_SURNAMES) + dice.pick(_GIVEN))


# Legal forms: Chinese, Uyghur.
LIMITED = ("有限公司", "چەكلىك شىركىتى")
LIMITED_LIABILITY = ("有限责任公司", "چەكلىك مەسئۇلىيەت شىركىتى")
JOINT_STOCK = ("股份有限公司", "پاي چەكلىك شىركىتى")
GROUP = ("集团有限公司", "گۇرۇھى چەكلىك شىركىتى")
STATE_GROUP = ("（集团）有限责任公司", "(گۇرۇھى) چەكلىك مەسئۇلىيەت شىركىتى")
COOPERATIVE = ("农民专业合作社", "دېھقانلار كەسپىي ھەمكارلىق كوپىراتىپى")
UNION = ("农民专业合作社联合社", "دېھقانلار كەسپىي ھەمكارلىق بىرلەشمە كوپىراتىپى")
PARTNERSHIP = ("合伙企业（有限合伙）", "شېرىكچىلىك كارخانىسى (چەكلىك شېرىكچىلىك)")
GENERAL_PARTNERSHIP = ("合伙企业（普通合伙）", "شېرىكچىلىك كارخانىسى (ئادەتتىكى شېرىكچىلىك)")
BRANCH = ("分公司", "شۆبە شىركىتى")


def _heading(dice: Dice, place: Place) -> tuple[str, str]:
    """The place element in front of a company name, in both languages."""
    kind = dice.random()
    if kind < 0.36:
        return "新疆", XINJIANG_UG
    if kind < 0.78:
        return place.short, place.uyghur_short
    if kind < 0.94:
        return (
            (place.name, place.uyghur)
            if not place.name.endswith("区")
            else (place.prefecture, place.uyghur_short)
        )
    return "", ""


def company(dice: Dice, place: Place, item: Trade, form: tuple[str, str]) -> Name:
    """The name of a company: 新疆天山金石商贸有限公司, or 金石（新疆）商贸有限公司."""
    own = draw_brand(dice)
    if dice.chance(0.08):
        zh = f"{own.zh}（新疆）{item.zh}{form[0]}"
        return Name(zh, f"{own.ug} ({XINJIANG_UG}) {item.ug} {form[1]}", own, item)
    zh_place, ug_place = _heading(dice, place)
    return Name(
        f"{zh_place}{own.zh}{item.zh}{form[0]}", f"{ug_place} {own.ug} {item.ug} {form[1]}".strip(), own, item
    )


def shop(dice: Dice, place: Place, item: Trade, owner: Person) -> Name:
    """The name of an individual business: county, owner's name or a brand, kind of shop."""
    zh_place = place.full if dice.chance(0.7) else place.name
    if owner.ug and dice.chance(0.45):
        short = dice.chance(0.5)
        own = Brand(
            owner.zh.split("·")[0] if short else owner.zh, owner.ug.split(" ")[0] if short else owner.ug
        )
    else:
        own = draw_brand(dice)
    return Name(f"{zh_place}{own.zh}{item.zh}", f"{place.uyghur} {own.ug} {item.ug}", own, item)


def cooperative(dice: Dice, place: Place, item: Trade, form: tuple[str, str]) -> Name:
    """The name of a farmers' co-operative: 和田县石榴红枣农民专业合作社."""
    own = draw_brand(dice)
    return Name(
        f"{place.name}{own.zh}{item.zh}{form[0]}", f"{place.uyghur} {own.ug} {item.ug} {form[1]}", own, item
    )


def branch(parent: Name, place: Place, number: int) -> Name:
    """The name of the `number`-th branch of a company in a place."""
    zh = (
        f"{parent.zh}{place.short}{BRANCH[0]}"
        if number == 1
        else f"{parent.zh}{place.short}第{'一二三四五六'[number - 1]}{BRANCH[0]}"
    )
    ug = (
        f"{parent.ug} {place.uyghur_short} {BRANCH[1]}"
        if number == 1
        else f"{parent.ug} {place.uyghur_short} {number}-{BRANCH[1]}"
    )
    return Name(zh, ug, parent.brand, parent.trade)


# Works of sole proprietors and non-company legal persons: Chinese, Uyghur, industry, field.
_WORKS = (
    ("砖厂", "خىش زاۋۇتى", "C3031", "other"),
    ("面粉厂", "ئۇن زاۋۇتى", "C1311", "food"),
    ("榨油厂", "ياغ زاۋۇتى", "C1331", "food"),
    ("轧花厂", "پاختا تازىلاش زاۋۇتى", "C1711", "other"),
    ("苗木场", "كۆچەت مەيدانى", "A0212", "other"),
    ("养殖场", "باقمىچىلىق مەيدانى", "A0314", "other"),
    ("加油站", "ماي قاچىلاش پونكىتى", "F5265", "special_equipment"),
    ("农机修造厂", "يېزا ئىگىلىك ماشىنىلىرى رېمونت زاۋۇتى", "C3572", "other"),
    ("粮油购销站", "ئاشلىق-ماي سودا پونكىتى", "F5111", "food"),
    ("供销社", "تەمىنات سودا كوپىراتىپى", "F5211", "food"),
    ("招待所", "مېھمانخانىسى", "H6121", "other"),
    ("印刷厂", "باسما زاۋۇتى", "C2319", "other"),
)


def works(dice: Dice, place: Place) -> Name:
    """The name of a sole proprietorship or a non-company enterprise: 莎车县胡杨面粉厂."""
    own = draw_brand(dice)
    zh, ug, industry, field = dice.pick(_WORKS)
    scope = f"一般项目：{zh[:-1]}相关产品的生产、销售；普通货物仓储服务{_NOTE}"
    return Name(
        f"{place.name}{own.zh}{zh}",
        f"{place.uyghur} {own.ug} {ug}",
        own,
        Trade(zh, ug, industry, field, scope),
    )
