"""A portal over a small invented region, and the one client through which every page is looked at."""

from pathlib import Path

import pytest
from flask import Flask

from credit.services.public import PublicReader
from tests.fixtures.region import CopyRegion
from tests.web.desk_office import either_office, office
from tests.web.visiting import Visitor
from web.app import create_app
from web.http.portal import EXTENSION
from web.settings import Settings

__all__ = ["either_office", "office"]  # fixtures of more than one module

SHOWN_PIECE = "91650100MA77X3PQ6A"  # the one enterprise of the region that has something of everything


@pytest.fixture(scope="session")
def region(copy_region: CopyRegion, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a portal whose region has been created, published and indexed."""
    directory = tmp_path_factory.mktemp("portal")
    copy_region(directory)
    return Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(directory),
            "PORTAL_DEMO": "1",
            "PORTAL_QUOTA_PAGES": "1000000 per minute",
            "PORTAL_ACCESS_LOG": "0",
        }
    )


@pytest.fixture(scope="session")
def portal_app(region: Settings) -> Flask:
    return create_app(region)


@pytest.fixture(scope="session")
def reader(portal_app: Flask) -> PublicReader:
    found: PublicReader = portal_app.extensions[EXTENSION].reader
    return found


@pytest.fixture(scope="session")
def visit(portal_app: Flask) -> Visitor:
    return Visitor(portal_app)


@pytest.fixture(scope="session")
def addresses(reader: PublicReader) -> tuple[str, ...]:
    """The address of every enterprise of the region."""
    found = (reader.enterprise(code) for code in reader.codes(limit=2000))
    return tuple(dict.fromkeys(one.canonical_address for one in found if one))


@pytest.fixture
def empty_settings(tmp_path: Path) -> Settings:
    return Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_ACCESS_LOG": "0"})
