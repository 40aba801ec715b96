"""A browser without scripts that files a report page by page, and the tally of many of them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from threading import Lock
from urllib.parse import urljoin

import requests

from credit.domain.clock import SystemClock

LAST_YEAR = SystemClock().today().year - 2  # filed beforehand, to be taken over
YEAR = LAST_YEAR + 1
MOST_STEPS = 25


@dataclass
class Tally:
    """What happened, counted by many threads."""

    filed: int = 0
    failed: list[str] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


class Form(HTMLParser):
    """The main form of a page: where it goes and what its boxes hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.found = self.same = self._inside = False
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        target = known.get("action", "/report/")  # without one a form goes to its own page
        if tag == "form" and known.get("method") == "post" and not self.found and "/report/" in target:
            self.found = self._inside = True
            self.action = known.get("action", "")
        elif self._inside:
            self._box(tag, known, {name for name, _ in attrs})

    def _box(self, tag: str, known: Mapping[str, str], names: set[str]) -> None:
        name = known.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in names:
            self.fields[self._select] = known.get("value", "")
        elif tag == "textarea":
            self.fields[name] = ""
        elif tag == "button" and known.get("value") == "same":
            self.same = True
        elif (
            tag == "input" and name and (known.get("type") not in ("radio", "checkbox") or "checked" in names)
        ):
            self.fields[name] = known.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


class Filer:
    """A browser without scripts, signed in."""

    def __init__(self, home: str, cookie: str, code: str, tally: Tally) -> None:
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.cookies.set("portal", cookie, domain="127.0.0.1", path="/")
        self.home, self.code, self.tally = home, code, tally
        self.origin = {"Origin": home, "Referer": f"{home}/zh/account"}

    @property
    def report(self) -> str:
        return f"{self.home}/zh/my/{self.code}/report/{YEAR}"

    def ask(
        self, address: str, fields: Mapping[str, str] | None = None, into: str = "steps"
    ) -> requests.Response:
        began = time.perf_counter()
        if fields is None:
            answer = self.http.get(address, timeout=60)
        else:
            answer = self.http.post(address, data=fields, headers=self.origin, timeout=60)
        with self.tally.lock:
            getattr(self.tally, into).append(time.perf_counter() - began)
        return answer

    def file(self) -> None:
        """From the start page to the receipt; what hinders it is counted."""
        page = self.ask(self.report)
        for _ in range(MOST_STEPS):
            if "/receipt/" in page.url:
                with self.tally.lock:
                    self.tally.filed += 1
                return
            form = Form(page.text)
            if not form.found or page.status_code >= 400:
                break
            more = {"next": "same"} if form.same else {}
            if page.url.endswith("/check"):
                more = {"declared": "yes"}
            page = self.ask(urljoin(page.url, form.action), {**form.fields, **more})
        with self.tally.lock:
            self.tally.failed.append(f"{page.status_code} {page.url.removeprefix(self.home)}")

    def look(self) -> None:
        """What somebody does who is still thinking."""
        page = self.ask(self.report, into="others")
        if page.status_code >= 400:
            with self.tally.lock:
                self.tally.failed.append(f"{page.status_code} {page.url.removeprefix(self.home)}")
