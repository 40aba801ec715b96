"""The wordings of commitments (承诺书范本) that come with the portal: dated versions, read from files.

A wording must hold the items of a letter (truth of what is handed in, lawful business, supervision,
consequences, consent to publication); that of a repair says instead that it is not published.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

import msgspec

from credit.domain.commitments import CommitmentType
from credit.domain.committing import Blank, Clause, FieldKind, Template
from credit.domain.errors import RuleError
from credit.rules import personal_data
from credit.rules.citations import cites
from credit.rules.commitments.publication import NOTIFICATION_RULES

TEMPLATES_DIRECTORY: Final = Path(__file__).parent / "templates"
_STANDARD: Final = "standard"
_OWN: Final = frozenset({"name", "code"})
_KEY: Final = re.compile("[a-z][a-z0-9_]{0,39}")
LONGEST: Final = 2000


@cache
def _standard() -> Mapping[str, Any]:
    return tomllib.loads((TEMPLATES_DIRECTORY / f"{_STANDARD}.toml").read_text(encoding="utf-8"))


@cache
def every() -> tuple[Template, ...]:
    """Every version of every wording, by code, oldest first."""
    found = []
    for path in sorted(TEMPLATES_DIRECTORY.glob("*.toml")):
        if path.stem != _STANDARD:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            for code, entry in document["template"].items():
                found += [_template(code, entry, version) for version in entry["version"]]
    return tuple(found)


@cache
def matters_in_uyghur() -> Mapping[str, str]:
    """The matters of the wordings that come with the portal, in Uyghur, by what they are in Chinese."""
    return {one.matter: one.matter_uyghur for one in every()}


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def required(commitment_type: CommitmentType) -> tuple[str, ...]:
    """Keys of the items that a letter of a type must hold."""
    keys = tuple(_standard()["required"])
    if commitment_type is CommitmentType.REPAIR:
        return tuple("parties" if key == "consent" else key for key in keys)
    return keys


def problems(template: Template) -> tuple[str, ...]:
    """What keeps a wording from being put in force, as codes: template.item_missing, template.uyghur,
    template.blank (in braces stands something that is no blank), template.blank_key (not a plain word, or
    there twice), template.empty, template.long, template.personal."""
    found = []
    keys = {clause.key for clause in template.clauses}
    if not keys.issuperset(required(template.commitment_type)):
        found.append("template.item_missing")
    both = [(template.name, template.name_uyghur), (template.need, template.need_uyghur)]
    both += [(template.matter, template.matter_uyghur), (template.breach, template.breach_uyghur)]
    both += [(clause.text, clause.uyghur) for clause in template.clauses]
    if not all(chinese.strip() for chinese, _ in both) or not template.basis.strip():
        found.append("template.empty")
    if not all(uyghur.strip() for _, uyghur in both):
        found.append("template.uyghur")
    texts = [text for pair in both for text in pair]
    if any(len(text) > LONGEST for text in texts):
        found.append("template.long")
    if any(not _names(text) <= _known(template) for text in texts):
        found.append("template.blank")
    own = [blank.key for blank in template.blanks]
    if len(set(own)) < len(own) or any(key in _OWN or not _KEY.fullmatch(key) for key in own):
        found.append("template.blank_key")
    if any(hit for text in texts for hit in personal_data.find(text)):
        found.append("template.personal")
    return tuple(found)


def _known(template: Template) -> frozenset[str]:
    return _OWN | {blank.key for blank in template.blanks}


def _names(text: str) -> frozenset[str]:
    """What stands in braces in a text, with the orders to the formatter behind a name: nobody knows such a
    name, nor one that cannot be read."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
        return frozenset(f"{name}{how or ''}{turned or ''}" for _, name, how, turned in parts)
    except ValueError:
        return frozenset({"{"})


def _template(code: str, entry: Mapping[str, Any], version: Mapping[str, Any]) -> Template:
    breach = _standard()[entry["breach"]]
    texts = ("name", "name_uyghur", "need", "need_uyghur", "matter", "matter_uyghur", "basis")
    made = Template(
        code=code,
        version=version["version"],
        commitment_type=CommitmentType(entry["type"]),
        clauses=tuple(_clauses(version["clauses"])),
        breach=breach["text"],
        breach_uyghur=breach["uyghur"],
        starts=version["from"],
        scene=entry.get("scene", ""),
        scene_uyghur=entry.get("scene_uyghur", ""),
        valid_months=version.get("valid_months", 0),
        checked=version.get("checked", False),
        blanks=tuple(_blank(one) for one in entry.get("blanks", ())),
        **{name: version.get(name, entry[name]) for name in texts},
    )
    if wrong := problems(made):
        raise RuleError("template.malformed", template=code, why=", ".join(wrong))
    return made


def _clauses(entries: Iterable[str | Mapping[str, str]]) -> Iterable[Clause]:
    for one in entries:
        if isinstance(one, str):
            shared = _standard()["clause"][one]
            yield Clause(one, shared["text"], shared["uyghur"])
        else:
            yield Clause(one["key"], one["text"], one["uyghur"])


def _blank(entry: str | Mapping[str, Any]) -> Blank:
    if isinstance(entry, str):
        return _blank({"key": entry, **_standard()["blank"][entry]})
    return msgspec.convert({**entry, "kind": FieldKind(entry["kind"])}, Blank)
