"""Settings: secrets out of files, threads that fit the engine."""

from pathlib import Path

import pytest

from web.settings import WAITING_THREADS, Settings, SettingsError

SECRETS = ("SECRET_KEY", "DATABASE_URL", "QUEUE_URL", "MAIL_URL", "SMS_URL", "QUOTA_STORAGE")


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_lie_in_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("found-it\n", encoding="utf-8")
    settings = Settings.from_mapping({f"PORTAL_{name}_FILE": str(tmp_path / "secret")})
    assert getattr(settings, name.lower()) == "found-it"


def test_secrets_of_login_providers_may_lie_in_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("found-it", encoding="utf-8")
    given = {"LOGIN_SECRET_REGION_FILE": str(tmp_path / "secret"), "LOGIN_SECRET_TOWN": "told"}
    settings = Settings.from_mapping({f"PORTAL_{name}": value for name, value in given.items()})
    assert settings.login_secrets == {"region": "found-it", "town": "told"}
    assert "found-it" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "PORTAL_SECRET_KEY_FILE: the file cannot be read"),
        ({"SECRET_KEY_FILE": "{}/empty"}, "PORTAL_SECRET_KEY_FILE: the file is empty"),
        ({"SECRET_KEY_FILE": "{}/binary"}, "PORTAL_SECRET_KEY_FILE: the file cannot be read"),
        ({"SECRET_KEY_FILE": "{}/good", "SECRET_KEY": "private"}, "set one of them"),
    ],
)
def test_a_secret_that_cannot_be_used_is_named_and_not_told(
    given: dict[str, str], why: str, tmp_path: Path
) -> None:
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "good").write_text("private", encoding="utf-8")
    values = {f"PORTAL_{name}": value.format(tmp_path) for name, value in given.items()}
    with pytest.raises(SettingsError, match=why) as refused:
        Settings.from_mapping(values)
    assert "private" not in str(refused.value)


def test_who_asks_a_cluster_waits_with_several_threads() -> None:
    assert Settings.from_mapping({}).threads == 1
    cluster = {"PORTAL_SEARCH_URL": "elastic://127.0.0.1:9200/portal"}
    assert Settings.from_mapping(cluster).threads == WAITING_THREADS
    assert Settings.from_mapping(cluster | {"PORTAL_THREADS": "9"}).threads == 9
