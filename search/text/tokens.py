"""Tokens under which a document is found. The planner asks for the same tokens; nothing else is matched.

Every token begins with a letter for the kind of document and one for what it says:
`*` all; `k` the key of the document; `=` whole name; `~` name without legal form; `n` one or two
neighbouring characters; `^` beginning of the name, of its brand; `b` brand and its short forms; `d` brand
with one character left out; `s` two neighbouring syllables; `S` syllables of a whole part; `i` initials of
a whole part; `j` four neighbouring initials; `a` a word of Latin letters; `v` brand by ear in Uyghur;
`u` Uyghur word; `x` beginnings of the recall key of a Uyghur word; `X` that key; `y` recall key of a whole
Uyghur name; `c` code; `C` beginnings of a code; `#` number of a licence or decision; `w` website;
`t` text, cut like a name.
"""

import itertools
import re
from functools import lru_cache
from hashlib import blake2b

from search.document import Document, Name
from search.query import Kind
from search.text import sound, uyghur
from search.text.codes import code_key, number_key
from search.text.fold import fold, has_arabic, has_han, letters
from search.text.parts import Parts, split
from search.text.translit import skeleton, sound_key

KIND = {Kind.ENTERPRISE: "e", Kind.PENALTY: "p", Kind.NOTICE: "n"}
CODE_PREFIXES = (8, 9, 10, 11, 12)
_PREFIX = range(2, 13)
_STARTS = range(1, 5)
_LATIN = re.compile("[a-z0-9\u00c0-\u024f]+")
_LABEL = re.compile("[^a-z0-9\u3007\u3400-\u9fff\u0600-\u06ff]+")


def digest(text: str) -> str:
    """A short stand-in for a long key; short keys stand for themselves."""
    return text if len(text) <= 8 else blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def grams(text: str) -> list[str]:
    """Every character and every two neighbouring ones."""
    return [*text, *(text[at : at + 2] for at in range(len(text) - 1))]


def without_one(text: str) -> list[str]:
    """The text with each of its characters left out in turn."""
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def short_forms(parts: Parts) -> set[str]:
    """What people call an enterprise: brand alone, with its place, with its first trade word."""
    brand = parts.brand or parts.trade[:2]
    trade = parts.trade if parts.brand else parts.trade[2:]
    if len(brand + trade) < 2:
        return {parts.core}
    called = {
        brand,
        parts.place + brand,
        brand + trade[:2],
        brand + trade,
        parts.core,
        parts.place + brand + trade[:2],
    }
    tails = [word for word in ("股份", "集团", "公司") if word in parts.form]
    return {name for name in called if len(name) > 1} | {
        name + tail for tail in tails for name in (brand, parts.place + brand)
    }


def _spelled(parts: Parts, key: str) -> set[str]:
    rest = parts.brand + parts.trade
    tokens = {"=" + digest(key), "~" + digest(parts.core)}
    tokens.update("n" + gram for gram in grams(key))
    tokens.update("b" + digest(name) for name in short_forms(parts))
    tokens.update("^" + start[:size] for start in (key, rest) for size in _STARTS)
    if 2 < len(parts.brand) < 8:
        tokens.update("d" + name for name in without_one(parts.brand))
    return tokens


def _sounding(parts: Parts) -> set[str]:
    core = parts.core
    said = sound.syllables(core)
    tokens = {f"s{a}-{b}" for a, b in itertools.pairwise(said)}
    for at, other in sound.other_readings(core):
        if at:
            tokens.add(f"s{said[at - 1]}-{other}")
        if at + 1 < len(said):
            tokens.add(f"s{other}-{said[at + 1]}")
    brand = len(parts.place), len(parts.place) + len(parts.brand)
    pieces = (
        said,
        said[: brand[1]],
        said[brand[0] :],
        said[brand[0] : brand[1]],
        said[brand[0] : brand[1] + 2],
    )
    for piece in pieces:
        if len(piece) > 1:
            tokens.add("S" + digest("".join(piece)))
            tokens.add("i" + digest(sound.initials(piece)))
    heads = sound.initials(said)
    tokens.update("j" + heads[at : at + 4] for at in range(len(heads) - 3))
    if parts.form:
        whole = (*said, *sound.syllables(parts.form))
        tokens.add("S" + digest("".join(whole)))
        tokens.add("i" + digest(sound.initials(whole)))
    return tokens


@lru_cache(maxsize=1024)
def _chinese(key: str) -> frozenset[str]:
    parts = split(key)
    tokens = _spelled(parts, key) | _sounding(parts)
    brand = parts.brand or parts.trade[:2]
    if len(brand) > 1:
        tokens.add("v" + sound_key(brand))
        tokens.add("v" + sound_key(brand + parts.trade[:2]))
    tokens.update("a" + word for word in _LATIN.findall(key))
    return frozenset(tokens)


def uyghur_tokens(text: str) -> set[str]:
    """Tokens of a Uyghur text: each word as spelled, its recall key and the beginnings of that key."""
    tokens = {"=" + digest(letters(uyghur.norm(text))), "y" + digest(uyghur.key(text).replace(" ", ""))}
    for word in uyghur.words(text):
        key = uyghur.key(word)
        tokens.add("u" + word)
        tokens.add("X" + key)
        tokens.add("v" + skeleton(word))
        tokens.update("x" + key[:size] for size in _PREFIX if size <= len(key))
    return tokens


def name_tokens(text: str) -> set[str]:
    """Tokens of one name in any script."""
    tokens: set[str] = set()
    key = letters(text)
    if has_arabic(text):
        tokens |= uyghur_tokens(text)
    if has_han(key) or (key and not tokens):
        tokens |= _chinese(key)
    return tokens


def text_tokens(text: str) -> set[str]:
    """Tokens of a title or a short text."""
    tokens = {"t" + gram for gram in grams(letters(text))}
    if has_arabic(text):
        tokens |= {"t" + uyghur.key(word)[:size] for word in uyghur.words(text) for size in _PREFIX}
    return tokens | {"t" + word for word in _LATIN.findall(fold(text))}


def site_tokens(site: str) -> set[str]:
    """Tokens of a website: its host, each label of the host, or the name of a shop."""
    host = re.sub(r"^[a-z]+://|^www\.", "", fold(site)).removeprefix("www.").split("/")[0]
    return {"w" + host, *("w" + label for label in _LABEL.split(fold(site)) if len(label) > 2)}


def code_tokens(code: str) -> set[str]:
    """Tokens of a credit code or a registration number."""
    key = code_key(code)
    return {"c" + key, *("C" + key[:size] for size in CODE_PREFIXES if size < len(key))}


def names_tokens(names: tuple[Name, ...]) -> set[str]:
    """Tokens of all names of a document."""
    return set().union(*(name_tokens(name.text) for name in names)) if names else set()


def document_tokens(document: Document) -> list[str]:
    """All tokens of a document, in no order, each once."""
    tokens = {"*", "k" + document.key, *names_tokens(document.names)}
    for code in document.codes:
        tokens |= code_tokens(code)
    for text in document.texts:
        tokens |= text_tokens(text)
    for site in document.websites:
        tokens |= site_tokens(site)
    tokens.update("#" + number_key(number.text) for number in document.numbers)
    kind = KIND[document.kind]
    return [kind + "_".join(token.split()) for token in tokens if len(token) > 1 or token == "*"]
