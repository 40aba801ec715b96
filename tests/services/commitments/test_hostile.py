"""Dishonest hands: wordings that break pages or are approved by their authors, texts nobody read."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from credit.domain.actors import OfficerRole, officer
from credit.domain.commitments import CommitmentState
from credit.domain.committing import Blank, Clause, FieldKind, Progress, Template
from credit.domain.errors import ConflictError, InputError, NotAllowedError
from credit.rules.commitments import templates
from credit.services.commitments import drafts, ending, joining, releasing, signing, wordings
from tests.services.commitments.conftest import BY_LICENCE, Town, token
from tests.services.commitments.test_joining import joined, text_of


def template(town: Town, **changes: object) -> Template:
    with town.sessions.read() as session:
        found = wordings.find(session, "statement_general", "650102", town.on)
    return replace(found, **({"version": "9", "starts": town.on} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["{name:>99999999999}", "{name!r}", "{code:d}", "{name:{code}}", "{name.upper}"]
)
def test_a_wording_holds_blanks_and_no_orders_to_the_machine(town: Town, name: str) -> None:
    source = template(town)
    odd = replace(source, clauses=(*source.clauses, Clause("own_1", f"{name}保证质量。", "سۈپەت.")))
    assert "template.blank" in templates.problems(odd)
    with pytest.raises(InputError):
        wordings.draft(town.handler, odd)


@pytest.mark.parametrize("key", ["0", "a.b", "name", "a[0]", "", "x-y", "code"])
def test_the_key_of_a_blank_is_a_plain_word_of_its_own(town: Town, key: str) -> None:
    blank = Blank(key=key, kind=FieldKind.LINE, label="网店", label_uyghur="دۇكان")
    assert "template.blank_key" in templates.problems(template(town, blanks=(blank,)))


def test_two_blanks_do_not_share_a_key(town: Town) -> None:
    blank = Blank(key="shop", kind=FieldKind.LINE, label="网店", label_uyghur="دۇكان")
    assert "template.blank_key" in templates.problems(template(town, blanks=(blank, blank)))


def test_who_wrote_any_of_a_wording_does_not_put_it_in_force(town: Town) -> None:
    """An author has a colleague keep the draft once more, and then approves the own words."""
    author = town.ctx(officer("r" * 26, "650102", frozenset({OfficerRole.REVIEWER})))
    helper = town.handler
    other = town.ctx(officer("s" * 26, "650102", frozenset({OfficerRole.REVIEWER})))
    made = wordings.draft(author, template(town))
    wordings.draft(helper, template(town), made.id)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        wordings.release(author, made.id)
    assert wordings.release(other, made.id).released_by == other.actor.name


def test_a_text_that_ended_meanwhile_takes_in_no_member(town: Town) -> None:
    text = text_of(town)
    own = joined(town, text)
    ending.withdraw(town.chair, town.association, text, "重新制定")
    with pytest.raises(ConflictError, match=r"commitment\.ended"):
        joining.confirm(town.chair, town.association, own)
    assert town.public() == []
    joining.decline(town.chair, town.association, own, "公约已经撤回")


def test_a_text_that_expired_meanwhile_takes_in_no_member(town: Town) -> None:
    text = text_of(town)
    own = joined(town, text)
    town.on += timedelta(days=365 * 12)
    with pytest.raises(ConflictError, match=r"commitment\.ended"):
        joining.confirm(town.chair, town.association, own)


def test_nobody_signs_a_text_that_was_changed_after_it_was_looked_at(town: Town) -> None:
    draft = town.filled("statement_general")
    drafts.save(town.owner, town.key, draft.id, {"extra": "夜里一点以后仍然营业。"})
    with pytest.raises(ConflictError, match=r"commitment\.changed"):
        signing.sign(
            town.owner, town.folder, town.key, draft.id, BY_LICENCE, token(1), revision=draft.revision
        )
    assert town.public() == []
    assert drafts.find(town.owner, town.key, draft.id).values["extra"]


def test_of_two_that_are_to_replace_the_same_one_only_one_is_released(town: Town) -> None:
    first = town.made()
    number, words = first.commitment.number, {"extra": "本店从不提供赌博设备"}
    waiting = [town.sign(town.filled("statement_general", words, replaces=number), turn) for turn in (2, 3)]
    assert {one.progress for one in waiting} == {Progress.UNDER_CHECK}
    one, other = (each.id for each in waiting)
    releasing.release(town.handler, one)
    with pytest.raises(ConflictError, match=r"commitment\.ended"):
        releasing.release(town.handler, other)
    assert [each.state for each in town.public()].count(CommitmentState.PUBLIC) == 1
    assert releasing.refuse(town.handler, other, "已有新的版本").progress is Progress.REFUSED
