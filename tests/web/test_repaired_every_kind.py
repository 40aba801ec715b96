"""After a grant nothing of a record of any kind is on any public page: before, after, gone back, and down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.account_models import PersonRow
from credit.db.models import ChangeRow, RecordRow
from credit.db.session import Sessions
from credit.domain.accounts import Membership, Origin, Role, Terms
from credit.domain.actors import person, system
from credit.domain.commitments import BreachFinding, BreachOutcome, Commitment, CommitmentType
from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import AuthorityNotice, NoticeFacts
from credit.domain.records import AbnormalEntry, AnyContent, Check, Record, SeriousEntry
from credit.domain.values import Repair
from credit.domain.vocabulary import AbnormalGround, CheckKind, CheckResult, SeriousCategory
from credit.jobs import indexing
from credit.services import (
    access,
    authority_notices,
    batches,
    calendar_links,
    memberships,
    projection,
    records,
)
from credit.services.batches import Incoming
from credit.services.context import Context
from credit.services.repairs import effects
from credit.services.repairs.effects import Granted
from tests.contract.search.conftest import ENGINES, GROUPED
from tests.fixtures.facts import code, penalty, registration, said
from tests.web.test_repaired_nowhere import CLOCK, SENT, Region, environment, served, wait
from web.app import create_app
from web.settings import Settings

ONE, OTHER = 3101, 3102
PROMISE = "C650102-26P2345678"
PENALTY_NO = "乌天市监罚〔2026〕31011号"
REPAIR = Repair(number="信修〔2026〕650102-000001号", agency="示例局", on=CLOCK.today())
READER = "reader".ljust(26, "0")


@dataclass(frozen=True)
class Trace:
    """One record, and words that stand in it alone. asked: what somebody would look for."""

    source_id: str
    content: AnyContent
    words: tuple[str, ...]
    asked: str


TRACES = (
    Trace(
        "k-penalty",
        penalty(PENALTY_NO, violation="虚构样本甲类违规", check_id="k-led"),
        ("虚构样本甲类违规", "31011号"),
        PENALTY_NO,
    ),
    Trace(
        "k-check",
        Check(
            check_kind=CheckKind.RANDOM,
            checked_on=SENT,
            results=(CheckResult.FOLLOW_UP,),
            task_no="653101",
            item="虚构样本乙类事项",
        ),
        ("虚构样本乙类事项",),
        "虚构样本乙类事项",
    ),
    Trace(
        "k-abnormal",
        AbnormalEntry(
            ground=AbnormalGround.UNREACHABLE, listed_on=SENT, decision_no="天市监异入〔2026〕31012号"
        ),
        ("31012号",),
        "天市监异入〔2026〕31012号",
    ),
    Trace(
        "k-serious",
        SeriousEntry(
            category=SeriousCategory.FOOD,
            reason="虚构样本丙类情形",
            listed_on=SENT,
            decision_no="天市监严〔2026〕31013号",
        ),
        ("虚构样本丙类情形", "31013号"),
        "天市监严〔2026〕31013号",
    ),
    Trace(
        "k-breach",
        BreachFinding(
            commitment_no=PROMISE,
            matter="守法诚信经营",
            decision_no="天市监违诺〔2026〕31014号",
            decided_on=SENT,
            outcome=BreachOutcome.CORRECTION_ORDERED,
            reasons="虚构样本丁类理由",
        ),
        ("虚构样本丁类理由", "31014号"),
        "天市监违诺〔2026〕31014号",
    ),
)
LED = Check(
    check_kind=CheckKind.INSPECTION,
    checked_on=SENT,
    results=(CheckResult.FOLLOW_UP,),
    item="虚构样本戊类检查",
)
KEPT = Commitment(
    number=PROMISE,
    commitment_type=CommitmentType.STATEMENT,
    matter="守法诚信经营",
    committed_on=SENT - timedelta(days=30),
    publication_agreed=True,
    valid_from=SENT - timedelta(days=30),
    valid_to=SENT + timedelta(days=300),
    text="本企业郑重承诺依法经营。",
)
ALL_WORDS = (*(word for one in TRACES for word in one.words), "虚构样本戊类检查")


def plant(sessions: Sessions) -> None:
    sent = [(one.source_id, one.content) for one in TRACES]
    sent += [("k-led", LED), ("k-promise", KEPT)]
    rows = [
        Incoming((code(ONE),), Record(id="", provenance=said(name, "cases", SENT), content=content))
        for name, content in sent
    ]
    with sessions.write() as session:
        batches.write(session, [registration(ONE), registration(OTHER)], rows)
    projection.project_marked(sessions, CLOCK)
    ctx = Context(sessions, CLOCK, system("tests"))
    body = f"一、{PENALTY_NO}：虚构样本甲类违规。\n二、乌天市监罚〔2026〕39999号：另一企业。"
    told = AuthorityNotice(notice_kind=list(NoticeKind)[-1], title="示例曝光", body=body, period_from=SENT)
    authority_notices.put(
        ctx, NoticeFacts(key="", provenance=said("k-notice", "notices", SENT), content=told)
    )


def calendar(sessions: Sessions) -> str:
    """The token of a member's calendar of the enterprise."""
    ctx = Context(sessions, CLOCK, person(READER))
    with sessions.write() as session:
        now = CLOCK.now()
        session.add(PersonRow(id=READER, display_name="", locale="zh", email="", phone="", created_at=now))
        session.flush()
        key = access.standing(session, code(ONE)).key
        memberships.grant(session, ctx, key, READER, Terms(role=Role.OWNER), Origin.LICENCE)
    with sessions.read() as session:
        held: list[Membership] = access.memberships(session, READER, CLOCK.now())
    return calendar_links.renew(ctx, held[0])


def addresses(region: Region, token: str) -> list[str]:
    """Every public address where one of the records could stand, in both languages."""
    asked = sorted({*(one.asked for one in TRACES), *(one.words[0] for one in TRACES)})
    kinds = ("enterprise", "penalty", "notice", "commitment")
    with region.sessions.read() as session:
        promise = session.scalars(select(RecordRow.id).where(RecordRow.source_id == "k-promise")).one()
    found = [f"/zh/search?q={quote(one)}&kind={kind}" for one in asked for kind in kinds]
    found += [f"/zh/{page}={quote(one)}" for one in asked for page in ("suggest?q", "document?number")]
    for language in ("zh", "ug"):
        pages = ("", "notices", "commitments", "status", "handling", "repair", "recent", "services")
        found += [f"/{language}/{page}" for page in pages]
        found += [f"/{language}/recent?kind={kind}" for kind in (*kinds, "abnormal", "serious", "check")]
        found += [
            f"/{language}/enterprise/{code(ONE)}",
            f"/{language}/enterprise/{code(ONE)}/mark.svg",
            f"/{language}/commitment/{code(ONE)}/{promise}",
            f"/{language}/calendar/{token}.ics",
        ]
    return [
        *found,
        *("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-notices-0.xml"),
        *("/robots.txt", "/healthz", "/readyz", "/metrics"),
    ]


def leaks(region: Region, where: list[str], ids: tuple[str, ...] = ()) -> list[str]:
    """Addresses whose pages say something of a record; what was asked is said back and does not count."""
    found = []
    for address in where:
        text = region.text(address)
        words = [word for word in ALL_WORDS if quote(word) not in address]
        if any(word in text for word in words) or any(one in text for one in ids):
            found.append(address)
    return found


@pytest.fixture
def grown(request: pytest.FixtureRequest, lone_sessions: Sessions, tmp_path: Path) -> Iterator[Region]:
    plant(lone_sessions)
    with served(lone_sessions, tmp_path, ENGINES[request.param](request), []) as region:
        yield region


@pytest.mark.parametrize("grown", [one for one in GROUPED if one.values[0] != "elastic-8"], indirect=True)
def test_no_kind_of_record_is_left_anywhere(grown: Region, tmp_path: Path) -> None:
    region, token = grown, calendar(grown.sessions)
    where = addresses(region, token)
    if not region.search_url.startswith("embedded:"):  # what asks no engine is the same with any
        where = [one for one in where if "?q=" in one or "?number=" in one]
    ids = granted_ids(region)
    before = leaks(region, where, ids)
    assert len(before) >= len(TRACES), before  # the twin: it was to be found
    indexing.build(region.sessions, CLOCK, region.search_url)  # the generation before is kept
    grant(region, ids)
    gone = partial(leaks, region, where, ids)
    wait(lambda: not gone())
    send_again(region)
    settle(region)
    assert gone() == []
    indexing.switch(region.sessions, CLOCK, region.search_url)  # back to the one that knew it
    assert gone() == []
    nothing_in_the_register(region, ids)
    if not region.search_url.startswith("embedded:"):
        return
    down = Region(dead(tmp_path), region.sessions, region.search_url, [], (200, 404, 503))
    assert leaks(down, where, ids) == []


def granted_ids(region: Region) -> tuple[str, ...]:
    names = [one.source_id for one in TRACES]
    with region.sessions.read() as session:
        found = dict(session.execute(select(RecordRow.source_id, RecordRow.id)).all())
    return tuple(found[name] for name in names)


def grant(region: Region, ids: tuple[str, ...]) -> None:
    ctx = Context(region.sessions, CLOCK, system("tests"))
    with region.sessions.read() as session:
        key = access.standing(session, code(ONE)).key
    granted = [Granted(key, one, REPAIR) for one in ids]
    ctx.sessions.run(lambda session: effects.apply(session, ctx, granted))


def send_again(region: Region) -> None:
    """Other sources send their copies, in another spelling where there is one."""
    ctx = Context(region.sessions, CLOCK, system("tests"))
    for one in TRACES:
        content = one.content
        if one.source_id == "k-penalty":
            content = replace(content, decision_no="乌天市监罚[2026]31011号", check_id=None)
        again = Record(id="", provenance=said(f"x-{one.source_id}", "exchange", SENT), content=content)
        records.put(ctx, (code(ONE),), again)
    told = AuthorityNotice(
        notice_kind=list(NoticeKind)[-1], title=f"关于{PENALTY_NO}的公告", body="内容", period_from=SENT
    )
    authority_notices.put(ctx, NoticeFacts(key="", provenance=said("k-2", "notices", SENT), content=told))


def settle(region: Region) -> None:
    """Wait until the index has followed to the head of the log."""
    wait(lambda: not indexing.compare(region.sessions, CLOCK, region.search_url).total)


def nothing_in_the_register(region: Region, ids: tuple[str, ...]) -> None:
    """The dossier bears nothing, and the change log says only that something changed."""
    found = region.app.extensions["portal"].reader.enterprise(code(ONE))
    text = repr(found.dossier)
    assert not [word for word in ALL_WORDS if word in text]
    assert not [one for one in ids if one in text]
    with region.sessions.read() as session:
        rows = session.execute(select(ChangeRow.kind, ChangeRow.key, ChangeRow.version)).all()
        assert rows
        assert not any(one in repr(rows) for one in (*ids, *ALL_WORDS))


def dead(tmp_path: Path) -> Flask:
    """The same portal whose search cannot answer."""
    nowhere = environment(tmp_path, f"embedded://{tmp_path / 'nowhere'}")
    return create_app(Settings.from_mapping(nowhere))
