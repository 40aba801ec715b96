"""An association's text, the members that join it, and who says that they are members."""

import pytest

from credit.domain.commitments import CommitmentState, CommitmentType
from credit.domain.committing import Progress, Unavailable
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.services.commitments import drafts, ending, joining, needs, releasing, signing
from tests.services.commitments.conftest import BY_LICENCE, Town, token

PLEDGE = {"industry": "餐饮", "pledge": "明码标价，不使用过期食材。"}


def text_of(town: Town) -> str:
    """An association's text that an officer has released."""
    draft = drafts.begin(town.chair, town.association, "industry")
    drafts.save(town.chair, town.association, draft.id, PLEDGE, agreed=True)
    made = signing.sign(town.chair, town.folder, town.association, draft.id, BY_LICENCE, token(1))
    assert made.progress is Progress.UNDER_CHECK
    return releasing.release(town.ctx_of_city(), made.id).id


def joined(town: Town, text: str, number: int = 2) -> str:
    return joining.join(town.owner, town.folder, town.key, text, BY_LICENCE, token(number), agreed=True).id


def test_an_association_makes_its_own_kind_alone(town: Town) -> None:
    found = {one.template.code: one for one in needs.needs(town.chair, town.association)}
    assert found["industry"].available
    assert found["statement_general"].reasons == (Unavailable.ENTERPRISE_ONLY,)


def test_a_member_is_public_when_the_association_says_that_it_is_one(town: Town) -> None:
    text = text_of(town)
    (offer,) = joining.offers(town.owner, town.key)
    assert offer.association == "乌鲁木齐市餐饮行业协会"
    own = joined(town, text)
    assert joined(town, text) == own
    assert joining.offers(town.owner, town.key) == []
    assert town.public() == []
    (asked,) = joining.asked(town.chair, town.association)
    assert asked[1] == "乌鲁木齐市示例7商贸有限公司"
    joining.confirm(town.chair, town.association, own)
    (public,) = town.public()
    assert public.commitment_type is CommitmentType.INDUSTRY
    assert public.joined_name == "乌鲁木齐市餐饮行业协会"
    assert "不使用过期食材" in str(public.text)
    assert public.number != public.joined == offer.commitment.number
    assert [name for _, name in joining.members(town.chair, town.association)] == [asked[1]]


def test_who_is_no_member_is_declined_with_reasons(town: Town) -> None:
    own = joined(town, text_of(town))
    with pytest.raises(InputError):
        joining.decline(town.chair, town.association, own, "")
    joining.decline(town.chair, town.association, own, "不是本会会员")
    assert town.public() == []
    with pytest.raises(ConflictError):
        joining.confirm(town.chair, town.association, own)


def test_an_officer_does_not_release_what_the_association_has_to_confirm(town: Town) -> None:
    own = joined(town, text_of(town))
    with pytest.raises(ConflictError):
        releasing.release(town.reviewer, own)
    with pytest.raises(NotAllowedError):
        joining.confirm(town.owner, town.association, own)


def test_a_text_that_is_gone_is_joined_by_nobody_and_members_keep_their_word(town: Town) -> None:
    text = text_of(town)
    own = joined(town, text)
    joining.confirm(town.chair, town.association, own)
    ending.withdraw(town.chair, town.association, text, "重新制定")
    assert town.public()[0].state is CommitmentState.PUBLIC
    ending.withdraw(town.owner, town.key, own, "退出")
    with pytest.raises(ConflictError):
        joined(town, text, 3)
    with pytest.raises(NotFoundError):
        joined(town, own, 4)
