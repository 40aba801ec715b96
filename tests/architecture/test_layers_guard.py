"""The import contracts hold, and each one breaks where a violation is planted."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from web.cli.checks.finding import ROOT

PACKAGES = ("web", "credit", "search", "i18n")

# contract -> (file, line that breaks it)
PLANTED = {
    "layers": ("credit/services/planted.py", "from web.presenters import planted"),
    "search-alone": ("search/planted.py", "import flask"),
    "pure-domain": ("credit/domain/planted.py", "import sqlalchemy"),
    "no-http-below": ("credit/jobs/planted.py", "def f():\n    import werkzeug"),
    "one-door-tantivy": ("credit/services/planted_index.py", "import tantivy"),
    "engines": ("credit/jobs/planted_engine.py", "import search.embedded"),
    "one-door-elasticsearch": ("credit/services/planted_cluster.py", "import elasticsearch"),
    "local-servers": ("credit/services/planted_server.py", "import search.local_elastic"),
    "models": ("web/http/planted.py", "import credit.db"),
    "dumb-forms": ("web/forms/planted.py", "import search.query"),
    "dumb-presenters": ("web/presenters/planted_flask.py", "import flask"),
    "views": ("web/views/planted.py", "import web.views.planted_other"),
    "acyclic": ("credit/jobs/planted_a.py", "import credit.jobs.planted_b"),
}
ALSO_PLANTED = {
    "web/presenters/planted.py": "",
    "web/views/planted_other.py": "",
    "credit/jobs/planted_b.py": "import credit.jobs.planted_a",
}


def contracts() -> dict[str, str]:
    """Names by id."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract["name"] for contract in listed}


def lint(folder: Path) -> str:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTED) == set(contracts())


def test_the_contracts_hold() -> None:
    report = lint(ROOT)
    assert f"Contracts: {len(contracts())} kept, 0 broken." in report, report


@pytest.fixture(scope="module")
def broken_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy of the tree in which every contract is violated once."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in PACKAGES:
        ignore = shutil.ignore_patterns("__pycache__", "*.tsv", "*.po", "*.mo")
        shutil.copytree(ROOT / package, copy / package, ignore=ignore)
    for path, text in [*PLANTED.values(), *ALSO_PLANTED.items()]:
        (copy / path).write_text(text + "\n", encoding="utf-8")
    return lint(copy)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(broken_report: str, contract: str) -> None:
    assert f"{contracts()[contract]} BROKEN" in broken_report, broken_report


@pytest.mark.parametrize("package", [*PACKAGES, "bench"])
def test_our_names_mean_our_packages(package: str) -> None:
    """Other distributions use names as plain as ours: the import must find the tree's own."""
    module = __import__(package)
    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT)
