"""The documents name every setting and command, and point to files that exist."""

import re
from pathlib import Path

import pytest

from web.cli import COMMANDS
from web.cli.checks.finding import ROOT
from web.settings import PREFIX

OPERATIONS = ROOT / "docs" / "operations.md"


def settings_read() -> set[str]:
    """Names of the settings, as the code reads them."""
    source = (ROOT / "web" / "settings.py").read_text(encoding="utf-8")
    return {PREFIX + name for name in re.findall(r'read\.\w+\(\s*"([A-Z_]+)"', source)}


def unnamed(text: str, names: set[str]) -> set[str]:
    """The names that a text does not give in code marks."""
    return {name for name in names if f"`{name}`" not in text}


def broken_links(file: Path, text: str) -> list[str]:
    """Links of a document to files of the tree that are not there."""
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    return [target for target in targets if "://" not in target and not (file.parent / target).exists()]


def test_every_setting_is_explained() -> None:
    assert len(settings_read()) > 10
    assert unnamed(OPERATIONS.read_text(encoding="utf-8"), settings_read()) == set()


def test_every_command_is_explained() -> None:
    commands = {f"portal {name}" for name in COMMANDS}
    assert unnamed(OPERATIONS.read_text(encoding="utf-8"), commands) == set()


@pytest.mark.parametrize(
    "file", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda f: f.name
)
def test_links_lead_somewhere(file: Path) -> None:
    assert broken_links(file, file.read_text(encoding="utf-8")) == []


def test_every_target_of_make_is_listed() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.M)[0].split())
    described = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.M))
    assert targets == described


def test_gaps_are_seen() -> None:
    assert unnamed("`PORTAL_HOST`", {"PORTAL_HOST", "PORTAL_PORT"}) == {"PORTAL_PORT"}
    assert broken_links(
        ROOT / "README.md", "[a](docs/nothing.md) [b](Makefile) [c](https://example.org)"
    ) == ["docs/nothing.md"]
