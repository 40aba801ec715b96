"""How Chinese text is read: syllables without tone, initials, and typed pinyin cut into syllables."""

from functools import cache, lru_cache

from search.text.tables import phrases, readings

_LONGEST_PHRASE = 5
_MOST_CUTS = 6
# Sounds that speakers of many regions do not keep apart; applied only where asked for.
_BLUR = (("zh", "z"), ("ch", "c"), ("sh", "s"))


@cache
def _phrase_heads() -> dict[str, int]:
    """First two characters of the phrases, with the greatest length that begins so."""
    heads: dict[str, int] = {}
    for word in phrases():
        if len(word) <= _LONGEST_PHRASE:
            heads[word[:2]] = max(heads.get(word[:2], 0), len(word))
    return heads


def _phrase_at(text: str, start: int) -> tuple[str, ...] | None:
    longest = _phrase_heads().get(text[start : start + 2])
    if longest is None:
        return None
    for size in range(longest, 1, -1):
        said = phrases().get(text[start : start + size])
        if said is not None:
            return said
    return None


@lru_cache(maxsize=65_536)
def syllables(text: str) -> tuple[str, ...]:
    """One syllable for each character; a run of Latin letters or digits gives itself, letter by letter."""
    table = readings()
    said: list[str] = []
    at = 0
    while at < len(text):
        phrase = _phrase_at(text, at)
        if phrase is None:
            known = table.get(text[at])
            said.append(known[0] if known else text[at])
            at += 1
        else:
            said.extend(phrase)
            at += len(phrase)
    return tuple(said)


@lru_cache(maxsize=32_768)
def other_readings(text: str) -> tuple[tuple[int, str], ...]:
    """(place, syllable) of every reading besides those of `syllables`."""
    table = readings()
    main = syllables(text)
    return tuple(
        (at, reading)
        for at, char in enumerate(text)
        if len(table.get(char, ())) > 1
        for reading in table[char]
        if reading != main[at]
    )


def initials(said: tuple[str, ...]) -> str:
    """First letters."""
    return "".join(syllable[0] for syllable in said if syllable)


def blur(syllable: str) -> str:
    """A syllable as heard by those who merge zh/z, ch/c, sh/s, n/l, and final ng/n."""
    for wide, narrow in _BLUR:
        if syllable.startswith(wide):
            syllable = narrow + syllable[2:]
            break
    if syllable.startswith("l"):
        syllable = "n" + syllable[1:]
    return syllable[:-1] if syllable.endswith("ng") else syllable


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable of the table, of one to six letters."""
    known = {reading for options in readings().values() for reading in options}
    known |= {said for options in phrases().values() for said in options}
    strange = {"m", "n", "ng", "hm", "hng", "ê", "g", "b", "p", "l", "v"}
    return frozenset(s for s in known if s.isascii() and s.isalpha() and len(s) <= 6) - strange


def typed(text: str) -> str:
    """Typed pinyin in one form: u with diaeresis and its spellings become v, tone marks and digits go."""
    import unicodedata  # noqa: PLC0415

    text = text.lower().replace("u:", "v").replace("ü", "v")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("lue", "lve").replace("nue", "nve")


def cuts(text: str) -> tuple[tuple[str, ...], ...]:
    """Ways to read a run of letters as syllables, those with fewer syllables first; at most six."""
    known = all_syllables()
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(text) + 1)]
    ways[0].append(())
    for end in range(1, len(text) + 1):
        found = [
            (*way, text[start:end])
            for start in range(max(0, end - 6), end)
            if ways[start] and text[start:end] in known
            for way in ways[start]
        ]
        found.sort(key=len)
        ways[end] = found[:_MOST_CUTS]
    return tuple(ways[len(text)]) if text else ()
