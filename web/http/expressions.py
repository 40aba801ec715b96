"""Python expressions by hand: the few shapes that compiled templates are made of."""

import ast
from collections.abc import Iterable


def local(name: str) -> str:
    """A template's own name in Python, where it meets no name of ours."""
    return f"own_{name}"


def load(name: str) -> ast.expr:
    """The value of a Python name."""
    return ast.Name(name, ast.Load())


def call(function: str, *values: ast.expr) -> ast.expr:
    """A call of one of our functions."""
    return ast.Call(load(function), list(values), [])


def escaped(value: ast.expr) -> ast.expr:
    """A value as text. Plain text, three values of four, is told here: a call of ours costs as much as the
    library's escaping itself."""
    given = ast.NamedExpr(ast.Name("it", ast.Store()), value)
    kind = ast.Attribute(given, "__class__", ast.Load())
    plain = ast.Compare(kind, [ast.Is()], [load("str")])
    return ast.IfExp(plain, call("escape_text", load("it")), call("escaped", load("it")))


def settled(piece: ast.expr) -> str | None:
    """The text of a piece that is known while compiling."""
    return piece.value if isinstance(piece, ast.Constant) and isinstance(piece.value, str) else None


def arguments(names: Iterable[str], defaults: Iterable[ast.expr] = ()) -> ast.arguments:
    """Parameters; the defaults belong to the last ones."""
    return ast.arguments([], [ast.arg(name) for name in names], None, [], [], None, list(defaults))
