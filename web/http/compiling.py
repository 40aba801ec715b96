"""Page templates as plain Python functions.

A page puts some four hundred values into its text, through forty macros and three levels of layout.
Jinja's own code hands each piece up through one generator a level, imports every macro anew on every
page, calls it through two functions and makes an object of each escaped value: measured on an
enterprise page, half of what the whole page costs, and three times as much as the function made here.

The parsed templates of one page (its layouts, blocks, macros) become one expression: pieces that
follow each other are joined, a condition is a conditional expression, a loop a comprehension, a
macro a function. A macro called with constants alone is called once, while compiling. Every value
that is not `Markup` is escaped, without exception. Whatever this compiler does not know makes it
give up (`UnsupportedError`): then the page is left to Jinja, and tests hold both answers together.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from jinja2 import Environment, nodes

from web.http.expressions import arguments, local
from web.http.pieces import Made, Scope, Unit, UnsupportedError, Writer
from web.presenters.marks import escape_text, escaped, marked

Render = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Loop:
    """What a template may ask of its loop."""

    index: int
    first: bool
    last: bool


def loops(items: Iterable[Any]) -> list[tuple[Loop, Any]]:
    """Items, each with its place."""
    held = list(items)
    return [(Loop(at, at == 1, at == len(held)), item) for at, item in enumerate(held, 1)]


class Compiler:
    """Compiles the pages of one environment."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._units: dict[str, Unit] = {}
        self._macros: dict[tuple[str, str], str] = {}
        self._numbers = count()
        self._space: dict[str, Any] = {
            "escaped": escaped,
            "escape_text": escape_text,
            "str": str,
            "Markup": marked,
            "join": "".join,
            "loops": loops,
        }

    def page(self, name: str) -> Render:
        """The function that makes a page from its context. Raises UnsupportedError."""
        chain = [self._unit(name)]
        while chain[-1].parent:
            chain.append(self._unit(chain[-1].parent))
        text = Writer(self, chain).joined(chain[-1].body, Scope(chain[-1], page=True))
        made: Render = self._function(name, arguments(["context"]), text)
        return made

    def macro(self, template: str, name: str) -> str:
        """The Python name of a macro's function."""
        key = template, name
        if key not in self._macros:
            unit = self._unit(template)
            if name not in unit.own:
                raise UnsupportedError(f"{template} has no macro {name}")
            self._macros[key] = self.keep(self._macro(unit, unit.own[name]))
        return self._macros[key]

    def keep(self, value: Any) -> str:
        """A Python name for a value."""
        name = f"kept_{next(self._numbers)}"
        self._space[name] = value
        return name

    def made(self, function: str, *given: Any, **named: Any) -> str:
        """The text of a macro, called while compiling."""
        text: str = self._space[function](*given, **named)
        return text

    def shared(self, name: str) -> Any:
        """What every template knows by this name; KeyError."""
        return self._environment.globals[name]

    def _unit(self, name: str) -> Unit:
        if name not in self._units:
            loader = self._environment.loader
            if loader is None:
                raise UnsupportedError("no loader")
            source = loader.get_source(self._environment, name)[0]
            self._units[name] = read(self._environment.parse(source, name), name)
        return self._units[name]

    def _macro(self, unit: Unit, macro: nodes.Macro) -> Made:
        names = [one.name for one in macro.args]
        writer, scope = Writer(self, [unit]), Scope(unit, frozenset((*names, "caller")))
        defaults = [writer.value(one, scope) for one in macro.defaults]
        parameters = arguments(map(local, names), defaults)
        parameters.kwonlyargs = [ast.arg(local("caller"))]
        parameters.kw_defaults = [ast.Constant(None)]
        made: Made = self._function(macro.name, parameters, writer.joined(macro.body, scope))
        return made

    def _function(self, title: str, parameters: ast.arguments, text: ast.expr) -> Any:
        function = ast.FunctionDef("made", parameters, [ast.Return(text)], [])
        module = ast.fix_missing_locations(ast.Module([function], []))
        found: dict[str, Any] = {}
        code = compile(module, f"templates/{title}", "exec")
        exec(code, self._space, found)  # noqa: S102 - made of our own templates, as Jinja's code is
        return found["made"]


def read(template: nodes.Template, name: str) -> Unit:
    """A parsed template as a unit. Raises UnsupportedError."""
    unit = Unit(template.body)
    unit.blocks = {block.name: block for block in template.find_all(nodes.Block)}
    for node in template.body:
        match node:
            case nodes.Extends(template=nodes.Const(value=str(parent))):
                unit.parent = parent
            case nodes.FromImport(template=nodes.Const(value=str(other)), with_context=False):
                pairs = (one if isinstance(one, tuple) else (one, one) for one in node.names)
                unit.macros |= {here: (other, there) for there, here in pairs}
            case nodes.Macro():
                unit.own[node.name] = node
                unit.macros[node.name] = (name, node.name)
            case nodes.Assign(target=nodes.Name(name=str(own)), node=nodes.Expr() as value):
                try:
                    unit.constants[own] = value.as_const()
                except nodes.Impossible as error:
                    raise UnsupportedError(f"{name}: {own} is no constant") from error
            case nodes.Extends() | nodes.FromImport() | nodes.Import() | nodes.Include():
                raise UnsupportedError(f"{name}: {type(node).__name__}")
    return unit
