"""Collects the Chinese source strings from code and templates, and keeps the catalogue in step.

Marked in Python by `_()`, `gettext()`, `ngettext()`, `pgettext()` and, where no translation machinery
may be known, by `zh()`; in templates by the same names and `{% trans %}`.
"""

import ast
import csv
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from i18n.catalogue import PO_PATH, read_catalogue
from i18n.locales import UG

ROOT = Path(__file__).parent.parent

SOURCES: tuple[tuple[str, str], ...] = (
    ("credit", "python"),
    ("search", "python"),
    ("web", "python"),
    ("templates", "jinja2"),
)
# Words that live in tables: file, column of the Chinese text, and which rows readers meet as labels.
TABLES: tuple[tuple[str, str, tuple[str, frozenset[str]] | None], ...] = (
    ("credit/domain/reference/data/enterprise_types.tsv", "label", None),
    (
        "credit/domain/reference/data/industries.tsv",
        "name",
        ("level", frozenset({"section", "division"})),
    ),
)

# Forms that are data: what they ask, in files of these folders.
FORMS = ("credit/rules/annual_report/forms", "credit/rules/instant/forms")
_ASKED = ("label", "intro", "question", "row_label", "checked_by", "hint", "group", "unit")

SUFFIXES = {"python": "**.py", "jinja2": "**.html"}

MARKER, MARKER_HOME = "zh", "credit.domain.labels"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "zh": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

JINJA_OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}

HEADER = """\
# Uyghur text of the portal. The message ids are the reviewed Chinese text.
# Nouns stay singular after a number, so there is one plural form.
msgid ""
msgstr ""
"Language: ug\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def extract(root: Path = ROOT) -> Catalog:
    """Every marked string below `root`, untranslated, with the files it stands in."""
    found = _blank()
    for folder, kind in SOURCES:
        for name, _line, message, _comments, context in _messages(root / folder, kind):
            if message:
                found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    for file, text in (*_table_words(root), *_form_words(root)):
        found.add(text, locations=[(file, 0)])
    return found


def _table_words(root: Path) -> Iterator[tuple[str, str]]:
    for name, column, only in TABLES:
        if not (root / name).exists():
            continue
        with (root / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if only is None or row[only[0]] in only[1]:
                    yield name, row[column]


def _form_words(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for folder in FORMS for path in (root / folder).glob("*.toml")):
        for section in tomllib.loads(path.read_text(encoding="utf-8"))["section"]:
            for part in (section, *section["fields"]):
                options = (option.partition("=")[2] for option in part.get("options", ()))
                for text in (*(part.get(name, "") for name in _ASKED), *options):
                    if text and not text.isascii():
                        yield path.relative_to(root).as_posix(), text


def _messages(
    folder: Path, kind: str
) -> Iterable[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    method = f"{__name__}:{read_python.__name__}" if kind == "python" else kind
    return extract_from_dir(
        str(folder),
        method_map=[(SUFFIXES[kind], method)],
        options_map={"**.html": JINJA_OPTIONS},
        keywords=KEYWORDS,
        strip_comment_tags=True,
    )


def read_python(
    file: IO[bytes], keywords: Collection[str], tags: Collection[str], options: Mapping[str, str]
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Calls of the keywords, one inside another too, which Babel's own reader passes over.

    An argument that is no literal is None: there is nothing to translate before the program runs.
    """
    tree = ast.parse(file.read())
    known = set(keywords) if _marks_for_itself(tree) else set(keywords) - {MARKER}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in known:
                yield node.lineno, name, tuple(map(_literal, node.args)), []


def _marks_for_itself(tree: ast.Module) -> bool:
    """Whether `zh` is the marker here: elsewhere a function of that name shows Chinese as it stands."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == MARKER_HOME
        and any(alias.name == MARKER for alias in node.names)
        for node in tree.body
    )


def _literal(argument: ast.expr) -> str | None:
    found = argument.value if isinstance(argument, ast.Constant) else None
    return found if isinstance(found, str) else None


def merge(wanted: Catalog, kept: Catalog) -> Catalog:
    """The wanted messages with the translations that are kept for exactly the same text.

    A changed Chinese text loses its translation: it is never carried over as a guess (fuzzy).
    """
    merged = _blank()
    for message in _entries(wanted):
        old = kept.get(_key(message), message.context)
        text = old.string if old and not old.fuzzy else message.string
        comments = old.user_comments if old else ()
        merged.add(message.id, text, message.locations, user_comments=list(comments), context=message.context)
    return merged


def update(root: Path = ROOT, path: Path = PO_PATH) -> Catalog:
    """Bring the catalogue file into step with the code and return it."""
    merged = merge(extract(root), read_catalogue(path))
    path.write_bytes(as_text(merged))
    return merged


def as_text(catalogue: Catalog) -> bytes:
    """The text form, the same bytes for the same content: no dates, no line numbers, sorted."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.encode() + body.getvalue().lstrip(b"\n")


def _blank() -> Catalog:
    """An empty catalogue with our header: on its own Babel would give Uyghur two plural forms."""
    return read_po(BytesIO(HEADER.encode()), locale=UG.prefix)


def _entries(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
