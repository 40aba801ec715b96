"""Officers handle a repair: accepted, verified, proposed, granted by a second person, gone everywhere."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from credit.db.account_models import PersonRow
from credit.db.models import RecordRow
from credit.db.session import Sessions, open_sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import person, system
from credit.domain.clock import SystemClock
from credit.domain.repair_applications import Draft
from credit.services import access, memberships
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.ids import new_id
from credit.services.repairs import applying
from tests.e2e.test_disclosures import Windows, sound
from tests.e2e.test_repair import OFFICE, fined
from tests.fixtures.served import Served

PROOF = Upload("proof.pdf", b"%PDF-1.7 proof")


@pytest.fixture
def windows(browser: Browser, served: Served, lang: str) -> Iterator[Windows]:
    opened = Windows(browser, served, lang)
    yield opened
    opened.close()
    assert opened.mishaps == []


@pytest.fixture
def sessions(served: Served) -> Iterator[Sessions]:
    opened = open_sessions(f"sqlite:///{served.data_dir / 'portal.db'}")
    yield opened
    opened.close()


def applied(sessions: Sessions, served: Served, number: str) -> str:
    """A case about the penalty of that number, with everything that is asked for; its id."""
    clock, owner = SystemClock(), new_id()
    with sessions.write() as session:
        key = access.standing(session, OFFICE).key
        session.add(
            PersonRow(id=owner, display_name="", locale="zh", email="", phone="", created_at=clock.now())
        )
        session.flush()
        ctx = Context(sessions, clock, system("test"))
        memberships.grant(session, ctx, key, owner, Terms(role=Role.OWNER), Origin.LICENCE)
        record = session.scalars(select(RecordRow.id).where(RecordRow.source_id == number)).one()
    ctx = Context(sessions, clock, person(owner))
    begun = applying.begin(ctx, key, [record], new_id())
    claims = tuple(step.duty for step in begun.items[0].answer.steps)
    item = replace(begun.items[0].item, claims=claims, note="罚款已经缴清")
    filled = Draft(items=(item,), signer="示例甲", declared=True)
    kept = applying.save(ctx, key, begun.id, filled, begun.revision)
    folder = Folder(served.data_dir / "evidence")
    for paper in kept.items[0].papers:
        if paper.state == "missing":
            applying.attach(ctx, folder, key, kept.id, paper.kind, [PROOF], record)
    return applying.submit(ctx, key, kept.id).items[0].case_id


def unfold(page: Page, act: str) -> None:
    page.locator(f"details:has(form[action$='/{act}']) summary").click()


def send(page: Page, act: str) -> None:
    page.click(f"form[action$='/{act}'] button")
    page.wait_for_load_state()


def test_two_officers_grant_and_it_is_gone_everywhere(
    windows: Windows, sessions: Sessions, served: Served, lang: str
) -> None:
    violation = f"示例办理 {lang}"
    number = fined(sessions, violation)
    case = applied(sessions, served, number)
    routes = {
        f"/enterprise/{OFFICE}": f"main :text('{number}')",
        f"/document?number={quote(number)}": f"main a[href*='/enterprise/{OFFICE}']",
        f"/search?kind=penalty&q={quote(violation)}": f"main a[href*='/enterprise/{OFFICE}']",
    }
    handler = windows.of("handler", 1280 if lang == "zh" else 360)
    for address, selector in routes.items():
        until(windows, handler, address, selector, there=True)
    windows.go(handler, f"/desk/repair/{case}")
    sound(handler)
    send(handler, "accept")
    unfold(handler, "verify")
    handler.check("input[name=method][value=on_site]")
    handler.check("input[name=found][value=confirmed]")
    for duty in handler.locator("input[name=done]").all():
        duty.check()
    handler.fill("#verify-text", "到现场看过，凭证真实")
    handler.set_input_files(
        "#files", {"name": "现场.pdf", "mimeType": "application/pdf", "buffer": PROOF.data}
    )
    sound(handler)
    send(handler, "verify")
    expect(handler.locator("a[href*='/evidence/']")).to_be_visible()
    means_missing = handler.locator("form[action$='/propose-grant']").count() == 0
    if means_missing:  # an enterprise that was repeatedly at fault is looked into by more means
        unfold(handler, "verify")
        handler.check("input[name=method][value=written]")
        handler.check("input[name=found][value=confirmed]")
        handler.fill("#verify-text", "向开票单位核对过")
        send(handler, "verify")
    unfold(handler, "propose-grant")
    send(handler, "propose-grant")
    expect(handler.locator("form[action$='/decide']")).to_have_count(0)
    reviewer = windows.of("reviewer", 360 if lang == "zh" else 1280)
    windows.go(reviewer, f"/desk/repair/{case}")
    sound(reviewer)
    send(reviewer, "decide")
    expect(reviewer.locator("#decision")).to_be_visible()
    sound(reviewer)
    for address, selector in routes.items():
        until(windows, reviewer, address, selector, there=False)
    with sessions.read() as session:
        code = session.connection().exec_driver_sql(
            "SELECT letter_code FROM repair_cases WHERE id = ?", (case,)
        )
        letter = code.scalar()
    windows.go(reviewer, f"/repair/letter/{letter}")
    expect(reviewer.locator("main")).to_contain_text(str(letter))
    expect(reviewer.locator("main")).to_contain_text("信修〔")


def until(windows: Windows, page: Page, address: str, selector: str, *, there: bool) -> None:
    """The index follows within moments; then the page shows it, or nothing of it."""
    for _ in range(40):
        windows.go(page, address)
        if bool(page.locator(selector).count()) is there:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{'not yet' if there else 'still'} shown: {address}")
