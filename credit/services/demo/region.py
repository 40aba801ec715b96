"""The whole region, chunk by chunk: bounded memory, any chunk alone, in any process.

A chunk depends on the seed, its number and the reference day only, so a smaller region is the
beginning of a larger one. The first subjects are the hand-made showcase.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from credit.domain.records import BranchEntry, EnterpriseFacts
from credit.domain.values import NOT_APPLICABLE
from credit.domain.vocabulary import Status, SubjectClass
from credit.services.demo import kinds, lives, names, registrations
from credit.services.demo.changes import renaming
from credit.services.demo.commitments import commitments
from credit.services.demo.days import Horizon
from credit.services.demo.dice import Dice
from credit.services.demo.draft import Draft, Kin
from credit.services.demo.kinds import Kind
from credit.services.demo.lives import Life
from credit.services.demo.notices import draw_flags, ended_flags
from credit.services.demo.places import Place, draw
from credit.services.demo.rates import records_for
from credit.services.demo.showcase import enterprises

CHUNK = 1000
_KIN_KEPT = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """size: how many enterprises; today: the reference day around which everything happens."""

    size: int
    seed: int
    today: date


@dataclass(frozen=True, slots=True)
class _Branch:
    """A branch that a parent has announced and that comes next."""

    kind: Kind
    place: Place
    life: Life
    numbers: registrations.Numbers
    parent: Kin


def chunks(plan: Plan) -> range:
    """The numbers of the chunks a region is made of."""
    return range(-(-plan.size // CHUNK))


def region(plan: Plan) -> Iterator[EnterpriseFacts]:
    """Every subject of the region with its records, in a fixed order."""
    for number in chunks(plan):
        yield from chunk(plan, number)


def chunk(plan: Plan, number: int) -> Iterator[EnterpriseFacts]:
    """The subjects of one chunk."""
    first, end = number * CHUNK, min((number + 1) * CHUNK, plan.size)
    if number == 0:
        shown = enterprises(plan.today)[:end]
        yield from shown
        first = len(shown)
    yield from _Chunk(plan, number).subjects(first, end)


class _Chunk:
    """Keeps what later subjects of the chunk may refer to."""

    def __init__(self, plan: Plan, number: int) -> None:
        self.dice = Dice(f"{plan.seed}/{plan.today.isoformat()}/{number}")
        self.horizon = Horizon(plan.today.toordinal())
        self.kin: list[Kin] = []
        self.branches: list[_Branch] = []

    def subjects(self, first: int, end: int) -> Iterator[EnterpriseFacts]:
        for index in range(first, end):
            if self.branches:
                yield self._branch(index, self.branches.pop(0))
            else:
                yield self._subject(index, room=CHUNK - 1 - index % CHUNK)

    def _subject(self, index: int, room: int) -> EnterpriseFacts:
        dice = self.dice
        place = draw(dice)
        person = names.draw_person(dice, place)
        kind = kinds.draw(dice, place, person)
        life = lives.draw(dice, self.horizon, kind.subject_class)
        own = registrations.draw_numbers(dice, index, place, kind.subject_class, life)
        draft = Draft(
            dice, self.horizon, index, place, kind.name, kind.subject_class, person, life.born, life.last,
            self.kin, kind.capital,
        )  # fmt: skip
        if kind.subject_class is SubjectClass.COMPANY:
            self._announce(draft, own, index, room)
        facts = self._finish(draft, kind, life, own)
        self._remember(draft, own)
        return facts

    def _finish(self, draft: Draft, kind: Kind, life: Life, own: registrations.Numbers) -> EnterpriseFacts:
        former = self._former(draft)
        if life.last == self.horizon.today:
            draft.flags = draw_flags(draft, f"新疆{draft.place.full}人民路1号")
        elif life.status is Status.REVOKED:
            draft.flags = ended_flags(draft)
        records_for(draft)
        commitments(draft, own.address)
        entry = registrations.registration(draft, kind, life, own, former)
        return EnterpriseFacts(key=self.dice.identity(), registration=entry, records=tuple(draft.records))

    def _former(self, draft: Draft) -> str | None:
        share = 0.07 if draft.subject_class is SubjectClass.COMPANY else 0.01
        if draft.last - draft.born < 200 or not self.dice.chance(share):
            return None
        own = names.draw_brand(self.dice)
        former = draft.name.zh.replace(draft.name.brand.zh, own.zh, 1)
        renaming(draft, former, draft.recent())
        return former

    def _remember(self, draft: Draft, own: registrations.Numbers) -> None:
        if draft.subject_class is SubjectClass.COMPANY and own.credit_code:
            self.kin.append(Kin(draft.name, own.credit_code, draft.place, draft.name.trade.field))
            if len(self.kin) > _KIN_KEPT:
                self.kin.pop(0)

    def _announce(self, draft: Draft, own: registrations.Numbers, index: int, room: int) -> None:
        """Decide on branches and enter them under the parent; they follow as subjects of their own."""
        dice = self.dice
        if not own.credit_code or not dice.chance(0.085):
            return
        parent = Kin(draft.name, own.credit_code, draft.place, draft.name.trade.field)
        seen: dict[str, int] = {}
        for number in range(1, min(dice.between(1, 3), room) + 1):
            place = draw(dice)
            seen[place.short] = seen.get(place.short, 0) + 1
            name = names.branch(draft.name, place, seen[place.short])
            kind = Kind(SubjectClass.BRANCH, "2130", name, parent=draft.name.zh)
            life = self._branch_life(draft)
            coded = registrations.draw_numbers(dice, index + number, place, SubjectClass.BRANCH, life)
            self.branches.append(_Branch(kind, place, life, coded, parent))
            entry = BranchEntry(name=name.zh, code=coded.address, authority=place.agency.name)
            draft.add(entry, life.born)

    def _branch_life(self, draft: Draft) -> Life:
        dice = self.dice
        born = draft.born + dice.below(draft.last - draft.born + 1)
        closed = draft.last < self.horizon.today or (dice.chance(0.15) and draft.last - born > 90)
        if not closed:
            return Life(born, draft.last, Status.OPERATING, NOT_APPLICABLE)
        last = born + dice.below(draft.last - born + 1)
        return Life(born, last, Status.DEREGISTERED, "隶属企业决定撤销")

    def _branch(self, index: int, announced: _Branch) -> EnterpriseFacts:
        kind, life = announced.kind, announced.life
        person = names.draw_person(self.dice, announced.place)
        draft = Draft(
            self.dice, self.horizon, index, announced.place, kind.name, kind.subject_class, person,
            life.born, life.last, self.kin,
        )  # fmt: skip
        facts = self._finish(draft, kind, life, announced.numbers)
        entry = registrations.with_parent(facts.registration, announced.parent.code)
        return EnterpriseFacts(key=facts.key, registration=entry, records=facts.records)
