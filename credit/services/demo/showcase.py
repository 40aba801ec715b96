"""The hand-made beginning of every region: subjects with fixed codes that exercise every section.

They are listed in `docs/demo.md` and written down in `data/showcase.tsv`. Dates lie at fixed
distances from the reference day, so that what runs, what is over and what ends soon is the same on
any day.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

from msgspec.structs import replace

from credit.domain.records import EnterpriseFacts, FormerName, Registration
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing, Money
from credit.domain.vocabulary import MissingReason, Status, SubjectClass
from credit.services.demo import commitments, places, registrations
from credit.services.demo import showcase_stories as stories
from credit.services.demo.amounts import money
from credit.services.demo.days import Horizon, day
from credit.services.demo.dice import Dice
from credit.services.demo.draft import Draft, Kin
from credit.services.demo.kinds import Kind
from credit.services.demo.lives import Life
from credit.services.demo.names import Brand, Name, Person, Trade
from credit.services.demo.registrations import Numbers
from credit.services.demo.tables import table

Row = dict[str, str]

STORIES: dict[str, Callable[[Draft], None]] = {
    story.__name__: story
    for story in (
        stories.trading,
        stories.unreachable,
        stories.dissolved,
        stories.clean,
        stories.dairy,
        stories.baker,
        stories.cooperative,
        stories.branch,
        stories.revoked,
        stories.lifts,
        stories.moved,
        stories.office,
        stories.state_group,
        stories.dormant,
        stories.farm,
    )
}
# What only the first of them has.
_TRADING: dict[str, object] = {
    "former_names": (FormerName(stories.FORMER_NAME, day(stories.RENAMED)),),
    "business_place": "新疆乌鲁木齐市沙依巴克区友好南路66号",
    "address": stories.ADDRESS,
    "managing_office": NOT_COLLECTED,  # beside what is not disclosed: two absences that differ
}


def enterprises(today: date) -> list[EnterpriseFacts]:
    """The showcase around a reference day, in the order of `docs/demo.md`."""
    return [_enterprise(row, today) for row in table("showcase.tsv")]


def _enterprise(row: Row, today: date) -> EnterpriseFacts:
    draft = _draft(row, today)
    STORIES[row["story"]](draft)
    commitments.told(row["story"], draft, row["credit_code"] or row["registration_no"])
    kind = Kind(draft.subject_class, row["type"], draft.name, draft.capital, parent=row["parent"] or None)
    life = Life(draft.born, draft.last, Status(row["status"]), row["reason"] or NOT_APPLICABLE)
    old = tuple(row["old_codes"].split())
    own = Numbers(row["credit_code"] or None, row["registration_no"] or None, old)
    entry = registrations.registration(draft, kind, life, own, None)
    return EnterpriseFacts(
        key=f"demo{draft.index:016d}",
        registration=_settled(row, draft, entry),
        records=tuple(draft.records),
    )


def _draft(row: Row, today: date) -> Draft:
    horizon = Horizon(today.toordinal())
    trade = Trade(row["trade"], "", row["industry"], row["field"], row["scope"])
    return Draft(
        dice=Dice(f"showcase/{row['number']}"),
        horizon=horizon,
        index=int(row["number"]) - 1,  # generated subjects go on after the last of these
        place=places.by_code(row["division"]),
        name=Name(row["name"], row["uyghur"], Brand(row["brand"], ""), trade),
        subject_class=SubjectClass(row["class"]),
        person=Person(row["person"]),
        born=date.fromisoformat(row["born"]).toordinal(),
        last=horizon.today - int(row["ended"]),
        kin=[_first_of_all()],
        capital=int(row["capital"]) if row["capital"].isdigit() else 0,
    )


@cache
def _first_of_all() -> Kin:
    row = table("showcase.tsv")[0]
    trade = Trade(row["trade"], "", row["industry"], row["field"], row["scope"])
    name = Name(row["name"], row["uyghur"], Brand(row["brand"], ""), trade)
    return Kin(name, row["credit_code"], places.by_code(row["division"]), row["field"])


def _settled(row: Row, draft: Draft, entry: Registration) -> Registration:
    """What chance decided in the registration is replaced by what the showcase says."""
    place = draft.place
    registrar = place.upper if row["story"] == "trading" else place.agency
    settled: dict[str, object] = {
        "provenance": replace(entry.provenance, agency=registrar),
        "uyghur_name": row["uyghur"] or None,
        "legal_representative": row["person"],
        "registration_authority": registrar.name,
        "industry": row["industry"],
        "moved_to": row["moved_to"] or None,
        "parent_code": row["parent_code"] or None,
        "headcount": _stated(row["headcount"]) or int(row["headcount"]),
        "capital": _capital(row["capital"]),
        "term_to": None,
        "business_place": NOT_APPLICABLE,
        "withheld": None,
        "address": f"新疆{place.full}解放北路{81 + draft.index}号",
    }
    return replace(entry, **settled | (_TRADING if row["story"] == "trading" else {}))


def _stated(text: str) -> Missing | None:
    return None if text.isdigit() else Missing(MissingReason(text))


def _capital(text: str) -> Money | Missing:
    return _stated(text) or money(text)
