"""Guard of the law: rules name their article, figures their source, and pages state none themselves."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from web.cli.checks.finding import Finding

_READS_FIGURES = frozenset({"at", "find", "between"})
_SAID_OF_A_FIGURE = ("key", "value", "unit", "article")
_SAID_OF_A_PACK = ("name", "from", "instrument", "checked_on")


_PERIOD = "(?:年|日|个月|个工作日)(?!度)"  # 年度 is a year's report, not a length
_STATED = re.compile(rf"(?<![上下近第])[一二三四五六七八九十百两]+{_PERIOD}|(?<![\d-])\d{{1,3}} ?{_PERIOD}")


def check_words(path: str, text: str) -> Iterator[Finding]:
    """Findings of a template or module of pages: periods of law are filled in from packs, never written."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _STATED.finditer(line):
            yield Finding(path, number, "figure-in-words", f"{found[0]}: fill it in from a pack")


def check_rule(path: str, text: str) -> Iterator[Finding]:
    """Findings of one module of rules.

    A rule is a public function that judges a day (`on`) or reads a dated figure; it bears `@cites`.
    """
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and _is_rule(node) and not _is_cited(node):
            yield Finding(path, node.lineno, "no-citation", f"{node.name} names no instrument and article")


def _is_rule(node: ast.FunctionDef) -> bool:
    if node.name.startswith("_"):
        return False
    named = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    return "on" in named or any(_reads_figures(part) for part in ast.walk(node))


def _reads_figures(node: ast.AST) -> bool:
    """`TOPIC.at(…)`: the topics are constants of their module."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return node.func.attr in _READS_FIGURES and isinstance(owner, ast.Name) and owner.id.isupper()


def _is_cited(node: ast.FunctionDef) -> bool:
    calls = (decorator.func for decorator in node.decorator_list if isinstance(decorator, ast.Call))
    return any(isinstance(call, ast.Name) and call.id == "cites" for call in calls)


def check_pack(path: str, text: str) -> Iterator[Finding]:
    """Findings of one file of dated figures."""
    lines = text.split("\n")
    for pack in tomllib.loads(text).get("pack", []):
        for name in _SAID_OF_A_PACK:
            if not pack.get(name):
                yield Finding(path, _line(lines, pack.get("name", "")), "no-citation", f"pack without {name}")
        for figure in pack.get("figure", []):
            line = _line(lines, figure.get("key", ""))
            for detail in _wrong_figure(pack, figure):
                yield Finding(path, line, "no-citation", f"{figure.get('key')}: {detail}")


def _wrong_figure(pack: Mapping[str, Any], figure: Mapping[str, Any]) -> Iterator[str]:
    for name in _SAID_OF_A_FIGURE:
        if figure.get(name, "") == "":
            yield f"no {name}"
    if not figure.get("unverified") and not (figure.get("link") or pack.get("link")):
        yield "neither a link nor the mark unverified"
    checked = figure.get("checked_on", pack.get("checked_on"))
    if checked is not None and not isinstance(checked, date):
        yield "checked_on is not a date"


def _line(lines: list[str], name: str) -> int:
    pattern = re.compile(rf'^\s*(?:name|key)\s*=\s*"{re.escape(name)}"')
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)
