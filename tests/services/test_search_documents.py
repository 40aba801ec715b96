"""What the search is given of a dossier: what may be matched, and until when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.disclosure import project
from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
    Fulfilment,
)
from credit.domain.dossier import Dossier
from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    Contribution,
    EnterpriseFacts,
    KeyPerson,
    Notice,
    Penalty,
    Record,
    Website,
)
from credit.domain.values import Money
from credit.domain.vocabulary import AbnormalGround, HolderKind, KeyArea
from credit.services.codec import Packer, dossier_digest, encode, train
from credit.services.search_documents import documents
from credit.services.search_parts import anchor_of
from search.document import Document, NameRole
from search.query import Facet, Kind
from tests.fixtures.facts import TODAY, code, licence, penalty, record, registration

PERSON = "示例某某某"


def dossier(*contents: AnyContent, on: date = TODAY, **changes: object) -> Dossier:
    rows = [record(content, f"r{number}") for number, content in enumerate(contents)]
    kept = tuple(
        Record(id=f"id{number}", provenance=row.provenance, content=row.content)
        for number, row in enumerate(rows)
    )
    return project(EnterpriseFacts(key="k", registration=registration(1, **changes), records=kept), on)


def facets(document: Document, facet: Facet) -> dict[str, date | None]:
    return {value.value: value.until for value in document.facets if value.facet is facet}


def test_a_notice_says_until_when_objections_may_be_raised() -> None:
    made = dossier(
        Notice(
            notice_kind=NoticeKind.SIMPLE_DEREGISTRATION,
            title="简易注销公告",
            period_from=date(2026, 6, 1),
            objections_until=date(2026, 6, 20),
        ),
        Notice(notice_kind=NoticeKind.LICENCE_VOID, title="作废声明", period_from=date(2026, 6, 1)),
    )
    notices = [one for one in documents(made, 1).documents if one.kind is Kind.NOTICE]
    found = {one.card.title: facets(one, Facet.OBJECTIONS) for one in notices}
    assert found == {"简易注销公告": {"open": date(2026, 6, 21)}, "作废声明": {}}


def test_an_enterprise_with_everything() -> None:
    made = dossier(
        licence("许字1号", key_area=KeyArea.FOOD, valid_to=date(2027, 1, 31)),
        penalty("罚字1号"),
        AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=date(2026, 1, 5), decision_no="异字1号"),
        Notice(notice_kind=NoticeKind.CREDITORS, title="关于清算的公告", period_from=date(2026, 6, 1)),
        Website(name="示例网", url="https://example.com"),
        uyghur_name="ئالتۇن تاش",
    )
    replacement = documents(made, 3)
    assert (replacement.parent, replacement.version) == ("k", 3)
    assert [one.kind for one in replacement.documents].count(Kind.ENTERPRISE) == 1
    firm = replacement.documents[0]
    assert {name.role for name in firm.names} == {NameRole.REGISTERED, NameRole.UYGHUR}
    assert {number.text for number in firm.numbers} == {"许字1号", "SC-许字1号", "罚字1号", "异字1号"}
    assert firm.codes == (code(1),)
    assert facets(firm, Facet.LICENSED) == {"yes": date(2027, 2, 1)}
    assert facets(firm, Facet.KEY_AREA) == {"F1": date(2027, 2, 1)}
    assert "abnormal" in facets(firm, Facet.LISTED)
    assert facets(firm, Facet.DIVISION) == {"650102": None}
    assert facets(firm, Facet.INDUSTRY) == {"F": None}
    assert facets(firm, Facet.YEAR) == {"2016": None}
    assert {tag.code for tag in firm.card.tags} >= {"abnormal", "key_area"}
    area = next(tag for tag in firm.card.tags if tag.code == "key_area")
    assert area.until == facets(firm, Facet.KEY_AREA)[KeyArea.FOOD.value] == date(2027, 2, 1)
    assert firm.websites == ("https://example.com", "示例网")


def test_everything_with_a_period_ends_with_it() -> None:
    made = dossier(penalty("罚字1号", "0.1"))
    (shown,) = made.records
    assert shown.until is not None
    gone = shown.until + timedelta(days=1)
    firm, case = documents(made, 1).documents
    assert facets(firm, Facet.PENALISED) == {"yes": gone}
    assert firm.numbers[0].until == case.public_until == case.numbers[0].until == gone
    assert case.key == shown.id
    assert case.card.anchor == anchor_of(shown)
    assert firm.public_until is None


def test_no_person_is_matched() -> None:
    made = dossier(
        KeyPerson(name=PERSON, post="董事"),
        Contribution(holder=PERSON, holder_kind=HolderKind.PERSON, subscribed=Money(Decimal(1))),
        penalty("罚字1号"),
        legal_representative=PERSON,
    )
    for document in documents(made, 1).documents:
        matched = (document.names, document.codes, document.numbers, document.texts, document.websites)
        assert PERSON not in str(matched)


@settings(max_examples=40)
@given(st.lists(st.decimals(0, 1000, places=2), max_size=5), st.dates(date(2025, 12, 25), date(2030, 1, 1)))
def test_documents_of_penalties_are_those_of_the_dossier(fines: list[Decimal], on: date) -> None:
    made = dossier(*[penalty(f"罚字{number}号", str(fine)) for number, fine in enumerate(fines)], on=on)
    shown = {one.id for one in made.records if isinstance(one.content, Penalty)}
    found = {one.key for one in documents(made, 1).documents if one.kind is Kind.PENALTY}
    assert shown == found


def test_a_dossier_survives_packing_with_and_without_a_dictionary() -> None:
    made = [dossier(penalty(f"罚字{number}号", str(number))) for number in range(600)]
    data = train([encode(one) for one in made])
    assert data is not None
    plain, trained = Packer(), Packer([data])
    assert trained.unpack(plain.pack(made[1])) == made[1]
    assert trained.unpack(trained.pack(made[2])) == made[2]
    assert len(trained.pack(made[3])) < len(plain.pack(made[3]))
    assert not plain.knows(trained.pack(made[4]))


def test_the_digest_is_of_what_the_public_sees() -> None:
    assert dossier_digest(dossier(on=TODAY)) == dossier_digest(dossier(on=TODAY + timedelta(days=1)))
    assert dossier_digest(dossier()) != dossier_digest(dossier(uyghur_name="ئالتۇن تاش"))


def promise(**changes: object) -> Commitment:
    given: dict[str, object] = {
        "number": "CN-1001",
        "commitment_type": CommitmentType.STATEMENT,
        "matter": "产品质量",
        "text": "本企业承诺不销售过期食品。",
        "text_uyghur": "كارخانىمىز ۋاقتى ئۆتكەن يېمەكلىك ساتمايدۇ.",
        "committed_on": date(2026, 1, 10),
        "valid_from": date(2026, 1, 10),
        "valid_to": date(2027, 1, 9),
        "accepting_office": "示例市市场监督管理局",
        "publication_agreed": True,
        "signed_by": PERSON,
    }
    return Commitment(**{**given, **changes})


def only_promise(made: Dossier) -> Document:
    (found,) = [one for one in documents(made, 1).documents if one.kind is Kind.COMMITMENT]
    return found


def test_a_promise_is_found_by_its_words_and_stands_until_its_day() -> None:
    made = dossier(promise())
    found = only_promise(made)
    assert found.key == "id0"
    assert found.texts[0] == "产品质量"
    assert any("过期食品" in text for text in found.texts)
    assert any("يېمەكلىك" in text for text in found.texts)
    assert facets(found, Facet.STATE) == {"public": date(2027, 1, 10)}
    assert facets(found, Facet.KEPT) == {"not_yet": None}
    assert facets(found, Facet.TOPIC) == {"statement": None}
    assert facets(found, Facet.AGENCY) == {"示例市市场监督管理局": None}
    assert facets(found, Facet.YEAR) == {"2026": None}
    assert facets(found, Facet.DIVISION) == facets(documents(made, 1).documents[0], Facet.DIVISION)
    assert [tag.code for tag in found.card.tags] == ["commitment_public", "promise_not_yet"]
    assert PERSON not in str(found)


def test_a_promise_that_ended_says_so_and_one_for_the_parties_is_nowhere() -> None:
    after = only_promise(dossier(promise(), on=date(2027, 1, 10)))
    assert facets(after, Facet.STATE) == {"expired": None}
    assert after.public_until is not None
    for hidden in (
        promise(commitment_type=CommitmentType.REPAIR),
        promise(publication_agreed=False),
        promise(state=CommitmentState.UNDER_CHECK),
    ):
        assert [one.kind for one in documents(dossier(hidden), 1).documents] == [Kind.ENTERPRISE]


def test_a_promise_found_broken_bears_the_mark_while_the_finding_is_public() -> None:
    breach = BreachFinding(
        commitment_no="CN-1001",
        matter="产品质量",
        decision_no="违诺字1号",
        decided_on=date(2026, 5, 1),
        outcome=BreachOutcome.CORRECTION_ORDERED,
    )
    made = dossier(promise(fulfilment=Fulfilment.NOT_KEPT), breach)
    found = only_promise(made)
    marks = {tag.code: tag.until for tag in found.card.tags}
    assert marks["breach"] is not None
    assert marks["breach"] > TODAY
    assert facets(found, Facet.KEPT) == {"not_kept": None}
    numbers = {number.text for number in documents(made, 1).documents[0].numbers}
    assert {"CN-1001", "违诺字1号"} <= numbers
    alone = only_promise(dossier(promise()))
    assert "breach" not in {tag.code for tag in alone.card.tags}


@pytest.mark.parametrize(("marking", "mark"), [(False, "abnormal"), (True, "marking")])
def test_a_shop_is_marked_and_a_company_listed(marking: bool, mark: str) -> None:
    entry = AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=TODAY, marking=marking)
    (made,) = documents(dossier(entry), 1).documents
    assert [tag.code for tag in made.card.tags] == [mark]
    assert "abnormal" in facets(made, Facet.LISTED)


def test_rows_that_show_what_is_under_objection_say_so() -> None:
    """The row of the record itself, and that of the enterprise where a list it names is under objection."""
    fined = record(penalty("1"), "p")
    listed = record(AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=TODAY), "a")
    marked = {
        "p": Record(id="p", provenance=fined.provenance, content=fined.content, objection_since=TODAY),
        "a": Record(id="a", provenance=listed.provenance, content=listed.content, objection_since=TODAY),
    }
    plain = {name: replace(one, objection_since=None) for name, one in marked.items()}

    def tags(*records: Record) -> dict[str, list[str]]:
        facts = EnterpriseFacts(key="k", registration=registration(1), records=records)
        made = documents(project(facts, TODAY), 1).documents
        return {one.kind.value: [tag.code for tag in one.card.tags] for one in made}

    assert "objected" in tags(marked["p"], plain["a"])["penalty"]
    assert "objected_in_part" not in tags(marked["p"], plain["a"])["enterprise"]
    assert "objected_in_part" in tags(plain["p"], marked["a"])["enterprise"]
    assert "objected" not in str(tags(plain["p"], plain["a"]))
