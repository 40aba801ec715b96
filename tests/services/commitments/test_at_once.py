"""Commitments signed, released and joined by several at once, or by somebody who is cut off halfway."""

from pathlib import Path

import pytest

from credit.domain.committing import Progress
from credit.services.commitments import drafts, joining, own, records, releasing, signing
from tests.fixtures.at_once import together
from tests.services.commitments.conftest import PDF, Town
from tests.services.commitments.test_joining import joined, text_of

HOME = {"extra": "负责人家住幸福路5号楼3单元"}


class Killed(BaseException):
    """The process is gone."""


def test_one_form_sent_four_times_at_once_makes_one(town: Town) -> None:
    draft = town.filled("statement_general")
    found = together(*[lambda: town.sign(draft).id] * 4)
    assert len(set(found)) == 1
    assert len(town.public()) == 1


def test_two_forms_of_one_draft_at_once_make_one(town: Town) -> None:
    draft = town.filled("statement_general")
    found = together(lambda: town.sign(draft, 1).id, lambda: town.sign(draft, 2).id)
    assert "commitment.no_draft" in found
    assert len(town.public()) == 1


def test_two_officers_decide_at_once_and_one_of_them_has_decided(town: Town) -> None:
    made = town.sign(town.filled("statement_general", HOME))
    assert made.progress is Progress.UNDER_CHECK
    found = together(
        lambda: releasing.release(town.handler, made.id).progress,
        lambda: releasing.refuse(town.reviewer, made.id, "写了住址").progress,
    )
    assert "commitment.decided" in found
    (done,) = [one for one in found if isinstance(one, Progress)]
    assert own.one(town.owner, town.key, made.id).progress is done
    assert len(town.public()) == (done is Progress.PUBLIC)


def test_a_member_is_confirmed_and_declined_at_once(town: Town) -> None:
    asked = joined(town, text_of(town))
    found = together(
        lambda: joining.confirm(town.chair, town.association, asked).progress,
        lambda: joining.decline(town.chair, town.association, asked, "不是会员").progress,
    )
    assert "commitment.decided" in found
    assert len(town.public()) == (Progress.PUBLIC in found)


@pytest.mark.parametrize("where", ["publish", "as_record"])
def test_whoever_is_cut_off_while_signing_has_signed_nothing(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    draft = town.filled("statement_general")
    paper = signing.Signature(signing.SignatureKind.SEALED, "张三", [PDF])

    def cut(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(records, where, cut)
        with pytest.raises(Killed):
            town.sign(draft, 1, paper)
    assert town.public() == []
    assert own.of_subject(town.owner, town.key) == []
    assert drafts.find(town.owner, town.key, draft.id).agreed
    assert [one for one in (tmp_path / "evidence").rglob("*") if one.is_file()] == []
    assert town.sign(draft, 1, paper).progress is Progress.PUBLIC
