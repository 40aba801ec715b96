"""Applications for repair of the showcase, one in every state: drafts, open cases, decided and revoked ones.

Filed, handled and decided with the verbs that everybody uses. What stays public is what the showcase has
shown before; what is granted is about records that come with the story and are gone after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.clock import SHANGHAI, Clock
from credit.domain.errors import NotFoundError, RuleError
from credit.domain.records import Check, Record
from credit.domain.repair import DocumentKind, RepairKind
from credit.domain.repair_cases import (
    ApplicantKind,
    Found,
    Method,
    RefusalReason,
    RevocationReason,
    Verdict,
)
from credit.domain.values import NOT_APPLICABLE, Provenance
from credit.domain.vocabulary import CheckKind, CheckResult
from credit.rules.repair import decider, kind_of
from credit.services import access, records
from credit.services.context import Context
from credit.services.demo import places
from credit.services.demo.once import once, step
from credit.services.demo.repair_parts import Part
from credit.services.disclosures.evidence import Folder
from credit.services.repairs import answering, deciding, handling, known, later

TRADER, NEIGHBOUR, DAIRY = "91650100MA77X3PQ6A", "91650102MA6D000261", "916531006827055175"
BAKER, COOPERATIVE, OFFICE = "92653125MA6D00069T", "93653221MA6D00077X", "91650100MA6D00122D"
_BROUGHT: Final = "demo-repair"  # the source of records that come with a story


def act(sessions: Sessions, clock: Clock, folder: Folder) -> int:
    """Let every story happen that has not; how many did. folder: for the papers of applicants."""
    happen = partial(_happen, sessions, clock, folder)
    return sum(
        once(sessions, f"repair-{number}", partial(happen, number, story))
        for number, story in enumerate(STORIES, 1)
    )


def _happen(sessions: Sessions, clock: Clock, folder: Folder, number: int, story: "Story") -> bool:
    try:
        with sessions.read() as session:
            key = access.standing(session, story.code).key
    except NotFoundError:  # a smaller region
        return False
    if story.kind is None:
        _bring(sessions, clock, story.code, number)
    chosen = _chosen(sessions, clock, key, number, story)
    if chosen is None:
        return False
    body = decider(chosen.provenance.agency)
    authority = body.division if body else access.REGION
    part = Part(sessions, clock, folder, key, f"{7000 + number:026d}", chosen.id, authority)
    try:
        story.happens(part)
    except RuleError as error:
        if error.code != "repair.nothing":
            raise
        return False  # a region of long ago: its record is no longer public anyway
    return True


def _chosen(sessions: Sessions, clock: Clock, key: str, number: int, story: "Story") -> Record | None:
    """The record of a story: the one that came with it, or the how manyth of its kind there was before."""
    with sessions.read() as session:
        facts = known.facts_by_key(session, key)
    found = [
        record
        for record in facts.records
        if kind_of(record.content, clock.today()) is story.kind and record.provenance.source != _BROUGHT
    ]
    ours = [record for record in facts.records if record.provenance.source_id == _source(number)]
    return next(iter([*sorted(found, key=_day)[story.nth :], *ours]), None)


def _day(record: Record) -> str:
    return record.provenance.effective_on.isoformat()


def _source(number: int) -> str:
    return f"repair-{number}"


def _bring(sessions: Sessions, clock: Clock, code: str, number: int) -> None:
    """A check of long ago with a problem that was put right, of which the story is."""
    with sessions.read() as session:
        place = places.by_code(_county(access.standing(session, code).registration.division or ""))
    checked = clock.today() - timedelta(days=420 + number)
    content = Check(
        check_kind=CheckKind.INSPECTION,
        checked_on=checked,
        results=(CheckResult.CORRECTED,),
        plan_no=NOT_APPLICABLE,
        task_no=NOT_APPLICABLE,
        item="价格行为检查",
        follow_up=NOT_APPLICABLE,
        corrected_on=checked + timedelta(days=9),
    )
    said = Provenance(
        agency=place.agency,
        source=_BROUGHT,
        source_id=_source(number),
        effective_on=checked,
        published_on=checked + timedelta(days=5),
        received_at=datetime.combine(checked + timedelta(days=5), datetime.min.time(), SHANGHAI),
    )
    ctx = Context(sessions, clock, system("demo"))
    records.put(ctx, (code,), Record(id="", provenance=said, content=content))


def _county(division: str) -> str:
    return division if any(one.code == division for one in places.places()) else places.places()[0].code


def _drafted(part: Part) -> None:
    part.draft()


def _submitted(part: Part) -> None:
    part.filed()


def _asked(part: Part) -> None:
    case_id = part.filed()
    missing = ((DocumentKind.CHECK_CORRECTED, "整改照片看不清门店招牌，请重新拍摄并注明日期。"),)
    step(lambda: handling.ask(part.desk(), case_id, missing))


def _withdrawn(part: Part) -> None:
    case_id = part.filed()
    step(lambda: answering.withdraw(part.own, part.key, case_id, "先补齐材料，再重新申请。"))


def _verifying(part: Part) -> None:
    part.verified()


def _proposed(part: Part) -> None:
    case_id = part.filed()
    step(lambda: handling.accept(part.desk(), case_id))
    look = partial(handling.verify, part.desk(), case_id, Method.ON_SITE, Found.NOT_CONFIRMED)
    step(lambda: look("现场复查时不合格批次的后处理还没有完成。"))
    text = "现场复查发现整改没有完成，建议不予信用修复，整改完成以后可以重新申请。"
    step(lambda: handling.propose(part.desk(), case_id, Verdict.REFUSE, (RefusalReason.DUTY_OPEN,), text))


def _refused(part: Part) -> None:
    _proposed(part)
    case_id = part.filed()
    text = "现场复查发现整改没有完成。整改完成以后可以重新申请，不收取任何费用。"
    reasons = (RefusalReason.DUTY_OPEN,)
    step(lambda: deciding.decide(part.desk(2), case_id, Verdict.REFUSE, reasons, text))


def _granted(part: Part) -> None:
    part.granted()


def _doubted(part: Part) -> None:
    """A grant that somebody proposes to take back: another person decides."""
    case_id = part.granted()
    text = "申请时提交的整改照片不是本企业经营场所。"
    reason = RevocationReason.FALSE_MATERIAL
    step(lambda: later.propose_revocation(part.desk(), case_id, reason, text))


def _revoked(part: Part) -> None:
    _doubted(part)
    case_id = part.filed()
    step(lambda: later.revoke(part.desk(2), case_id))


def _restructured(part: Part) -> None:
    """A court approved a plan: shown no more while it is carried out, and back if it fails."""
    on = part.clock.today() - timedelta(days=20)
    court = "新疆维吾尔自治区乌鲁木齐市中级人民法院"
    number = f"（{on.year}）新01破7号"
    ruling = later.Ruling(court=court, number=number, ruling_on=on, plan_until=on + timedelta(days=730))
    later.record_ruling(part.desk(), part.key, ruling)
    part.granted(ApplicantKind.ADMINISTRATOR)


def _administered(part: Part) -> None:
    part.filed(ApplicantKind.ADMINISTRATOR)


@dataclass(frozen=True)
class Story:
    """Whose record, of which kind (None: one that comes with the story), the how manyth, what happens."""

    code: str
    kind: RepairKind | None
    nth: int
    happens: Callable[[Part], None]


STORIES: Final[Sequence[Story]] = (
    Story(TRADER, None, 0, _granted),
    Story(TRADER, RepairKind.CHECK, 1, _submitted),
    Story(TRADER, RepairKind.CHECK, 2, _asked),
    Story(TRADER, RepairKind.BREACH, 0, _withdrawn),
    Story(TRADER, RepairKind.CHECK, 0, _drafted),
    Story(DAIRY, RepairKind.BREACH, 0, _verifying),
    Story(DAIRY, RepairKind.CHECK, 0, _proposed),
    Story(BAKER, RepairKind.CHECK, 0, _refused),
    Story(COOPERATIVE, None, 0, _revoked),
    Story(OFFICE, None, 0, _doubted),
    Story(NEIGHBOUR, RepairKind.CHECK, 0, _restructured),
    Story(NEIGHBOUR, RepairKind.ABNORMAL, 0, _administered),
)
