"""What is seen of a reporter on the way from a report to its answer: by one officer, nowhere else.

Whatever a reporter can type or choose is planted with a canary. After everything that can happen has
happened, it is looked for in every answer anybody is given, in every column of the database, in every
file, line of the log and figure; it is found in the one place where it belongs.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, select

from credit.db.session import Sessions
from credit.jobs.indexing import build
from credit.services.change_source import DossierChanges
from credit.services.supervision import keeping
from tests.accounts.matrix import Route
from tests.fixtures.people import TRADER
from tests.services.supervision.pictures import NOTE, OWNER, TELEPHONE
from tests.web.desk_office import CANARIES, KEY, NEWER, Office, planted
from tests.web.test_report import Reporter
from tests.web.visiting import LANGUAGES
from web.cli.reporters import reporters
from web.http.access import Access, mark_of
from web.http.portal import EXTENSION


def everything(office: Office, room: str, me: str) -> Iterator[tuple[str, bytes]]:
    """Every answer of every address for everybody but the handling officer, and for nobody at all."""
    values = {"address": TRADER, "subject": TRADER, "language": "zh"}
    kind, tip = room.removeprefix("/desk/").split("/")
    ids = values | {"kind": kind, "tip": tip, "case": tip, "case_id": tip, "tool": "give"}
    others = [name for name in ("handler", "colleague", "supervisor") if name != me]
    for rule in office.app.url_map.iter_rules():
        mark = mark_of(office.app.view_functions[rule.endpoint])
        if mark is None or "GET" not in (rule.methods or ()):
            continue
        desk = mark.access is Access.OFFICER
        for language in LANGUAGES[:1] if desk else LANGUAGES:
            path = _address(office, rule, ids | {"language": language})
            for name in others if desk else [""]:
                client = office.client(name) if name else office.app.test_client(use_cookies=False)
                yield f"{name} {path}", client.get(path).get_data()


def hits(office: Office, words: str) -> list[str]:
    """Where a search for words says that it found the enterprise."""
    client = office.app.test_client(use_cookies=False)
    asked = {path: client.get(f"/zh/{path}", query_string={"q": words}) for path in ("search", "suggest")}
    return [path for path, answer in asked.items() if TRADER in answer.get_data(as_text=True)]


def _address(office: Office, rule: Any, ids: dict[str, str]) -> str:
    mark = mark_of(office.app.view_functions[rule.endpoint])
    assert mark is not None
    route = Route(rule, "GET", mark)
    language = ids["language"]
    return route.address(office.world, ids["subject"], ids).replace("/zh/", f"/{language}/", 1)


def columns(sessions: Sessions) -> Iterator[tuple[str, bytes]]:
    """Every value of every column of every table."""
    tables = MetaData()
    tables.reflect(sessions.engine)
    with sessions.read() as session:
        for table in tables.sorted_tables:
            for row in session.execute(select(table)):
                for name, value in row._mapping.items():
                    held = value if isinstance(value, bytes | memoryview) else str(value).encode()
                    yield f"{table.name}.{name}", bytes(held)


def files(place: Path) -> Iterator[tuple[str, bytes]]:
    for one in place.rglob("*"):
        if one.is_file():
            yield str(one), one.read_bytes()


def heard(found: Iterator[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Where a canary sings: in the clear, as an escape, as a number without its gaps."""
    songs = {word: _forms(word) for word in (*CANARIES.values(), OWNER, NOTE, TELEPHONE)}
    return [
        (place, word)
        for place, text in found
        for word, forms in songs.items()
        if any(one in text for one in forms)
    ]


def _forms(word: str) -> tuple[bytes, ...]:
    escaped = word.encode("ascii", "backslashreplace")
    return (word.encode(), word.encode("utf-16-le"), escaped, escaped.replace(b"\\", b"\\\\"))


def test_nothing_of_a_reporter_is_anywhere_else(either_office: Office) -> None:
    office = either_office
    changes = DossierChanges(office.world.sessions, office.world.clock)
    before = changes.head()
    code = planted(office)
    (room,) = office.rooms()
    me = office.holder()
    office.get(me, f"/zh{room}/letters")
    office.post(me, f"/zh{room}/accept")
    for wrong in ("金丝雀甲", CANARIES["phone"]):
        office.post(me, f"/zh{room}/answer", outcome="unfounded", text=wrong)
    office.post(me, f"/zh{room}/answer", outcome="unfounded", text="已核查")
    for language in LANGUAGES:  # answers that went wrong, with everything typed
        reporter = Reporter(office.app, language)
        reporter.get(f"/report/promise?about={TRADER}")
        reporter.send("/report/promise", 400, text=CANARIES["text"], email="wrong")
    logging.getLogger("tests").warning("the log is listened to")
    url = f"embedded://{office.place / 'index'}"
    build(office.world.sessions, office.world.clock, url)
    if office.world.sessions.dialect == "sqlite":  # pages are the same on both
        places = [*everything(office, room, me)]
        assert len(places) > 100
        assert heard(iter(places)) == []
    assert heard(columns(office.world.sessions)) == []
    assert heard(files(office.place)) == []
    assert heard(iter([("log", office.log.getvalue().encode())])) == []
    assert "the log is listened to" in office.log.getvalue()
    assert changes.head() == before
    assert [words for words in (*CANARIES.values(), TRADER) if hits(office, words)] == [TRADER]
    bare = code.replace("-", "").lower()
    assert [place for place, text in columns(office.world.sessions) if bare.encode() in text] == []


def test_the_search_for_canaries_finds_one_that_sings(office: Office) -> None:
    planted(office)
    (room,) = office.rooms()
    letters = office.get(office.holder(), f"/zh{room}/letters").get_data()
    found = {word for _place, word in heard(iter([("letters", letters)]))}
    assert found == {CANARIES[one] for one in ("name", "phone", "email", "text", "more")}
    (office.place / "leak").write_text(f"x{CANARIES['phone']}x")
    assert heard(files(office.place)) != []


def test_keys_are_changed_and_data_destroyed_from_the_command_line(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(office)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.place))
    monkeypatch.setenv("PORTAL_REPORTER_KEYS", f"{NEWER} {KEY}")
    told = CliRunner().invoke(reporters, ["wrap"])
    assert (told.exit_code, "1" in told.output) == (0, True)
    monkeypatch.setenv("PORTAL_REPORTER_KEYS", KEY)
    assert CliRunner().invoke(reporters, ["wrap"]).exit_code == 1
    told = CliRunner().invoke(reporters, ["destroy"])
    assert (told.exit_code, "0" in told.output) == (0, True)
    assert keeping.destroy_due(office.world.ctx(), office.app.extensions[EXTENSION].letters.folder) == 0
