"""A small portal with promises kept, broken, ended and hidden; every name in it is invented."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flask import Flask

from credit.db.schema import upgrade
from credit.db.session import open_sessions
from credit.domain.actors import system
from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
    Fulfilment,
    FulfilmentCheck,
)
from credit.domain.records import AnyContent
from credit.domain.vocabulary import Severity
from credit.jobs.indexing import build
from credit.services import records
from credit.services.context import Context
from tests.fixtures.facts import NOON, record
from tests.fixtures.people import BAKER, TRADER, MovingClock, town
from tests.web.visiting import Visitor
from web.app import create_app
from web.http.portal import EXTENSION
from web.settings import Settings

LETTER = "本企业承诺：\n不销售过期食品。\n七日内无理由退货。"
SIGNER = "示例签署人"
OFFICE = "乌鲁木齐市天山区市场监督管理局"


def promise(number: str, **changes: object) -> Commitment:
    given: dict[str, object] = {
        "number": number,
        "commitment_type": CommitmentType.STATEMENT,
        "matter": "产品质量和售后服务",
        "text": LETTER,
        "text_uyghur": "كارخانىمىز ۋاقتى ئۆتكەن يېمەكلىك ساتمايدۇ.",
        "template": "quality",
        "template_version": "2026-1",
        "basis": "自愿承诺",
        "committed_on": date(2026, 1, 10),
        "valid_from": date(2026, 1, 10),
        "valid_to": date(2026, 12, 31),
        "accepting_office": OFFICE,
        "breach_clause": "自愿接受公示和依法处理。",
        "publication_agreed": True,
        "signed_by": SIGNER,
    }
    return Commitment(**(given | changes))  # type: ignore[arg-type]


def breach(number: str, decision: str, **changes: object) -> BreachFinding:
    given: dict[str, object] = {
        "commitment_no": number,
        "matter": "明码标价",
        "decision_no": decision,
        "decided_on": date(2026, 5, 20),
        "outcome": BreachOutcome.CORRECTION_ORDERED,
        "reasons": "检查时发现没有明码标价。",
        "correct_by": date(2026, 7, 1),
        "remedy": "可以在六十日内申请行政复议。",
        "severity": Severity.GENERAL,
    }
    return BreachFinding(**(given | changes))  # type: ignore[arg-type]


KEPT = promise(
    "CN-KEPT-2026",
    fulfilment=Fulfilment.KEPT,
    checks=(FulfilmentCheck(on=date(2026, 5, 2), by=OFFICE, outcome=Fulfilment.KEPT, note="现场核查。"),),
)
BROKEN = promise(
    "CN-BROKEN-2026",
    matter="明码标价",
    text="承诺明码标价，不欺诈。",
    fulfilment=Fulfilment.NOT_KEPT,
    valid_to=None,
)
OPEN = promise(
    "CN-OPEN-2026", matter="按期付款", commitment_type=CommitmentType.SME_PAYMENT, text="三十日内付款。"
)
EXPIRED = promise("CN-EXPIRED-2026", matter="节日不涨价", valid_to=date(2026, 3, 1))
WITHDRAWN = promise("CN-WITHDRAWN-2026", matter="免费送货", withdrawn_on=date(2026, 4, 1))
OLD = promise("CN-OLD-2026", matter="环保包装", replaced_on=date(2026, 4, 2), replaced_by="CN-NEW-2026")
NEW = promise("CN-NEW-2026", matter="环保包装", version=2, replaces="CN-OLD-2026")
PARTIES = promise("CN-REPAIR-2026", matter="修复后守法经营", commitment_type=CommitmentType.REPAIR)
WAITING = promise("CN-WAITING-2026", matter="等待核验的承诺", state=CommitmentState.UNDER_CHECK)
SHOWN = (KEPT, BROKEN, OPEN, EXPIRED, WITHDRAWN, OLD, NEW)
HIDDEN = (PARTIES, WAITING)


@dataclass
class Place:
    """app, its clock, and the addresses of the promises by their number, without the language."""

    app: Flask
    visit: Visitor
    clock: MovingClock
    ctx: Context
    settings: Settings
    paths: dict[str, str]

    def index(self) -> None:
        build(self.ctx.sessions, self.clock, self.settings.search_url)


def market(folder: Path) -> Place:
    """TRADER promises everything, of which one thing was found broken; BAKER nothing."""
    settings = Settings.from_mapping(
        {"PORTAL_DATA_DIR": str(folder), "PORTAL_QUOTA_PAGES": "1000000 per minute", "PORTAL_ACCESS_LOG": "0"}
    )
    sessions, clock = open_sessions(settings.database_url), MovingClock(NOON)
    upgrade(sessions.engine)
    town(sessions, clock)
    ctx = Context(sessions, clock, system("test"))
    contents: tuple[AnyContent, ...] = (*SHOWN, *HIDDEN, breach("CN-BROKEN-2026", "天市监违诺〔2026〕1号"))
    for number, content in enumerate(contents):
        records.put(ctx, (TRADER,), record(content, f"c{number}", date(2026, 1, 10)))
    app = create_app(settings, clock=clock)
    place = Place(app, Visitor(app), clock, ctx, settings, {})
    located = app.extensions[EXTENSION].reader.enterprise(TRADER)
    for one in located.dossier.records:
        if isinstance(one.content, Commitment):
            place.paths[one.content.number] = f"/commitment/{TRADER}/{one.id}"
    place.index()
    return place


__all__ = [
    "BAKER",
    "HIDDEN",
    "LETTER",
    "SHOWN",
    "SIGNER",
    "TRADER",
    "Place",
    "breach",
    "market",
    "promise",
    "replace",
]
