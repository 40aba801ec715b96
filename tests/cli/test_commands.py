"""The `portal` command as an operator meets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credit.db import schema
from tests.fixtures.facts import code
from tests.imports.test_import import enterprise, row, sheet
from web.cli import COMMANDS, main

DOCS = Path(__file__).parents[2] / "docs"
PACKS = Path(__file__).parents[2] / "credit" / "rules" / "packs"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    for name in ("DATABASE_URL", "SEARCH_URL"):
        monkeypatch.delenv(f"PORTAL_{name}", raising=False)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return call


def test_help_lists_every_command_on_one_line(portal) -> None:  # type: ignore[no-untyped-def]
    told = portal("--help")
    assert told.exit_code == 0
    lines = [line.split()[0] for line in told.output.partition("Commands:")[2].splitlines() if line.strip()]
    assert lines == list(COMMANDS)


def test_schema_commands(portal) -> None:  # type: ignore[no-untyped-def]
    assert portal("db", "check").exit_code == 1
    assert f"empty -> {schema.newest()}" in portal("db", "upgrade").output
    assert portal("db", "check").exit_code == 0


def test_from_a_file_to_an_answer(portal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "r.csv").write_bytes(sheet([enterprise(1, name="乌鲁木齐市雪莲商贸有限公司")]))
    (tmp_path / "l.csv").write_bytes(sheet([row("licence", XK_XDR_SHXYM=code(1)), row("licence", XK_NR="")]))
    told = portal("import", str(tmp_path / "l.csv"), str(tmp_path / "r.csv"), "--workers", "0")
    assert told.exit_code == 0, told.output
    assert "等待主体登记信息：1" in told.output
    assert "此前等待、现已归入主体：1" in told.output
    assert "未接收：1" in told.output
    rejects = list((tmp_path / "data" / "imports").glob("*.csv"))
    assert [path.read_text(encoding="utf-8-sig").splitlines()[1] for path in rejects] == ["3,许可内容,必填"]
    fallback = portal("search", "乌鲁木齐市雪莲")
    assert code(1) in fallback.output
    assert "搜索索引正在建立" in fallback.output
    assert portal("index", "build").exit_code == 0
    answer = portal("search", "雪莲商贸", "--json")
    assert f'"code":"{code(1)}"' in answer.output.splitlines()[0]
    assert '"total":1' in answer.output
    assert portal("search", "雪莲", "--lang", "ug").exit_code == 0
    status = portal("index", "status")
    assert "0 behind" in status.output
    assert portal("index", "check").exit_code == 0
    assert portal("sweep").exit_code == 0
    assert portal("sweep", "--all").output == "更新公示档案：1 户\n更新机关公告：0 条\n"


def test_a_refused_file_is_told_and_the_others_are_taken(portal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.csv").write_bytes(sheet([enterprise(1) | {"信用风险等级": "C"}]))
    (tmp_path / "good.csv").write_bytes(sheet([enterprise(2)]))
    told = portal("import", str(tmp_path / "bad.csv"), str(tmp_path / "good.csv"), "--workers", "0")
    assert told.exit_code == 1
    assert "bad.csv：拒绝导入" in told.output
    assert "新增：1" in told.output


def test_unknown_kinds_are_refused(portal) -> None:  # type: ignore[no-untyped-def]
    assert portal("import", str(DOCS / "examples" / "check.csv"), "--kind", "nothing").exit_code == 2


def test_unverified_figures_are_listed(portal) -> None:  # type: ignore[no-untyped-def]
    told = portal("unverified")
    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert lines[0].startswith("现在使用、须在上线前核实：")
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert "penalty_publication.toml" in listed
    assert all((PACKS / name).is_file() for name in listed)
    assert f"共 {len(listed)} 项" in lines[-1]
    assert "low_fine_organisation = 10 万元" in told.output
