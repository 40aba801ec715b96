"""Review, withholding and release at the keyboard: register, page, search and log follow."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.fixtures.facts import code
from tests.imports.test_import import enterprise, row, sheet
from web.app import create_app
from web.cli import main
from web.settings import Settings

HOME = "债权人到清算组申报，现住址为光明路12号"
LATER = (date.today() + timedelta(days=90)).isoformat()  # noqa: DTZ011 - any day to come
WHO = ("--approver", "示例批准人", "--authority", "示例市市场监督管理局", "--reason", "是清算组的办公地址")
Portal = Callable[..., Result]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    for name in ("DATABASE_URL", "SEARCH_URL"):
        monkeypatch.delenv(f"PORTAL_{name}", raising=False)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    (tmp_path / "r.csv").write_bytes(sheet([enterprise(1)]))
    (tmp_path / "n.csv").write_bytes(sheet([row("notice", credit_code=code(1), body=HOME)]))
    told = call("import", str(tmp_path / "r.csv"), str(tmp_path / "n.csv"), "--workers", "0")
    assert "待人工复核（已收下，暂不公示）：1" in told.output, told.output
    assert call("index", "build").exit_code == 0
    return call


def page(tmp_path: Path) -> str:
    """The enterprise's page, and the list of notices, as anybody sees them."""
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_ACCESS_LOG": "0"})
    client = create_app(settings).test_client()
    return client.get(f"/zh/enterprise/{code(1)}").text + client.get("/zh/notices").text


def test_a_notice_of_an_authority_is_looked_at_and_withheld(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(sheet([row("authority_notice", body=HOME, title="批量公告一则")]))
    told = portal("import", str(tmp_path / "a.csv"), "--workers", "0").output
    assert "待人工复核（已收下，暂不公示）：1" in told
    found = re.search(r"^[0-9a-z]{26}(?=  机关公告)", portal("review").output, re.MULTILINE)
    assert found
    key = found[0]
    assert HOME in portal("review", key).output
    assert page_of(tmp_path, key) == 404
    assert portal("release", key, *WHO).exit_code == 0
    assert page_of(tmp_path, key) == 200
    assert portal("release", key, *WHO).exit_code == 1
    decision = ("--ground", "personal_privacy", "--approver", "示例批准人", "--review-on", LATER)
    assert portal("withhold", key, *decision).exit_code == 0
    assert page_of(tmp_path, key) == 404
    assert "不予公示：个人隐私" in portal("review", key).output


def page_of(tmp_path: Path, key: str) -> int:
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_ACCESS_LOG": "0"})
    return create_app(settings).test_client().get(f"/zh/notices/{key}").status_code


def held_id(told: str) -> str:
    found = re.search(r"^[0-9a-z]{26}(?=  公告)", told, re.MULTILINE)
    assert found, told
    return found[0]


def test_a_held_record_is_looked_at_and_becomes_public(portal: Portal, tmp_path: Path) -> None:
    listed = portal("review").output
    assert "检出：个人住址" in listed
    assert "待复核：1" in listed
    held = held_id(listed)
    assert HOME in portal("review", held).output
    assert held not in page(tmp_path)
    told = portal("release", f"r-{held}", *WHO)
    assert told.exit_code == 0, told.output
    assert portal("index", "check").exit_code == 0  # follows the log to its head
    shown = page(tmp_path)
    assert f'id="r-{held}"' in shown
    assert f"{code(1)}#r-{held}" in shown
    assert HOME in shown
    assert "示例批准人" not in shown
    assert portal("review").output == "待复核：0\n"
    assert "已复核" in portal("review", code(1)).output


def test_withholding_takes_it_back(portal: Portal, tmp_path: Path) -> None:
    held = held_id(portal("review").output)
    portal("release", held, *WHO)
    told = portal(
        "withhold", held, "--ground", "personal_privacy", "--approver", "示例批准人", "--review-on", LATER
    )
    assert told.exit_code == 0, told.output
    assert portal("index", "check").exit_code == 0
    assert held not in page(tmp_path)
    assert f"个人隐私，批准人 示例批准人，复核日期 {LATER}" in portal("review", code(1)).output
    trail = portal("audit")
    assert trail.exit_code == 0
    assert [line.split("  ")[3] for line in trail.output.splitlines()[:-1]] == [
        "record.release",
        "record.withhold",
    ]
    assert trail.output.endswith("审计记录完整\n")


def test_a_subject_by_its_code(portal: Portal, tmp_path: Path) -> None:
    portal("withhold", code(1), "--ground", "state_secret", "--approver", "示例批准人", "--review-on", LATER)
    assert portal("index", "check").exit_code == 0
    assert enterprise(1)["name"] not in page(tmp_path)
    assert portal("release", code(1), *WHO).exit_code == 0
    assert enterprise(1)["name"] in page(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("release", code(9), *WHO), "没有这个代码的主体"),
        (("release", "0" * 26, *WHO), "没有这条记录"),
        (("release", code(1), *WHO), "没有被不予公示"),
        (("release", code(1), *WHO[:-1], " "), "须写明理由"),
        (
            (
                "withhold",
                code(1),
                "--ground",
                "state_secret",
                "--approver",
                "x",
                "--review-on",
                "2020-01-01",
            ),
            "复核日期须在今天之后",
        ),
        (("review", "0" * 26), "没有这条记录"),
        (("review", code(9)), "没有这个代码的主体"),
    ],
)
def test_what_cannot_be_is_told(portal: Portal, arguments: tuple[str, ...], told: str) -> None:
    result = portal(*arguments)
    assert result.exit_code == 1
    assert told in result.output


def test_the_detector_is_no_ground(portal: Portal) -> None:
    told = portal("withhold", code(1), "--ground", "detector", "--approver", "x", "--review-on", LATER)
    assert told.exit_code == 2


def test_the_trail_can_be_held_against_a_note(portal: Portal, tmp_path: Path) -> None:
    portal("withhold", code(1), "--ground", "state_secret", "--approver", "示例批准人", "--review-on", LATER)
    said = portal("audit", "verify")
    assert said.exit_code == 0, said.output
    noted = said.output.splitlines()[-1]
    portal("release", code(1), *WHO)
    assert portal("audit", "verify", "--noted", noted).exit_code == 0
    head, _, found = noted.partition(":")
    wrong = f"{head}:{found[:-1]}{'0' if found[-1] != '0' else '1'}"
    for bad in (wrong, f"99:{found}", "nonsense"):
        told = portal("audit", "verify", "--noted", bad)
        assert told.exit_code == 1
        assert "不一致" in told.output


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit WHERE seq = 1",
        "UPDATE audit SET actor = 'somebody else' WHERE seq = 1",
        "UPDATE audit SET detail = '{}' WHERE seq = 1",
    ],
)
def test_a_trail_that_was_touched_is_seen(portal: Portal, tmp_path: Path, damage: str) -> None:
    portal("withhold", code(1), "--ground", "state_secret", "--approver", "示例批准人", "--review-on", LATER)
    portal("release", code(1), *WHO)
    with sqlite3.connect(tmp_path / "data" / "portal.db") as connection:
        connection.execute(damage)
    told = portal("audit", "verify")
    assert told.exit_code == 1
    assert "被改动或者缺失" in told.output
