"""What operators start from fits together: services, secrets, settings, commands, files."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from web.cli import COMMANDS
from web.cli.checks.finding import ROOT
from web.settings import PREFIX, Settings

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
KEYS = {"name", "services", "secrets", "volumes", "networks"}
SERVICE_KEYS = {
    *("image", "build", "restart", "command", "user", "environment", "secrets", "volumes", "networks"),
    *("depends_on", "healthcheck", "ports", "ulimits", "stop_grace_period"),
}
_VARIABLE = re.compile(r"\$\{[A-Z_]+:-([^}]*)\}")


class Asked(dict[str, str]):
    """A mapping that notes what it is asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)


def findings(text: str, secrets: Path) -> Iterator[str]:
    """What does not fit in a compose file. secrets: a folder with a file for each secret."""
    whole = yaml.safe_load(_VARIABLE.sub(r"\1", text))
    yield from (f"unknown part {key}" for key in whole if key not in KEYS and not key.startswith("x-"))
    for name, service in whole["services"].items():
        yield from (f"{name}: {found}" for found in _service(whole, service, secrets))


def _service(whole: dict[str, Any], service: dict[str, Any], secrets: Path) -> Iterator[str]:
    yield from (f"unknown part {key}" for key in service if key not in SERVICE_KEYS)
    if "image" not in service:
        yield "no image"
    once = service.get("restart") == "no"
    if not once and "healthcheck" not in service:
        yield "no health check"
    for other, wanted in service.get("depends_on", {}).items():
        if other not in whole["services"] or wanted["condition"] not in CONDITIONS:
            yield f"waits for {other}"
        elif wanted["condition"] == "service_healthy" and "healthcheck" not in whole["services"][other]:
            yield f"waits for the health of {other}, which has no check"
    for kind in ("secrets", "networks"):
        yield from (f"undeclared {one}" for one in service.get(kind, ()) if one not in whole[kind])
    for volume in service.get("volumes", ()):
        source = volume.split(":")[0]
        known = (DEPLOY / source).exists() if source.startswith(".") else source in whole["volumes"]
        if not known:
            yield f"no volume or file {source}"
    yield from _secret_files(service)
    if service["image"] == "credit-portal":
        yield from _portal(service, secrets)


def _secret_files(service: dict[str, Any]) -> Iterator[str]:
    """Every path below /run/secrets that is used is handed over."""
    used = set(re.findall(r"/run/secrets/(\w+)", yaml.safe_dump(service)))
    yield from (
        f"the secret {one} is not handed over" for one in sorted(used - set(service.get("secrets", ())))
    )


def _portal(service: dict[str, Any], secrets: Path) -> Iterator[str]:
    given = {name: str(value) for name, value in service["environment"].items()}
    plain = {name: name for name in given if "PASSWORD" in name and not name.endswith("_FILE")}
    yield from (f"{name} is a secret in plain sight" for name in plain)
    there = {name: value.replace("/run/secrets", str(secrets)) for name, value in given.items()}
    asked = Asked(there)
    Settings.from_mapping(asked)
    yield from (f"{name} is no setting" for name in given if name not in asked.names)
    _, command, *_ = service["command"]
    if service["command"][0] != "portal" or command not in COMMANDS:
        yield f"no command {' '.join(service['command'])}"


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The secrets as `deploy/secrets.sh` makes them."""
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    subprocess.run([tmp_path / "secrets.sh"], check=True, capture_output=True)
    return tmp_path / "secrets"


def test_the_services_fit_together(secrets: Path) -> None:
    assert list(findings(COMPOSE.read_text(encoding="utf-8"), secrets)) == []


def test_the_secrets_are_made_once_and_for_their_owner(secrets: Path) -> None:
    declared = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["secrets"]
    made = {path.name for path in secrets.iterdir()}
    wanted = {Path(one["file"]).name for one in declared.values()}
    assert wanted - made == {"tls_certificate.pem", "tls_key.pem"}
    assert made <= wanted
    assert {path.stat().st_mode & 0o077 for path in secrets.iterdir()} == {0}
    before = {path.name: path.read_text(encoding="utf-8") for path in secrets.iterdir()}
    assert before["database_password"] in before["database_url"]
    assert len({*before.values()}) == len(before)
    subprocess.run([secrets.parent / "secrets.sh"], check=True, capture_output=True)
    assert {path.name: path.read_text(encoding="utf-8") for path in secrets.iterdir()} == before


def test_only_the_front_can_be_reached() -> None:
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert [name for name, one in services.items() if "ports" in one] == ["nginx"]
    for name in ("elasticsearch", "postgres", "redis"):
        assert services[name]["networks"] == ["inside"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("PORTAL_WORKERS:", "PORTAL_WORKER:", "web: PORTAL_WORKER is no setting"),
        ("command: [portal, jobs]", "command: [portal, job]", "jobs: no command portal job"),
        ("./compose-nginx.conf:", "./compose-ngin.conf:", "nginx: no volume or file ./compose-ngin.conf"),
        (
            "secrets: [elastic_password]\n",
            "secrets: []\n",
            "elasticsearch: the secret elastic_password is not",
        ),
        ("  postgres: {condition", "  postgre: {condition", "schema: waits for postgre"),
        (
            "PORTAL_SEARCH_PASSWORD_FILE: /run/secrets/search_password",
            "PORTAL_SEARCH_PASSWORD: abc",
            "plain sight",
        ),
        ("portal-data: {}\n", "", "web: no volume or file portal-data"),
    ],
)
def test_what_does_not_fit_is_found(old: str, new: str, found: str, secrets: Path) -> None:
    """The twin: a compose file with one thing wrong."""
    text = COMPOSE.read_text(encoding="utf-8")
    assert old in text
    told = list(findings(text.replace(old, new), secrets))
    assert any(found in line for line in told), told


def test_the_example_of_settings_holds_settings() -> None:
    example = (DEPLOY / "credit-portal.env.example").read_text(encoding="utf-8")
    given = dict(re.findall(rf"^#? ?({PREFIX}[A-Z_]+)=(.*)$", example, re.M))
    asked = Asked(given)
    Settings.from_mapping(asked)
    assert len(given) > 5
    assert set(given) - asked.names == set()


def test_the_image_has_everything_that_is_copied() -> None:
    told = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [part for line in re.findall(r"^COPY (.*)$", told, re.M) for part in line.split()[:-1]]
    kept = re.findall(r"^!(.*)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.M)
    assert copied == kept
    assert all((ROOT / part).exists() for part in copied)


def test_the_front_serves_what_the_single_machine_serves() -> None:
    """The two nginx files differ in places and names only."""
    parts = [
        re.findall(
            r"^\s*(?:location|add_header|proxy_set_header|error_page|gzip\w*|client_\w+).*$", text, re.M
        )
        for text in (
            (DEPLOY / name).read_text(encoding="utf-8")
            for name in ("nginx.conf.example", "compose-nginx.conf")
        )
    ]
    assert parts[0] == parts[1]
    assert len(parts[0]) > 10
