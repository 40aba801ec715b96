"""A part awaits its department until a finding is there; an agreement is public, a difference is told."""

import csv
from datetime import date

import pytest

from credit.db.account_models import PersonRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import OfficerRole, officer, person
from credit.domain.annual_report import AnnualReport, PartCheck
from credit.domain.errors import InputError, NotAllowedError
from credit.domain.vocabulary import RecordKind
from credit.services import audit, memberships, owner_notices
from credit.services.annual_reports import drafts, part_check_rows, part_checks
from credit.services.annual_reports.part_checks import Finding
from credit.services.context import Context
from credit.services.public import PublicReader
from tests.fixtures.facts import clock_on, code
from tests.fixtures.reports import COMPANY, context, file, register, versions

DAY = date(2026, 6, 15)
OWNER = "owner" + "0" * 21
TOKENS = [f"{number:026d}" for number in range(9)]


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return context(sessions, DAY)


@pytest.fixture
def key(ctx: Context) -> str:
    made = register(ctx)
    file(ctx, made, 2023)
    file(ctx, made, 2024)
    file(ctx, made, 2025)
    return made


def desk(ctx: Context, place: str = "650102", role: OfficerRole = OfficerRole.HANDLER) -> Context:
    return Context(ctx.sessions, ctx.clock, officer("h" * 26, place, frozenset({role})))


def public(ctx: Context, key: str, version: int = 1) -> AnnualReport:
    found = PublicReader(ctx.sessions, clock_on(DAY)).by_key(key)
    assert found is not None
    assert found.dossier is not None
    contents = [one.content for one in found.dossier.of_kind(RecordKind.ANNUAL_REPORT)]
    return next(
        one
        for one in contents
        if isinstance(one, AnnualReport) and (one.year, one.version) == (2025, version)
    )


def waiting(ctx: Context, key: str) -> set[str]:
    with ctx.sessions.read() as session:
        found = part_checks.parts(session, desk(ctx), key, 2025)
    return {section.key for section, check in found.parts if check is None}


def agrees(section: str = "insurance", token: str = TOKENS[0]) -> Finding:
    return Finding(2025, section, DAY, True, source_id=token)


def test_an_agreement_ends_the_waiting_and_is_public(ctx: Context, key: str) -> None:
    assert "insurance" in waiting(ctx, key)
    assert part_checks.record(desk(ctx), key, agrees())
    assert "insurance" not in waiting(ctx, key)
    assert public(ctx, key).checks == (PartCheck(section="insurance", on=DAY, agrees=True),)
    assert not part_checks.record(desk(ctx), key, agrees())  # the same form again
    with ctx.sessions.read() as session:
        assert audit.broken_at(session) is None
        assert "report.part_checked" in [one.action for one in audit.of_target(session, key)]


def test_a_difference_is_told_with_its_reason_and_never_public(ctx: Context, key: str) -> None:
    with ctx.sessions.write() as session:
        now = ctx.clock.now()
        session.add(
            PersonRow(
                id=OWNER, display_name="", locale="zh", email="o@shop.example", phone="", created_at=now
            )
        )
        session.flush()
        memberships.grant(session, ctx, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    finding = Finding(2025, "insurance", DAY, False, "缴费基数不符", source_id=TOKENS[1])
    with pytest.raises(InputError, match=r"part\.note"):
        part_checks.record(desk(ctx), key, finding._replace(note=" "))
    part_checks.record(desk(ctx), key, finding)
    assert public(ctx, key).checks == ()
    owner = Context(ctx.sessions, ctx.clock, person(OWNER))
    told = next(one for one in owner_notices.of_person(owner) if one.code == "report.part_differs")
    assert told.params["reasons"] == "缴费基数不符"
    (version,) = versions(ctx, key, 2025)
    assert part_checks.own(owner, key, version)["insurance"].note == "缴费基数不符"


def test_a_correction_of_another_part_keeps_the_finding_and_of_this_one_does_not(
    ctx: Context, key: str
) -> None:
    part_checks.record(desk(ctx), key, agrees())
    file(ctx, key, 2025, seed="two")  # other figures everywhere, the insurance too
    changed = public(ctx, key, 2).parts != public(ctx, key).parts
    assert changed
    assert "insurance" in waiting(ctx, key)
    part_checks.record(desk(ctx), key, agrees(token=TOKENS[2]))
    work = drafts.begin(ctx, key, 2025)
    assert work.before is not None
    file(ctx, key, 2025, seed="two", contact__postcode="830099")
    assert "insurance" not in waiting(ctx, key)
    assert public(ctx, key, 3).checks == (PartCheck(section="insurance", on=DAY, agrees=True),)


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (agrees("finance"), "part.section"),  # no department checks it
        (agrees("nothing"), "part.section"),
        (agrees()._replace(on=date(2026, 6, 14)), "part.on"),
        (agrees()._replace(on=date(2026, 6, 16)), "part.on"),
        (agrees(token=""), "form.token"),
    ],
)
def test_what_cannot_be_is_refused(ctx: Context, key: str, finding: Finding, why: str) -> None:
    with pytest.raises(InputError, match=why.replace(".", r"\.")):
        part_checks.record(desk(ctx), key, finding)


def test_only_an_officer_within_reach_records(ctx: Context, key: str) -> None:
    for who in (desk(ctx, "653100"), desk(ctx, role=OfficerRole.COUNTER)):
        with pytest.raises(NotAllowedError):
            part_checks.record(who, key, agrees())


def test_rows_of_a_file_count_once_and_bad_ones_are_named(ctx: Context, key: str) -> None:
    head = ",".join(part_check_rows.COLUMNS)
    number = code(COMPANY)
    lines = [
        head,
        f"{number},2025,社会保险,2026-06-15,一致,,R1",
        f"{number},2025,社会保险,2026-06-15,一致,,R1",
        f"{number},2025,党建情况,2026-06-15,一致,,R2",
        f"{number},25,社会保险,2026-06-15,一致,,R3",
        f"{number},2025,社会保险,15/6/2026,一致,,R4",
        f"{number},2025,社会保险,2026-06-15,对,,R5",
        "91650102MA6D000261,2025,社会保险,2026-06-15,一致,,R6",
        f"{number},2019,社会保险,2026-06-15,一致,,R7",
    ]
    data = "\n".join(lines).encode("gb18030")
    table = csv.DictReader(list(part_check_rows.decoded(data)))
    assert part_check_rows.missing(table.fieldnames or ()) == []
    assert part_check_rows.missing(["报告年度"])[0] == "统一社会信用代码"
    taken = part_check_rows.take(ctx, "人社", table)
    assert (taken.new, taken.known) == (1, 1)
    wanted = ["part.section", "row.year", "row.day", "row.result", "subject.unknown", "report.unknown"]
    assert taken.refused == list(enumerate(wanted, 4))
    assert "insurance" not in waiting(ctx, key)
