"""How enterprises are called for short: by first characters of the words of a name (武钢 for 武汉钢铁)."""

from functools import lru_cache

from search.text.parts import Parts, split, trade_at

# last characters of associations, schools, institutes, offices and the like, whose words no table lists
_LONGEST_BODY = 14
PUBLIC_BODIES = frozenset("会学校院所局部处室办署社站馆队团")
# 公司 and 总公司 by themselves are the forms of old state-owned enterprises
_PLAIN = frozenset(("", "公司", "总公司"))


def word_starts(parts: Parts) -> list[int]:
    """Where words begin in the core of a name, as far as its parts and trade words tell; ascending."""
    at = len(parts.place)
    starts = {0, at, at + len(parts.brand)}
    core = parts.core
    place, end = at + len(parts.brand), len(core)
    while place < end:
        starts.add(place)
        place += trade_at(core, place) or 1
    return sorted(start for start in starts if start < end)


@lru_cache(maxsize=4096)
def starts_of(name: str) -> frozenset[int]:
    """Where words of a folded name begin, its legal form included."""
    parts = split(name)
    return frozenset((*word_starts(parts), len(parts.core)))


def abbreviated(parts: Parts) -> bool:
    """Whether an enterprise is likely to be called by single characters: others are called by their brand."""
    form = parts.form
    return not parts.brand or form in _PLAIN or "股份" in form or "集团" in form


def pairs(parts: Parts) -> list[str]:
    """First characters of two words each, in their order, of a name that is likely to be abbreviated so.

    Words of one character stand beside the next one: such pairs are found as they are written. Nobody
    leaves the brand out between two others.
    """
    core = parts.core
    brand = len(parts.place) if parts.brand else len(core)
    if not parts.form and core[-1:] in PUBLIC_BODIES:
        starts, brand = list(range(min(len(core), _LONGEST_BODY))), len(core)
    elif abbreviated(parts):
        starts = word_starts(parts)
    else:
        return []
    steps = ((a, b) for at, a in enumerate(starts) for b in starts[at + 1 :] if b > a + 1)
    return list(dict.fromkeys(core[a] + core[b] for a, b in steps if not a < brand < b))
