"""Every field of every struct is either allowed by name or left out on purpose."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, get_args

import msgspec
import pytest

from credit.disclosure import narrow, project
from credit.disclosure_clean import _plan, clean
from credit.domain.clock import SHANGHAI
from credit.domain.dossier import Fact, Source
from credit.domain.records import AnyContent, EnterpriseFacts, Penalty, Record, Registration
from credit.domain.values import NOT_COLLECTED, Agency, Provenance
from credit.domain.vocabulary import Channel, PenaltyKind, RecordKind, Status, SubjectClass
from credit.rules.field_ways import Allowed, Handling
from credit.rules.fields import AUTHORITY, CONTENT, NESTED, REGISTERED, WITHHELD_FIELDS

CONTENT_KINDS = get_args(AnyContent)
DAY = date(2026, 3, 1)
PROVENANCE = Provenance(Agency("某局"), "s", "1", DAY, DAY, datetime(2026, 3, 1, tzinfo=SHANGHAI))


def undecided(kind: type, allowed: dict[str, Allowed]) -> set[str]:
    return set(kind.__struct_fields__) - set(allowed) - set(WITHHELD_FIELDS.get(kind, {}))


def structs_in(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield annotation
    for part in get_args(annotation):
        yield from structs_in(part)


def every_nested() -> set[type]:
    found: set[type] = set()
    waiting = [*CONTENT_KINDS, *AUTHORITY, Fact]
    while waiting:
        kind = waiting.pop()
        for field in msgspec.structs.fields(kind):
            new = set(structs_in(field.type)) - found
            found |= new
            waiting += new
    return found


def test_every_kind_of_content_is_in_the_table() -> None:
    assert set(CONTENT) == set(CONTENT_KINDS)
    assert {kind.record_kind() for kind in CONTENT} == set(RecordKind)


@pytest.mark.parametrize("kind", [*CONTENT_KINDS, *AUTHORITY], ids=lambda kind: kind.__name__)
def test_every_field_of_a_content_is_decided(kind: type) -> None:
    allowed = {**CONTENT, **AUTHORITY}[kind]
    assert undecided(kind, allowed) == set()
    assert not set(allowed) & set(WITHHELD_FIELDS.get(kind, {}))


@pytest.mark.parametrize("kind", sorted(every_nested(), key=lambda kind: kind.__name__), ids=str)
def test_every_field_of_a_nested_struct_is_decided(kind: type) -> None:
    assert kind in NESTED
    assert undecided(kind, NESTED[kind]) == set()


def test_every_registered_field_is_decided() -> None:
    assert set(REGISTERED) == set(Fact.__struct_fields__)
    assert undecided(Registration, REGISTERED) == set()


def test_no_table_names_a_field_that_is_not_there() -> None:
    for kind, allowed in (*CONTENT.items(), *AUTHORITY.items(), *NESTED.items(), (Fact, REGISTERED)):
        assert set(allowed) <= set(kind.__struct_fields__)


def test_an_undecided_field_would_be_noticed() -> None:
    class Longer(Penalty, tag="longer", frozen=True, kw_only=True):
        informant: str = ""

    assert undecided(Longer, CONTENT[Penalty]) >= {"informant"}


@pytest.mark.parametrize("table", [*CONTENT.values(), *NESTED.values(), REGISTERED])
def test_no_field_that_names_a_person_is_matched_or_taken_in_bulk(table: dict[str, Allowed]) -> None:
    for allowed in table.values():
        if allowed.person:
            assert not allowed.channels & {Channel.SEARCH, Channel.BULK, Channel.FEED}


def takes_text(annotation: Any) -> bool:
    if annotation is str:
        return True
    return any(takes_text(part) for part in get_args(annotation)) if get_args(annotation) else False


@pytest.mark.parametrize("kind", [*CONTENT, *AUTHORITY, *NESTED, Fact], ids=lambda kind: kind.__name__)
def test_every_text_is_looked_into(kind: type) -> None:
    table = REGISTERED if kind is Fact else (CONTENT | AUTHORITY | NESTED)[kind]
    for field in msgspec.structs.fields(kind):
        if field.name in table and takes_text(field.type) and field.name != "since":
            assert table[field.name].handling is not Handling.AS_IS, f"{kind.__name__}.{field.name}"


def test_everything_public_is_at_least_on_the_page() -> None:
    for table in (*CONTENT.values(), *NESTED.values(), REGISTERED):
        assert all(Channel.PAGE in allowed.channels for allowed in table.values())


def test_a_content_of_an_unknown_kind_does_not_pass() -> None:
    class Gossip(Penalty, tag="gossip", frozen=True, kw_only=True):
        informant: str = "某人"

    gossip = Gossip(decision_no="1", violation="x", kinds=(PenaltyKind.FINE,), decided_on=DAY)
    assert clean(gossip) is None
    registration = Registration(
        provenance=PROVENANCE, name="某公司", subject_class=SubjectClass.COMPANY, status=Status.OPERATING
    )
    facts = EnterpriseFacts(
        key="k", registration=registration, records=(Record(id="r", provenance=PROVENANCE, content=gossip),)
    )
    assert project(facts, DAY).records == ()


def test_a_field_that_is_not_named_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    penalty = Penalty(decision_no="1", violation="x", kinds=(), decided_on=DAY, summary="摘要", basis="依据")
    monkeypatch.delitem(CONTENT[Penalty], "summary")
    _plan.cache_clear()
    try:
        cleaned = clean(penalty)
    finally:
        monkeypatch.undo()
        _plan.cache_clear()
    assert isinstance(cleaned, Penalty)
    assert cleaned.summary == NOT_COLLECTED
    assert cleaned.basis == "依据"


def test_a_required_field_that_is_not_named_holds_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    penalty = Penalty(decision_no="1", violation="x", kinds=(), decided_on=DAY)
    monkeypatch.delitem(CONTENT[Penalty], "violation")
    _plan.cache_clear()
    try:
        assert clean(penalty) is None
    finally:
        monkeypatch.undo()
        _plan.cache_clear()


def test_the_source_keeps_its_own_ids() -> None:
    assert "source_id" not in Source.__struct_fields__
    registration = Registration(
        provenance=PROVENANCE, name="某公司", subject_class=SubjectClass.COMPANY, status=Status.OPERATING
    )
    dossier = project(EnterpriseFacts(key="k", registration=registration), DAY)
    assert dossier.registered.source == Source(Agency("某局"), DAY, DAY, DAY)
    assert narrow(dossier, Channel.FEED).registered.name == "某公司"
