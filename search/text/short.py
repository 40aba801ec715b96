"""How enterprises are called for short: by first characters of the words of a name (武钢 for 武汉钢铁)."""

from functools import lru_cache

from search.text.parts import Parts, split, split_place, trade_at

# last characters of associations, schools, institutes, offices and the like, whose words no table lists
_LONGEST_BODY = 14
PUBLIC_BODIES = frozenset("会学校院所局部处室办署社站馆队团")
# endings that such bodies and old works share with shops, which have longer ones (经营部, 修理厂)
_HOUSES = frozenset("部院所社站馆厂") | {"学院", "银行", "办公室", "医院", "学校", "中心"}
# 公司 and 总公司 by themselves are the forms of old state-owned enterprises
_PLAIN = frozenset(("", "公司", "总公司"))
_WORD = 2  # most words have two characters
_LONGEST_BRAND = 3  # what is longer are words that no table knows


def word_starts(parts: Parts) -> list[int]:
    """Where words begin in the core of a name, as far as its parts and trade words tell; ascending.

    What no table knows is taken for words of two characters.
    """
    at = len(parts.place)
    starts = {0, split_place(parts.place + "人")[1], at}
    core = parts.core
    place, end = at + len(parts.brand), len(core)
    if len(parts.brand) > _LONGEST_BRAND or not parts.trade:
        starts.update(range(at, place, _WORD))
    while place < end:
        starts.add(place)
        place += trade_at(core, place) or 1
    return sorted(start for start in starts if start < end)


def _all_starts(parts: Parts) -> list[int]:
    """`word_starts`, and where the ending begins; of a public body its last character too (院, 行)."""
    starts, end = word_starts(parts), len(parts.core)
    if parts.form in _HOUSES:
        starts += sorted({end, end + len(parts.form) - 1})
    return starts


@lru_cache(maxsize=4096)
def starts_of(name: str) -> frozenset[int]:
    """Where words of a folded name begin, its legal form included."""
    parts = split(name)
    return frozenset((*_all_starts(parts), len(parts.core)))


def _known(form: str) -> bool:
    """Whether enterprises of a legal form are known beyond their place."""
    return form in _PLAIN or "股份" in form or "集团" in form


def abbreviated(parts: Parts) -> bool:
    """Whether an enterprise is likely to be called by single characters: others are called by their brand."""
    form = parts.form
    return not parts.brand or form in _PLAIN or form in _HOUSES or "股份" in form or "集团" in form


def pairs(parts: Parts) -> list[str]:
    """First characters of two words each, in their order, of a name that is likely to be abbreviated so.

    Words of one character stand beside the next one: such pairs are found as they are written. Nobody
    leaves the brand out between two others.
    """
    if parts.form and not abbreviated(parts):
        return []
    name = parts.core + (parts.form if parts.form in _HOUSES else "")
    brand = len(parts.place) if 0 < len(parts.brand) <= _LONGEST_BRAND else len(name)
    behind = brand + len(parts.brand)
    if not parts.form and name[-1:] in PUBLIC_BODIES:
        starts, brand = list(range(min(len(name), _LONGEST_BODY))), len(name)
    elif abbreviated(parts):
        starts = _all_starts(parts)
    else:
        return []
    steps = ((a, b) for at, a in enumerate(starts) for b in starts[at + 1 :] if b > a + 1)
    return list(dict.fromkeys(name[a] + name[b] for a, b in steps if not a < brand < behind <= b))


def own(parts: Parts) -> list[str]:
    """What an enterprise without a brand is called instead: by its place and a word of its trade (柳化)."""
    if parts.brand or not parts.place or not _known(parts.form):
        return []
    core, trade = parts.core, len(parts.place)
    starts = word_starts(parts)
    places = [at for at in starts if at < trade]
    return [core[a] + core[b] for a in places for b in starts if b >= trade]
