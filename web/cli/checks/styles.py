"""Guard of the style sheets: one sheet for both directions, tokens instead of raw values.

An exception is a comment `/* allow: reason */` in the declaration's line or in the one above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from web.cli.checks.finding import Finding

TOKENS = "tokens.css"
PRINT = "print.css"  # gives the tokens their values on paper

_ALLOW = re.compile(r"/\*\s*allow:\s*\w")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|url\([^)]*\)")
_PHYSICAL = re.compile(r"(?<![\w-])(left|right)(?![\w-])|(?<=-)(left|right)(?![\w])")
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\("
    r"|(?<![\w-])(?:white|black|red|green|blue|yellow|gr[ae]y|silver|orange|purple|navy|teal)(?![\w-])",
    re.I,
)
_JOIN_BREAKERS = {"letter-spacing": {"0", "normal", "inherit"}, "text-transform": {"none"}}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `name: value` with the selector it stands under and its line."""

    selector: str
    name: str
    value: str
    line: int


def check_style(path: str, text: str) -> Iterator[Finding]:
    """Findings of one style sheet."""
    allowed = {number for number, line in enumerate(text.split("\n"), 1) if _ALLOW.search(line)}
    for declaration in declarations(text):
        if declaration.line in allowed or declaration.line - 1 in allowed:
            continue
        for rule, detail in _violations(path, declaration):
            yield Finding(path, declaration.line, rule, detail)


def declarations(text: str) -> Iterator[Declaration]:
    """Every declaration in order, whatever blocks it is nested in; strings are emptied."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = _STRING.sub('""', text)
    selectors: list[str] = []
    start, line = 0, 1
    for found in re.finditer(r"[{};]", text):
        piece = text[start : found.start()]
        if found[0] == "{":
            selectors.append(" ".join(piece.split()))
        else:
            name, colon, value = piece.partition(":")
            if colon and selectors:
                yield Declaration(
                    " ".join(selectors), name.strip().lower(), value.strip(), line + _leading_lines(piece)
                )
            if found[0] == "}" and selectors:
                selectors.pop()
        line += piece.count("\n")
        start = found.end()


def _leading_lines(piece: str) -> int:
    return piece[: len(piece) - len(piece.lstrip())].count("\n")


def _violations(path: str, item: Declaration) -> Iterator[tuple[str, str]]:
    custom = item.name.startswith("--")
    in_tokens = path.endswith(TOKENS)
    if not custom and _PHYSICAL.search(item.name):
        yield "physical-direction", f"{item.name}: use the logical property (inline-start, inline-end)"
    if _PHYSICAL.search(re.sub(r"var\([^)]*\)", "", item.value)):
        yield "physical-direction", f"{item.name}: {item.value}: use start or end"
    kept = _JOIN_BREAKERS.get(item.name)
    if kept is not None and item.value not in kept and ":lang(zh" not in item.selector:
        yield "joined-script", f"{item.name} cuts the joins of Uyghur letters"
    if item.name == "word-break" and item.value == "break-all":
        yield "joined-script", "word-break: break-all cuts Uyghur words"
    if not in_tokens and not (custom and path.endswith(PRINT)) and _COLOUR.search(item.value):
        yield "raw-colour", f"{item.name}: {item.value}: colours live in {TOKENS}"
    if not in_tokens and item.name == "z-index" and not item.value.startswith("var("):
        yield "raw-z-index", f"z-index: {item.value}: layers live in {TOKENS}"
