"""Somebody who types at random, a browser that can be killed, and the memory of what must be there again."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Thread

import requests
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Locator, Page
from selectolax.lexbor import LexborHTMLParser

from tests.fixtures.people import Browser as Reader
from tests.fixtures.people import Stage

AGE = 2.0  # seconds: what is older is never lost while scripts run
NEVER = float("inf")
FREE = 0.1
STARTS_WITHIN = 60.0
PATIENCE = 30_000
LONGEST = 40
BOXES = "main form[method=post] :is(input[type=text], input[type=tel], input[type=email], textarea):visible"
CHOICES = "main form[method=post] input[type=radio][name^='p-']:visible"
SENDING = "main form[method=post] :is(.report-submit, .actions) .button--first"
WHO = "trader"

Values = dict[str, str]


@dataclass
class Entry:
    """What a field held. owed: the moment from which it must survive whatever happens."""

    value: str
    owed: float


@dataclass
class Memory:
    """Everything that was typed, by page and field, in its order."""

    entries: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)

    def typed(self, place: str, name: str, value: str, owed: float) -> Entry:
        made = Entry(value, owed)
        self.entries.setdefault((place, name), []).append(made)
        return made

    def places(self) -> set[str]:
        return {place for place, _ in self.entries}

    def owes(self, moment: float) -> bool:
        """Whether anything had to be kept by a moment."""
        return any(one.owed <= moment for entries in list(self.entries.values()) for one in entries)

    def compare(self, moment: float, found: dict[str, list[Values]]) -> tuple[int, list[str]]:
        """How many fields had to be there at a moment, and which were not.

        What was typed later than what had to be kept may be there instead.
        """
        compared, lost = 0, []
        for (place, name), entries in self.entries.items():
            owed = [number for number, one in enumerate(entries) if one.owed <= moment]
            if not owed:
                continue
            compared += 1
            good = {one.value for one in entries[owed[-1] :]}
            there = [values[name] for values in found[place] if name in values]
            if good.isdisjoint(there):
                age = moment - entries[owed[-1]].owed
                lost.append(f"{place} {name}: {there} for {sorted(good)}, owed for {age:.2f} s")
        return compared, lost


class Lag:
    """By how much the machine itself is late: a portal that answers late saves late.

    A thread asks for a page without contents ten times a second; on a machine that is free each answer takes
    some milliseconds.
    """

    def __init__(self, url: str) -> None:
        self._url, self._end, self._seen = url, Event(), [(time.monotonic(), 0.0)]
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Lag":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(30)

    def worst(self) -> float:
        """Seconds, of late, beyond what a machine takes that is free."""
        now = time.monotonic()
        late = [took for at, took in self._seen if at > now - AGE * 2]
        return max(0.0, max([*late, now - self._seen[-1][0] - 0.1]) - FREE)

    def _watch(self) -> None:
        http = requests.Session()
        http.trust_env = False
        while not self._end.wait(0.1):
            begun = time.monotonic()
            try:
                http.get(f"{self._url}/healthz", timeout=20)
            except requests.RequestException:
                continue
            self._seen = [*self._seen[-200:], (time.monotonic(), time.monotonic() - begun)]


@dataclass
class Typist:
    """Somebody who fills in page after page of one job."""

    page: Page
    random: Random
    memory: Memory
    places: tuple[str, ...]
    home: str
    scripts: bool
    number: int = 0

    def open(self, place: str) -> None:
        self.page.goto(self.home + place)
        self.come_back()

    def work(self, until: float = NEVER) -> None:
        """Type, choose, send, leave pages, until a moment, or until the browser is dead (raises Error)."""
        self.open(self.random.choice(self.places))
        while time.monotonic() < until:
            self.act(until)

    def act(self, until: float) -> None:
        what = self.random.random()
        if self.page.locator(BOXES).count() == 0 or what > 0.92:
            self.open(self.random.choice(self.places))
        elif what > 0.8:
            self.send()
        elif self.scripts and what > 0.72:
            self.choose()
        elif self.scripts:
            self.type(until)
        else:
            self.fill()

    def type(self, until: float) -> None:
        """One field, key by key, at a pace of its own; sometimes for longer than what may be lost."""
        box, name, place = self._box()
        text, pace = self._text(long=self.random.random() < 0.2), self.random.uniform(0.0, 0.2)
        box.press("Control+a")
        for end in range(1, len(text) + 1):
            self.page.keyboard.type(text[end - 1])
            self.memory.typed(place, name, text[:end], time.monotonic() + AGE)
            if time.monotonic() > until:
                return
            time.sleep(self.random.uniform(0, pace))

    def choose(self) -> None:
        options = self.page.locator(CHOICES)
        if options.count():
            one = options.nth(self.random.randrange(options.count()))
            name, value = one.get_attribute("name"), one.get_attribute("value")
            one.check(timeout=PATIENCE)
            self.memory.typed(self._place(), name or "", value or "", time.monotonic() + AGE)

    def fill(self) -> None:
        """Some fields of a page without scripts; they count when they were sent."""
        for _ in range(self.random.randint(1, 3)):
            box, name, place = self._box()
            text = self._text()
            box.fill(text)
            self.memory.typed(place, name, text, NEVER)
            time.sleep(self.random.uniform(0, 0.1))
        self.send()

    def send(self) -> None:
        """The page as it stands; what it holds is owed from the answer on."""
        place = self._place()
        waiting = [entries[-1] for (at, _), entries in self.memory.entries.items() if at == place]
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.locator(SENDING).first.click()
        if self.come_back() or "/login" not in self.page.url:
            now = time.monotonic()
            for entry in waiting:
                entry.owed = min(entry.owed, now)

    def come_back(self) -> bool:
        """Where the session has ended: sign in again, and send on what was kept; whether it was so."""
        if "/login" not in self.page.url:
            return False
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.locator("main a[href*='/login/demo']").first.click()
        who = self.page.locator(f"[value='{WHO}'], a[href*='person={WHO}']")
        if who.count():
            with self.page.expect_navigation(timeout=PATIENCE):
                who.first.click()
        if "/account/kept/" in self.page.url:
            with self.page.expect_navigation(timeout=PATIENCE):
                self.page.locator("main form.actions .button--first").click()
        return True

    def _box(self) -> tuple[Locator, str, str]:
        boxes = self.page.locator(BOXES)
        box = boxes.nth(self.random.randrange(boxes.count()))
        return box, box.get_attribute("name") or "", self._place()

    def _place(self) -> str:
        return self.page.url.removeprefix(self.home).partition("?")[0]

    def _text(self, *, long: bool = False) -> str:
        """Unlike every other."""
        self.number += 1
        text = f"{self.number}" + "".join(
            self.random.choice("0123456789") for _ in range(self.random.randint(2, 7))
        )
        return text.ljust(LONGEST, "7") if long else text


class Chromium:
    """A browser of its own processes, so that it can be killed as the machine kills one."""

    def __init__(self, path: Path, folder: Path, kind: BrowserType) -> None:
        options = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run")
        self._process = subprocess.Popen(
            [path, *options, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + STARTS_WITHIN
        told = folder / "DevToolsActivePort"
        while not told.exists() or len(told.read_text(encoding="ascii").split()) < 2:
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError("the browser did not start")
            time.sleep(0.02)
        port, address = told.read_text(encoding="ascii").split()
        self.browser: Browser = kind.connect_over_cdp(f"ws://127.0.0.1:{port}{address}")

    def kill(self) -> None:
        """With all its processes, at once; nothing of it has time to say anything."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def signed_in(stage: Stage) -> Reader:
    """A browser without scripts or window, which came in through the provider."""
    reader = stage.browser()
    reader.sign_in(WHO)
    return reader


@contextmanager
def window(browser: Browser, reader: Reader, *, scripts: bool) -> Iterator[Page]:
    """A page in a context of its own, with the session of somebody who has just signed in."""
    context: BrowserContext = browser.new_context(java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    value = reader.http.cookies.get("portal") or ""
    context.add_cookies([{"name": "portal", "value": value, "url": reader.stage.url}])
    try:
        yield context.new_page()
    finally:
        with suppress(Error):  # of a browser that is dead
            context.close()


def read_back(reader: Reader, places: Iterable[str]) -> dict[str, list[Values]]:
    """What each page shows, and what the account says was kept of it."""
    found = {}
    for place in places:
        reader.get(place)
        found[place] = [_shown(reader.page)]
    reader.get("/zh/account")
    for link in reader.page.css("a[href*='/account/kept/']"):
        address = f"{reader.stage.url}{link.attributes['href']}"
        kept = reader.http.get(address, headers={"Accept": "application/json"}, timeout=30).json()
        found.setdefault(kept["address"], []).append(dict(kept["fields"]))
    return found


def _shown(page: LexborHTMLParser) -> Values:
    values = {}
    for box in page.css("main form input, main form textarea"):
        kind, name = box.attributes.get("type"), box.attributes.get("name") or ""
        if kind in ("radio", "checkbox"):
            if "checked" in box.attributes:
                values[name] = box.attributes.get("value") or ""
        else:
            values[name] = box.text() if box.tag == "textarea" else box.attributes.get("value") or ""
    return values
