"""Legal forms as words of their own: what is asked and what is indexed agree."""

from datetime import date
from pathlib import Path

import pytest

from search.document import Card, Document, Name, Replacement
from search.factory import open_reader, open_writer
from search.query import Kind, Query
from search.text.legal import forms_in, forms_with, legal_forms, without_form
from search.text.tokens import name_tokens
from search.text.uyghur import key, one_off

ON = date(2026, 11, 1)
NAMES = (
    "喀什德昌商贸有限责任公司",
    "喀什德昌商贸有限公司第一分公司",
    "疏勒县丰收农民专业合作社联合社",
    "新疆天山股份有限公司",
    "合作市有限公司驻疏附县办事处",
    "疏勒县合作百货商店",
)


def test_forms_are_told_by_the_fewest() -> None:
    assert forms_with("公司") == ("公司",)
    assert forms_in("天山股份有限公司") == ("公司", "有限公司", "股份有限公司")
    assert without_form("天山股份有限公司") == ("天山", "股份有限公司")
    assert without_form("天山") == ("天山", "")
    for piece in {form[at : at + 2] for form in legal_forms() for at in range(len(form) - 1)}:
        holding = [form for form in legal_forms() if piece in form]
        assert all(any(few in form for few in forms_with(piece)) for form in holding)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_bears_a_token_for_each_form_in_it(name: str) -> None:
    told = {token[1:] for token in name_tokens(name).split() if token.startswith("f")}
    assert told == {form for form in legal_forms() if form in name}


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_of_a_name_finds_it(name: str, tmp_path: Path) -> None:
    """Whether it lies in front of the legal form, in it, or across its border."""
    url = f"embedded://{tmp_path}"
    writer = open_writer(url)
    document = Document(
        kind=Kind.ENTERPRISE, key="k1", parent="k1", card=Card(name=name, address="k1"), names=(Name(name),)
    )
    writer.apply([Replacement("k1", 1, (document,))], 1)
    reader = open_reader(url)
    pieces = {name[start:end] for end in range(len(name) + 1) for start in range(max(0, end - 6), end)}
    missed = [piece for piece in pieces if not reader.search(Query(piece, ON)).hits]
    writer.close()
    assert missed == []


def test_a_legal_form_in_front_of_a_word_finds_no_more_than_behind_it(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}"
    names = ("新疆南信棉业有限责任公司", "喀什金石商贸有限责任公司", "和田有限信息咨询有限责任公司")
    cards = {f"k{n}": Card(name=name, address=f"k{n}") for n, name in enumerate(names)}
    writer = open_writer(url)
    for place, (own, card) in enumerate(cards.items()):
        one = Document(kind=Kind.ENTERPRISE, key=own, parent=own, card=card, names=(Name(card.name),))
        writer.apply([Replacement(own, 1, (one,))], place + 1)
    reader = open_reader(url)
    for text in ("有限责任公司 南信", "南信 有限责任公司"):
        assert [hit.card.name for hit in reader.search(Query(text, ON)).hits] == [names[0]], text
    writer.close()


def test_one_letter_off_in_a_uyghur_word() -> None:
    word = "جىنشاڭ"
    around = set(one_off(word))
    assert key(word) in around
    for typed in ("جىنشا", "جىشاڭ", "جىنشاڭر", "جىنماڭ", "جنىشاڭ", "جىنشام"):
        assert key(typed) in around, typed
    assert key("جىنماشاڭ") not in around
