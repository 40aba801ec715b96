"""Who may act for a subject: licence, invitation, liaison, removal, recovery, freeze; on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from credit.db.session import Sessions
from credit.domain.accounts import FILING_TASKS, Origin, Right, Role, Task, Terms
from credit.domain.actors import Actor, OfficerRole, at_counter, officer, person, system
from credit.domain.errors import ConflictError, DomainError, InputError, NotAllowedError, NotFoundError
from credit.domain.filings import DisputeState
from credit.domain.logins import HeldLicence, SessionRules, SignIn
from credit.domain.recovery import Proof, RecoveryState
from credit.domain.reference import authorities
from credit.services import (
    access,
    audit,
    filings,
    invitations,
    logins,
    members,
    memberships,
    owner_notices,
    recoveries,
    recovery_cases,
)
from credit.services.context import Context
from tests.fixtures.facts import NOON
from tests.fixtures.people import BAKER, EATERY, TRADER, MovingClock, representative, town

RULES = SessionRules(secret=b"of a test")
ASSOCIATION = "51650000MJ00000182"


class Town:
    """Four enterprises, and people who sign in."""

    def __init__(self, sessions: Sessions) -> None:
        self.clock = MovingClock(NOON)
        self.ctx = Context(sessions, self.clock, system("test"))
        town(sessions, self.clock)

    def key(self, code: str) -> str:
        with self.ctx.sessions.read() as session:
            return access.standing(session, code).key

    def arrive(self, who: str, *codes: str, **more: object) -> Context:
        held = tuple(HeldLicence(code=code, name="某行业协会") for code in codes)
        signed = SignIn(provider="demo", subject=who, name=str(more.pop("name", who)), licences=held, **more)  # type: ignore[arg-type]
        begun, _ = logins.open_login(self.ctx, RULES, signed, "")
        return replace(self.ctx, actor=begun.actor)

    def joins(self, owner: Context, code: str, guest: Context, terms: Terms) -> str:
        _, token = invitations.invite(owner, self.key(code), terms)
        return invitations.accept(guest, token)[0].id

    def may(self, ctx: Context, code: str, task: Task, right: Right) -> bool:
        try:
            access.check(ctx, self.key(code), task, right)
        except NotAllowedError:
            return False
        return True

    def file(self, ctx: Context, code: str, reference: str = "r1", receipt: str = "HZ-2026-1") -> str:
        with ctx.sessions.write() as session:
            made = filings.announce(
                session, ctx, self.key(code), Task.ANNUAL_REPORT, reference, receipt, "2025"
            )
        return made.id

    def told(self, ctx: Context) -> list[str]:
        return [one.code for one in owner_notices.of_person(ctx)]


@pytest.fixture
def place(sessions: Sessions) -> Town:
    return Town(sessions)


def refused(work: Callable[[], object], code: str) -> None:
    with pytest.raises(DomainError) as told:
        work()
    assert told.value.code == code


def terms(role: Role = Role.FILER, **more: object) -> Terms:
    return Terms(role=role, label="示例", **more)  # type: ignore[arg-type]


def test_a_licence_makes_an_owner_and_only_of_that_enterprise(place: Town) -> None:
    owner = place.arrive("a", TRADER)
    assert place.may(owner, TRADER, Task.MEMBERS, Right.SUBMIT)
    assert not place.may(owner, BAKER, Task.ANNUAL_REPORT, Right.READ)
    assert place.arrive("a", TRADER).actor.id == owner.actor.id  # the same person, one membership
    with place.ctx.sessions.read() as session:
        assert len(members.members(session, owner, place.key(TRADER))) == 1


def test_an_unknown_code_binds_nothing(place: Town) -> None:
    somebody = place.arrive("a", "91650102MA6D000261", "not a code", "51650000MJ00000183")
    assert members.workplaces(somebody) == []


def test_an_association_acts_without_being_in_the_register(place: Town) -> None:
    secretary = place.arrive("a", ASSOCIATION)
    (found,) = members.workplaces(secretary)
    assert (found.address, found.name) == (ASSOCIATION, "某行业协会")
    assert place.may(secretary, ASSOCIATION, Task.COMMITMENT, Right.SUBMIT)
    with place.ctx.sessions.read() as session:
        subject = access.standing(session, ASSOCIATION)
    assert access.authority_of(subject.registration) == "650000"


def test_two_people_of_the_same_name_are_two(place: Town) -> None:
    assert place.arrive("a", name="同名").actor.id != place.arrive("b", name="同名").actor.id


def test_an_invitation_counts_once_and_for_a_week(place: Town) -> None:
    owner, guest, late = place.arrive("a", TRADER), place.arrive("b"), place.arrive("c")
    _, token = invitations.invite(owner, place.key(TRADER), terms())
    invitations.accept(guest, token)
    refused(lambda: invitations.accept(late, token), "invitation.unknown")
    _, token = invitations.invite(owner, place.key(TRADER), terms())
    place.clock.move(days=7)
    refused(lambda: invitations.look(late, token), "invitation.unknown")
    assert place.told(owner).count("invitation.accepted") == 1


def test_a_withdrawn_link_is_useless(place: Town) -> None:
    owner, guest = place.arrive("a", TRADER), place.arrive("b")
    made, token = invitations.invite(owner, place.key(TRADER), terms())
    refused(lambda: invitations.withdraw(guest, place.key(TRADER), made), "access.none")
    invitations.withdraw(owner, place.key(TRADER), made)
    refused(lambda: invitations.accept(guest, token), "invitation.unknown")


def test_tasks_and_rights_bound_a_member(place: Town) -> None:
    owner, filer, viewer = place.arrive("a", TRADER), place.arrive("b"), place.arrive("c")
    place.joins(owner, TRADER, filer, terms(tasks=frozenset({Task.REPAIR})))
    place.joins(owner, TRADER, viewer, terms(Role.VIEWER))
    assert place.may(filer, TRADER, Task.REPAIR, Right.SUBMIT)
    assert not place.may(filer, TRADER, Task.ANNUAL_REPORT, Right.READ)
    assert not place.may(filer, TRADER, Task.MEMBERS, Right.READ)
    for task in FILING_TASKS:
        assert place.may(viewer, TRADER, task, Right.READ)
        assert not place.may(viewer, TRADER, task, Right.WRITE)
    refused(lambda: invitations.invite(filer, place.key(TRADER), terms()), "access.task")


def test_a_term_ends_by_itself(place: Town) -> None:
    owner, filer = place.arrive("a", TRADER), place.arrive("b")
    place.joins(owner, TRADER, filer, terms(until=NOON + timedelta(days=10)))
    place.clock.move(days=10, seconds=-1)
    assert place.may(filer, TRADER, Task.REPAIR, Right.WRITE)
    place.clock.move(seconds=1)
    refused(lambda: access.check(filer, place.key(TRADER), Task.REPAIR, Right.READ), "access.ended")


def test_the_liaison_changes_in_one_step(place: Town) -> None:
    owner, old, new = place.arrive("a", TRADER), place.arrive("b"), place.arrive("c")
    place.joins(owner, TRADER, old, terms(liaison=True))
    fresh = place.joins(owner, TRADER, new, terms())
    memberships.appoint_liaison(owner, place.key(TRADER), fresh)
    with place.ctx.sessions.read() as session:
        found = members.members(session, owner, place.key(TRADER))
    assert [one.membership.person_id for one in found if one.membership.liaison] == [new.actor.id]
    assert place.may(old, TRADER, Task.REPAIR, Right.WRITE)  # stays a member
    assert "member.no_liaison" in place.told(old)
    assert "member.liaison" in place.told(new)


def test_removal_is_at_once_and_the_last_owner_stays(place: Town) -> None:
    owner, filer = place.arrive("a", TRADER), place.arrive("b")
    made = place.joins(owner, TRADER, filer, terms())
    memberships.remove(owner, place.key(TRADER), made)
    assert not place.may(filer, TRADER, Task.REPAIR, Right.READ)
    assert "member.removed" in place.told(filer)
    refused(lambda: memberships.leave(owner, place.key(TRADER)), "member.last_owner")
    second = place.arrive("c", TRADER)
    memberships.leave(owner, place.key(TRADER))
    refused(lambda: memberships.leave(second, place.key(TRADER)), "member.last_owner")


def test_an_owner_for_a_time_does_not_count_as_the_last(place: Town) -> None:
    owner, guest = place.arrive("a", TRADER), place.arrive("b")
    place.joins(owner, TRADER, guest, terms(Role.OWNER, until=NOON + timedelta(days=1)))
    refused(lambda: memberships.leave(owner, place.key(TRADER)), "member.last_owner")


def test_an_agent_has_all_clients_in_one_place(place: Town) -> None:
    agent = place.arrive("agent")
    for number, code in enumerate((TRADER, BAKER, EATERY)):
        place.joins(place.arrive(f"o{number}", code), code, agent, terms())
    assert {one.address for one in members.workplaces(agent)} == {TRADER, BAKER, EATERY}


def an_officer(place: Town, division: str, *roles: OfficerRole) -> Context:
    return replace(place.ctx, actor=officer("o1", division, frozenset(roles)))


@pytest.mark.parametrize(
    ("division", "reaches"),
    [("650102", True), ("650100", True), ("650000", True), ("650103", False), ("653100", False)],
)
def test_an_officers_reach_is_the_subtree(place: Town, division: str, reaches: bool) -> None:
    assert (
        place.may(an_officer(place, division, OfficerRole.HANDLER), TRADER, Task.REPAIR, Right.READ)
        is reaches
    )


def test_only_the_counter_writes_for_a_subject(place: Town) -> None:
    clerk = an_officer(place, "650102", OfficerRole.COUNTER)
    assert not place.may(clerk, TRADER, Task.ANNUAL_REPORT, Right.SUBMIT)
    seated = replace(clerk, actor=at_counter(clerk.actor))
    assert place.may(seated, TRADER, Task.ANNUAL_REPORT, Right.SUBMIT)
    reviewer = an_officer(place, "650102", OfficerRole.REVIEWER)
    assert not place.may(
        replace(reviewer, actor=at_counter(reviewer.actor)), TRADER, Task.ANNUAL_REPORT, Right.WRITE
    )


def test_every_authority_covers_itself_and_what_is_below() -> None:
    for division in authorities.authorities():
        above = [one.division for one in authorities.chain(division)]
        assert division in above
        assert all(access.covers(one, division) for one in above)
    assert not access.covers("", "650102")


def test_a_filing_is_told_to_every_owner_at_once_and_once(place: Town) -> None:
    first, second, filer = place.arrive("a", TRADER), place.arrive("b", TRADER), place.arrive("c")
    place.joins(first, TRADER, filer, terms())
    made = place.file(filer, TRADER)
    assert place.file(filer, TRADER) == made
    for owner in (first, second):
        (told,) = [one for one in owner_notices.of_person(owner) if one.code == "filing.new"]
        assert told.created_at - place.clock.now() < timedelta(minutes=1)
        assert told.params["receipt"] == "HZ-2026-1"
    assert "filing.new" not in place.told(filer)


def test_a_freeze_stops_edits_for_72_hours_and_nothing_else(place: Town) -> None:
    owner, filer = place.arrive("a", TRADER), place.arrive("b")
    place.joins(owner, TRADER, filer, terms())
    made = place.file(filer, TRADER)
    key = place.key(TRADER)
    refused(lambda: filings.freeze(filer, key, made, "不是我"), "access.task")
    refused(lambda: filings.freeze(owner, key, made, " "), "freeze.reason")
    with place.ctx.sessions.read() as session:
        before = filings.one(session, key, made).filed_at
    stop = filings.freeze(owner, key, made, "不是我安排的")
    assert stop.until - stop.frozen_at == timedelta(hours=72)
    assert stop.authority == "650102"
    refused(lambda: filings.freeze(owner, key, made, "再来"), "freeze.already")
    for hours, open_ in ((0, False), (71, False), (1, True)):
        place.clock.move(hours=hours)
        assert is_open(place, filer) is open_
    with place.ctx.sessions.read() as session:
        assert filings.one(session, key, made).filed_at == before


def is_open(place: Town, ctx: Context) -> bool:
    with ctx.sessions.read() as session:
        try:
            filings.require_open(session, ctx, Task.ANNUAL_REPORT, "r1")
        except ConflictError:
            return False
        return True


def test_a_dispute_is_settled_by_its_authority_once_with_reasons(place: Town) -> None:
    owner = place.arrive("a", TRADER)
    made = place.file(owner, TRADER)
    stop = filings.freeze(owner, place.key(TRADER), made, "不是我安排的")
    near = an_officer(place, "650102", OfficerRole.HANDLER)
    far = an_officer(place, "653100", OfficerRole.HANDLER)
    watcher = an_officer(place, "650000", OfficerRole.SUPERVISOR)
    for wrong, code in ((far, "access.authority"), (watcher, "access.role"), (owner, "access.role")):
        refused(lambda wrong=wrong: filings.settle(wrong, stop.id, DisputeState.UPHELD, "属实"), code)
    refused(lambda: filings.settle(near, stop.id, DisputeState.UPHELD, ""), "freeze.decision")
    refused(lambda: filings.settle(near, stop.id, DisputeState.WITHDRAWN, "x"), "freeze.decision")
    filings.settle(near, stop.id, DisputeState.REJECTED, "经核实为本人办理")
    refused(lambda: filings.settle(near, stop.id, DisputeState.UPHELD, "属实"), "freeze.decided")
    assert is_open(place, owner)
    assert "filing.dispute" in place.told(owner)


def test_beginning_anew_gives_no_more_tries_and_alarms_nobody_all_day(place: Town) -> None:
    owner, guest = place.arrive("owner", TRADER), place.arrive("guest")
    for _ in range(recoveries.MOST_FOR_ONE):
        recoveries.withdraw(guest, recoveries.start(guest, TRADER).id)
    with pytest.raises(ConflictError, match=r"recovery\.too_many"):
        recoveries.start(guest, TRADER)
    assert place.told(owner).count("recovery.started") == recoveries.MOST_FOR_ONE
    other = recoveries.start(guest, EATERY)
    assert recoveries.start(guest, EATERY) == other
    place.clock.move(days=1)
    recoveries.start(guest, TRADER)


def test_recovery_takes_two_independent_proofs(place: Town) -> None:
    place.file(place.ctx, EATERY, receipt="HZ-9")
    heir = place.arrive("heir", name=representative(EATERY).replace("·", " "), real_name=True)
    applied = recoveries.start(heir, EATERY)
    assert recoveries.start(heir, EATERY).id == applied.id
    once = recoveries.prove_identity(heir, applied.id, "demo")
    assert once.state is RecoveryState.OPEN
    assert recoveries.prove_identity(heir, applied.id, "demo").proofs == {Proof.IDENTITY}  # twice is once
    assert not place.may(heir, EATERY, Task.REPAIR, Right.READ)
    done = recoveries.prove_receipt(heir, applied.id, " hz-9 ")
    assert done.state is RecoveryState.GRANTED
    assert place.may(heir, EATERY, Task.MEMBERS, Right.WRITE)
    refused(lambda: recoveries.withdraw(heir, applied.id), "recovery.closed")


def test_a_name_that_nobody_checked_proves_nothing(place: Town) -> None:
    heir = place.arrive("heir", name=representative(EATERY), real_name=False)
    applied = recoveries.start(heir, EATERY)
    refused(lambda: recoveries.prove_identity(heir, applied.id, "demo"), "recovery.name")
    other = place.arrive("other", name="别人", real_name=True)
    refused(lambda: recoveries.prove_identity(other, applied.id, "demo"), "recovery.unknown")


def test_guessing_ends(place: Town) -> None:
    place.file(place.ctx, EATERY)
    thief = place.arrive("thief")
    applied = recoveries.start(thief, EATERY)
    for number in range(recoveries.TRIES):
        refused(lambda n=number: recoveries.prove_receipt(thief, applied.id, f"HZ-{n}"), "recovery.receipt")
    refused(lambda: recoveries.prove_receipt(thief, applied.id, "HZ-2026-1"), "recovery.tries")


def test_owners_who_are_there_have_72_hours(place: Town) -> None:
    owner = place.arrive("owner", EATERY)
    place.file(owner, EATERY, receipt="HZ-9")
    heir = place.arrive("heir", name=representative(EATERY), real_name=True)
    applied = recoveries.start(heir, EATERY)
    recoveries.prove_identity(heir, applied.id, "demo")
    waits = recoveries.prove_receipt(heir, applied.id, "HZ-9")
    assert waits.state is RecoveryState.WAITING
    assert {"recovery.started", "recovery.proven"} <= set(place.told(owner))
    place.clock.move(hours=71)
    assert recoveries.settle_due(place.ctx) == 0
    assert not place.may(heir, EATERY, Task.REPAIR, Right.READ)
    place.clock.move(hours=1)
    assert recoveries.settle_due(place.ctx) == 1
    assert place.may(heir, EATERY, Task.MEMBERS, Right.WRITE)


def test_a_letter_or_the_counter_may_be_the_second_proof(place: Town) -> None:
    heir = place.arrive("heir")
    applied = recoveries.start(heir, EATERY)
    clerk = an_officer(place, "652801", OfficerRole.COUNTER)
    refused(lambda: recovery_cases.print_letter(clerk, applied.id), "recovery.no_letter")
    recoveries.ask_for_letter(heir, applied.id)
    refused(lambda: recoveries.prove_letter(heir, applied.id, "0000000000"), "recovery.letter")
    far = an_officer(place, "653100", OfficerRole.COUNTER)
    refused(lambda: recovery_cases.print_letter(far, applied.id), "access.authority")
    first = recovery_cases.print_letter(clerk, applied.id)
    second = recovery_cases.print_letter(clerk, applied.id)
    refused(lambda: recoveries.prove_letter(heir, applied.id, first), "recovery.letter")
    recoveries.prove_letter(heir, applied.id, second.upper())
    done = recovery_cases.prove_at_counter(clerk, applied.id)
    assert done.state is RecoveryState.GRANTED
    assert place.may(heir, EATERY, Task.REPAIR, Right.SUBMIT)


def test_nobody_checks_their_own_papers(place: Town) -> None:
    heir = place.arrive("heir")
    applied = recoveries.start(heir, EATERY)
    own = replace(place.ctx, actor=officer(heir.actor.id, "652801", frozenset({OfficerRole.COUNTER})))
    refused(lambda: recovery_cases.prove_at_counter(own, applied.id), "access.own_case")


def test_every_change_stands_in_a_chain_that_holds(place: Town) -> None:
    owner, filer = place.arrive("a", TRADER), place.arrive("b")
    made = place.joins(owner, TRADER, filer, terms())
    memberships.change(owner, place.key(TRADER), made, terms(Role.VIEWER))
    memberships.remove(owner, place.key(TRADER), made)
    filings.freeze(owner, place.key(TRADER), place.file(owner, TRADER), "示例")
    with place.ctx.sessions.read() as session:
        entries = audit.of_target(session, place.key(TRADER))
        assert audit.broken_at(session) is None
    acts = [entry.action for entry in reversed(entries)]
    assert acts == [
        "member.grant",
        "member.invite",
        "member.grant",
        "member.accept",
        "member.change",
        "member.end",
        "filing.new",
        "filing.freeze",
    ]
    changed = next(entry for entry in entries if entry.action == "member.change")
    assert '"before": "' in changed.detail
    assert '"after": "' in changed.detail
    assert changed.actor == owner.actor.name


def test_actors_are_named_without_their_names() -> None:
    named: list[Actor] = [
        system("import"),
        person("p1", "某人"),
        officer("o1", "650102", frozenset(), "某人"),
    ]
    assert [one.name for one in named] == ["import", "person:p1", "officer:o1"]


def test_a_person_without_standing_is_told_so(place: Town) -> None:
    refused(
        lambda: access.check(place.arrive("x"), place.key(TRADER), Task.REPAIR, Right.READ), "access.none"
    )
    with pytest.raises(NotFoundError):
        access.check(an_officer(place, "650000", OfficerRole.HANDLER), "0" * 26, Task.REPAIR, Right.READ)


def test_terms_must_say_something(place: Town) -> None:
    owner, key = place.arrive("a", TRADER), place.key(TRADER)
    for wrong, code in (
        (terms(tasks=frozenset()), "member.tasks"),
        (terms(until=NOON), "member.until"),
        (Terms(role=Role.FILER, label=" "), "invitation.label"),
    ):
        with pytest.raises(InputError) as told:
            invitations.invite(owner, key, wrong)
        assert told.value.code == code


def test_a_membership_says_on_what_it_rests(place: Town) -> None:
    owner, guest = place.arrive("a", TRADER), place.arrive("b")
    place.joins(owner, TRADER, guest, terms())
    with place.ctx.sessions.read() as session:
        found = members.members(session, owner, place.key(TRADER))
    assert [one.membership.origin for one in found] == [Origin.LICENCE, Origin.INVITATION]
