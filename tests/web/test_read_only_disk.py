"""A disk that takes no writes any more: the portal says so and goes on serving pages; and the way back.

A real one: a mount of its own where the tests run as root, taken-away rights where they do not.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.parts import Part
from tests.web.conftest import SHOWN_PIECE
from web.settings import Settings

ROOT = Path(__file__).parents[2]
NAMESPACES = Part("the right to mount (unshare)", "run the tests as another user than root")
_FROZEN = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
_SCRIPT = """
import json, os, subprocess, sys
from pathlib import Path
from web.app import create_app
from web.settings import Settings

place, code = Path(sys.argv[1]), sys.argv[2]
app = create_app(Settings.from_mapping({"PORTAL_DATA_DIR": str(place), "PORTAL_ACCESS_LOG": "0"}))
client = app.test_client()
enterprise, search = f"/ug/enterprise/{code}", f"/zh/search?q={code}"
pages = ["/zh/", enterprise, search, "/zh/search?q=新疆", "/zh/recent", "/ug/terms"]
told = {"frozen": [client.get(page).status_code for page in pages]}
told["ready"] = client.get("/readyz").get_json()
told["fallback"] = "banner" in client.get("/zh/search?q=新疆").get_data(as_text=True)
if os.geteuid() == 0:
    subprocess.run(["mount", "-o", "remount,rw,bind", str(place)], check=True)
else:
    place.chmod(0o755)
told["thawed"] = [client.get(page).status_code for page in pages]
told["after"] = client.get("/readyz").get_json()
from credit.db.session import open_sessions
from sqlalchemy import text
writer = open_sessions(f"sqlite:///{place / 'portal.db'}")
with writer.write() as session:
    named = "SELECT subject_id FROM subject_codes WHERE code = :code"
    gone = f"UPDATE dossiers SET blob = NULL WHERE subject_id IN ({named})"
    session.execute(text(gone), {"code": code})
told["seen"] = client.get(enterprise).status_code
print(json.dumps(told))
"""

_ONE = """
import sys
from web.app import create_app
from web.settings import Settings
settings = Settings.from_mapping({"PORTAL_DATA_DIR": sys.argv[1], "PORTAL_ACCESS_LOG": "0"})
print(create_app(settings).test_client().get("/zh/enterprise/91650100MA77X3PQ6A").status_code)
"""


@pytest.fixture
def disk(region: Settings, tmp_path: Path) -> Path:
    """A copy of the region, as a stopped portal leaves it."""
    place = tmp_path / "disk"
    shutil.copytree(region.data_dir, place)
    for litter in place.glob("portal.db-*"):
        assert not litter.name.endswith("-wal") or litter.stat().st_size == 0, "something waits in the log"
        litter.unlink()
    return place


def on_a_frozen_disk(disk: Path, script: str) -> str:
    """What a script prints to which the disk is read-only."""
    command = [sys.executable, "-c", script, str(disk), SHOWN_PIECE]
    if os.geteuid() == 0:
        if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
            pytest.skip(NAMESPACES.missing())
        command = ["unshare", "-m", "sh", "-c", _FROZEN, "sh", str(disk), *command]
    else:
        disk.chmod(0o555)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    disk.chmod(0o755)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pages_go_on_and_the_portal_says_what_is_wrong(disk: Path) -> None:
    told: dict[str, Any] = json.loads(on_a_frozen_disk(disk, _SCRIPT))
    assert told["frozen"] == [200] * 6
    assert told["ready"]["status"] == "ready"
    assert (told["ready"]["database"], told["ready"]["disk"]) == ("ok", "read-only")
    assert told["fallback"], "searching by name says that it is not the whole answer"
    assert told["thawed"] == [200] * 6
    assert (told["after"]["disk"], told["after"]["search"]) == ("ok", "ok")
    assert told["seen"] == 404, "what is written afterwards is seen at once"


def test_what_waits_in_the_log_is_never_left_out(disk: Path) -> None:
    """A file whose log holds something says less than it should: then no page is better than an old one."""
    (disk / "portal.db-wal").write_bytes(b"something")
    assert on_a_frozen_disk(disk, _ONE).strip() == "503"
