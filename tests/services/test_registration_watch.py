"""Owners are told once what an import changed of their registration, however often the log is read."""

from datetime import date

import pytest

from credit.db.account_models import PersonRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import person
from credit.domain.records import Registration
from credit.services import batches, memberships, owner_notices, projection, registration_watch
from credit.services.context import Context
from tests.fixtures.facts import registration
from tests.fixtures.reports import COMPANY, context, register

OWNER = "owner".ljust(26, "0")


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    made = context(sessions, date(2026, 6, 15))
    key = register(made)
    registration_watch.follow(made)
    with sessions.write() as session:
        session.add(
            PersonRow(id=OWNER, display_name="", locale="zh", email="", phone="", created_at=made.clock.now())
        )
        session.flush()
        memberships.grant(session, made, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return made


def imported(ctx: Context, changed: Registration) -> None:
    """As a load does it: written in bulk, projected afterwards."""
    with ctx.sessions.write() as session:
        batches.write(session, [changed], [])
    projection.project_marked(ctx.sessions, ctx.clock)


def told(ctx: Context) -> list[str]:
    own = Context(ctx.sessions, ctx.clock, person(OWNER))
    found = owner_notices.of_person(own)
    return [one.params["items"] for one in found if one.code == "registration.changed"]


def test_an_import_that_changes_name_person_and_place_is_told_once(ctx: Context) -> None:
    changed = registration(
        COMPANY, name="喀什新名商贸有限公司", legal_representative="别人", address="新路 2 号"
    )
    imported(ctx, changed)
    assert registration_watch.follow(ctx) == 1
    assert registration_watch.follow(ctx) == 0
    imported(ctx, changed)  # the same file again
    registration_watch.follow(ctx)
    (items,) = told(ctx)
    assert {"name", "legal_representative", "address"} <= set(items.split(","))


def test_what_is_not_watched_tells_nobody(ctx: Context) -> None:
    before = registration(COMPANY, headcount=5)
    imported(ctx, before)
    registration_watch.follow(ctx)
    heard = told(ctx)
    imported(ctx, registration(COMPANY, headcount=6))
    assert registration_watch.follow(ctx) == 0
    assert told(ctx) == heard


def test_a_lost_wake_is_made_good_by_the_next_look(ctx: Context) -> None:
    """Nobody was woken when the import ended: the position in the log knows what was not read."""
    for number in range(3):
        imported(ctx, registration(COMPANY, name=f"喀什第{number}商贸有限公司"))
    assert registration_watch.follow(ctx) == 1  # what it is now is told, not every step
    assert len(told(ctx)) == 1


def test_a_subject_nobody_acts_for_is_not_kept(ctx: Context) -> None:
    imported(ctx, registration(50))
    imported(ctx, registration(50, name="阿克苏新名有限公司"))
    assert registration_watch.follow(ctx) == 0
