"""Who is let through which address: everybody there is, and what must become of them.

What must be is worked out here anew from the marker, without asking the code that decides it.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from msgspec.structs import replace
from sqlalchemy import func, select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from credit.db.models import AuditRow
from credit.db.session import Sessions, open_sessions
from credit.domain.accounts import FILING_TASKS, Origin, Right, Role, Task, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person, system
from credit.domain.commitments import Commitment, CommitmentType
from credit.domain.findings import CheckOutcome, Service
from credit.domain.instant import InstantItem
from credit.domain.logins import SignIn
from credit.domain.reference import authorities
from credit.domain.values import Agency
from credit.domain.vocabulary import AbnormalGround, RecordKind
from credit.rules.findings import Told
from credit.rules.objections import Filed
from credit.services import (
    access,
    filings,
    invitations,
    logins,
    memberships,
    records,
    recoveries,
    text_checks,
)
from credit.services.context import Context
from credit.services.disclosures import listings, orders, voluntary
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.disclosures.statements import Said
from credit.services.findings import cases, checks, planning, promises
from credit.services.objections import filing, targets
from tests.accounts.applied import applied_for_repair
from tests.accounts.promised import promised
from tests.fixtures.facts import NOON, licence, record
from tests.fixtures.people import BAKER, TRADER, MovingClock, town
from tests.services.supervision.reported import reported
from web.app import create_app
from web.http.access import SUBJECT, Access, Mark, mark_of
from web.http.portal import EXTENSION
from web.settings import Settings

OWN, OTHER, NONE = TRADER, BAKER, "91650102MA6D000261"
OWN_PLACE, OTHER_PLACE = "650102", "653125"
ONE_TASK = Task.COMMITMENT
RAW = "0123456789abcdef"
NOBODY = "0" * 26
GUARDED = frozenset({Access.SIGNED_IN, Access.MEMBER, Access.OFFICER})

Grant = Callable[["World", str], None]


@dataclass(frozen=True)
class World:
    """A portal with two enterprises that have owners, filings and everything else an id can name."""

    app: Flask
    sessions: Sessions
    clock: MovingClock
    keys: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)  # ids of the other enterprise, by parameter
    tokens: dict[str, str] = field(default_factory=dict)  # sessions of visitors who changed nothing

    def ctx(self, actor: Actor | None = None) -> Context:
        return Context(self.sessions, self.clock, actor or system("test"))

    def trail(self) -> int:
        """How many changes of state there are, sessions aside: those begin and end with each try."""
        about = select(func.count()).where(AuditRow.action.not_like("login.%"))
        with self.sessions.read() as session:
            return session.scalar(about) or 0

    def sign_in(self, who: str, **more: Any) -> tuple[str, str]:
        """A person with a session: id, and the token of their browser."""
        rules = self.app.extensions[EXTENSION].accounts.rules
        signed = SignIn(provider="demo", subject=who, name=who, **more)
        begun, token = logins.open_login(self.ctx(), rules, signed, "")
        return begun.person.id, token

    def give(self, person_id: str, code: str, terms: Terms) -> str:
        """A membership; its id."""
        with self.sessions.write() as session:
            made = memberships.grant(
                session, self.ctx(), self.keys[code], person_id, terms, Origin.INVITATION
            )
        return made.id

    def client(self, token: str) -> FlaskClient:
        client = self.app.test_client()
        if token:
            with client.session_transaction() as cookie:
                cookie["sid"], cookie["csrf_token"] = token, RAW
        return client

    def form(self) -> dict[str, str]:
        """A form that carries the token of its session."""
        serializer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return {"csrf_token": str(serializer.dumps(RAW))}


@dataclass(frozen=True)
class Someone:
    """A kind of visitor. officer: authority and roles; member: what they are given of the own enterprise."""

    name: str
    officer: tuple[str, frozenset[OfficerRole]] | None = None
    member: Grant | None = None
    task: frozenset[Task] = frozenset()
    rights: frozenset[Right] = frozenset()
    anonymous: bool = False
    home: str = OWN  # where they are a member

    def may(self, mark: Mark, subject: str) -> bool:
        """Whether the marker lets them through to OWN, OTHER or NONE."""
        if self.anonymous:
            return False
        if mark.access is Access.SIGNED_IN:
            return True
        if mark.access is Access.OFFICER:
            return self.officer is not None and bool(self.officer[1] & mark.roles)
        if subject == NONE:
            return False
        if self.officer is not None:
            return self._may_official(mark, subject)
        return subject == self.home and mark.right in self.rights and bool(self.task & set(mark.tasks))

    def _may_official(self, mark: Mark, subject: str) -> bool:
        assert self.officer is not None
        counter = OfficerRole.COUNTER in self.officer[1]
        return self.reaches(subject) and (mark.right is Right.READ or counter)

    def reaches(self, subject: str) -> bool:
        """Whether an officer's authority stands above the place of OWN or OTHER."""
        place = OWN_PLACE if subject == OWN else OTHER_PLACE
        return self.officer is not None and self.officer[0] in (place, f"{place[:4]}00", "650000")


def _given(terms: Terms) -> Grant:
    def give(world: World, person_id: str) -> None:
        world.give(person_id, OWN, terms)

    return give


def _ended(world: World, person_id: str) -> None:
    made = world.give(person_id, OWN, Terms(role=Role.FILER))
    owner = world.ctx(person(world.keys["owner"]))
    memberships.remove(owner, world.keys[OWN], made)


def _expired(world: World, person_id: str) -> None:
    world.give(person_id, OWN, Terms(role=Role.OWNER, until=world.clock.now() - timedelta(seconds=1)))


def _elsewhere(world: World, person_id: str) -> None:
    world.give(person_id, OTHER, Terms(role=Role.OWNER))


READS, ALL = frozenset({Right.READ}), frozenset(Right)
EVERYBODY = (
    Someone("anonymous", anonymous=True),
    Someone("stranger"),
    Someone("owner elsewhere", member=_elsewhere, home=OTHER, task=frozenset(Task), rights=ALL),
    Someone("removed", member=_ended),
    Someone("expired", member=_expired),
    Someone("viewer", member=_given(Terms(role=Role.VIEWER)), task=FILING_TASKS, rights=READS),
    Someone(
        "filer of one task",
        member=_given(Terms(role=Role.FILER, tasks=frozenset({ONE_TASK}))),
        task=frozenset({ONE_TASK}),
        rights=ALL,
    ),
    Someone("filer", member=_given(Terms(role=Role.FILER)), task=FILING_TASKS, rights=ALL),
    Someone("owner", member=_given(Terms(role=Role.OWNER)), task=frozenset(Task), rights=ALL),
    Someone("counter here", officer=(OWN_PLACE, frozenset({OfficerRole.COUNTER}))),
    Someone("counter elsewhere", officer=("653100", frozenset({OfficerRole.COUNTER}))),
    Someone("handler here", officer=(OWN_PLACE, frozenset({OfficerRole.HANDLER}))),
    Someone("reviewer of the city", officer=("650100", frozenset({OfficerRole.REVIEWER}))),
    Someone("supervisor of the region", officer=("650000", frozenset({OfficerRole.SUPERVISOR}))),
)


@dataclass(frozen=True)
class Route:
    rule: Rule
    method: str
    mark: Mark

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def names_subject(self) -> bool:
        return SUBJECT in self.rule.arguments

    def lets(self, someone: Someone, subject: str) -> bool:
        """Whether somebody must get through: an officer to the page of a subject only within reach."""
        far = self.mark.access is Access.OFFICER and self.names_subject and not someone.reaches(subject)
        return not far and someone.may(self.mark, subject)

    def address(self, world: World, subject: str, ids: dict[str, str]) -> str:
        """ids: by parameter; a parameter that is not among them gets an id that nothing has."""
        values: dict[str, Any] = {"language": "zh"}
        for name in self.rule.arguments - {"language"}:
            usual = _usual(self.rule._converters[name])
            values[name] = subject if name == SUBJECT else ids.get(name, usual)
        adapter = world.app.url_map.bind("localhost")
        return adapter.build(self.rule.endpoint, values, method=self.method)


def _usual(converter: BaseConverter) -> str | int:
    """What stands for a parameter: a year, one of those there are, or an id that nothing has."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 2025 if isinstance(converter, IntegerConverter) else NOBODY


def routes(app: Flask) -> Iterator[Route]:
    """Every address and method behind a guard."""
    for rule in app.url_map.iter_rules():
        mark = mark_of(app.view_functions[rule.endpoint])
        if mark is not None and mark.access in GUARDED:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Route(rule, method, mark)


def make_world(template: Path, directory: Path) -> World:
    """Two enterprises and all that hangs on the other one."""
    shutil.copy(template, directory / "portal.db")
    url = f"sqlite:///{directory / 'portal.db'}"
    sessions, clock = open_sessions(url), MovingClock(NOON)
    town(sessions, clock)
    settings = Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(directory),
            "PORTAL_DATABASE_URL": url,
            "PORTAL_REPORTER_KEYS": "ab" * 32,
            "PORTAL_QUOTA_PERSON": "1000000 per minute",
            "PORTAL_QUOTA_PAGES": "1000000 per minute",  # whoever has no session counts as a reader of pages
            "PORTAL_ACCESS_LOG": "0",
        }
    )
    world = World(create_app(settings, clock=clock), sessions, clock)
    with sessions.read() as session:
        world.keys.update({code: access.standing(session, code).key for code in (OWN, OTHER)})
    world.keys["owner"], _ = world.sign_in("the owner")
    world.give(world.keys["owner"], OWN, Terms(role=Role.OWNER))
    _furnish(world)
    return world


def _furnish(world: World) -> None:
    """Whatever an id of the other enterprise can name; whose ids they are nobody here is."""
    owner, token = world.sign_in("the other owner")
    key, ctx = world.keys[OTHER], world.ctx(person(owner))
    given = world.give(owner, OTHER, Terms(role=Role.OWNER))
    invited, link = invitations.invite(ctx, key, Terms(role=Role.VIEWER, label="示例"))
    with world.sessions.write() as session:
        filed = filings.announce(session, ctx, key, Task.ANNUAL_REPORT, "r1", "HZ-1", "2025")
    stop = filings.freeze(ctx, key, filed.id, "示例")
    applied = recoveries.start(ctx, OTHER)
    rules = world.app.extensions[EXTENSION].accounts.rules
    session_id = logins.of_person(ctx, rules)[0].id
    assert link
    assert token
    world.foreign.update(_disclosures(world, ctx, key))
    folder = Folder(world.app.extensions[EXTENSION].settings.evidence_dir)
    handler = officer("h" * 26, OTHER_PLACE, frozenset({OfficerRole.HANDLER}))
    world.foreign.update(promised(ctx, handler, key, folder))
    world.foreign.update(_objected(world, ctx, key, folder))
    world.foreign.update(applied_for_repair(world.ctx(), ctx, key, OTHER, folder))
    world.foreign.update(
        membership=given,
        invitation=invited,
        filing=filed.id,
        stop=stop.id,
        application=applied.id,
        login=session_id,
    )


def _disclosures(world: World, owner: Context, key: str) -> dict[str, str]:
    """What the other enterprise published, was ordered to publish, and answered, with a file."""
    reach = frozenset({OfficerRole.HANDLER})
    handler = world.ctx(officer("h" * 26, OTHER_PLACE, reach))
    entry = voluntary.publish(owner, key, "示例", "示例", "0" * 26)
    order = orders.issue(handler, key, InstantItem.OTHER, "示例", "示例", "示例1号", "1" * 26)
    intended = listings.Intended(ground=AbnormalGround.UNREACHABLE, facts="示例", workdays=5)
    case = listings.tell(handler, key, intended, "2" * 26)
    folder = Folder(world.app.extensions[EXTENSION].settings.evidence_dir)
    said = Said("示例", "3" * 26, files=[Upload("示例.pdf", b"%PDF-1.7 example")])
    listings.answer(owner, folder, key, case.id, said)
    voluntary.publish(owner, key, "示例", "信用卡套现", "4" * 26)  # waits for an officer
    with world.sessions.read() as session:
        (told,) = listings.of_subject(session, key)
        (held,) = text_checks.queue(session, handler)
    own = {"text": held.id, "entry": entry.id, "order": order.id, "case": case.id}
    file = told.statements[0].evidence[0].id
    letters = reported(world.ctx(), world.app.extensions[EXTENSION].letters, OTHER)
    return letters | _finding(world, handler, key) | own | {"file": file}


def _objected(world: World, owner: Context, key: str, folder: Folder) -> dict[str, str]:
    """An objection of the other enterprise to a licence of its own authority."""
    office = authorities.authority(OTHER_PLACE)
    assert office is not None
    told = record(licence("示例2号"), "objected")
    agency = Agency(office.name)
    records.put(world.ctx(), (OTHER,), replace(told, provenance=replace(told.provenance, agency=agency)))
    with world.sessions.read() as session:
        public = targets.public(session, owner, key)
    (one,) = [each.shown for each in public if each.shown.kind is RecordKind.LICENCE]
    said = Said("示例", "9" * 26)
    return {"objection": filing.file(owner, folder, key, one.id, Filed(whole=True), said)}


def _finding(world: World, handler: Context, key: str) -> dict[str, str]:
    """A promise of the other enterprise that a check found broken, and what it was told of it."""
    office = authorities.authority(OTHER_PLACE)
    assert office is not None
    made = Commitment(
        accepting_office=office.name,
        number="示例1号",
        commitment_type=CommitmentType.STATEMENT,
        matter="示例",
        committed_on=handler.clock.today(),
        publication_agreed=True,
    )
    records.put(handler, (OTHER,), record(made, "promise"))
    with world.sessions.read() as session:
        ((promise, _),) = promises.of_subject(session, key)
    opened = planning.check_own(handler, promise, "6" * 26)
    folder = Folder(world.app.extensions[EXTENSION].settings.evidence_dir)
    done = checks.Done(CheckOutcome.NOT_KEPT, handler.clock.today(), "示例", "7" * 26)
    checks.record(handler, folder, opened.id, done)
    told = Told("示例", "示例", 5, Service.DIRECT, handler.clock.today())
    return {"check": opened.id, "finding": cases.notify(handler, opened.id, told, "8" * 26)}


def visitor(world: World, someone: Someone, number: int) -> FlaskClient:
    """One of their kind. number: another number, another person; those of 0 only ask what they may not."""
    if someone.anonymous:
        return world.client("")
    name = f"{someone.name} {number}"
    if number or name not in world.tokens:
        world.tokens[name] = _arrive(world, someone, name)
    return world.client(world.tokens[name])


def _arrive(world: World, someone: Someone, name: str) -> str:
    more: dict[str, Any] = {}
    if someone.officer is not None:
        more = {"authority": someone.officer[0], "roles": someone.officer[1]}
    person_id, token = world.sign_in(name, **more)
    if someone.member is not None:
        someone.member(world, person_id)
    return token
