"""The committed catalogue is whole, and each check of it can fail."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from click.testing import CliRunner

from i18n import checks, extraction, translations
from i18n.__main__ import main
from i18n.catalogue import PO_PATH, compile_catalogue, keep_numbers_whole, read_catalogue
from i18n.extraction import HEADER, as_text, extract, merge, update
from i18n.glossary import Confidence, Term, glossary, read_glossary, terms_in
from i18n.script import illegal_characters


def catalogue(*entries: tuple[str, str]) -> Catalog:
    made = Catalog(locale="ug")
    for source, target in entries:
        made.add(source, target)
    return made


def reread(made: Catalog) -> Catalog:
    return read_po(BytesIO(as_text(made)), locale="ug", abort_invalid=True)


def test_the_committed_catalogue_has_no_findings() -> None:
    assert checks.findings() == []


def test_the_portal_reads_uyghur_from_it() -> None:
    assert translations("ug").gettext("行政处罚") == "مەمۇرىي جازا"
    assert translations("zh").gettext("行政处罚") == "行政处罚"
    with pytest.raises(KeyError):
        translations("en")


def test_the_binary_form_says_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "messages.po"
    copy.write_bytes(PO_PATH.read_bytes())
    binary = compile_catalogue(copy)
    assert binary == tmp_path / "messages.mo"
    assert "مەمۇرىي جازا".encode() in binary.read_bytes()


SPOKEN = """
from credit.domain.labels import Vocabulary, zh

B = _("乙")
C = ngettext("%(num)d 个丙", "%(num)d 个丙", 3)
D = pgettext("按钮", "丁")
E = words._(TABLE.get(key, zh("壬" "癸")))
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A small source tree with a marked string of every kind, and its catalogue."""
    (tmp_path / "credit").mkdir()
    (tmp_path / "search").mkdir()
    (tmp_path / "web").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "credit" / "words.py").write_text(
        'from credit.domain.labels import zh\nA = zh("甲")\n', encoding="utf-8"
    )
    (tmp_path / "web" / "sample.py").write_text(
        'from web.presenters.parts import zh\nA = zh("阿")\n', encoding="utf-8"
    )
    (tmp_path / "web" / "page.py").write_text(SPOKEN, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        "<p>{% trans name=x %}戊 {{ name }}\n  己{% endtrans %}</p>{{ _('庚') }}", encoding="utf-8"
    )
    po = tmp_path / "messages.po"
    po.write_text(HEADER, encoding="utf-8")
    return tmp_path


def test_strings_of_every_kind_are_collected(project: Path) -> None:
    update(project, project / "messages.po")
    kept = read_catalogue(project / "messages.po")
    found = {(message.context, message.id) for message in kept if message.id}
    assert found == {
        (None, "甲"),
        (None, "乙"),
        (None, ("%(num)d 个丙", "%(num)d 个丙")),
        ("按钮", "丁"),
        (None, "戊 %(name)s 己"),
        (None, "庚"),
        (None, "壬癸"),
    }


def test_a_new_string_in_the_code_is_a_finding(project: Path) -> None:
    po = project / "messages.po"
    assert any("missing from the catalogue" in line and "乙" in line for line in checks.findings(project, po))
    update(project, po)
    assert all("missing from" not in line for line in checks.findings(project, po))
    (project / "web" / "page.py").write_text('B = _("辛")\n', encoding="utf-8")
    lines = checks.findings(project, po)
    assert any("missing from the catalogue" in line and "辛" in line for line in lines)
    assert any("no longer in the code" in line and "丁" in line for line in lines)


def test_updating_keeps_translations_and_never_guesses() -> None:
    kept = catalogue(("企业名称", "كارخانا نامى"), ("旧", "كونا"))
    wanted = catalogue(("企业名称", ""), ("企业的名称", ""))
    merged = merge(wanted, kept)
    assert merged.get("企业名称").string == "كارخانا نامى"
    assert not merged.get("企业的名称").string
    assert merged.get("旧") is None
    assert not any(message.fuzzy for message in merged if message.id)
    assert as_text(merge(wanted, reread(merged))) == as_text(merged)


def test_a_guessed_translation_is_dropped_and_found() -> None:
    guessed = Catalog(locale="ug")
    guessed.add("甲", "بىر", flags=["fuzzy"])
    assert list(checks.entries(guessed, ())) == ["fuzzy: 甲"]
    assert not merge(catalogue(("甲", "")), guessed).get("甲").string


@pytest.mark.parametrize(
    ("source", "target", "finding"),
    [
        ("甲", "", "not translated"),
        ("共 %(n)s 条", "جەمئىي", "placeholders differ"),
        ("共 %(n)s 条", "جەمئىي %(m)s تال", "placeholders differ"),
        ("共 {n} 条", "جەمئىي {n} {n}", "placeholders differ"),
        ("看<b>公告</b>", "<b>ئېلاننى كۆرۈش", "tags differ"),
        ("甲", "یېزا", "illegal characters U+06CC"),
        ("甲", "كەلگەنـ", "illegal characters U+0640"),
        ("甲", "ه", "illegal characters U+0647"),
        ("甲", "ﻛﺎرخانا", "illegal characters"),
        ("甲", "A\u200fB", "illegal characters U+200F"),
        ("甲乙", "甲乙", "no Uyghur"),
        ("%(name)s的报告", "%(name)s نىڭ دوكلاتى", "case ending on a placeholder"),
        ("到“%(name)s”", "«%(name)s»غا", "case ending on a placeholder"),
        ("失信", "ئىناۋەتسىز", "means invalid"),
        ("甲，乙", "بىر，ئىككى", "Chinese punctuation"),
        ("甲 ", "بىر", "blank at the edge"),
        ("甲乙", "بىر  ئىككى", "double blank"),
    ],
)
def test_each_check_finds_its_violation(source: str, target: str, finding: str) -> None:
    found = list(checks.entries(catalogue((source, target)), ()))
    assert any(line.startswith(finding) or finding in line for line in found), found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("共 %(n)s 条", "جەمئىي %(n)s تال"),
        ("“%(name)s”的年度报告", "«%(name)s» ناملىق كارخانىنىڭ يىللىق دوكلاتى"),
        ("第%(n)s条", "%(n)s-ماددا"),
        ("文号：新市监罚〔2026〕15号", "نومۇرى: 新市监罚〔2026〕15号 ھۆججەت"),
    ],
)
def test_good_translations_pass(source: str, target: str) -> None:
    assert list(checks.entries(catalogue((source, target)), ())) == []


@pytest.mark.parametrize("line", ["nplurals=2; plural=(n != 1);", ""])
def test_two_plural_forms_are_a_finding(line: str) -> None:
    assert list(checks.header(f'"Plural-Forms: {line}\\n"'))
    assert list(checks.header(""))
    assert not list(checks.header(HEADER))


TERM = Term("企业", ("كارخانا",), Confidence.HIGH, True)
LONGER_TERM = Term("企业名称", ("كارخانا نامى", "فىرما نامى"), Confidence.LOW, True)


@pytest.mark.parametrize(
    ("source", "target", "passes"),
    [
        ("企业信息", "كارخانا ئۇچۇرى", True),
        ("企业信息", "كارخانىلارنىڭ ئۇچۇرى", True),
        ("企业信息", "شىركەت ئۇچۇرى", False),
        ("企业名称", "فىرما نامىنى كىرگۈزۈڭ", True),
        ("企业名称", "ئىسىم", False),
    ],
)
def test_agreed_terms_are_used_in_any_case(source: str, target: str, passes: bool) -> None:
    found = list(checks.terminology(source, target, (LONGER_TERM, TERM)))
    assert (found == []) is passes


def test_a_part_of_a_longer_term_does_not_count() -> None:
    assert terms_in("企业名称", (LONGER_TERM, TERM)) == (LONGER_TERM,)
    assert terms_in("企业名称和企业", (LONGER_TERM, TERM)) == (LONGER_TERM, TERM)


def test_the_glossary_is_written_in_the_alphabet() -> None:
    terms = glossary()
    assert len({term.zh for term in terms}) == len(terms) > 600
    assert [
        (term.zh, illegal_characters("".join(term.ug)))
        for term in terms
        if illegal_characters("".join(term.ug))
    ] == []


def test_an_unknown_confidence_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("zh\tug\tconfidence\tbinding\n甲\tبىر\tsure\tyes\n", encoding="utf-8")
    with pytest.raises(ValueError, match="sure"):
        read_glossary(file)


def test_terms_to_confirm_are_listed() -> None:
    found = dict(checks.doubts(catalogue(("企业名称", "كارخانا نامى")), (LONGER_TERM, TERM)))
    assert found == {"企业名称": LONGER_TERM}


@pytest.mark.parametrize("command", ["missing", "doubts"])
def test_lists_for_translators(command: str) -> None:
    result = CliRunner().invoke(main, [command])
    assert result.exit_code == 0, result.output


def test_only_product_code_is_read() -> None:
    for message in extract():
        for place, _line in message.locations:
            assert place.split("/")[0] in {name for name, _kind in extraction.SOURCES}


def test_a_number_stays_with_the_word_after_its_hyphen() -> None:
    assert keep_numbers_whole("6-ئاينىڭ %(day)s-كۈنى") == "6-\u2060ئاينىڭ %(day)s-\u2060كۈنى"
    for other in ("پەن-تېخنىكا", "2015-07-01", "8-، 9"):
        assert keep_numbers_whole(other) == other
