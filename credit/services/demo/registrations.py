"""Registered facts of invented subjects: numbers, places, terms, and what is missing and why."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from credit.domain.records import FormerName, Registration
from credit.domain.reference import divisions
from credit.domain.values import (
    NOT_APPLICABLE,
    NOT_COLLECTED,
    NOT_DISCLOSED,
    Missing,
    Money,
    Withholding,
)
from credit.domain.vocabulary import Status, SubjectClass, WithholdingGround
from credit.services.demo import numbers
from credit.services.demo.amounts import whole
from credit.services.demo.days import Horizon, day, ordinal
from credit.services.demo.dice import Dice
from credit.services.demo.draft import Draft
from credit.services.demo.kinds import Kind
from credit.services.demo.lives import Life
from credit.services.demo.places import Place, address

CODES_BEGAN = ordinal(2015, 10, 1)
_SHORT_ENDED = ordinal(2007, 7, 1)
_BODY = {
    SubjectClass.INDIVIDUAL_BUSINESS: "92",
    SubjectClass.COOPERATIVE: "93",
    SubjectClass.OTHER: "99",
}
_NO_CAPITAL = frozenset(
    {SubjectClass.BRANCH, SubjectClass.FOREIGN_BRANCH, SubjectClass.FOREIGN_OFFICE, SubjectClass.OTHER}
)
_NO_END = frozenset({SubjectClass.INDIVIDUAL_BUSINESS, SubjectClass.COOPERATIVE})
_UYGHUR_SHARE = {SubjectClass.INDIVIDUAL_BUSINESS: 0.45, SubjectClass.COOPERATIVE: 0.5}


@dataclass(frozen=True, slots=True)
class Numbers:
    credit_code: str | None
    registration_no: str | None
    old_codes: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The code by which records name the subject."""
        return self.credit_code or self.registration_no or ""


def draw_numbers(dice: Dice, index: int, place: Place, kind: SubjectClass, life: Life) -> Numbers:
    """Credit code and the numbers before it, as they were given at the time of establishment."""
    authority = first_division(dice, place, life.born)
    new = life.born >= CODES_BEGAN
    individual = kind is SubjectClass.INDIVIDUAL_BUSINESS
    body = numbers.new_body(index) if new or (individual and dice.chance(0.6)) else numbers.old_body(index)
    code: str | None = numbers.credit_code(_BODY.get(kind, "91") + authority, body)
    if new and not dice.chance(0.02):
        return Numbers(code, None)
    foreign = kind in (SubjectClass.FOREIGN_BRANCH, SubjectClass.FOREIGN_OFFICE)
    old = numbers.registration_no(authority, index, individual=individual, foreign=foreign)
    # Whoever was gone before codes were given out, or never came for one, has none.
    if life.last < CODES_BEGAN or (life.status is Status.REVOKED and dice.chance(0.3)):
        code = None
    shorter = (numbers.short_no(authority, index),) if individual and life.born < _SHORT_ENDED else ()
    return Numbers(code, old, shorter)


def first_division(dice: Dice, place: Place, born: int) -> str:
    """The division frozen in the numbers: the county's code of that day, or a higher authority's."""
    county, prefecture = _codes_of(place, day(born).year)
    point = dice.random()
    if point < 0.03 or county is None:
        return divisions.XINJIANG
    return prefecture if point < 0.15 else county


@lru_cache(maxsize=8192)
def _codes_of(place: Place, year: int) -> tuple[str | None, str]:
    """The codes that the county and its prefecture had in a year; None where there was none yet."""
    former = next((code for code, until in place.former if year < until), None)
    county = former or (place.code if divisions.historic(place.code, year) else None)
    above = f"{(county or place.code)[:4]}00"
    return county, above if divisions.historic(above, year) else divisions.XINJIANG


def registration(draft: Draft, kind: Kind, life: Life, own: Numbers, former: str | None) -> Registration:
    """The whole registration; the draft carries flags already."""
    dice, place = draft.dice, draft.place
    person_missing = dice.chance(0.01)
    term_from, term_to = _term(dice, draft)
    changed = draft.born + dice.below(draft.last - draft.born + 1)
    where = address(dice, place)
    registrar = place.agency if dice.chance(0.85) else place.upper
    return Registration(
        provenance=draft.provenance(changed, agency=registrar, tag="register", lag=8),
        name=draft.name.zh,
        subject_class=draft.subject_class,
        status=life.status,
        credit_code=own.credit_code,
        registration_no=own.registration_no,
        old_codes=own.old_codes,
        uyghur_name=draft.name.ug if dice.chance(_UYGHUR_SHARE.get(draft.subject_class, 0.22)) else None,
        former_names=(FormerName(former, day(changed)),) if former else (),
        type_code=kind.type_code,
        type_label=kind.type_label or NOT_COLLECTED,
        legal_representative=NOT_COLLECTED if person_missing else draft.person.zh,
        capital=_capital(dice, kind),
        established_on=day(draft.born),
        approved_on=day(changed) if dice.chance(0.96) else NOT_COLLECTED,
        term_from=term_from,
        term_to=term_to,
        address=where if dice.chance(0.995) else NOT_COLLECTED,
        business_place=address(dice, place) if dice.chance(0.06) else NOT_APPLICABLE,
        division=place.code,
        industry=draft.name.trade.industry if dice.chance(0.97) else None,
        scope=draft.name.trade.scope,
        registration_authority=registrar.name,
        managing_office=_office(dice, place),
        moved_to=life.moved_to,
        status_since=day(draft.last) if life.last < draft.horizon.today else None,
        status_reason=life.reason,
        parent_name=kind.parent,
        parent_code=_outside_code(draft.index, kind),
        headcount=_headcount(dice, draft.horizon, draft),
        flags=draft.flags,
        withheld=_withheld(dice, draft.horizon),
    )


def _capital(dice: Dice, kind: Kind) -> Money | Missing:
    if kind.subject_class in _NO_CAPITAL:
        return NOT_APPLICABLE
    if kind.subject_class is SubjectClass.INDIVIDUAL_BUSINESS and dice.chance(0.4):
        return NOT_COLLECTED
    return whole(kind.capital, kind.currency)


def _term(dice: Dice, draft: Draft) -> tuple[date, date | Missing | None]:
    start = day(draft.born)
    if draft.subject_class in _NO_END:
        return start, NOT_APPLICABLE
    if dice.chance(0.55):
        return start, None
    return start, day(draft.born + 365 * dice.pick((10, 20, 20, 30, 50)))


def _office(dice: Dice, place: Place) -> str | Missing:
    if place.townships and dice.chance(0.6):
        return f"{place.name}{dice.pick(place.townships)}市场监督管理所"
    return NOT_COLLECTED


def _headcount(dice: Dice, horizon: Horizon, draft: Draft) -> int | Missing:
    point = dice.random()
    if draft.born > ordinal(horizon.year(), 1, 1):
        return NOT_APPLICABLE  # the first annual report falls due next year
    if point < 0.42:
        return NOT_DISCLOSED
    if point < 0.55:
        return NOT_COLLECTED
    return 0 if point < 0.6 else 1 + int(60 * dice.random() ** 3)


def _outside_code(index: int, kind: Kind) -> str | None:
    if kind.parent_division is None:
        return None
    return numbers.credit_code(f"91{kind.parent_division}", numbers.new_body(index + 20_000_000))


def _withheld(dice: Dice, horizon: Horizon) -> Withholding | None:
    if dice.random() < 0.0004:
        review = day(horizon.today + dice.between(30, 360))
        return Withholding(WithholdingGround.NATIONAL_SECURITY, "信用监督管理处", review)
    return None


def with_parent(entry: Registration, code: str) -> Registration:
    """The registration of a branch with the credit code of its parent."""
    return replace(entry, parent_code=code)
