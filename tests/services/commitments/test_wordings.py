"""Wordings: a draft by one officer is put in force by another from its day; what was signed keeps its own."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from credit.domain.committing import Clause, Template
from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.rules.commitments import templates
from credit.services.commitments import drafts, wordings
from credit.services.search_documents import documents
from search.query import Kind
from tests.services.commitments.conftest import DAY, Town
from web.presenters.commitment_matters import by_authority, plain_matter
from web.presenters.speech import SPEECH

LATER = DAY + timedelta(days=10)


def version(name: str = "2026-2", **changes: object) -> Template:
    portal = next(one for one in templates.every() if one.code == "statement_general")
    clause = Clause("local", "在门店明显位置张贴本承诺。", "بۇ ۋەدىنى دۇكاننىڭ كۆرۈنەرلىك ئورنىغا چاپلايمىز.")
    made = replace(portal, version=name, starts=LATER, clauses=(*portal.clauses, clause))
    return replace(made, **changes)  # type: ignore[arg-type]


def current(town: Town) -> str:
    with town.sessions.read() as session:
        return wordings.find(session, "statement_general", "650102", town.on).version


def test_in_force_from_its_day_when_another_has_released_it(town: Town) -> None:
    made = wordings.draft(town.handler, version())
    assert not made.in_force
    assert current(town) == "2026-1"
    first = town.made()
    wordings.release(town.reviewer, made.id)
    assert current(town) == "2026-1"
    town.on = LATER
    assert current(town) == "2026-2"
    assert "张贴本承诺" in drafts.begin(town.owner, town.key, "statement_general").text
    assert town.public()[0].template_version == first.commitment.template_version == "2026-1"
    assert "张贴本承诺" not in str(town.public()[0].text)


def test_a_draft_that_is_begun_keeps_its_wording(town: Town) -> None:
    begun = drafts.begin(town.owner, town.key, "statement_general")
    wordings.release(town.reviewer, wordings.draft(town.handler, version()).id)
    town.on = LATER
    assert drafts.find(town.owner, town.key, begun.id).template.version == "2026-1"


def test_who_drafts_does_not_put_in_force(town: Town) -> None:
    made = wordings.draft(town.reviewer, version())
    with pytest.raises(NotAllowedError) as refused:
        wordings.release(town.reviewer, made.id)
    assert refused.value.code == "access.own_case"
    with pytest.raises(NotAllowedError):
        wordings.release(town.handler, made.id)
    with pytest.raises(NotAllowedError):
        wordings.draft(town.owner, version())


def test_what_is_released_is_changed_by_nobody(town: Town) -> None:
    made = wordings.draft(town.handler, version())
    wordings.draft(town.handler, version(name_uyghur="ۋەدىنامە"), made.id)
    wordings.release(town.reviewer, made.id)
    with pytest.raises(ConflictError):
        wordings.draft(town.handler, version(), made.id)
    with pytest.raises(ConflictError):
        wordings.discard(town.handler, made.id)
    with pytest.raises(ConflictError) as taken:
        wordings.draft(town.handler, version())
    assert taken.value.code == "template.taken"


def test_a_draft_whose_day_has_passed_is_not_put_in_force(town: Town) -> None:
    made = wordings.draft(town.handler, version())
    town.on = LATER + timedelta(days=1)
    with pytest.raises(RuleError):
        wordings.release(town.reviewer, made.id)
    wordings.discard(town.handler, made.id)
    with town.sessions.read() as session:
        assert wordings.kept(session, town.reviewer) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"clauses": ()}, "template.item_missing"),
        ({"name_uyghur": ""}, "template.uyghur"),
        ({"basis": " "}, "template.empty"),
        ({"breach": "联系 13812345678"}, "template.personal"),
        ({"breach": "{secret}"}, "template.blank"),
        ({"breach": "{"}, "template.blank"),
        ({"breach": "字" * 2001}, "template.long"),
    ],
)
def test_a_letter_without_its_items_is_refused(town: Town, changes: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as refused:
        wordings.draft(town.handler, version(**changes))
    assert problem in refused.value.params["problems"]  # type: ignore[operator]


def test_wordings_of_an_authority_are_for_those_under_it(town: Town) -> None:
    wordings.release(town.reviewer, wordings.draft(town.handler, version()).id)
    with town.sessions.read() as session:
        elsewhere = wordings.find(session, "statement_general", "653101", LATER)
    assert elsewhere.version == "2026-1"


def test_a_matter_of_an_authority_goes_with_the_commitment_in_uyghur_and_is_found_by_its_words(
    town: Town,
) -> None:
    own = version(matter="早市不缺斤短两", matter_uyghur="ئەتىگەنلىك بازاردا كەم تارتماسلىق")
    wordings.release(town.reviewer, wordings.draft(town.handler, own).id)
    town.on = LATER
    town.made()
    (public,) = town.public()
    assert (public.matter, public.matter_uyghur) == (own.matter, own.matter_uyghur)
    (found,) = [one for one in documents(town.dossier(), 1).documents if one.kind is Kind.COMMITMENT]
    assert own.matter_uyghur in found.texts
    assert found.card.title_uyghur == own.matter_uyghur
    uyghur, chinese = SPEECH["ug"], SPEECH["zh"]
    assert plain_matter(uyghur, public.matter, public.matter_uyghur) == own.matter_uyghur
    assert by_authority(uyghur, public.matter, public.matter_uyghur)
    assert plain_matter(chinese, public.matter, public.matter_uyghur) == own.matter
    portal = templates.every()[0]
    assert plain_matter(uyghur, portal.matter, "باشقا سۆز") == portal.matter_uyghur  # those are proven words
    assert not by_authority(uyghur, portal.matter, "باشقا سۆز")


def test_a_uyghur_matter_is_checked_as_every_text_is(town: Town) -> None:
    for changes in ({"matter_uyghur": ""}, {"matter_uyghur": "13812345678 گە تېلېفون قىلىڭ"}):
        with pytest.raises(InputError, match=r"template\.problems"):
            wordings.draft(town.handler, version(matter="早市不缺斤短两", **changes))
