"""Parts of a template as Python expressions that give text: what `web.http.compiling` is made of."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from jinja2 import nodes
from markupsafe import Markup, escape

from web.http.expressions import arguments, call, escaped, load, local, settled
from web.presenters.marks import marked

_OPERATORS: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "lt": ast.Lt,
    "lteq": ast.LtE,
    "gt": ast.Gt,
    "gteq": ast.GtE,
    "in": ast.In,
    "notin": ast.NotIn,
}


class UnsupportedError(Exception):
    """A template uses more of Jinja than is translated here."""


@dataclass(slots=True)
class Unit:
    """One template: what it extends, and the names that its own text may use."""

    body: list[nodes.Node]
    parent: str = ""
    macros: dict[str, tuple[str, str]] = field(default_factory=dict)  # name here -> template, name there
    own: dict[str, nodes.Macro] = field(default_factory=dict)
    blocks: dict[str, nodes.Block] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands. known: names whose text is settled while compiling."""

    unit: Unit
    names: frozenset[str] = frozenset()
    page: bool = False
    known: Mapping[str, Markup] = field(default_factory=dict)

    def inside(self, *names: str) -> "Scope":
        """With further names of its own."""
        return replace(self, names=self.names.union(names))


class Library(Protocol):
    """What expressions may refer to."""

    def macro(self, template: str, name: str) -> str:
        """The Python name of a macro's function."""
        ...

    def keep(self, value: Any) -> str:
        """A Python name for a value."""
        ...

    def made(self, function: str, *arguments: Any, **named: Any) -> str:
        """The text of a macro, called while compiling."""
        ...

    def shared(self, name: str) -> Any:
        """What every template knows by this name; KeyError."""
        ...


class Writer:
    """Writes the text of templates; `chain`: the page and what it extends, the page first."""

    def __init__(self, library: Library, chain: list[Unit]) -> None:
        self._library = library
        self._chain = chain

    def pieces(self, body: Iterable[nodes.Node], scope: Scope) -> list[ast.expr]:
        """The texts that follow each other."""
        found: list[ast.expr] = []
        for node in body:
            if isinstance(node, nodes.Assign):
                scope = self._assigned(node, scope)
                continue
            for piece in self._pieces(node, scope):
                text, before = settled(piece), settled(found[-1]) if found else None
                if text is not None and before is not None:
                    found[-1] = ast.Constant(before + text)
                elif text != "":
                    found.append(piece)
        return found

    def _assigned(self, node: nodes.Assign, scope: Scope) -> Scope:
        """A name for a text that is settled already, such as that of an icon."""
        match node.target, self.value(node.node, scope):
            case nodes.Name() as target, ast.Call(
                func=ast.Name(id="Markup"), args=[ast.Constant(value=str(text))]
            ):
                return replace(scope, known={**scope.known, target.name: marked(text)})
        raise UnsupportedError(f"line {node.lineno}: a name for something that is not settled")

    def joined(self, body: Iterable[nodes.Node], scope: Scope) -> ast.expr:
        """The texts as one."""
        pieces = self.pieces(body, scope)
        if len(pieces) < 2:
            return pieces[0] if pieces else ast.Constant("")
        return call("join", ast.Tuple(pieces, ast.Load()))

    def _pieces(self, node: nodes.Node, scope: Scope) -> list[ast.expr]:
        match node:
            case nodes.Output():
                return [piece for child in node.nodes for piece in self._shown(child, scope)]
            case nodes.If():
                return [self._if(node, scope)]
            case nodes.For(else_=[], test=None, recursive=False):
                return [self._for(node, scope)]
            case nodes.CallBlock():
                return [self._call_block(node, scope)]
            case nodes.Block():
                return self._block(node)
            case nodes.Extends() | nodes.FromImport() | nodes.Macro():
                return []
        raise UnsupportedError(f"line {node.lineno}: {type(node).__name__}")

    def _if(self, node: nodes.If, scope: Scope) -> ast.expr:
        otherwise: ast.expr = self.joined(node.else_, scope)
        for branch in reversed([node, *node.elif_]):
            otherwise = ast.IfExp(self.value(branch.test, scope), self.joined(branch.body, scope), otherwise)
        return otherwise

    def _for(self, node: nodes.For, scope: Scope) -> ast.expr:
        names = _targets(node.target)
        items = self.value(node.iter, scope)
        target = _store(node.target)
        inner = scope.inside(*names)
        if any(name.name == "loop" for part in node.body for name in part.find_all(nodes.Name)):
            items, inner = call("loops", items), inner.inside("loop")
            target = ast.Tuple([ast.Name(local("loop"), ast.Store()), target], ast.Store())
        each = ast.comprehension(target, items, [], 0)
        return call("join", ast.ListComp(self.joined(node.body, inner), [each]))

    def _block(self, node: nodes.Block) -> list[ast.expr]:
        for unit in self._chain:
            if node.name in unit.blocks:
                return self.pieces(unit.blocks[node.name].body, Scope(unit, page=True))
        raise UnsupportedError(f"no block {node.name}")

    def _call_block(self, node: nodes.CallBlock, scope: Scope) -> ast.expr:
        if node.args or node.defaults:
            raise UnsupportedError("a call block with arguments")
        body = call("Markup", self.joined(node.body, scope))
        caller = ast.Lambda(arguments(()), body)
        macro = self._macro(node.call, scope)
        named = [ast.keyword("caller" if macro is None else local("caller"), caller)]
        made = self._call(node.call, scope, named)
        return made if macro is not None else call("escaped", made)

    def _shown(self, node: nodes.Expr, scope: Scope) -> list[ast.expr]:
        """An expression as it stands in the page."""
        match node:
            case nodes.TemplateData():
                return [ast.Constant(node.data)]
            case nodes.Const():
                return [ast.Constant(str(escape(node.value)))]
            case nodes.CondExpr():
                yes = self.joined([nodes.Output([node.expr1])], scope)
                no = self.joined([nodes.Output([node.expr2])] if node.expr2 is not None else [], scope)
                return [ast.IfExp(self.value(node.test, scope), yes, no)]
            case nodes.Name() if node.name in scope.known:
                return [ast.Constant(str(scope.known[node.name]))]
            case nodes.Call() if self._macro(node, scope) is not None:
                return [self._call(node, scope, [])]
        return [escaped(self.value(node, scope))]

    def value(self, node: nodes.Node, scope: Scope) -> ast.expr:
        """An expression as a value."""
        found: ast.expr
        match node:
            case nodes.Const():
                found = ast.Constant(node.value)
            case nodes.Name():
                found = self._name(node.name, scope)
            case nodes.Getattr():
                found = ast.Attribute(self.value(node.node, scope), node.attr, ast.Load())
            case nodes.Getitem():
                found = ast.Subscript(self.value(node.node, scope), self.value(node.arg, scope), ast.Load())
            case nodes.Call():
                found = self._call(node, scope, [])
                if self._macro(node, scope) is not None:
                    found = call("Markup", found)
            case nodes.CondExpr() if node.expr2 is not None:
                test, yes, no = (self.value(one, scope) for one in (node.test, node.expr1, node.expr2))
                found = ast.IfExp(test, yes, no)
            case nodes.Tuple() | nodes.List():
                found = ast.Tuple([self.value(item, scope) for item in node.items], ast.Load())
            case nodes.Filter(name="length") if node.node is not None:
                found = call("len", self.value(node.node, scope))
            case _:
                found = self._truth(node, scope)
        return found

    def _truth(self, node: nodes.Node, scope: Scope) -> ast.expr:
        match node:
            case nodes.And() | nodes.Or():
                operator = ast.And() if isinstance(node, nodes.And) else ast.Or()
                return ast.BoolOp(operator, [self.value(node.left, scope), self.value(node.right, scope)])
            case nodes.Not():
                return ast.UnaryOp(ast.Not(), self.value(node.node, scope))
            case nodes.Compare():
                operators = [_OPERATORS[one.op]() for one in node.ops]
                others = [self.value(one.expr, scope) for one in node.ops]
                return ast.Compare(self.value(node.expr, scope), operators, others)
            case nodes.Test(name="none"):
                return ast.Compare(self.value(node.node, scope), [ast.Is()], [ast.Constant(None)])
        raise UnsupportedError(f"line {node.lineno}: {type(node).__name__}")

    def _name(self, name: str, scope: Scope) -> ast.expr:
        if name in scope.known:
            return load(self._library.keep(scope.known[name]))
        if name in scope.names:
            return load(local(name))
        if name in scope.unit.constants:
            return load(self._library.keep(scope.unit.constants[name]))
        if name in scope.unit.macros:
            raise UnsupportedError(f"{name} is used without being called")
        try:
            return load(self._library.keep(self._library.shared(name)))
        except KeyError:
            pass
        if not scope.page:
            raise UnsupportedError(f"a macro does not know {name}")
        return ast.Subscript(load("context"), ast.Constant(name), ast.Load())

    def _macro(self, node: nodes.Expr, scope: Scope) -> str | None:
        """The function of the macro that is called here; None if it is no macro."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        name = node.node.name
        if name in scope.names or name not in scope.unit.macros:
            return None
        return self._library.macro(*scope.unit.macros[name])

    def _call(self, node: nodes.Call, scope: Scope, more: list[ast.keyword]) -> ast.expr:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise UnsupportedError(f"line {node.lineno}: a call with stars")
        function = self._macro(node, scope)
        given = [*node.args, *(one.value for one in node.kwargs)]
        if function is not None and not more and all(isinstance(one, nodes.Const) for one in given):
            settled = {local(one.key): one.value.as_const() for one in node.kwargs}
            return ast.Constant(self._library.made(function, *(a.as_const() for a in node.args), **settled))
        named = [
            ast.keyword(one.key if function is None else local(one.key), self.value(one.value, scope))
            for one in node.kwargs
        ]
        called = self.value(node.node, scope) if function is None else load(function)
        return ast.Call(called, [self.value(one, scope) for one in node.args], [*named, *more])


def _targets(node: nodes.Node) -> list[str]:
    return [name.name for name in ([node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name))]


def _store(node: nodes.Node) -> ast.expr:
    match node:
        case nodes.Name():
            return ast.Name(local(node.name), ast.Store())
        case nodes.Tuple():
            return ast.Tuple([_store(item) for item in node.items], ast.Store())
    raise UnsupportedError(f"line {node.lineno}: a loop over {type(node).__name__}")


Made = Callable[..., str]
