"""An enterprise repairs a record, from the choice to the public page that no longer shows it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from credit.db.session import Sessions, open_sessions
from credit.domain.actors import OfficerRole, officer, system
from credit.domain.clock import SystemClock
from credit.domain.records import Record
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_cases import Found, Method, Verdict
from credit.services import records
from credit.services.context import Context
from credit.services.repairs import deciding, handling
from tests.e2e.test_disclosures import Windows, sound
from tests.fixtures.facts import penalty, said
from tests.fixtures.served import Served

OFFICE = "91650100MA6D00122D"  # of the showcase: on no list that has to be left first
_numbers = count(1)


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


def fined(sessions: Sessions, violation: str) -> str:
    """A penalty that can be repaired once its duties are proven; its number."""
    ctx = Context(sessions, SystemClock(), system("test"))
    number, day = f"示例修复{next(_numbers)}号", ctx.clock.today() - timedelta(days=200)
    came = replace(said(number, "cases", day), received_at=ctx.clock.now())
    made = penalty(number, decided_on=day, violation=violation)
    records.put(ctx, (OFFICE,), Record(id="", provenance=came, content=made))
    return number


def grant(handler: Context, case: str) -> None:
    handling.accept(handler, case)
    done = (Duty.PERFORM, Duty.REMOVE_HARM)
    for method in (Method.ONLINE, Method.WRITTEN, Method.ON_SITE):
        handling.verify(handler, case, method, Found.CONFIRMED, "属实", done=done)
    deciding.decide(handler, case, Verdict.GRANT)


def upload_all(page: Page, within: str, file: Path) -> None:
    for field in page.locator(f"{within} input[type=file]").all():
        field.set_input_files(file)


def test_from_the_choice_to_gone(
    windows: Windows, sessions: Sessions, served: Served, lang: str, tmp_path: Path
) -> None:
    violation, proof = f"示例违法 {lang}", tmp_path / "缴款书.pdf"
    number = fined(sessions, violation)
    proof.write_bytes(b"%PDF-1.7 proof")
    owner = windows.of("office")
    windows.go(owner, f"/enterprise/{OFFICE}")
    expect(owner.locator("main")).to_contain_text(number)
    windows.go(owner, f"/my/{OFFICE}/repair/apply")
    sound(owner)
    owner.locator("label.choice", has_text=violation).locator("input").check()
    owner.click("#records .button--first")
    for claim in owner.locator("input[name^=claim-]").all():
        claim.check()
    upload_all(owner, "section.repair", proof)
    sound(owner)
    owner.click(".actions button[value=next]")
    owner.fill("#signer", "示例甲")
    owner.check("#declared")
    sound(owner)
    owner.click(".actions button[value=file]")
    expect(owner.locator(".receipt")).to_be_visible()
    sound(owner)
    owner.click(".repair-cases a")
    case = owner.url.rsplit("/", 1)[1]
    handler = Context(sessions, SystemClock(), officer("h" * 26, "650102", frozenset({OfficerRole.HANDLER})))
    handling.ask(handler, case, [(DocumentKind.PERFORMANCE, "缺第二次缴款的凭证")])
    owner.reload()
    expect(owner.locator("#answer")).to_contain_text("缺第二次缴款的凭证")
    sound(owner)
    upload_all(owner, "#answer", proof)
    owner.click("#answer .actions button")
    expect(owner.locator("#answer")).to_have_count(0)
    grant(handler, case)
    owner.reload()
    expect(owner.locator(".banner--good")).to_be_visible()
    expect(owner.locator("#told tbody tr").first).to_be_visible()
    sound(owner)
    owner.click("#letter a")
    expect(owner.locator("main")).to_contain_text(number)
    sound(owner)
    windows.go(owner, f"/enterprise/{OFFICE}")
    expect(owner.locator("main")).not_to_contain_text(number)
