"""Reports of the public: no way around an answer, none from an allegation to a finding."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.errors import ConflictError, InputError, RuleError
from credit.domain.supervision import Matter, Outcome, TipAct, TipState
from credit.rules import supervision
from credit.rules.personal_data import Personal

DAY = date(2026, 6, 15)


@given(st.lists(st.sampled_from(TipAct), max_size=8))
def test_whatever_is_tried_a_case_ends_once(acts: list[TipAct]) -> None:
    state, ends = TipState.RECEIVED, 0
    for act in acts:
        was_open = state in supervision.OPEN
        try:
            state = supervision.after(state, act)
        except ConflictError:
            continue
        assert was_open  # nothing happens to what has ended
        ends += state not in supervision.OPEN
        assert act is not TipAct.ANSWER or state is TipState.ANSWERED
    assert ends <= 1


def test_nothing_is_answered_that_was_not_taken_up() -> None:
    with pytest.raises(ConflictError, match=r"tip\.not_accepted"):
        supervision.after(TipState.RECEIVED, TipAct.ANSWER)
    with pytest.raises(ConflictError, match=r"tip\.closed"):
        supervision.after(TipState.ACCEPTED, TipAct.DECLINE)


@pytest.mark.parametrize("matter", Matter)
def test_a_check_is_opened_only_where_there_is_a_promise(matter: Matter) -> None:
    with_one, without = (supervision.outcomes(matter, commitment=one) for one in (True, False))
    assert Outcome.CHECK_OPENED not in without
    assert without
    assert set(without) <= set(with_one)
    assert (Outcome.CHECK_OPENED in with_one) == (matter in (Matter.PROMISE, Matter.INFORMATION))


def test_figures_hold_on_their_days_and_are_never_guessed() -> None:
    assert supervision.answer_workdays(date(2014, 10, 1)) == 20
    assert supervision.answer_workdays(DAY) == 20
    assert supervision.destroy_on(DAY) == date(2027, 6, 15)
    with pytest.raises(RuleError, match=r"pack\.not_covered"):
        supervision.answer_workdays(date(2014, 9, 30))


def test_a_writer_is_warned_of_numbers() -> None:
    assert supervision.numbers_in("老板电话 13812345678，还有 139 1234 5678") == (Personal.MOBILE,)
    assert supervision.numbers_in("我的电话 138-1234-5678", ("13812345678", "")) == ()
    assert supervision.numbers_in("一直没有兑现退款承诺") == ()


@given(
    st.sampled_from(["阿依古丽", "13812345678", "reader@shop.example"]), st.sampled_from(["", " ", "-", "\n"])
)
def test_an_answer_that_names_the_reporter_is_refused(secret: str, gap: str) -> None:
    hidden = gap.join(secret).upper()
    with pytest.raises(InputError, match=r"tip\.names_reporter"):
        supervision.require_silent(f"据 {hidden} 反映", ("", secret))
    supervision.require_silent("已经核查", ("", secret))
