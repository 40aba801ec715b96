"""Registered facts under objection: marked, handed to who keeps them, held back, back when they change."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.models import Subject
from credit.domain.corrections import DisputedFact
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.objections import Amendment, Claim, ObjectionState, Outcome, Rejected, Ruling
from credit.domain.records import Change, Registration
from credit.domain.repair_applications import Occasion
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED
from credit.domain.vocabulary import ChangeItem
from credit.rules.objections import Filed
from credit.services import registrations, search_documents
from credit.services.codec import decode_registration
from credit.services.context import Context
from credit.services.objections import filing, handling, reading
from credit.services.repairs import telling
from tests.fixtures.company import DAY
from tests.fixtures.reports import context
from tests.services.objections.conftest import Shop

ADDRESS = "f-address"
WRONG = Filed((Claim("address", "示例路2号"),))


def ruling(outcome: Outcome, value: str = "示例路2号", fact: str = "address") -> Ruling:
    rejected = outcome is Outcome.REJECTED
    return Ruling(
        outcome=outcome,
        text="与登记档案核对",
        amendments=() if rejected else (Amendment(fact, value),),
        reasons=(Rejected.SAME,) if rejected else (),
    )


def marks(shop: Shop) -> tuple[DisputedFact, ...]:
    return shop.dossier().registered.disputed


def send(shop: Shop, **changes: object) -> None:
    """The source sends the registration again, with something changed."""
    with shop.sessions.read() as session:
        said = decode_registration(session.scalars(select(Subject.payload).filter_by(key=shop.key)).one())
    fresh: Registration = replace(said, disputed=(), **changes)
    registrations.put(context(shop.sessions, shop.on), fresh)


def occasions(shop: Shop, case: str) -> list[Occasion]:
    with shop.sessions.read() as session:
        return [one.occasion for one in telling.of_case(session, case)]


def other(ctx: Context) -> Context:
    return Context(ctx.sessions, ctx.clock, replace(ctx.actor, id="s" * 26))


def test_an_error_is_handed_to_the_keeper_and_the_page_follows_its_change(shop: Shop) -> None:
    case = shop.file(ADDRESS, WRONG)
    assert marks(shop) == ()
    handling.accept(shop.handler, case)
    assert marks(shop) == (DisputedFact(fact="address", since=DAY),)
    made = handling.rule(shop.handler, case, ruling(Outcome.REFERRED))
    assert (made.state, made.fact) == (ObjectionState.REFERRED, "address")
    assert marks(shop) == (DisputedFact(fact="address", found_on=DAY),)
    assert shop.dossier().registered.address == "示例路1号"  # as the register still has it
    assert occasions(shop, case) == [Occasion.FOUND_WRONG]
    send(shop, scope="食品销售")  # something else is new
    assert marks(shop) == (DisputedFact(fact="address", found_on=DAY),)
    send(shop, address="示例路2号")
    assert (marks(shop), shop.dossier().registered.address) == ((), "示例路2号")
    own = reading.own(shop.owner, shop.key, case)
    assert [one.occasion for one in own.case.tellings] == [Occasion.FOUND_WRONG]


def test_held_back_takes_two_persons_and_ends_by_itself(lone_shop: Shop) -> None:
    shop = lone_shop
    moved = Change(item=ChangeItem.ADDRESS, before="旧路9号", after="示例路1号", changed_on=date(2026, 5, 6))
    shop.import_(moved, "moved")
    case = shop.file(ADDRESS, WRONG)
    handling.accept(shop.reviewer, case)
    proposed = handling.rule(shop.reviewer, case, ruling(Outcome.HELD))
    assert proposed.state is ObjectionState.PROPOSED
    assert shop.dossier().registered.address == "示例路1号"
    handling.confirm(other(shop.reviewer), case)
    seen = shop.dossier()
    assert seen.registered.address == NOT_COLLECTED
    assert "示例路1号" not in str(seen)  # neither in the history of changes
    assert [one.content.after for one in seen.records if isinstance(one.content, Change)] == [NOT_APPLICABLE]
    assert seen.valid_until is not None
    shop.on = DAY + timedelta(days=29)
    assert shop.dossier().registered.address == NOT_COLLECTED
    shop.on = DAY + timedelta(days=30)
    assert shop.dossier().registered.address == "示例路1号"
    assert marks(shop) == (DisputedFact(fact="address", found_on=DAY),)


def test_what_a_page_cannot_do_without_is_never_held_back(lone_shop: Shop) -> None:
    shop = lone_shop
    case = shop.file("f-name", Filed((Claim("name", "另一名称"),)))
    handling.accept(shop.handler, case)
    shown = search_documents.documents(shop.dossier(), 1).documents[0].card
    assert "objected_in_part" in [one.code for one in shown.tags]
    with pytest.raises(InputError, match=r"objection\.outcome"):
        handling.rule(shop.handler, case, ruling(Outcome.HELD, "另一名称", "name"))
    with pytest.raises(InputError, match=r"objection\.outcome"):
        handling.rule(shop.handler, case, ruling(Outcome.CORRECTED, "另一名称", "name"))
    with pytest.raises(InputError, match=r"objection\.value"):
        handling.rule(shop.handler, case, ruling(Outcome.REFERRED, "另一名称", "address"))
    handling.rule(shop.handler, case, ruling(Outcome.REJECTED))
    assert marks(shop) == ()


def test_one_objection_to_a_fact_at_a_time_and_none_to_what_is_not_there(lone_shop: Shop) -> None:
    shop = lone_shop
    case = shop.file(ADDRESS, WRONG)
    assert shop.file(ADDRESS, WRONG) == case
    with pytest.raises(ConflictError, match=r"objection\.open"):
        shop.file(ADDRESS, WRONG, token=2)
    for target in ("f-uyghur_name", "f-nothing", "f-", "address"):
        with pytest.raises(NotFoundError):
            shop.file(target, WRONG, token=3)
    for wrong in (Filed((Claim("scope", "甲"),)), Filed((Claim("address", "示例路1号"),)), Filed()):
        with pytest.raises(InputError):
            shop.file("f-address", wrong, token=4)
    filing.withdraw(shop.owner, shop.key, case)
    again = shop.file(ADDRESS, WRONG, token=5)
    handling.accept(shop.handler, again)
    filing.withdraw(shop.owner, shop.key, again)
    assert marks(shop) == ()


def test_a_source_that_repeats_itself_takes_no_mark_away(lone_shop: Shop) -> None:
    shop = lone_shop
    case = shop.file(ADDRESS, WRONG)
    handling.accept(shop.handler, case)
    send(shop)
    assert marks(shop) == (DisputedFact(fact="address", since=DAY),)
