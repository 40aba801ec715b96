"""What commands share: settings from the environment, sessions, the search of this portal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from credit.db import schema
from credit.db.session import Sessions, open_sessions
from web.settings import Settings, SettingsError


def read_settings() -> Settings:
    """Settings of this process; a wrong one ends the command with its name."""
    try:
        return Settings.from_mapping(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def database(upgrade: bool = True) -> Iterator[Sessions]:
    """Sessions on the portal's database, its schema brought up to date."""
    sessions = open_sessions(read_settings().database_url)
    try:
        if upgrade:
            schema.upgrade(sessions.engine)
        yield sessions
    finally:
        sessions.close()
