"""Guard of the words in Python: what readers may see is marked for translation, in whole sentences."""

import ast
import re
from collections.abc import Iterator

from web.cli.checks.finding import Finding

SPOKEN = ("web/http/", "web/views/", "web/presenters/", "web/forms/")
SAMPLES = "web/presenters/gallery/"  # samples of components, in both languages where they stand
MARKERS = frozenset({"_", "gettext", "lazy_gettext", "ngettext", "pgettext", "npgettext", "zh"})
METHODS = MARKERS - {"zh"}  # a method of that name shows Chinese as it stands

_CHINESE = re.compile(r"[一-鿿]")
_EXCUSED = re.compile(r"#\s*untranslated:\s*\w")


def check_wording(path: str, text: str) -> Iterator[Finding]:
    """Findings of one file of the web layer.

    A Chinese literal that is no sentence for readers (an example name, a form of a date) is excused
    by a comment `# untranslated: reason` in its line.
    """
    if not path.startswith(SPOKEN) or path.startswith(SAMPLES):
        return
    tree = ast.parse(text)
    lines = text.split("\n")
    marked = {id(part) for call in _calls(tree) for argument in call.args for part in ast.walk(argument)}
    marked |= _docstrings(tree)
    for node in _chinese(tree):
        if id(node) not in marked and not _EXCUSED.search(lines[node.lineno - 1]):
            yield Finding(path, node.lineno, "untranslated", f"{node.value!r:.40} is not marked by zh()")
    for call in _calls(tree):
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            yield Finding(path, call.lineno, "formatted-message", "a message must be one whole literal")


def _chinese(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CHINESE.search(node.value):
            yield node


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _marks(node.func):
            yield node


def _marks(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in MARKERS
    return isinstance(function, ast.Attribute) and function.attr in METHODS


def _docstrings(tree: ast.AST) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
