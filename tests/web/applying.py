"""What an applicant for repair does through real requests, and what officers do behind the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import requests
from msgspec.structs import replace

from credit.domain.actors import OfficerRole, officer
from credit.domain.records import Record
from credit.domain.repair import Duty
from credit.domain.repair_cases import Found, Method, RefusalReason, Verdict
from credit.services import records
from credit.services.context import Context
from credit.services.repairs import deciding, handling
from tests.fixtures.facts import penalty, said
from tests.fixtures.people import TRADER, Browser, Stage
from tests.web.visiting import Page, faults

BASE = f"/my/{TRADER}/repair"
PDF = ("缴款书.pdf", b"%PDF-1.7 proof", "application/pdf")
_numbers = count(1)


def fine(stage: Stage, violation: str = "甲", days: int = 200, **changes: object) -> str:
    """A penalty that was published so many days ago; its number."""
    number, today = f"天市监罚〔2026〕{next(_numbers)}号", stage.clock.today()
    day = today - timedelta(days=days)
    came = replace(said(number, "cases", day), received_at=stage.clock.now())
    content = penalty(number, decided_on=day, violation=violation, **changes)
    records.put(stage.ctx(), (TRADER,), Record(id="", provenance=came, content=content))
    return number


def send(
    browser: Browser, to: str, files: Mapping[str, tuple[str, bytes, str]], /, **fields: object
) -> requests.Response:
    """A form with files, with the token of the page that was seen last."""
    headers = {"Origin": browser.stage.url, "Referer": f"{browser.stage.url}/zh/account"}
    data = {"csrf_token": browser.token(), **fields}
    parts = list(files.items()) or [("none", ("", b"", ""))]
    return browser.follow(
        browser.http.post(
            browser.stage.url + to, data=data, files=parts, headers=headers, allow_redirects=False, timeout=20
        )
    )


def seen(browser: Browser, language: str) -> None:
    assert faults(Page(None, browser.page.html or "", browser.page), language) == []  # type: ignore[arg-type]


def names(browser: Browser, selector: str) -> list[str]:
    return [str(node.attributes.get("name")) for node in browser.page.css(selector)]


def value(browser: Browser, name: str) -> str:
    (node,) = browser.page.css(f"main input[name={name}]")[:1]
    return str(node.attributes["value"])


def links(browser: Browser, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in browser.page.css(selector)]


@dataclass(frozen=True)
class Sitting:
    """One sitting of an applicant. address: of its draft, with the language."""

    browser: Browser
    language: str
    address: str

    @property
    def record(self) -> str:
        """The first record of the form that was seen last."""
        return str(self.browser.page.css("button[name=remove]")[0].attributes["value"])

    def fill(self, **more: object) -> requests.Response:
        """Everything that is asked for: claims, a note, a file for each paper that is missing."""
        self.browser.get(self.address)
        fields: dict[str, object] = {}
        for node in self.browser.page.css("main input[type=checkbox][name^='claim-']"):
            held = fields.setdefault(str(node.attributes["name"]), [])
            assert isinstance(held, list)
            held.append(node.attributes["value"])
        files = dict.fromkeys(names(self.browser, "main input[type=file]"), PDF)
        usual = {"revision": value(self.browser, "revision"), "send": "next", "service": "online"}
        return send(self.browser, self.address, files, **(usual | fields | more))

    def sign(self, **more: object) -> requests.Response:
        self.browser.get(f"{self.address}/check")
        usual = {
            "revision": value(self.browser, "revision"),
            "send": "file",
            "signer": "示例甲",
            "signing": "licence",
            "declared": "1",
        }
        return send(self.browser, f"{self.address}/check", {}, **(usual | more))


def begin(browser: Browser, language: str, *titles: str) -> Sitting:
    """Choose records by what their titles say; the form."""
    browser.get(f"/{language}{BASE}/apply")
    chosen = [
        node.attributes["value"]
        for node in browser.page.css("main input[name=record]")
        if any(title in node.parent.text() for title in titles)  # type: ignore[union-attr]
    ]
    assert len(chosen) == len(titles), browser.text
    answer = browser.post(f"/{language}{BASE}/apply", record=chosen, token=value(browser, "token"))
    assert "/repair/apply/" in answer.url, browser.text
    return Sitting(browser, language, answer.url.removeprefix(browser.stage.url).partition("?")[0])


def file_for(browser: Browser, language: str, *titles: str, **more: object) -> list[str]:
    """Apply for records from start to end; the addresses of their cases."""
    sitting = begin(browser, language, *titles)
    answer = sitting.fill(**more)
    assert answer.url.endswith("/check"), browser.text
    answer = sitting.sign()
    assert answer.url.endswith("/receipt"), browser.text
    return links(browser, "section[aria-labelledby=cases] a")


def case_of(address: str) -> str:
    """The id of a case by the address of its page."""
    return address.rsplit("/", 1)[1]


class Officers:
    """Those who handle the cases of the trader's authority."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def _ctx(self, letter: str, *roles: OfficerRole) -> Context:
        who = officer(letter * 26, "650102", frozenset(roles))
        return Context(self._stage.sessions, self._stage.clock, who)

    @property
    def handler(self) -> Context:
        return self._ctx("h", OfficerRole.HANDLER)

    @property
    def reviewer(self) -> Context:
        return self._ctx("r", OfficerRole.REVIEWER, OfficerRole.HANDLER)

    def accept_and_verify(self, case: str) -> None:
        handling.accept(self.handler, case)
        done = (Duty.PERFORM, Duty.REMOVE_HARM)
        for method in (Method.ONLINE, Method.WRITTEN, Method.ON_SITE):
            handling.verify(self.handler, case, method, Found.CONFIRMED, "属实", done=done)

    def grant(self, case: str) -> None:
        self.accept_and_verify(case)
        deciding.decide(self.handler, case, Verdict.GRANT)

    def grant_serious(self, case: str) -> None:
        self.accept_and_verify(case)
        handling.propose(self.handler, case, Verdict.GRANT)
        deciding.decide(self.reviewer, case, Verdict.GRANT)

    def refuse(self, case: str, why: str) -> None:
        handling.accept(self.handler, case)
        reasons = (RefusalReason.DUTY_OPEN,)
        handling.propose(self.handler, case, Verdict.REFUSE, reasons, why)
        deciding.decide(self.reviewer, case, Verdict.REFUSE, reasons, why)

    def not_accept(self, case: str, why: str) -> None:
        reasons = (RefusalReason.NO_RIGHT,)
        handling.propose(self.handler, case, Verdict.NOT_ACCEPT, reasons, why)
        deciding.decide(self.reviewer, case, Verdict.NOT_ACCEPT, reasons, why)
