"""Candidates: what is looked at is what could fit."""

from hypothesis import given
from hypothesis import strategies as st

from search.asking.checks import one_off, one_step

_TEXT = st.text("甲乙丙", max_size=9)


@given(core=_TEXT, name=_TEXT)
def test_a_step_is_found_wherever_the_piece_begins(core: str, name: str) -> None:
    everywhere = any(one_step(core, name, start) >= 0 for start in range(len(name)))
    assert one_off(core, name) == everywhere


def test_one_step_and_two() -> None:
    assert one_off("天山商贸", "新疆天川商贸有限公司")
    assert one_off("天山商贸", "新疆山天商贸有限公司")
    assert not one_off("天山商贸", "新疆天川商行有限公司")
