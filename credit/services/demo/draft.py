"""A subject in the making: what its records need to know of it, and the records made so far."""

from dataclasses import dataclass, field

from credit.domain.records import AnyContent, Flags, Record
from credit.domain.values import Agency, Provenance, Withholding
from credit.domain.vocabulary import SubjectClass, WithholdingGround
from credit.services.demo.days import Horizon, day, moment
from credit.services.demo.dice import Dice
from credit.services.demo.names import Name, Person
from credit.services.demo.places import Place

# Every source name begins with this mark, so that invented rows are known wherever they turn up.
SOURCE = "demo"
_FILED_TOGETHER = frozenset({"contribution", "key_person", "branch", "website"})

_GROUNDS = (
    WithholdingGround.PERSONAL_PRIVACY,
    WithholdingGround.PERSONAL_PRIVACY,
    WithholdingGround.PERSONAL_PRIVACY,
    WithholdingGround.PUBLIC_INTEREST,
    WithholdingGround.NATIONAL_SECURITY,
    WithholdingGround.STATE_SECRET,
)


@dataclass(frozen=True, slots=True)
class Kin:
    """Another subject of the chunk that records may name."""

    name: Name
    code: str
    place: Place
    field: str


@dataclass(slots=True)
class Draft:
    """born, last: ordinals of establishment and of the last day on which anything can happen."""

    dice: Dice
    horizon: Horizon
    index: int
    place: Place
    name: Name
    subject_class: SubjectClass
    person: Person
    born: int
    last: int
    kin: list[Kin]
    capital: int = 0  # 万元; 0 where there is none
    flags: Flags = field(default_factory=Flags)
    records: list[Record] = field(default_factory=list)
    filings: dict[int, tuple[int, int]] = field(default_factory=dict)  # effective day: published, hour

    def recent(self, span: int = 3000) -> int:
        """A day of the subject's life, more likely a late one."""
        return self.last - self.dice.age(min(span, self.last - self.born + 1))

    def provenance(self, effective: int, *, agency: Agency, tag: str, lag: int) -> Provenance:
        """From `agency`, made public within `lag` days of the effective day, received that day.

        What is filed together on a day (holders, key people) is made public together.
        """
        if tag in _FILED_TOGETHER:
            if effective not in self.filings:
                self.filings[effective] = self._published(effective, lag)
            published, hour = self.filings[effective]
        else:
            published, hour = self._published(effective, lag)
        return Provenance(
            agency,
            f"{SOURCE}-{tag}",
            f"{tag}-{self.index:07d}-{len(self.records)}",
            day(effective),
            day(published),
            moment(published, hour),
        )

    def _published(self, effective: int, lag: int) -> tuple[int, int]:
        """A day of publication and an hour of it."""
        latest = min(lag, self.horizon.today - effective + 1)
        published = effective + (self.dice.below(latest) if latest > 1 else 0)
        hour = self.dice.below(8) if published == self.horizon.today else 9 + self.dice.below(10)
        return published, hour

    def add(
        self,
        content: AnyContent,
        effective: int,
        *,
        agency: Agency | None = None,
        lag: int = 12,
        withholdable: bool = False,
    ) -> None:
        """Append a record; a few of the withholdable ones are withheld or under objection."""
        kind = content.record_kind().value
        said = self.provenance(effective, agency=agency or self.place.agency, tag=kind, lag=lag)
        withheld, objection = self._marks() if withholdable else (None, None)
        self.records.append(
            Record(
                id=self.dice.identity(),
                provenance=said,
                content=content,
                withheld=withheld,
                objection_since=day(objection) if objection else None,
            )
        )

    def _marks(self) -> tuple[Withholding | None, int | None]:
        draw = self.dice.random()
        if draw < 0.008:
            review = day(self.horizon.today + self.dice.between(20, 360))
            return Withholding(self.dice.pick(_GROUNDS), "信用监督管理处", review), None
        if draw < 0.016:
            return None, self.horizon.today - self.dice.below(25)
        return None, None
