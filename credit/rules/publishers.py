"""Who publishes what is not shown here: of each kind of record and each agency, as configured."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from credit.domain.vocabulary import RecordKind
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.departments import DISCLOSURE_REGULATION, EVERY, REPAIR_SCHEME, not_carried
from credit.rules.packs import Pack

PUBLISHERS: Final = packs.topic("publishers")
_AGENCIES, _KINDS = "_agencies", "_kinds"


class Publisher(NamedTuple):
    """A site. what: is found there. agencies: words in names; kinds: of their records, by code; both may
    be `EVERY`, or empty where nothing of another department is published there."""

    name: str
    address: str
    what: str
    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Elsewhere(NamedTuple):
    """Kinds of which other departments' records are not shown here, and who publishes them by default."""

    kinds: tuple[RecordKind, ...]
    publisher: Publisher


@cites(DISCLOSURE_REGULATION, "第七条", unverified=True)
def publishers(on: date) -> tuple[Publisher, ...]:
    """Every publisher of a day, in the order of the list. Raises RuleError `pack.not_covered`."""
    return tuple(_read(PUBLISHERS.at(on)))


@cites(DISCLOSURE_REGULATION, "第七条", unverified=True)
@cites(REPAIR_SCHEME, "第一项", unverified=True)
def publisher(kind: RecordKind, agency: str, on: date) -> Publisher | None:
    """Who publishes an agency's records of a kind: who names the agency before who takes every agency's.

    agency: its full name, "" for one that is not known. None: nobody is named. Raises RuleError
    `pack.not_covered`.
    """
    of_kind = [one for one in publishers(on) if kind.value in one.kinds or EVERY in one.kinds]
    named = (one for one in of_kind if any(word in agency for word in one.agencies if word != EVERY))
    return next(named, None) or next((one for one in of_kind if EVERY in one.agencies), None)


@cites(REPAIR_SCHEME, "第一项", unverified=True)
def elsewhere(on: date) -> tuple[Elsewhere, ...]:
    """What readers of a day have to look for elsewhere, each kind with the publisher of most agencies.

    A kind that nobody is named for is left out. Raises RuleError `pack.not_covered`.
    """
    found: dict[Publisher, list[RecordKind]] = {}
    for kind in not_carried(on):
        by = publisher(kind, "", on)
        if by is not None:
            found.setdefault(by, []).append(kind)
    return tuple(Elsewhere(tuple(kinds), by) for by, kinds in found.items())


def _read(pack: Pack) -> Iterable[Publisher]:
    for key in pack.figures:
        if not key.endswith((_AGENCIES, _KINDS)):
            name, address, what = pack[key]
            yield Publisher(
                name, address, what, pack.get(key + _AGENCIES) or (), pack.get(key + _KINDS) or ()
            )
