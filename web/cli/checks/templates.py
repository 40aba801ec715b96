"""Guard of the templates: nothing inline, nothing unescaped, every word translated.

The template is read twice: its Jinja constructs with Jinja's own parser, its HTML with the constructs
replaced by single marks. Whether dates and codes are kept apart from the direction of the text can
only be seen in finished pages: the tests of the pages look at that.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

from web.cli.checks.finding import Finding

_CONSTRUCT = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?%\}.*?\{%-?\s*endtrans\s*-?%\}"
    r"|\{%-?\s*raw.*?endraw\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}",
    re.S,
)
_MARK = "\ue000"
_WORDS = re.compile(r"[一-鿿ا-ې]|[A-Za-z]{3,}")
_READ_ALOUD = {"title", "aria-label", "alt", "placeholder", "aria-description", "aria-roledescription"}
_GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
_DATA_SCRIPTS = {"application/json", "application/ld+json"}
_WORDLESS = {"code", "kbd", "script", "style", "svg"}
_JINJA = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def check_template(path: str, text: str) -> Iterator[Finding]:
    """Findings of one template."""
    yield from _check_constructs(path, text)
    reader = _Html(path, text)
    reader.feed(reader.marked)
    reader.close()
    yield from reader.findings


def _check_constructs(path: str, text: str) -> Iterator[Finding]:
    tree = _JINJA.parse(text)
    for used in tree.find_all(nodes.Filter):
        if used.name in {"safe", "forceescape"}:
            yield Finding(path, used.lineno, "unescaped", f"|{used.name} switches escaping off")
    for switch in tree.find_all((nodes.EvalContextModifier, nodes.MarkSafe)):
        yield Finding(path, switch.lineno, "unescaped", "autoescape is not to be changed")
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name in _GETTEXT and call.args and _is_built(call.args[0]):
            yield Finding(path, call.lineno, "formatted-message", f"{name}() must be given a whole text")


def _is_built(argument: nodes.Expr) -> bool:
    """Whether a message is put together on the spot, so that it can't be in the catalogue."""
    return isinstance(argument, nodes.Concat | nodes.Add | nodes.Mod | nodes.Filter | nodes.CondExpr)


class _Html(HTMLParser):
    """Walks the HTML of a template whose Jinja constructs have become marks."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self._path = path
        self._wordless: list[str] = []
        self.marked = _CONSTRUCT.sub(lambda found: _MARK + "\n" * found[0].count("\n"), text)

    def _report(self, rule: str, detail: str) -> None:
        self.findings.append(Finding(self._path, self.getpos()[0], rule, detail))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style" or "style" in given:
            self._report("inline-style", f"<{tag}> carries its own style")
        if tag == "script" and "src" not in given and given.get("type") not in _DATA_SCRIPTS:
            self._report("inline-script", "script in the page")
        for name, value in given.items():
            self._check_attribute(name, value)
        if tag in _WORDLESS or ("lang" in given and tag != "html"):
            self._wordless.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._wordless and self._wordless[-1] == tag:
            self._wordless.pop()

    def handle_data(self, data: str) -> None:
        words = _WORDS.search(data)
        if words and not self._wordless:
            self._report("untranslated", f"visible text outside _(): {data.strip()[:40]}")

    def _check_attribute(self, name: str, value: str) -> None:
        if re.fullmatch(r"on[a-z]+", name):
            self._report("inline-script", f"{name}= runs script in the page")
        if value.strip().lower().startswith("javascript:"):
            self._report("inline-script", f"{name}: javascript: address")
        if name in _READ_ALOUD and _WORDS.search(value):
            self._report("untranslated", f"{name}={value!r} outside _()")
