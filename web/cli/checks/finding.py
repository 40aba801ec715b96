"""What a guard has to say about one place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A violation: file below the project's root, line from 1, name of the rule, what is wrong."""

    path: str
    line: int
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.detail}"


Guard = Callable[[str, str], Iterable[Finding]]


def run_guard(guard: Guard, files: Iterable[Path], root: Path = ROOT) -> Iterator[Finding]:
    """Apply a guard of (path, text) to files, with paths given relative to the root."""
    for file in sorted(files):
        yield from guard(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
