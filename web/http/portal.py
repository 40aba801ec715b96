"""What a running portal consists of: the parts that views reach for, put together by `web.app`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from credit.domain.clock import Clock
from credit.services.public import PublicReader, Today
from credit.services.supervision.envelopes import Box
from search.engine import SearchReader
from web.http.accounts import Accounts
from web.http.assets import Assets
from web.http.standing import look
from web.http.templating import Templates
from web.presenters.frame import Look
from web.presenters.status import SearchStanding
from web.settings import Settings

log = logging.getLogger(__name__)

EXTENSION = "portal"
T = TypeVar("T")


class Remembered(Generic[T]):
    """A value that is asked for on each page, may be some seconds old, and can be done without."""

    def __init__(self, ask: Callable[[], T], seconds: float) -> None:
        self._ask = ask
        self._seconds = seconds
        self._until = 0.0
        self._value: T | None = None

    def get(self) -> T | None:
        """The value, asked anew when it is too old; None while the database does not answer."""
        now = monotonic()
        if now >= self._until:
            self._until = now + self._seconds
            try:
                self._value = self._ask()
            except SQLAlchemyError:
                log.exception("the database does not answer")
                self._value = None
        return self._value


@dataclass(frozen=True, slots=True)
class Portal:
    """The parts of one application. `search` raises SearchUnavailableError while the engine is down."""

    settings: Settings
    clock: Clock
    reader: PublicReader
    search: SearchReader
    assets: Assets
    templates: Templates
    accounts: Accounts
    letters: Box
    look: Look = field(init=False)
    freshness: Remembered[datetime | None] = field(init=False)
    today: Remembered[Today] = field(init=False)
    standing: Remembered[SearchStanding] = field(init=False)

    def __post_init__(self) -> None:
        assets = self.assets
        object.__setattr__(self, "look", _look_of(assets))
        object.__setattr__(self, "freshness", Remembered(self.reader.freshness, 5))
        object.__setattr__(self, "today", Remembered(self.reader.today, 30))
        object.__setattr__(self, "standing", Remembered(partial(look, self.search, self.reader), 5))


def _look_of(assets: Assets) -> Look:
    return Look(assets.css, assets.js, assets.favicon, assets.rooms_css, assets.rooms_js)


def portal() -> Portal:
    """The portal of the current application."""
    found: Portal = current_app.extensions[EXTENSION]
    return found
