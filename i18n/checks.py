"""What must hold of the Uyghur catalogue before anything is shown with it.

Each check is pure and gives findings in plain words; `findings` runs them all. An empty catalogue
entry, a guessed one, a lost placeholder or a letter from another keyboard stops the build.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from i18n.catalogue import PO_PATH, read_catalogue
from i18n.extraction import ROOT, as_text, extract, merge
from i18n.glossary import Term, glossary, terms_in
from i18n.script import has_uyghur, illegal_characters

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SUFFIX_ON_PLACEHOLDER = re.compile(
    r"(?:%\(\w+\)s|\{\w*\})[»”]?[ -]?(?:نىڭ|نى|غا|گە|قا|كە|دا|دە|تا|تە|دىن|تىن|لار|لەر)(?![ا-ۿ])"
)
# In all software catalogues this word says "invalid, disabled"; it must not stand for 失信.
_MISUSED = "ئىناۋەتسىز"

Check = Callable[[str, str], Iterator[str]]


def findings(root: Path = ROOT, path: Path = PO_PATH) -> list[str]:
    """Everything wrong with the catalogue at `path`, held against the code below `root`."""
    catalogue = read_catalogue(path)
    wanted = extract(root)
    found = list(header(path.read_text(encoding="utf-8")))
    found += not_current(wanted, catalogue)
    if not found and as_text(merge(wanted, catalogue)) != path.read_bytes():
        found.append("file: not in the form that `python -m i18n update` writes")
    found += entries(catalogue, glossary())
    return found


def header(text: str) -> Iterator[str]:
    """Uyghur has one plural form; tools like to write two."""
    declared = re.findall(r'"Plural-Forms: *(.*?)\\n"', text)
    if declared != ["nplurals=1; plural=0;"]:
        yield f"header: Plural-Forms must be nplurals=1; plural=0; and is {declared}"


def not_current(wanted: Catalog, kept: Catalog) -> Iterator[str]:
    """Strings of the code that the catalogue lacks, and strings the code no longer has."""
    code, file = _identities(wanted), _identities(kept)
    for key in sorted(code - file):
        yield f"missing from the catalogue (run `python -m i18n update`): {key[1]}"
    for key in sorted(file - code):
        yield f"no longer in the code (run `python -m i18n update`): {key[1]}"


def entries(catalogue: Catalog, terms: tuple[Term, ...]) -> Iterator[str]:
    """Findings about the translations themselves."""
    for message in catalogue:
        if not message.id:
            continue
        source, target = _first(message), _translation(message)
        if message.fuzzy:
            yield f"fuzzy: {source}"
        if not target:
            yield f"not translated: {source}"
            continue
        for check in (placeholders, tags, letters, wording, spacing):
            yield from check(source, target)
        yield from terminology(source, target, terms)


def placeholders(source: str, target: str) -> Iterator[str]:
    """The same values are inserted, each as often as in the source."""
    if Counter(_PLACEHOLDER.findall(source)) != Counter(_PLACEHOLDER.findall(target)):
        yield f"placeholders differ: {source}"


def tags(source: str, target: str) -> Iterator[str]:
    """The same markup is used."""
    if Counter(_TAG.findall(source)) != Counter(_TAG.findall(target)):
        yield f"tags differ: {source}"


def letters(source: str, target: str) -> Iterator[str]:
    """Only the Uyghur alphabet; Chinese characters only where the source quotes them."""
    illegal = illegal_characters(_TAG.sub("", target))
    if illegal:
        names = " ".join(f"U+{ord(char):04X}" for char in illegal)
        yield f"illegal characters {names}: {source}"
    if len(re.findall(r"[一-鿿]", source)) > 1 and not has_uyghur(target):
        yield f"no Uyghur in the translation: {source}"


def wording(source: str, target: str) -> Iterator[str]:
    """No case ending on an inserted word (its form depends on that word), no misleading word."""
    if _SUFFIX_ON_PLACEHOLDER.search(target):
        yield f"case ending on a placeholder: {source}"
    if "失信" in source and _MISUSED in target:
        yield f"«{_MISUSED}» means invalid, not 失信: {source}"
    if re.search(r"[，。；：？！]", target):
        yield f"Chinese punctuation in Uyghur: {source}"


def spacing(source: str, target: str) -> Iterator[str]:
    """Joined strings keep their blanks; nothing else begins or ends with one."""
    if source.startswith(" ") != target.startswith(" ") or source.endswith(" ") != target.endswith(" "):
        yield f"blank at the edge: {source}"
    if "  " in target:
        yield f"double blank: {source}"


def terminology(source: str, target: str, terms: tuple[Term, ...]) -> Iterator[str]:
    """Binding terms of the source appear in the translation, in whatever case."""
    for term in terms_in(source, terms):
        if term.binding and not term.is_used_in(target):
            yield f"term {term.zh} = {' | '.join(term.ug)} not used: {source}"


def doubts(catalogue: Catalog, terms: tuple[Term, ...]) -> Iterator[tuple[str, Term]]:
    """Terms that a certified translator has still to confirm, with a source text that uses them."""
    seen: set[str] = set()
    for message in catalogue:
        source = _first(message)
        for term in terms_in(source, terms):
            if term.confidence == "low" and term.zh not in seen:
                seen.add(term.zh)
                yield source, term


def _identities(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(message.context or "", _first(message)) for message in _real(catalogue)}


def _real(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _translation(message: Message) -> str:
    text = message.string or ""
    return text if isinstance(text, str) else (text[0] if text else "")
