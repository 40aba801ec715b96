"""Tokens under which a document is found. The planner asks for the same tokens; nothing else is matched.

A token is the same for every kind of document, and begins with a letter for what it says:
`*` all; `k` the key of the document; `=` whole name; `~` name without legal form; `f` legal form; `n` one or
two neighbouring characters, but for most pairs inside the form; `^` beginning of the name, of its brand; `b`
brand and its short forms; `d` brand with one character left out; `s` two neighbouring syllables; `S`
syllables of a name or its beginning; `i` initials of a whole part; `j` four neighbouring initials; `A` first
characters of two words; `a` a word of Latin letters; `v` brand by ear in Uyghur; `u` Uyghur word; `X` its
recall key; `x` short beginnings of that key; `y` recall key of a whole Uyghur name; `c` code; `C` beginnings
of a code; `#` number of a licence or decision; `w` website; `t` text, cut like a name.

An entry costs as much as its tokens do, so nothing is indexed that a question can work out for itself:
longer beginnings are looked up among the tokens themselves, a letter off in a Uyghur word is tried out.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from operator import add, itemgetter
from typing import NamedTuple

from search.document import Document
from search.query import Kind
from search.text import short, sound, uyghur
from search.text.codes import code_key, number_key
from search.text.fold import fold, has_arabic, has_han, letters
from search.text.legal import forms_in, holds_form, legal_forms
from search.text.parts import Parts, cut
from search.text.translit import heard_starts, skeleton

KIND = {Kind.ENTERPRISE: "e", Kind.PENALTY: "p", Kind.NOTICE: "n", Kind.COMMITMENT: "m"}
CODE_PREFIXES = (8, 10)
LONGEST_START = 2
LONGEST_KEY_START = 3
_LONGEST_KEY = 60  # tokenizers of engines cut longer tokens
SHORTEST_NEAR_WORD = 4
FORM_WORDS = ("股份", "集团", "公司")  # words of the legal form that stand behind a brand in short names
_TEXT_STARTS = range(2, 13)
_KEY_STARTS = range(2, LONGEST_KEY_START + 1)
_LATIN = re.compile("[a-z0-9\u00c0-\u024f]+")
_SCHEME = re.compile(r"^(?:[a-z]+://)?(?:www\.)?")
_FIRST_OTHER = "\u0250"  # behind the letters of `_LATIN`
_LABEL = re.compile("[^a-z0-9\u3007\u3400-\u9fff\u0600-\u06ff]+")


def digest(text: str) -> str:
    """A key as it is indexed: itself, or for very long ones a stand-in."""
    if len(text) <= _LONGEST_KEY:
        return text
    return text[:8] + blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def without_one(text: str) -> list[str]:
    """The text with each of its characters left out in turn."""
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def _characters(text: str) -> str:
    """Tokens of the characters of a name's piece. Each runs through a name in one go: it costs most here."""
    return "n" + " n".join(text)


def _neighbours(text: str) -> str:
    """Tokens of its pairs of neighbouring characters, of which there is one at least."""
    return "n" + " n".join(map(add, text, text[1:]))


@lru_cache(maxsize=4096)
def _form_tokens(form: str) -> str:
    """Tokens of a legal form that stands at the end of a name, and nowhere else in it."""
    words = ["n" + word for word in FORM_WORDS if word in form]
    return " ".join([*("f" + found for found in forms_in(form)), *words])


def _pieces(parts: Parts, head: str, key: str) -> list[str]:
    """Characters and pairs of a name, its legal form as a whole. head: its core."""
    form, branch = parts.form, parts.branch
    if form not in legal_forms():
        return [_characters(key), _neighbours(key)] if len(key) > 1 else [_characters(key)]
    if holds_form(head) or (branch and holds_form(branch)):
        tokens = ["f" + found for found in forms_in(key)]
        tokens += ["n" + word for word in FORM_WORDS if word in form]
    else:
        tokens = [_form_tokens(form)]
    tokens += [_characters(head + form), _neighbours(head + form[0])]
    if branch:
        tokens += [_characters(branch), _neighbours(form[-1] + branch)]
    return tokens


def _spelled(parts: Parts, core: str, key: str) -> list[str]:
    place, brand = parts.place, parts.brand
    rest = core[len(place) :]
    told = brand or rest[:2]
    short = rest[: len(told) + 2]
    named = [key, core, place + told, rest, place + short]
    if len(key) > _LONGEST_KEY:
        named = list(map(digest, named))
    tokens = [f"={named[0]} ~{named[1]} ^{key[:1]} ^{key[:2]}", *_pieces(parts, core, key)]
    if place and not brand:
        tokens.append("b" + place)
    if rest:
        tokens.append(f"^{rest[:1]} ^{rest[:2]} b{told} b{named[2]} b{short} b{named[3]} b{named[4]}")
    if 2 < len(told) < 8:
        tokens.append("d" + " d".join(without_one(told)))
    return tokens


def _syllable_pairs(text: str, said: tuple[str, ...]) -> list[str]:
    """Neighbouring syllables, those of a character's other reading too."""
    tokens = ["s" + " s".join(map("-".join, pairwise(said)))] if len(said) > 1 else []
    for at, other in sound.other_readings(text, said):
        if at:
            tokens.append(f"s{said[at - 1]}-{other}")
        if at + 1 < len(said):
            tokens.append(f"s{other}-{said[at + 1]}")
    return tokens


_first = itemgetter(0)


def _sounding(parts: Parts, core: str) -> list[str]:
    said = sound.read(core)
    tokens = _syllable_pairs(core, said)
    start, end = len(parts.place), len(parts.place) + (len(parts.brand) or 2)
    heads = "".join(map(_first, said))
    if start > 1:
        tokens.append("i" + heads[:start])
    tokens += ["i" + h for h in (heads[start:], heads[start : end + 2]) if len(h) > 1]
    whole = "".join(said)
    for first, last in ((0, None), (0, end), (start, end)) if start else ((0, None), (0, end)):
        own = heads[first:last]
        if len(own) > 1:
            spelled = whole if len(own) == len(said) else "".join(said[first:last])
            tokens.append(f"S{digest(spelled)} i{own}")
    if len(heads) > 3:
        tokens.append("j" + " j".join([heads[at : at + 4] for at in range(len(heads) - 3)]))
    if len(said) > start:
        heard = heard_starts(said[start : start + max(4, end - start + 2)])
        sizes = {2, 3, 4, end - start, end - start + 2}
        tokens += ["v" + heard[size - 1] for size in sizes if size <= len(heard)]
    if parts.form:
        tail = sound.syllables(parts.form)
        whole += "".join(tail)
        tokens.append(f"S{digest(whole)} i{heads}{sound.initials(tail)}")
        if parts.branch:
            branch = sound.syllables(parts.branch)
            tokens += _syllable_pairs(parts.branch, branch)
            tokens.append("S" + digest(whole + "".join(branch)))
    return tokens


def _chinese(key: str) -> list[str]:
    parts = cut(key)
    core = parts.core
    tokens = _spelled(parts, core, key) + _sounding(parts, core)
    tokens += ["A" + pair for pair in short.pairs(parts)]
    tokens += ["b" + name for name in short.own(parts)]
    if min(key) < _FIRST_OTHER:
        tokens += ["a" + word for word in _LATIN.findall(key)]
    return tokens


@lru_cache(maxsize=32_768)
def _word_tokens(word: str) -> str:
    """Tokens of one Uyghur word; names share most of their words."""
    key = uyghur.key(word)
    tokens = ["u" + word, "X" + key, "v" + skeleton(word)]
    tokens += ["x" + key[:size] for size in _KEY_STARTS if size <= len(key)]
    return " ".join(dict.fromkeys(tokens))


def _uyghur(text: str) -> list[str]:
    """Tokens of a Uyghur text: each word as spelled, its recall key, short beginnings."""
    tokens = ["=" + digest(letters(uyghur.norm(text))), "y" + digest(uyghur.key(text).replace(" ", ""))]
    return tokens + list(map(_word_tokens, uyghur.split_words(text)))


@lru_cache(maxsize=64)
def name_tokens(text: str) -> str:
    """Tokens of one name in any script, with spaces between them.

    The records of a subject repeat its names, one after the other. To remember more would only push other
    things out of the processor's own memory.
    """
    key = letters(text)
    if not has_arabic(text):
        return " ".join(_chinese(key)) if key else ""
    tokens = _uyghur(text)
    return " ".join(tokens + _chinese(key) if has_han(key) else tokens)


class _Line(NamedTuple):
    """first, last: the ends of its key. open: a hyphen at an end may join its words to those of others."""

    first: str
    last: str
    open: bool
    tokens: dict[str, None]


@lru_cache(maxsize=2048)
def _line(line: str, in_uyghur: bool) -> _Line:
    """One line of a text: most lines of promises stand alike in thousands of them."""
    key = letters(line)
    tokens = dict.fromkeys(["t" + char for char in key])
    tokens |= dict.fromkeys(["t" + a + b for a, b in pairwise(key)])
    tokens |= dict.fromkeys(["t" + word for word in _LATIN.findall(fold(line))])
    if in_uyghur:
        tokens |= _word_starts(line)
    return _Line(key[:1], key[-1:], in_uyghur and uyghur.is_open(line), tokens)


def _word_starts(text: str) -> dict[str, None]:
    keys = map(uyghur.key, uyghur.words(text))
    return dict.fromkeys(["t" + key[:size] for key in keys for size in _TEXT_STARTS])


def text_tokens(text: str) -> dict[str, None]:
    """Tokens of a title or a text, each once, however long it is. Its ends of lines part nothing."""
    in_uyghur = has_arabic(text)
    lines = [_line(line, in_uyghur) for line in text.split("\n")]
    if len(lines) > 1 and any(line.open for line in lines):
        lines = [_line(text, in_uyghur)]
    tokens: dict[str, None] = {}
    last = ""
    for line in lines:
        tokens |= line.tokens
        if line.first:
            if last:
                tokens["t" + last + line.first] = None
            last = line.last
    return tokens


def site_key(site: str) -> str:
    """A website as it is matched: its host without scheme and www."""
    return _SCHEME.sub("", fold(site).strip(), 1).split("/", 1)[0]


def site_tokens(site: str) -> list[str]:
    """Tokens of a website: its host, each label of the host, or the name of a shop."""
    host = site_key(site)
    return ["w" + _tight(host), *("w" + label for label in _LABEL.split(host) if len(label) > 2)]


def code_tokens(code: str) -> list[str]:
    """Tokens of a credit code or a registration number."""
    key = code_key(code)
    return ["c" + key, *["C" + key[:size] for size in CODE_PREFIXES if size < len(key)]]


def _tight(text: str) -> str:
    return text if text.isalnum() else "_".join(text.split())


def document_tokens(document: Document) -> str:
    """All tokens of a document with spaces between them; those that a former name shares may come again."""
    tokens = ["*", "k" + _tight(document.key)]
    tokens += [name_tokens(name.text) for name in document.names]
    for code in document.codes:
        tokens += code_tokens(code)
    texts: dict[str, None] = {}
    for text in document.texts:
        texts |= text_tokens(text)
    tokens += texts
    for site in document.websites:
        tokens += site_tokens(site)
    tokens += ["#" + number_key(number.text) for number in document.numbers]
    # an entry bears a token once however often it is told, and telling costs less than looking for it
    return " ".join(tokens)
