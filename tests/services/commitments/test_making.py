"""A commitment is chosen by need, drafted, signed and public; what is refused says why."""

import pytest

from credit.disclosure import narrow
from credit.domain.commitments import CommitmentState, CommitmentType
from credit.domain.committing import Checker, Progress, SignatureKind, Unavailable
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.records import SeriousEntry
from credit.domain.values import Missing
from credit.domain.vocabulary import Channel, RecordKind, SeriousCategory, Status
from credit.services import audit, owner_notices, records, registrations
from credit.services.commitments import drafts, ending, needs, own, releasing, signing
from credit.services.commitments.signing import Signature
from tests.fixtures.facts import code, record, registration
from tests.services.commitments.conftest import BY_LICENCE, DAY, PDF, Town, token


def told(town: Town) -> list[str]:
    return [one.code for one in owner_notices.of_person(town.owner)]


def test_what_is_signed_is_public_at_once_word_for_word(town: Town) -> None:
    draft = town.filled("statement_online", {"platform": "某平台示例旗舰店", "extra": "当日发货"})
    made = town.sign(draft)
    (public,) = town.public()
    assert made.progress is Progress.PUBLIC
    assert public.number == made.commitment.number
    assert public.state is CommitmentState.PUBLIC
    assert "某平台示例旗舰店" in str(public.text)
    assert "当日发货" in str(public.text)
    assert public.text == draft.text
    assert public.text_uyghur == draft.uyghur
    assert (public.template, public.template_version) == ("statement_online", "2026-1")
    assert str(public.valid_to) == "2027-06-15"
    assert public.signed_by == "张三"
    assert made.receipt
    assert "commitment.public" in told(town)
    with town.sessions.read() as session:
        assert audit.broken_at(session) is None


def test_the_signer_is_read_on_the_page_and_never_searched_or_taken_in_bulk(town: Town) -> None:
    town.made()
    for channel in (Channel.SEARCH, Channel.BULK, Channel.FEED, Channel.CARD):
        (one,) = narrow(town.dossier(), channel).of_kind(RecordKind.COMMITMENT)
        assert isinstance(one.content.signed_by, Missing)  # type: ignore[union-attr]
    assert town.public()[0].signed_by == "张三"


def test_the_preview_is_what_becomes_public(town: Town) -> None:
    draft = town.filled("statement_food", {"extra": "明厨亮灶"})
    before = drafts.preview(town.owner, town.key, draft.id)
    assert before.record is not None
    town.sign(draft)
    (after,) = town.public()
    shown = before.record.content
    for name in after.__struct_fields__:
        if name not in ("number", "signed_by"):
            assert getattr(shown, name) == getattr(after, name), name


def test_without_consent_nothing_is_shown_before_and_nothing_signed(town: Town) -> None:
    draft = drafts.begin(town.owner, town.key, "statement_general")
    assert drafts.preview(town.owner, town.key, draft.id).record is None
    with pytest.raises(InputError) as refused:
        town.sign(draft)
    assert refused.value.code == "commitment.consent"
    assert town.public() == []


def test_a_form_sent_twice_makes_one(town: Town) -> None:
    draft = town.filled("statement_general")
    first = town.sign(draft)
    again = signing.sign(town.owner, town.folder, town.key, draft.id, BY_LICENCE, token(1))
    assert first.id == again.id
    assert len(town.public()) == 1
    with pytest.raises(ConflictError):
        town.sign(draft, 2)


def test_a_draft_keeps_what_was_typed_field_by_field(town: Town) -> None:
    draft = drafts.begin(town.owner, town.key, "statement_online")
    drafts.save(town.owner, town.key, draft.id, {"platform": "甲"})
    drafts.save(town.owner, town.key, draft.id, {"extra": "乙", "unknown": "x"})
    kept = drafts.begin(town.owner, town.key, "statement_online")
    assert kept.id == draft.id
    assert kept.values == {"platform": "甲", "extra": "乙"}
    assert not kept.problems
    assert [one.id for one in drafts.of_subject(town.owner, town.key)] == [draft.id]
    drafts.discard(town.owner, town.key, draft.id)
    with pytest.raises(NotFoundError):
        drafts.find(town.owner, town.key, draft.id)


def test_blanks_that_are_wrong_are_named(town: Town) -> None:
    draft = town.filled("sme_payment", {"days": "90", "extra": "联系电话13812345678"})
    assert {(one.key, one.code) for one in draft.problems} == {
        ("days", "commitment.blank_number"),
        ("extra", "commitment.blank_personal"),
    }
    with pytest.raises(InputError) as refused:
        town.sign(draft)
    assert refused.value.code == "commitment.problems"


def test_a_sealed_copy_is_kept_and_read_again(town: Town) -> None:
    draft = town.filled("statement_general")
    paper = Signature(SignatureKind.SEALED, "张三", [PDF])
    with pytest.raises(InputError) as refused:
        town.sign(draft, signature=Signature(SignatureKind.SEALED, "张三"))
    assert refused.value.code == "commitment.sealed"
    made = town.sign(draft, signature=paper)
    with town.sessions.read() as session:
        name, kind, data = releasing.sealed_copy(session, town.folder, made.id, made.sealed[0])
    assert (name, kind, data) == ("承诺书.pdf", "application/pdf", PDF.data)


@pytest.mark.parametrize("name", ["", "张三13812345678", "x" * 51, "110105491231003"])
def test_a_signer_has_a_name_and_no_number(town: Town, name: str) -> None:
    with pytest.raises(InputError) as refused:
        town.sign(town.filled("statement_general"), signature=Signature(SignatureKind.LICENCE, name))
    assert refused.value.code == "commitment.signer"


def test_kinds_that_are_made_elsewhere_say_so(town: Town) -> None:
    found = {one.template.code: one for one in needs.needs(town.owner, town.key)}
    assert found["statement_food"].available
    assert found["sme_payment"].available
    assert found["industry"].reasons == (Unavailable.ASSOCIATION_ONLY,)
    assert found["repair"].reasons == (Unavailable.WITH_REPAIR,)
    assert found["licence"].reasons == (Unavailable.AT_AUTHORITY,)
    assert found["licence"].excluded
    assert found["statement_food"].excluded == ()
    with pytest.raises(RuleError) as refused:
        drafts.begin(town.owner, town.key, "licence")
    assert refused.value.code == "commitment.unavailable"


def test_an_entry_of_the_serious_list_closes_the_notification_way_alone(town: Town) -> None:
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="x", listed_on=DAY)
    records.put(town.ctx(), (code(7),), record(entry, "s1", DAY))
    found = {one.template.code: one for one in needs.needs(town.owner, town.key)}
    assert Unavailable.SERIOUS in found["licence"].reasons
    assert Unavailable.SERIOUS in found["certificate"].reasons
    assert found["statement_general"].available


def test_who_is_gone_promises_nothing(town: Town) -> None:
    registrations.put(town.ctx(), registration(7, status=Status.DEREGISTERED))
    found = {one.template.code: one for one in needs.needs(town.owner, town.key)}
    assert found["statement_general"].reasons == (Unavailable.NOT_OPERATING,)


def test_a_checked_kind_waits_and_is_released(town: Town) -> None:
    made = town.sign(town.filled("sme_payment", {"days": "30"}))
    assert made.progress is Progress.UNDER_CHECK
    assert town.public() == []
    with town.sessions.read() as session:
        assert [one.id for one in releasing.waiting(session, town.handler)] == [made.id]
    released = releasing.release(town.handler, made.id)
    assert released.progress is Progress.PUBLIC
    assert [one.commitment_type for one in town.public()] == [CommitmentType.SME_PAYMENT]
    assert "commitment.released" in told(town)
    with pytest.raises(ConflictError):
        releasing.refuse(town.handler, made.id, "迟了")


def test_a_refusal_has_reasons_and_publishes_nothing(town: Town) -> None:
    made = town.sign(town.filled("sme_payment", {"days": "30"}))
    with pytest.raises(InputError):
        releasing.refuse(town.handler, made.id, " ")
    refused = releasing.refuse(town.handler, made.id, "内容与合同不符")
    assert (refused.progress, refused.reasons) == (Progress.REFUSED, "内容与合同不符")
    assert town.public() == []
    assert [one.progress for one in own.of_subject(town.owner, town.key)] == [Progress.REFUSED]


def test_words_that_suggest_a_home_wait_for_an_officer_who_may_let_them_pass(town: Town) -> None:
    draft = town.filled("statement_general", {"extra": "家庭住址：乌鲁木齐市天山区光明路12号3栋502室"})
    assert drafts.preview(town.owner, town.key, draft.id).word_check
    made = town.sign(draft)
    assert made.progress is Progress.UNDER_CHECK
    assert town.public() == []
    releasing.release(town.reviewer, made.id)
    assert "光明路12号" in str(town.public()[0].text)
    ending.withdraw(town.owner, town.key, made.id, "不再需要")
    assert town.public()[0].state is CommitmentState.WITHDRAWN


@pytest.mark.parametrize("typed", ["本店从不提供赌博设备", "本店从不提供 赌·博 设备"])
def test_a_listed_word_waits_for_an_officer_with_the_whole_text_unpublished(town: Town, typed: str) -> None:
    draft = town.filled("statement_general", {"extra": typed})
    assert drafts.preview(town.owner, town.key, draft.id).word_check
    made = town.sign(draft)
    assert (made.progress, made.checker) == (Progress.UNDER_CHECK, Checker.AUTHORITY)
    assert town.public() == []
    with town.sessions.read() as session:
        assert [one.id for one in releasing.waiting(session, town.handler)] == [made.id]
    releasing.refuse(town.handler, made.id, "承诺书里不写与经营无关的内容")
    assert town.public() == []


def test_words_of_which_none_is_listed_are_public_at_once(town: Town) -> None:
    made = town.sign(town.filled("statement_general", {"extra": "本店从不提供过期食品"}))
    assert (made.progress, made.checker) == (Progress.PUBLIC, Checker.NOBODY)
    assert "过期食品" in str(town.public()[0].text)


def test_withdrawn_stays_to_be_read_as_such_and_then_goes(town: Town) -> None:
    made = town.made()
    ended = ending.withdraw(town.owner, town.key, made.id, "业务调整")
    again = ending.withdraw(town.owner, town.key, made.id, "业务调整")
    assert ended.history == again.history
    assert [one.code for one in ended.history] == ["commitment.signed", "commitment.withdrawn"]
    (public,) = town.public()
    assert (public.state, public.withdrawn_on) == (CommitmentState.WITHDRAWN, DAY)
    town.on = DAY.replace(year=2027, month=7)
    assert town.public() == []


def test_a_new_version_takes_the_place_of_the_old_one(town: Town) -> None:
    first = town.made()
    second = town.sign(town.filled("statement_general", {"extra": "更高的要求"}, first.commitment.number), 2)
    new, old = sorted(town.public(), key=lambda one: -one.version)
    assert (new.version, new.replaces) == (2, first.commitment.number)
    assert (old.state, old.replaced_by) == (CommitmentState.REPLACED, second.commitment.number)
    with pytest.raises(ConflictError):
        drafts.begin(town.owner, town.key, "statement_general", first.commitment.number)


def test_a_company_promises_for_its_branches_too(town: Town) -> None:
    draft = drafts.begin(town.owner, town.key, "statement_general")
    assert [code for code, _ in draft.choices] == [town.branch_code]
    foreign = code(8)
    kept = drafts.save(town.owner, town.key, draft.id, {}, agreed=True, branches=[town.branch_code, foreign])
    assert kept.branches == (town.branch_code,)
    made = town.sign(kept)
    (mine,), (theirs,) = town.public(), town.public(town.branch)
    assert mine.number == theirs.number == made.commitment.number
    assert mine.branches == (town.branch_code,)
    assert theirs.made_by == "乌鲁木齐市示例7商贸有限公司"
    assert theirs.made_by_code == code(7)
    ending.withdraw(town.owner, town.key, made.id, "调整")
    assert town.public(town.branch)[0].state is CommitmentState.WITHDRAWN


def test_it_expires_by_itself(town: Town) -> None:
    town.made("statement_food")
    town.on = DAY.replace(year=2027)
    assert town.public()[0].state is CommitmentState.PUBLIC
    town.on = DAY.replace(year=2027, day=16)
    assert town.public()[0].state is CommitmentState.EXPIRED


def test_nobody_else_may(town: Town) -> None:
    draft, made = town.filled("statement_food"), town.made()
    for act in (
        lambda: drafts.begin(town.chair, town.key, "statement_general"),
        lambda: signing.sign(town.chair, town.folder, town.key, draft.id, BY_LICENCE, token(5)),
        lambda: ending.withdraw(town.chair, town.key, made.id, "x"),
        lambda: own.of_subject(town.chair, town.key),
        lambda: releasing.release(town.owner, made.id),
    ):
        with pytest.raises(NotAllowedError):
            act()  # type: ignore[no-untyped-call]
