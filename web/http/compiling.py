"""How templates become Python: as Jinja does it, without what its output does not need.

A page puts some four hundred values and five hundred attributes into its text, by forty macros.
Jinja escapes each value into a new `Markup` object, looks attributes up and calls macros through
functions, and asks at each page whether its components are still the same. Here values that are
mark-up already pass as they are, plain text is escaped into plain text, attributes are attributes
and calls are calls. Escaping stays complete: what is not `Markup` is escaped, without exception.
"""

from typing import Any

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class LeanTemplate(Template):
    """A template whose components are made once: they know nothing but the environment's own names."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class LeanGenerator(CodeGenerator):
    """Compiles the templates of this portal. Samples of the gallery are dictionaries: those as ever."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - its name
        if (self.name or "").startswith("gallery/"):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.write(f"{keyword.key}=")
            self.visit(keyword.value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")
