"""Enterprises of their own for walks through an outcome, and what was done about them before the walk."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from msgspec.structs import replace
from playwright.sync_api import APIResponse, Browser, Page
from sqlalchemy import delete, select

from credit.db.account_models import IdentityRow
from credit.db.disclosure_models import PositionRow
from credit.db.models import RecordRow, Subject
from credit.db.report_models import ReportFilingRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import OfficerRole, officer, person, system
from credit.domain.annual_report import FilingChannel
from credit.domain.clock import SystemClock
from credit.domain.records import AbnormalEntry, AnyContent, Record
from credit.domain.repair import Duty
from credit.domain.repair_applications import Draft, PaperState
from credit.domain.repair_cases import Found, Method, Verdict
from credit.domain.values import Agency
from credit.domain.vocabulary import AbnormalGround
from credit.services import access, memberships, records, registrations
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.ids import new_id
from credit.services.repairs import applying, chances, deciding, handling
from i18n.catalogue import translations
from tests.e2e.conftest import PATIENCE
from tests.e2e.test_every_page import DIRECTIONS, sideways, turned_round, unmarked_chinese
from tests.e2e.test_own_pages import enter
from tests.fixtures.facts import OFFICE, code, penalty, registration, said
from tests.fixtures.served import Served

PLACE = "650102"
OWNER = "accountant"  # of the demo's people: holds no licence, so owns what is given here and nothing else
PROOF = Upload("缴款书.pdf", b"%PDF-1.7 proof")
_firms = count(881001)
_numbers = count(1)


class Signed:
    """Sign in each person once; every window of theirs begins signed in."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self._browser, self._served = browser, served
        self._states: dict[str, Any] = {}

    def state(self, who: str) -> Any:
        if who not in self._states:
            context = self._browser.new_context()
            page = context.new_page()
            page.set_default_timeout(3 * PATIENCE)  # of the first pages of all
            enter(page, self._served, "zh", who)
            self._states[who] = context.storage_state()
            context.close()
        return self._states[who]


class Walk:
    """The windows of a walk in one language: some at a desk, some on a phone."""

    def __init__(self, browser: Browser, served: Served, lang: str, signed: Signed) -> None:
        self.lang = lang
        self._browser, self._served, self._signed = browser, served, signed
        self._contexts: list[Any] = []
        self.mishaps: list[str] = []

    def of(self, who: str, address: str = "", *, wide: bool = False) -> Page:
        """A window of somebody (empty: of nobody who is known) at an address."""
        options: dict[str, Any] = {"storage_state": self._signed.state(who)} if who else {}
        options["viewport"] = {"width": 1280 if wide else 360, "height": 800}
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        page.on("response", lambda answer: self._watch(answer.status, answer.url))
        if address:
            self.go(page, address)
        return page

    def _watch(self, status: int, url: str) -> None:
        if status >= 400:
            self.mishaps.append(f"{status}: {url}")

    def go(self, page: Page, address: str) -> None:
        page.goto(f"{self._served.url}/{self.lang}{address}")

    def fetch(self, page: Page, selector: str) -> APIResponse:
        """What is downloaded behind a link."""
        return page.request.get(f"{self._served.url}{page.locator(selector).first.get_attribute('href')}")

    def says(self, source: str, **values: str) -> str:
        """A sentence of the portal in the language of the walk."""
        told = translations(self.lang).gettext(source)
        assert self.lang == "zh" or told != source
        return told % values if values else told

    def looks(self, page: Page) -> None:
        """Reads in its direction, nothing sticks out, nothing stands in the wrong script."""
        assert page.evaluate("document.dir") == DIRECTIONS[self.lang]
        found = {"sticks out": sideways(page)}
        if self.lang == "ug":
            found |= {"turned round": turned_round(page), "Chinese unmarked": self._unmarked(page)}
        wrong = {what: where for what, where in found.items() if where}
        assert wrong == {}, wrong

    def _unmarked(self, page: Page) -> list[str]:
        """Two scripts stand bare in an option alone, which holds no marks."""
        found = set(unmarked_chinese(page))
        return sorted(found - {one.strip() for one in page.locator("option").all_text_contents()})

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def send(page: Page, act: str, **fields: str) -> None:
    """Open an act of a room where it is folded, fill in what is typed or chosen, send it."""
    form = page.locator(f"form[action$='/{act}']")
    form.wait_for(state="attached")
    for folded in (page.locator("details:not([open])").filter(has=form), form.locator("details:not([open])")):
        if folded.count():
            folded.locator("summary").click()
    for name, value in fields.items():
        put(form.locator(f"[name='{name}']"), value)
    form.locator(".button").first.click()
    page.wait_for_load_state()


def put(field: Any, value: str) -> None:
    """Type into a field, or choose the option of that value."""
    if field.first.get_attribute("type") in ("radio", "checkbox"):
        field.and_(field.page.locator(f"[value='{value}']")).check()
    else:
        field.fill(value)


@dataclass(frozen=True)
class Firm:
    """An enterprise of Tianshan district. code: its credit code and its address; number: of its row."""

    code: str
    key: str
    name: str
    number: int


@dataclass
class Town:
    """Those who act for and about the enterprises of a walk, by the verbs that everybody uses."""

    sessions: Sessions
    served: Served
    owner: str  # the person who owns them

    def ctx(self, letter: str = "", *roles: OfficerRole) -> Context:
        actor = officer(letter * 26, PLACE, frozenset(roles)) if letter else system("test")
        return Context(self.sessions, SystemClock(), actor)

    @property
    def today(self) -> date:
        return SystemClock().today()

    @property
    def own(self) -> Context:
        return Context(self.sessions, SystemClock(), person(self.owner))

    @property
    def handler(self) -> Context:
        return self.ctx("h", OfficerRole.HANDLER)

    @property
    def reviewer(self) -> Context:
        return self.ctx("r", OfficerRole.REVIEWER, OfficerRole.HANDLER)

    @property
    def folder(self) -> Folder:
        return Folder(self.served.data_dir / "evidence")

    def firm(self) -> Firm:
        """A company without a stain, owned by the owner."""
        number, ctx = next(_firms), self.ctx()
        made = registration(number)
        registrations.put(ctx, made)
        with self.sessions.write() as session:
            standing = access.standing(session, code(number))
            owner = Terms(role=Role.OWNER)
            memberships.grant(session, ctx, standing.key, self.owner, owner, Origin.LICENCE)
        return Firm(code(number), standing.key, made.name, number)

    def keep(self, firm: Firm, content: AnyContent, days: int = 200, agency: Agency = OFFICE) -> str:
        """A record that was published so many days ago; its id."""
        source_id, day = f"walk-{next(_numbers)}", self.today - timedelta(days=days)
        came = replace(said(source_id, "cases", day), received_at=SystemClock().now(), agency=agency)
        records.put(self.ctx(), (firm.code,), Record(id="", provenance=came, content=content))
        with self.sessions.read() as session:
            return session.scalars(select(RecordRow.id).where(RecordRow.source_id == source_id)).one()

    def fined(self, firm: Firm, days: int = 200, agency: Agency = OFFICE, **changes: Any) -> tuple[str, str]:
        """A fine; its number and the id of its record."""
        number = f"天市监罚〔2026〕{next(_numbers)}号"
        made = penalty(number, decided_on=self.today - timedelta(days=days), **changes)
        return number, self.keep(firm, made, days, agency)

    def filed(self, firm: Firm, record: str, **more: Any) -> str:
        """An application about a record with everything that is asked for; its case."""
        begun = applying.begin(self.own, firm.key, [record], new_id())
        claims = tuple(step.duty for step in begun.items[0].answer.steps)
        item = replace(begun.items[0].item, claims=claims)
        filled = Draft(items=(item,), signer="示例甲", declared=True, **more)
        kept = applying.save(self.own, firm.key, begun.id, filled, begun.revision)
        for papers, about in ((kept.papers, ""), (kept.items[0].papers, record)):
            for paper in papers:
                if paper.state is PaperState.MISSING:
                    applying.attach(self.own, self.folder, firm.key, kept.id, paper.kind, [PROOF], about)
        return applying.submit(self.own, firm.key, kept.id).items[0].case_id

    def late_filer(self) -> tuple[Firm, str]:
        """A firm listed for a late report that has filed it since, and its application."""
        firm, year = self.firm(), self.today.year - 1
        listed = AbnormalEntry(
            ground=AbnormalGround.REPORT_NOT_FILED,
            listed_on=self.today - timedelta(days=3),
            report_year=year,
        )
        record = self.keep(firm, listed, days=3)
        with self.sessions.write() as session:
            session.add(report_filed(firm.key, year))
        return firm, self.filed(firm, record)

    def refresh_chances(self, first: Firm) -> int:
        """Look anew, as on every morning, who could apply; the place in the register before a firm."""
        with self.sessions.write() as session:
            session.execute(delete(PositionRow).where(PositionRow.name == chances.MADE))
        chances.refresh(self.ctx())
        with self.sessions.read() as session:
            return session.scalars(select(Subject.id).where(Subject.key == first.key)).one() - 1

    def granted(self, case: str) -> None:
        """Accepted, verified by every means, granted by two persons."""
        handling.accept(self.handler, case)
        done = (Duty.PERFORM, Duty.REMOVE_HARM)
        for method in (Method.ONLINE, Method.WRITTEN, Method.ON_SITE):
            handling.verify(self.handler, case, method, Found.CONFIRMED, "属实", done=done)
        handling.propose(self.handler, case, Verdict.GRANT)
        deciding.decide(self.reviewer, case, Verdict.GRANT)


def report_filed(key: str, year: int) -> ReportFilingRow:
    """That a report was filed; what it says is nothing to a repair."""
    return ReportFilingRow(
        id=new_id(),
        subject_key=key,
        year=year,
        version=1,
        draft_id=new_id(),
        receipt=new_id(),
        filed_at=SystemClock().now(),
        filed_by="tests",
        channel=FilingChannel.ONLINE.value,
        late=True,
        content=b"",
    )


def owner_of(sessions: Sessions) -> str:
    """The person behind the owner's login. Needs them to have signed in once."""
    query = select(IdentityRow.person_id).where(IdentityRow.subject == f"demo-{OWNER}")
    with sessions.read() as session:
        return session.scalars(query).one()
