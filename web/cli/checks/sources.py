"""Guard of the Python sources: sizes that can be read at one sitting, and a few things done in one place."""

import ast
import re
from collections.abc import Iterator, Mapping

from web.cli.checks.finding import Finding

FILE_LINES, FILE_LINES_MOST = 300, 400
FUNCTION_LINES, FUNCTION_LINES_MOST = 30, 40
VIEW_LINES = 20

# Longer than the habit, for a reason; never above the upper limit.
LONGER: Mapping[str, str] = {
    "web/presenters/terms.py": "every term that is explained stands in one list of sentences",
    "credit/domain/records.py": "one struct for each kind of record, read as one table",
    "credit/services/imports/cells.py": "every form a cell may have, beside each other",
    "credit/services/imports/tables_facts.py": "one table of columns for each kind of record",
    "credit/services/imports/tables_exchange.py:_counterpart": "columns of the exchange format, in order",
    "credit/services/demo/registrations.py:registration": "one struct; the order of chances is fixed",
    "credit/services/demo/penalties.py:compose": "one struct; the order of chances is fixed",
    "bench/files.py:_records": "rows of import files, written out",
}

# Samples written out in full, to be read like a list; how long they are says nothing.
SAMPLES = ("web/presenters/gallery/", "credit/services/demo/showcase_stories.py")

COMMIT_HOME = "credit/db/session.py"
INDEX_HOME = "search/embedded/"  # a search index commits too, in its own sense
CLOCK_HOME = "credit/domain/clock.py"

_FOREIGN = re.compile(r"/work/|registry\.npmjs|pypi\.org|files\.pythonhosted|\bissues? ?#?\d+\b", re.I)
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def check_source(path: str, text: str, longer: Mapping[str, str] = LONGER) -> Iterator[Finding]:
    """Findings of one product file."""
    tree = ast.parse(text)
    yield from _check_file(path, text, longer)
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield from _check_function(path, node, text, longer)
        elif isinstance(node, ast.Call):
            yield from _check_call(path, node)
        elif isinstance(node, ast.Name | ast.Attribute | ast.Constant):
            yield from _check_name(path, node)
    for number, line in enumerate(text.split("\n"), 1):
        if _FOREIGN.search(line) and not path.endswith("checks/sources.py"):
            yield Finding(path, number, "foreign-matter", "names a place outside the project")


def _check_file(path: str, text: str, longer: Mapping[str, str]) -> Iterator[Finding]:
    lines = text.count("\n")
    limit = FILE_LINES_MOST if path in longer or path.startswith(SAMPLES) else FILE_LINES
    if lines > limit:
        yield Finding(path, 1, "file-size", f"{lines} lines, at most {limit}")
    if path.rpartition("/")[2] in {"utils.py", "util.py", "helpers.py", "common.py"}:
        yield Finding(path, 1, "file-name", "a name that says nothing")


def _check_function(path: str, node: _Function, text: str, longer: Mapping[str, str]) -> Iterator[Finding]:
    if path.startswith(SAMPLES):
        return
    lines = function_lines(node, text)
    if path.startswith("web/views/") and is_view(node):
        limit = VIEW_LINES
    else:
        limit = FUNCTION_LINES_MOST if f"{path}:{node.name}" in longer else FUNCTION_LINES
    if lines > limit:
        yield Finding(path, node.lineno, "function-size", f"{node.name}: {lines} lines, at most {limit}")


def function_lines(node: _Function, text: str) -> int:
    """Lines from `def` to the end, without decorators, docstring, blanks and closing brackets."""
    lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
    total = sum(1 for line in lines if line.strip(" )]},"))
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        written = text.split("\n")[first.lineno - 1 : first.end_lineno]
        total -= sum(1 for line in written if line.strip(" )]},"))
    return total


def is_view(node: _Function) -> bool:
    """Whether a function answers an address: decorated with `.get`, `.post`, `.route` or the like."""
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Attribute) and target.attr in {"get", "post", "route", "put", "delete"}:
            return True
    return False


def _check_call(path: str, node: ast.Call) -> Iterator[Finding]:
    if not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr == "commit" and path != COMMIT_HOME and not path.startswith(INDEX_HOME):
        yield Finding(path, node.lineno, "commit", f"only {COMMIT_HOME} commits")
    owner = node.func.value
    reads_clock = isinstance(owner, ast.Name) and owner.id in {"datetime", "date"}
    if reads_clock and node.func.attr in {"now", "utcnow", "today"} and path != CLOCK_HOME:
        yield Finding(path, node.lineno, "clock", f"time comes from the clock in {CLOCK_HOME}")


def _check_name(path: str, node: ast.Name | ast.Attribute | ast.Constant) -> Iterator[Finding]:
    name = (
        node.id
        if isinstance(node, ast.Name)
        else node.attr
        if isinstance(node, ast.Attribute)
        else node.value
    )
    if name == "TESTING" and not path.endswith("checks/sources.py"):
        yield Finding(path, node.lineno, "testing", "product code does not know that it is tested")
