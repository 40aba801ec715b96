"""A company with an owner, a handler and a reviewer of the authority above its own."""

from pathlib import Path

import pytest

from credit.db.session import Sessions
from credit.services.context import Context
from tests.fixtures.company import Company


class Firm(Company):
    """The company; who reviews sits above."""

    @property
    def reviewer(self) -> Context:
        return self.above


@pytest.fixture
def firm(sessions: Sessions, tmp_path: Path) -> Firm:
    return Firm.founded(sessions, tmp_path)
