"""`portal check`: everything a change must pass before the tests, in one go.

Stops at the first red stage and says which command mends it. The tools belong to the test extra.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click

from i18n.checks import findings as translation_findings
from web.cli.checks.finding import ROOT, run_guard
from web.cli.checks.law import check_pack, check_rule, check_words
from web.cli.checks.sources import check_source
from web.cli.checks.styles import check_style
from web.cli.checks.templates import check_template
from web.cli.checks.wording import check_wording

PRODUCT = ("credit", "search", "i18n", "web", "bench")


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing to check: gives findings (none: green), and what to do about them."""

    name: str
    run: Callable[[], Iterable[object]]
    mend: str


def tool(*arguments: str) -> Callable[[], list[str]]:
    """A stage that runs a tool of the virtual environment; its output is the finding."""

    def run() -> list[str]:
        command = [str(Path(sys.executable).parent / arguments[0]), *arguments[1:]]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        return [] if done.returncode == 0 else [(done.stdout + done.stderr).strip()]

    return run


def product_files() -> list[Path]:
    """The Python files of the portal itself, without generated migrations."""
    found = (path for part in PRODUCT for path in (ROOT / part).rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def _sources() -> Iterable[object]:
    return run_guard(check_source, product_files())


def _wording() -> Iterable[object]:
    return run_guard(check_wording, product_files())


def rule_files() -> list[Path]:
    """The modules of rules of law."""
    return list((ROOT / "credit" / "rules").rglob("*.py"))


def page_files() -> list[Path]:
    """Whatever a reader's words are written in."""
    presenters = (path for path in (ROOT / "web").rglob("*.py") if "cli" not in path.parts)
    return [*(ROOT / "templates").rglob("*.html"), *presenters]


def _law() -> Iterable[object]:
    yield from run_guard(check_rule, rule_files())
    yield from run_guard(check_pack, (ROOT / "credit" / "rules" / "packs").glob("*.toml"))
    yield from run_guard(check_words, page_files())


def _templates() -> Iterable[object]:
    return run_guard(check_template, (ROOT / "templates").rglob("*.html"))


def _styles() -> Iterable[object]:
    return run_guard(check_style, (ROOT / "static").rglob("*.css"))


STAGES = (
    Stage("format", tool("ruff", "format", "--no-cache", "--check", "."), "make format"),
    Stage("lint", tool("ruff", "check", "--no-cache", "."), "make format, then mend by hand what remains"),
    Stage("translations", translation_findings, "python -m i18n update, then translate in i18n/locale/ug"),
    Stage("wording", _wording, "mark the literal with zh() or _(), or say `# untranslated: why` beside it"),
    Stage("templates", _templates, "see web/cli/checks/templates.py for what each rule means"),
    Stage("styles", _styles, "see web/cli/checks/styles.py for what each rule means"),
    Stage("sources", _sources, "see web/cli/checks/sources.py for what each rule means"),
    Stage("law", _law, "name instrument and article with @cites, or in the pack; fill figures in from packs"),
    Stage("imports", tool("lint-imports"), "move the import; the contracts are in pyproject.toml"),
    Stage("types", tool("mypy", "-n", "2"), "add or correct the types"),
)


@click.command()
@click.option("--keep-going", is_flag=True, help="Run every stage, even after a red one.")
@click.argument("names", nargs=-1)
def check(keep_going: bool, names: tuple[str, ...]) -> None:
    """Check format, lint, types, layers, translations, templates and styles."""
    chosen = [stage for stage in STAGES if not names or stage.name in names]
    if names and len(chosen) != len(set(names)):
        raise click.BadParameter(f"stages are: {', '.join(stage.name for stage in STAGES)}")
    red = 0
    for stage in chosen:
        red += not passes(stage)
        if red and not keep_going:
            break
    sys.exit(1 if red else 0)


def passes(stage: Stage) -> bool:
    """Run one stage and report it; True if it found nothing."""
    began = perf_counter()
    found = [str(item) for item in stage.run()]
    mark = "ok " if not found else "RED"
    click.echo(f"{mark} {stage.name} ({perf_counter() - began:.1f} s)")
    for line in found:
        click.echo(line)
    if found:
        click.echo(f"    to mend: {stage.mend}")
    return not found
