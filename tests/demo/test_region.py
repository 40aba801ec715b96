"""The invented region: repeatable, valid, varied, free of personal data, and passable by the gate."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest

from credit.disclosure import project
from credit.domain.dossier import Dossier
from credit.domain.errors import NotFoundError
from credit.domain.identifiers import CreditCode, is_registration_no, registration_check_digit
from credit.domain.notice_kinds import OF_AUTHORITY_ALONE, NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    Check,
    Contribution,
    EnterpriseFacts,
    KeyPerson,
    Licence,
    Notice,
    Penalty,
    Registration,
)
from credit.domain.reference import divisions, enterprise_types, industries
from credit.domain.values import Missing
from credit.domain.vocabulary import (
    AbnormalGround,
    CheckResult,
    JudicialState,
    KeyArea,
    MissingReason,
    PenaltyKind,
    RecordKind,
    SampleRole,
    Status,
    SubjectClass,
)
from credit.rules.personal_data import find
from credit.services.demo import CHUNK, Plan, chunk, region
from credit.services.demo.authority_notices import authority_notices
from credit.services.demo.canaries import CANARIES, planted

TODAY = date(2026, 11, 22)
SIZE = 2000
LETTERS = frozenset("ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيەئ")
UYGHUR = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


@cache
def made(size: int = SIZE, seed: int = 1) -> tuple[EnterpriseFacts, ...]:
    return tuple(region(Plan(size, seed, TODAY)))


@cache
def dossiers() -> tuple[Dossier, ...]:
    return tuple(dossier for facts in made() if (dossier := _dossier(facts)))


def _dossier(facts: EnterpriseFacts) -> Dossier | None:
    try:
        return project(facts, TODAY)
    except NotFoundError:
        return None


def contents(kind: type) -> list[object]:
    return [
        record.content for facts in made() for record in facts.records if isinstance(record.content, kind)
    ]


def texts(value: object) -> Iterator[str]:
    """Every text in a builtin tree."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


def test_same_plan_same_region() -> None:
    again = tuple(region(Plan(300, 1, TODAY)))
    assert again == made()[:300]


def test_another_seed_or_day_gives_another_region() -> None:
    first = [facts.registration.name for facts in made()[20:60]]
    assert [facts.registration.name for facts in made(60, 2)[20:60]] != first
    other = tuple(region(Plan(60, 1, TODAY - timedelta(days=1))))
    assert [facts.registration.name for facts in other[20:60]] != first


def test_a_chunk_alone_equals_its_part_of_the_whole() -> None:
    assert tuple(chunk(Plan(SIZE, 1, TODAY), 1)) == made()[CHUNK:SIZE]


def test_a_smaller_region_begins_a_larger_one() -> None:
    assert tuple(region(Plan(1500, 1, TODAY))) == made()[:1500]


def test_numbers_are_valid_and_nobody_shares_one() -> None:
    seen: Counter[str] = Counter()
    for facts in made():
        entry = facts.registration
        if entry.credit_code:
            assert CreditCode.parse(entry.credit_code).value == entry.credit_code
        if entry.registration_no:
            assert is_registration_no(entry.registration_no)
            assert registration_check_digit(entry.registration_no[:14]) == entry.registration_no[14]
        codes = [entry.credit_code, entry.registration_no, *entry.old_codes]
        assert any(codes), entry.name
        seen.update(code for code in codes if code)
    assert max(seen.values()) == 1


def test_some_have_only_a_registration_number_and_some_old_ones() -> None:
    entries = [facts.registration for facts in made()]
    assert sum(entry.credit_code is None for entry in entries) >= 10
    assert any(len(old) == 13 for entry in entries for old in entry.old_codes)
    frozen = {entry.credit_code[2:8] for entry in entries if entry.credit_code}
    assert frozen & set(divisions.retired()), "no historic division in any credit code"


def test_branches_point_to_parents_that_name_them() -> None:
    by_code = {facts.registration.credit_code: facts for facts in made() if facts.registration.credit_code}
    branches = [
        facts.registration
        for facts in made()
        if facts.registration.subject_class is SubjectClass.BRANCH
        and facts.registration.parent_code in by_code
    ]
    assert len(branches) >= 50
    for branch in branches:
        parent = by_code[branch.parent_code]
        assert parent.registration.name == branch.parent_name
        named = {getattr(record.content, "code", None) for record in parent.records}
        assert (branch.credit_code or branch.registration_no) in named


FILED = {RecordKind.ANNUAL_REPORT, RecordKind.INSTANT}  # no facts that come in: filed by the subjects


@pytest.mark.parametrize("kind", [kind for kind in RecordKind if kind not in FILED])
def test_every_kind_of_record_is_there_and_public(kind: RecordKind) -> None:
    public = Counter(record.kind for dossier in dossiers() for record in dossier.records)
    assert public[kind] > 0


def test_every_class_and_status_is_there() -> None:
    assert {facts.registration.subject_class for facts in made()} == set(SubjectClass)
    assert {facts.registration.status for facts in made()} == set(Status)


def test_vocabularies_are_used_in_full() -> None:
    penalties = [content for content in contents(Penalty) if isinstance(content, Penalty)]
    checks = [content for content in contents(Check) if isinstance(content, Check)]
    notices = {content.notice_kind for content in contents(Notice) if isinstance(content, Notice)}
    kinds = {kind for content in penalties for kind in content.kinds}
    results = {result for content in checks for result in content.results}
    assert kinds >= {PenaltyKind.WARNING, PenaltyKind.FINE, PenaltyKind.CRITICISM, PenaltyKind.PROFESSION_BAN}
    assert kinds >= {
        PenaltyKind.SUSPENSION,
        PenaltyKind.LICENCE_REVOKED,
        PenaltyKind.BUSINESS_LICENCE_REVOKED,
    }
    assert results >= set(CheckResult) - {CheckResult.OLD_NON_COOPERATION, CheckResult.OLD_VIOLATION}
    assert notices == set(NoticeKind) - OF_AUTHORITY_ALONE
    of_authorities = {one.content.notice_kind for one in authority_notices(Plan(SIZE, 1, TODAY))}
    assert notices | of_authorities == set(NoticeKind)
    assert {check.sample.role for check in checks if check.sample} == set(SampleRole)
    areas = {content.key_area for content in contents(Licence) if isinstance(content, Licence)}
    assert areas >= set(KeyArea)


def test_every_flag_is_there() -> None:
    flags = [facts.registration.flags for facts in made()]
    for name in ("dormancy", "liquidation_since", "simple_deregistration", "marking", "restored_on"):
        assert any(getattr(one, name) for one in flags), name


def test_the_four_kinds_of_missing_value_are_there() -> None:
    headcounts = [facts.registration.headcount for facts in made()]
    reasons = {value.why for value in headcounts if isinstance(value, Missing)}
    assert reasons == set(MissingReason)
    assert 0 in headcounts


def test_about_four_records_each() -> None:
    assert 3.6 <= sum(len(facts.records) for facts in made()) / SIZE <= 4.4


def test_something_changed_today_and_this_week() -> None:
    days = Counter(record.source.published_on for dossier in dossiers() for record in dossier.records)
    assert days[TODAY] >= 5
    assert sum(days[TODAY - timedelta(days=back)] for back in range(7)) >= 40
    assert max(days) <= TODAY


def test_the_missing_report_of_last_year_is_listed() -> None:
    entries = [content for content in contents(AbnormalEntry) if isinstance(content, AbnormalEntry)]
    assert any(
        entry.ground is AbnormalGround.REPORT_NOT_FILED
        and entry.report_year == 2025
        and entry.removed_on is None
        for entry in entries
    )
    assert any(entry.marking for entry in entries)


def test_what_may_not_be_seen_is_there_and_is_not_seen() -> None:
    records = [record for facts in made() for record in facts.records]
    public = {record.id for dossier in dossiers() for record in dossier.records}
    withheld = {record.id for record in records if record.withheld}
    expired = {
        record.id
        for record in records
        if isinstance(record.content, Penalty)
        and record.provenance.published_on < TODAY - timedelta(days=1200)
        and record.content.ban_until is None
    }
    lifted = {
        record.id for record in records if getattr(record.content, "state", None) is JudicialState.LIFTED
    }
    warned = {
        record.id for record in records if getattr(record.content, "kinds", None) == (PenaltyKind.WARNING,)
    }
    withdrawn = {record.id for record in records if getattr(record.content, "withdrawal", None)}
    for hidden in (withheld, expired, lifted, warned, withdrawn):
        assert hidden
        assert not hidden & public
    assert any(record.objection_since for dossier in dossiers() for record in dossier.records)


def test_some_records_end_within_a_month() -> None:
    ends = [record.until for dossier in dossiers() for record in dossier.records if record.until]
    assert any(TODAY <= end <= TODAY + timedelta(days=30) for end in ends)


def test_the_gate_takes_everything_but_withheld_subjects() -> None:
    withheld = sum(facts.registration.withheld is not None for facts in made())
    assert len(dossiers()) == SIZE - withheld


def test_no_personal_data_and_nothing_that_looks_like_it() -> None:
    for facts in made():
        for text in texts(msgspec.to_builtins(facts)):
            assert not find(text), text


def test_the_gate_stops_planted_personal_data() -> None:
    marked = tuple(planted(made()[:600]))
    assert sum(one != two for one, two in zip(marked, made(), strict=False)) > 30
    seen = [text for facts in marked if (one := _dossier(facts)) for text in texts(msgspec.to_builtins(one))]
    kept = [text for facts in marked for text in texts(msgspec.to_builtins(facts))]
    for canary in CANARIES:
        assert any(canary in text for text in kept)
        assert not any(canary in text for text in seen)


def test_uyghur_names_use_the_letters_of_the_language_and_end_in_the_possessive() -> None:
    names = [facts.registration.uyghur_name for facts in made() if facts.registration.uyghur_name]
    assert len(names) > SIZE // 5
    for name in names:
        assert set(UYGHUR.findall(name)) <= LETTERS, name
        assert re.fullmatch(r"[\u0600-\u06ff0-9 ()\-]+", name), name
    companies = [
        entry.uyghur_name
        for entry in (facts.registration for facts in made())
        if entry.subject_class is SubjectClass.COMPANY and entry.uyghur_name
    ]
    assert all(name.endswith("شىركىتى") for name in companies)


def test_a_foreign_letter_would_be_seen() -> None:
    assert not set(UYGHUR.findall("شرکت")) <= LETTERS


def test_codes_of_place_trade_and_type_are_known() -> None:
    for facts in made():
        entry = facts.registration
        assert divisions.division(entry.division or "")
        assert entry.industry is None or industries.industry(entry.industry)
        assert enterprise_types.enterprise_types()[entry.type_code or ""]


def test_days_are_in_order() -> None:
    for facts in made():
        entry = facts.registration
        for record in facts.records:
            said = record.provenance
            assert said.effective_on <= said.published_on <= said.received_at.date() <= TODAY, (
                entry.name,
                record,
            )
        assert isinstance(entry.established_on, date)
        assert entry.established_on <= TODAY


def test_homophone_families_are_neighbours() -> None:
    names = "".join(facts.registration.name for facts in made())
    assert {brand for brand in ("金石", "金实", "今时") if brand in names} == {"金石", "金实", "今时"}


def test_sources_say_that_it_is_invented() -> None:
    for facts in made():
        assert facts.registration.provenance.source.startswith("demo-")
        assert all(record.provenance.source.startswith("demo-") for record in facts.records)


def test_scope_and_address_are_filled_for_nearly_all() -> None:
    entries: list[Registration] = [facts.registration for facts in made()]
    assert sum(isinstance(entry.address, str) for entry in entries) > 0.98 * SIZE
    assert all(isinstance(entry.scope, str) for entry in entries)


def test_no_two_rows_of_a_source_share_an_id() -> None:
    said = Counter(
        (one.source, one.source_id)
        for facts in made()
        for one in (facts.registration.provenance, *(record.provenance for record in facts.records))
    )
    assert max(said.values()) == 1


def test_keys_and_ids_are_unique() -> None:
    ids = Counter(one for facts in made() for one in (facts.key, *(record.id for record in facts.records)))
    assert max(ids.values()) == 1


def test_what_is_filed_together_is_published_together() -> None:
    for facts in made():
        days: dict[date, set[date]] = {}
        for record in facts.records:
            if isinstance(record.content, Contribution | KeyPerson):
                said = record.provenance
                days.setdefault(said.effective_on, set()).add(said.published_on)
        assert all(len(published) == 1 for published in days.values()), facts.key


def test_a_penalty_of_the_showcase_leads_to_its_check() -> None:
    first = dossiers()[0]
    linked = {record.id: record.linked for record in first.records if record.linked}
    kinds = {record.id: record.kind for record in first.records}
    promised = {RecordKind.COMMITMENT, RecordKind.BREACH}
    assert {kinds[one] for one in linked} == {RecordKind.PENALTY, RecordKind.CHECK} | promised
    assert all(one in linked[other] for one, others in linked.items() for other in others)
