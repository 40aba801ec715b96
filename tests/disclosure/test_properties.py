"""What the gate promises for every subject and every day, whatever is fed to it."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.disclosure import narrow, project
from credit.disclosure_clean import clean
from credit.domain.dossier import Dossier
from credit.domain.errors import NotFoundError
from credit.domain.records import (
    AbnormalEntry,
    Change,
    Contribution,
    EnterpriseFacts,
    EquityPledge,
    JudicialAssistance,
    KeyPerson,
    Notice,
    Penalty,
    SeriousEntry,
    Voluntary,
)
from credit.domain.values import Withholding
from credit.domain.vocabulary import (
    Channel,
    HolderKind,
    PenaltyKind,
    Procedure,
    RecordKind,
    WithholdingGround,
)
from tests.disclosure.strategies import (
    CANARY,
    EMAILS,
    HOMES,
    PERSON,
    PERSONAL_NUMBERS,
    asked_days,
    contents,
    facts,
    leaves,
    maskable,
    plain,
    struct_of,
    with_personal,
)

gate = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ORDER_107 = date(2025, 12, 25)


def every_way_out(dossier: Dossier) -> list[Dossier]:
    return [dossier, *(narrow(dossier, channel) for channel in Channel)]


def folded(text: str) -> str:
    """Letters and digits alone, in one width: what a reader can put together again."""
    kept = (char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return "".join(kept).casefold()


def personal_in(dossier: Dossier) -> list[str]:
    texts = [folded(text) for text in leaves(dossier)]
    planted = [folded(value) for value in PERSONAL_NUMBERS + EMAILS]
    return [text for text in texts if any(value in text for value in planted)]


@gate
@given(facts(with_personal, registered_text=maskable, reviews=True), asked_days)
def test_no_personal_value_leaves_on_any_channel(known: EnterpriseFacts, on: date) -> None:
    for dossier in every_way_out(project(known, on)):
        assert personal_in(dossier) == []


FREE_TEXT = st.one_of(
    struct_of(Penalty, plain, facts=with_personal, text=with_personal, summary=with_personal),
    struct_of(Notice, plain, title=with_personal, body=with_personal),
    struct_of(Voluntary, with_personal),
)


@gate
@given(facts(content=FREE_TEXT), asked_days)
def test_free_text_with_a_persons_home_is_held_back(known: EnterpriseFacts, on: date) -> None:
    dossier = project(known, on)
    assert not any(home in text for text in leaves(dossier) for home in HOMES)


@gate
@given(facts(reviews=True), asked_days)
def test_nothing_kept_for_officers_leaves(known: EnterpriseFacts, on: date) -> None:
    for dossier in every_way_out(project(known, on)):
        assert not any(CANARY in text for text in leaves(dossier))


@gate
@given(facts(with_personal, registered_text=plain), asked_days)
def test_withheld_and_held_back_records_leave_no_trace(known: EnterpriseFacts, on: date) -> None:
    held = [
        record for record in known.records if record.withheld is not None or clean(record.content) is None
    ]
    without = EnterpriseFacts(
        key=known.key,
        registration=known.registration,
        records=tuple(record for record in known.records if record not in held),
    )
    dossier = project(known, on)
    assert dossier == project(without, on)
    assert not {record.id for record in held} & {record.id for record in dossier.records}


@gate
@given(facts(), asked_days)
def test_a_withheld_subject_has_no_dossier(known: EnterpriseFacts, on: date) -> None:
    withheld = Withholding(WithholdingGround.STATE_SECRET, "x", on)
    secret = EnterpriseFacts(
        key=known.key, registration=replace(known.registration, withheld=withheld), records=known.records
    )
    with pytest.raises(NotFoundError):
        project(secret, on)


def three_years_after(day: date) -> date:
    return date(day.year + 3, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


@gate
@given(facts(content=st.one_of(contents(plain), struct_of(Penalty, plain))), asked_days)
def test_nothing_is_shown_too_early_or_too_long(known: EnterpriseFacts, on: date) -> None:
    for record in project(known, on).records:
        assert record.source.published_on <= on
        assert record.until is None or on <= record.until
        match record.content:
            case Penalty() as content:
                kept = next(one.content for one in known.records if one.id == record.id)
                longest = max(three_years_after(record.source.published_on), content.ban_until or date.min)
                assert on <= longest
                assert content.procedure is Procedure.ORDINARY
                assert not content.kinds or set(content.kinds) != {PenaltyKind.WARNING}
                assert content.withdrawal is None or content.withdrawal.on > on
                assert isinstance(kept, Penalty)
                assert kept.publish_until is None or on <= kept.publish_until
            case SeriousEntry() as content:
                assert on <= three_years_after(content.listed_on)
                assert content.removed_on is None or content.removed_on > on
            case AbnormalEntry() as content:
                removed = content.removed_on is not None and content.removed_on <= on
                assert not (removed and on >= ORDER_107)


@gate
@given(facts(), asked_days, st.data())
def test_a_dossier_holds_until_its_last_day(known: EnterpriseFacts, on: date, data: st.DataObject) -> None:
    today = project(known, on)
    until = today.valid_until or on + timedelta(days=4000)
    assert until > on
    later = data.draw(st.one_of(st.just(until - timedelta(days=1)), st.dates(on, until - timedelta(days=1))))
    assert replace(project(known, later), projected_on=on) == today


@gate
@given(facts(), st.lists(asked_days, min_size=3, max_size=6), st.booleans())
def test_a_record_is_public_for_one_stretch_of_days(
    known: EnterpriseFacts, on: list[date], boundary: bool
) -> None:
    asked = sorted({*on, ORDER_107, ORDER_107 - timedelta(days=1)} if boundary else set(on))
    shown = [{record.id for record in project(known, day).records} for day in asked]
    for record in known.records:
        stretch = "".join("x" if record.id in ids else "." for ids in shown).strip(".")
        assert "." not in stretch


@gate
@given(facts(), asked_days, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(known: EnterpriseFacts, on: date, random: Any) -> None:
    shuffled = list(known.records)
    random.shuffle(shuffled)
    other = EnterpriseFacts(key=known.key, registration=known.registration, records=tuple(shuffled))
    assert project(known, on) == project(other, on)


@gate
@given(facts(), asked_days)
def test_records_come_newest_first(known: EnterpriseFacts, on: date) -> None:
    order = [(record.source.effective_on, record.id) for record in project(known, on).records]
    assert order == sorted(order, key=lambda one: (-one[0].toordinal(), one[1]))


@gate
@given(facts(with_personal, registered_text=maskable), asked_days, st.sampled_from(Channel))
def test_narrowing_only_takes_away(known: EnterpriseFacts, on: date, channel: Channel) -> None:
    dossier = project(known, on)
    once = narrow(dossier, channel)
    assert narrow(once, channel) == once
    assert narrow(dossier, Channel.PAGE) == dossier
    assert set(leaves(once)) <= set(leaves(dossier)) | {"not_applicable", "missing", ""} | _field_names(once)


def _field_names(dossier: Dossier) -> set[str]:
    """Keys that only show up when a value turns from absent by default to stated as missing."""
    return {
        name for one in (dossier.registered, *(r.content for r in dossier.records)) for name in _names(one)
    } | {"why"}


def _names(struct: Any) -> tuple[str, ...]:
    return tuple(struct.__struct_fields__)


PEOPLE = st.one_of(
    struct_of(KeyPerson, st.just(PERSON)),
    struct_of(Contribution, plain, holder=st.just(PERSON), holder_kind=st.just(HolderKind.PERSON)),
    struct_of(EquityPledge, plain, pledgor=st.just(PERSON), pledgee=st.just(PERSON)),
    struct_of(JudicialAssistance, plain, debtor=st.just(PERSON)),
    struct_of(Change, plain, before=st.just(PERSON), after=st.just(PERSON)),
    struct_of(Penalty, plain, text=st.just(PERSON), facts=st.just(PERSON), summary=st.just(PERSON)),
    struct_of(Notice, plain, body=st.just(PERSON)),
)


@gate
@given(facts(content=PEOPLE), asked_days)
def test_a_persons_name_is_neither_searched_nor_joined(known: EnterpriseFacts, on: date) -> None:
    registration = replace(known.registration, legal_representative=PERSON)
    dossier = project(replace(known, registration=registration), on)
    assert dossier.registered.legal_representative == PERSON
    for channel in (Channel.SEARCH, Channel.BULK, Channel.FEED):
        assert not any(PERSON in text for text in leaves(narrow(dossier, channel)))
    beside_a_result = narrow(dossier, Channel.CARD)
    assert beside_a_result.registered.legal_representative == PERSON
    assert not any(PERSON in text for record in beside_a_result.records for text in leaves(record))


@gate
@given(facts(), asked_days)
def test_standing_counts_only_what_is_public(known: EnterpriseFacts, on: date) -> None:
    dossier = project(known, on)
    shown = {record.id: record for record in dossier.records}
    for one in (*dossier.standing.abnormal, *dossier.standing.serious):
        assert one.listed_on <= on
        assert shown[one.record_id].kind in {RecordKind.ABNORMAL, RecordKind.SERIOUS}
    assert all(day <= on for day in dossier.registered.since.values())
