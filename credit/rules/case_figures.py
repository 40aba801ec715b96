"""Figures about cases: a median of counted values, and what of them the public may see."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from credit.domain.casework_board import PublicLine
from credit.rules.citations import cites

DISCLOSURE: Final = "政府信息公开条例"


@cites("案件办理（本系统设置）", "设置项", unverified=True)
def median(counts: Mapping[int, int]) -> float | None:
    """The middle of values that occur so and so often; between two middle ones their mean."""
    total = sum(counts.values())
    if not total:
        return None
    spread = sorted((value, count) for value, count in counts.items() if count)
    lower, upper = _nth(spread, (total - 1) // 2), _nth(spread, total // 2)
    return (lower + upper) / 2


def _nth(spread: Sequence[tuple[int, int]], place: int) -> int:
    for value, count in spread:
        place -= count
        if place < 0:
            return value
    raise AssertionError("fewer values than places")


@cites(DISCLOSURE, "第十五条", unverified=True)
def publishable(
    lines: Iterable[PublicLine], whole: PublicLine | None, minimum: int
) -> tuple[PublicLine, ...]:
    """The lines of one kind that may be shown, the one of all together first.

    Left out are lines of fewer cases than `minimum`, and as many more, the smallest first, as it takes
    that what is left out cannot be worked out from the line of all together.
    """
    if whole is None or _small(whole, minimum):
        return ()
    kept = sorted(
        (one for one in lines if not _small(one, minimum)), key=lambda one: (one.closed, one.division)
    )
    while kept and _gives_away(whole, kept, minimum):
        kept.pop(0)
    return (replace(whole, division=""), *sorted(kept, key=lambda one: one.division))


@cites(DISCLOSURE, "第十五条", unverified=True)
def shown(counts: Sequence[int], minimum: int) -> tuple[bool, ...]:
    """Which of the parts of a published sum may be shown: nothing and what is not small, but for as many,
    the smallest first, as it takes that the rest of the sum tells of nothing small either."""
    kept = {place for place, count in enumerate(counts) if not 0 < count < minimum}
    while 0 < sum(counts) - sum(counts[place] for place in kept) < minimum:
        some = [place for place in kept if counts[place]]
        if not some:
            break
        kept.discard(min(some, key=lambda place: (counts[place], place)))
    return tuple(place in kept for place in range(len(counts)))


def _small(line: PublicLine, minimum: int) -> bool:
    return line.received < minimum or line.closed < minimum


def _gives_away(whole: PublicLine, kept: Sequence[PublicLine], minimum: int) -> bool:
    rest = (
        whole.received - sum(one.received for one in kept),
        whole.closed - sum(one.closed for one in kept),
    )
    return any(0 < one < minimum for one in rest)
