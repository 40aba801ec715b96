"""Administrative licences of invented subjects, by line of business."""

from functools import cache

from credit.domain.records import Licence
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Agency, Missing
from credit.domain.vocabulary import KeyArea, LicenceState
from credit.services.demo.days import day
from credit.services.demo.draft import Draft
from credit.services.demo.places import Place
from credit.services.demo.tables import table

_MAKING = {
    "食品": ("making",),
    "食品科技": ("making", "additive", "health", "medical"),
    "保健食品": ("health", "medical"),
    "食品添加剂": ("additive",),
    "乳业": ("dairy", "infant", "dairy"),
    "粮油": ("making", "food"),
    "面粉厂": ("making",),
    "榨油厂": ("making",),
    "医疗器械": ("devices",),
    "电梯": ("equipment_service",),
    "特种设备": ("equipment_making", "equipment_design", "equipment_service"),
    "锅炉": ("equipment_making", "equipment_service"),
    "燃气": ("equipment_filling",),
    "气体": ("equipment_filling",),
    "化工": ("product",),
    "广告": ("advert",),
    "物流": ("transport",),
    "运输": ("transport",),
    "运输户": ("transport",),
    "劳务派遣": ("labour",),
    "酒店管理": ("catering",),
    "餐饮管理": ("catering",),
}
_CATERING = frozenset({"H6210", "H6220", "H6239"})
_OTHER_AGENCIES = {"transport": "交通运输局", "labour": "人力资源和社会保障局"}


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return {row["trades"]: row for row in table("licences.tsv")}


def possible(draft: Draft) -> tuple[str, ...]:
    """The kinds of licence that the subject's line of business asks for."""
    trade = draft.name.trade
    if trade.zh in _MAKING:
        return _MAKING[trade.zh]
    if trade.industry in _CATERING:
        return ("catering",)
    return {"food": ("food",), "drugs": ("drugs",)}.get(trade.field, ())


def licence(draft: Draft) -> None:
    """One licence, in force, run out or about to run out."""
    kinds = possible(draft)
    if kinds:
        issue(draft, draft.dice.pick(kinds), draft.recent(2600))


def issue(draft: Draft, kind: str, start: int) -> None:
    """A licence of `kind` granted on `start`."""
    row, dice = _kinds()[kind], draft.dice
    years = int(row["years"] or 0)
    end = start + 365 * years - 1
    run_out = bool(years) and end < draft.horizon.today
    year = day(start).year
    ended = draft.last < draft.horizon.today
    category: str | Missing = row["category"] if dice.chance(0.95) else NOT_COLLECTED
    draft.add(
        Licence(
            document_name=row["document"],
            document_no=f"{draft.place.sign}市监许〔{year}〕{dice.between(1, 9999)}号",
            category=category,
            certificate=row["certificate"],
            number=_number(draft, row["prefix"], year),
            content=row["content"],
            valid_from=day(start),
            valid_to=day(end) if years else None if dice.chance(0.8) else NOT_APPLICABLE,
            state=LicenceState.INVALID if run_out or ended or dice.chance(0.02) else LicenceState.VALID,
            key_area=KeyArea(row["key_area"]) if row["key_area"] else None,
        ),
        start,
        agency=_agency(draft.place, row["agency"]),
        withholdable=True,
    )


def _number(draft: Draft, prefix: str, year: int) -> str:
    serial = draft.dice.between(1, 99_999)
    if prefix.startswith("JY"):
        return f"{prefix}{draft.place.code}{serial:06d}{serial % 10}"
    if prefix.startswith("SC"):
        return f"{prefix:0<5}{draft.place.code}{serial % 10000:04d}{serial % 10}"
    if prefix.startswith("TS"):
        return f"{prefix}65{serial:05d}-{year + 4}"
    return f"{prefix}{year}{serial:05d}"


@cache
def _agency(place: Place, kind: str) -> Agency | None:
    if kind == "market":
        return place.agency
    return Agency(f"{place.full}{_OTHER_AGENCIES[kind]}")
