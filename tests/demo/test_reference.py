"""The reference lists: complete, well-formed trees, readable old codes, legal Uyghur letters."""

import re
from pathlib import Path

import pytest

from credit.domain.reference import authorities, divisions, enterprise_types, industries, tables
from credit.domain.vocabulary import SubjectClass

LETTERS = frozenset("ابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيەئ")


def test_every_division_hangs_on_a_known_parent() -> None:
    known = divisions.divisions()
    assert len(known) > 3300
    for item in known.values():
        assert re.fullmatch(r"\d{6}", item.code)
        assert item.parent is None or item.parent in known


def test_path_and_label_of_a_district() -> None:
    assert divisions.full_name("650102") == "新疆维吾尔自治区乌鲁木齐市天山区"
    assert divisions.label("650100", "ug") == "ئۈرۈمچى شەھىرى"
    above = divisions.parent("650102")
    assert above is not None
    assert above.code == "650100"


def test_grouping_rows_are_seen_through() -> None:
    assert divisions.full_name("659001") == "新疆维吾尔自治区石河子市"
    assert "659001" in {item.code for item in divisions.children("650000")}
    assert "659000" not in {item.code for item in divisions.children("650000")}
    assert divisions.path("999999") == ()


def test_children_of_the_nation_are_the_provinces() -> None:
    assert len(divisions.children(None)) == 31


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("652101", 2014, "吐鲁番市"),
        ("652201", 2015, "哈密市"),
        ("652303", 2006, "米泉市"),
        ("650107", 2000, "南泉区"),
    ],
)
def test_old_codes_stay_readable(code: str, year: int, name: str) -> None:
    found = divisions.historic(code, year)
    assert found is not None
    assert found.name == name


def test_a_code_is_not_read_outside_its_years() -> None:
    assert divisions.historic("652101", 2015) is None
    assert divisions.historic("652101", 1983) is None
    last = divisions.reading("652101")
    assert last is not None
    assert last.became == (("650402", None),)
    assert divisions.label("652101") == "吐鲁番市"
    assert "652101" in divisions.retired()
    assert "650102" not in divisions.retired()


def test_uyghur_names_use_the_letters_of_the_language() -> None:
    named = [item for item in divisions.divisions().values() if item.uyghur]
    assert len(named) >= 120
    for item in named:
        for text in (item.uyghur or "", *item.uyghur_aliases):
            assert set(text) <= LETTERS | {" "}, (item.code, text)
        assert "شەھرى" not in (item.uyghur or "")
        assert "ناھىيىسى" not in (item.uyghur or "")


def test_a_foreign_letter_would_be_seen() -> None:
    assert not set("ناهییه") <= LETTERS | {" "}


def test_industries_form_a_tree_of_twenty_sections() -> None:
    assert len(industries.children()) == 20
    assert [item.code for item in industries.path("F5111")] == ["F", "F51", "F511", "F5111"]
    section = industries.section("C1411")
    assert section is not None
    assert section.name == "制造业"
    assert all(
        item.parent is None or item.parent in industries.industries()
        for item in industries.industries().values()
    )


def test_types_tell_the_class_of_subject() -> None:
    assert enterprise_types.label("1130") == "有限责任公司（自然人投资或控股）"
    expected = {
        "1130": SubjectClass.COMPANY,
        "2130": SubjectClass.BRANCH,
        "3100": SubjectClass.NON_COMPANY_LEGAL_PERSON,
        "4533": SubjectClass.PARTNERSHIP,
        "4553": SubjectClass.BRANCH,
        "4540": SubjectClass.SOLE_PROPRIETORSHIP,
        "7200": SubjectClass.FOREIGN_OFFICE,
        "9100": SubjectClass.COOPERATIVE,
        "9500": SubjectClass.INDIVIDUAL_BUSINESS,
    }
    assert {code: enterprise_types.subject_class(code) for code in expected} == expected


def test_authorities_report_upwards_to_the_region() -> None:
    for code in authorities.authorities():
        assert authorities.chain(code)[-1].division == "650000"
    found = authorities.by_name("乌鲁木齐市天山区市场监督管理局")
    assert found is not None
    assert found.division == "650102"


def test_a_short_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.tsv").write_text("code\tname\n1\n", encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(ValueError, match=r"broken\.tsv:2"):
        list(tables.rows("broken.tsv"))
