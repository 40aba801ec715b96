"""What the showcase has lately done: there once, open, and within reach of the demonstration's people."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from credit.db.check_models import TextCheckRow
from credit.db.disclosure_models import InstantFilingRow, ListingCaseRow, PublishOrderRow, VoluntaryRow
from credit.db.session import Sessions
from credit.domain.actors import Actor, OfficerRole, officer, system
from credit.domain.clock import SHANGHAI, FixedClock
from credit.domain.vocabulary import RecordKind
from credit.services import access, agenda, text_checks
from credit.services.context import Context
from credit.services.demo import doings, loading
from credit.services.disclosures import listings, orders
from credit.services.public import PublicReader
from web.demo_idp.people import Someone, people

CLOCK = FixedClock(datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI))
TABLES = (InstantFilingRow, ListingCaseRow, PublishOrderRow, VoluntaryRow, TextCheckRow)


@pytest.fixture
def region(sessions: Sessions) -> Sessions:
    loading.load(sessions, loading.settle(sessions, 6, 1, CLOCK), lambda _: None)
    loading.publish(sessions, CLOCK, lambda _: None)
    assert doings.act(sessions, CLOCK) == 3
    return sessions


def counts(sessions: Sessions) -> list[int]:
    with sessions.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_again_and_later_nothing_is_done_twice(region: Sessions) -> None:
    before = counts(region)
    assert before == [4, 1, 1, 1, 1]
    doings.act(region, CLOCK)
    doings.act(region, FixedClock(CLOCK.now() + timedelta(days=40)))
    assert counts(region) == before


def test_a_region_without_the_showcase_has_nothing_to_do(sessions: Sessions) -> None:
    assert doings.act(sessions, CLOCK) == 0


def test_the_public_sees_both_versions_of_what_was_corrected(region: Sessions) -> None:
    found = PublicReader(region, CLOCK).enterprise(doings.TRADER)
    assert found is not None
    assert len(found.dossier.of_kind(RecordKind.INSTANT)) == 3


def demo_officer(authority: str, role: OfficerRole) -> Actor:
    """Somebody of the demonstration who serves this authority or one above it, in the role."""
    for one in people().values():
        if role in roles(one) and access.covers(one.authority, authority):
            return officer("p" * 26, one.authority, roles(one))
    raise AssertionError(f"nobody of the demonstration reaches {authority} as {role}")


def roles(one: Someone) -> frozenset[OfficerRole]:
    return frozenset(OfficerRole(role) for role in one.roles)


def test_whoever_tries_the_portal_reaches_what_is_open(region: Sessions) -> None:
    holders = {code for one in people().values() for code in one.licences if isinstance(code, str)}
    assert {doings.TRADER, doings.DAIRY, doings.BAKER} <= holders
    with region.read() as session:
        order = session.scalars(select(PublishOrderRow)).one()
        listing = session.scalars(select(ListingCaseRow)).one()
        check = session.scalars(select(TextCheckRow)).one()
        clerk = Context(region, CLOCK, demo_officer(order.authority, OfficerRole.HANDLER))
        assert [one.id for one in orders.queue(session, clerk)] == [order.id]
        decider = Context(region, CLOCK, demo_officer(listing.authority, OfficerRole.REVIEWER))
        assert [one.id for one in listings.queue(session, decider)] == [listing.id]
        looker = Context(region, CLOCK, demo_officer(check.authority, OfficerRole.HANDLER))
        assert [one.id for one in text_checks.queue(session, looker)] == [check.id]
        key = access.standing(session, doings.TRADER).key
    own = Context(region, CLOCK, system("test"))
    assert f"ordered:{order.id}" in [item.id for item in agenda.own(own, key)]
