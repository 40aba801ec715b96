"""What pages say of the law: figures from the packs of the day, with the article they rest on."""

from datetime import date, timedelta

import pytest

from credit.domain.dossier import AbnormalStanding, Dossier, SeriousStanding, Standing
from credit.domain.vocabulary import AbnormalGround, SeriousCategory
from credit.rules.packs import Figure, topic
from credit.services.public import PublicReader
from tests.web.conftest import SHOWN_PIECE
from tests.web.visiting import LANGUAGES, Visitor
from web.presenters.duties import duties
from web.presenters.figures import cited, figure
from web.presenters.speech import SPEECH
from web.presenters.terms import Term, all_terms, explain
from web.presenters.verdict import lists

ZH = SPEECH["zh"]
TODAY = date(2026, 11, 22)
IN_FIGURES = {
    Term.FORCED: ("满 3 年", "公告 90 日", "3 年内"),
    Term.DORMANT: ("最长 3 年",),
    Term.SIMPLE: ("公告 20 日",),
    Term.SERIOUS: ("公示 3 年", "满 1 年"),
    Term.CONTRIBUTION: ("5 年内",),
    Term.MORTGAGE: ("2021 年起",),
}


def plain(text: object) -> str:
    return text.striptags() if hasattr(text, "striptags") else str(text)


@pytest.mark.parametrize("term", IN_FIGURES)
def test_a_term_says_the_figures_of_the_day_and_their_article(term: Term) -> None:
    told = explain(ZH, term, TODAY)
    for words in IN_FIGURES[term]:
        assert words in plain(told.answer)
    assert "第" in plain(told.source) or "条号" in plain(told.source)


def test_figures_change_with_their_rule() -> None:
    before = explain(ZH, Term.SERIOUS, date(2025, 12, 24))
    after = explain(ZH, Term.SERIOUS, date(2025, 12, 25))
    assert "第107号" not in plain(before.source)
    assert "第107号" in plain(after.source)


def test_before_the_registry_moved_no_page_says_that_it_did() -> None:
    assert "2021" not in plain(explain(ZH, Term.MORTGAGE, date(2020, 12, 31)).answer)
    assert "2021 年起" in plain(explain(ZH, Term.MORTGAGE, date(2021, 1, 1)).answer)


def test_where_no_rule_is_known_nothing_is_guessed() -> None:
    told = explain(ZH, Term.CONTRIBUTION, date(2024, 6, 30))
    assert plain(told.answer) == "本站没有收录这一天适用的规定，不作解释。"
    assert duties(ZH, date(2014, 9, 30)).report == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_explained_today(language: str) -> None:
    for name, told in all_terms(SPEECH[language], TODAY):
        assert "%(" not in told.answer, name
        assert told.question


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_to_be_published_and_by_when(visit: Visitor, language: str) -> None:
    page = visit("/services", language)
    text = page.tree.css_first("main").text()
    workdays = figure("disclosure_duties", "instant_workdays", date.max)
    assert workdays is not None
    assert f"{workdays.value}" in text
    assert workdays.article in text
    assert ("1 月 1 日" if language == "zh" else "1-ئاينىڭ 1-كۈنى") in text.replace("\u2060", "")


def listed(dossier: Dossier, on: date, *, opens: int) -> list[str]:
    """The sentence of somebody listed so long that early removal opens `opens` days after `on`."""
    since = on + timedelta(days=opens)
    entry = SeriousStanding(SeriousCategory.FOOD, since.replace(year=since.year - 1) - timedelta(days=1), "r")
    standing = Standing(serious=(entry,))
    changed = Dossier(
        key=dossier.key,
        address=dossier.address,
        projected_on=on,
        registered=dossier.registered,
        standing=standing,
        received_at=dossier.received_at,
    )
    return [plain(line) for line in lists(ZH, changed, on)]


def test_the_sentence_says_from_which_day_removal_may_be_asked_for(reader: PublicReader) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    (eve,) = listed(located.dossier, TODAY, opens=1)
    (day,) = listed(located.dossier, TODAY, opens=0)
    assert "最早 2026 年 11 月 23 日可以申请提前移出" in eve
    assert "公示到 2028 年 11 月 22 日为止" in eve
    assert "现在就可以申请提前移出" in day


@pytest.mark.parametrize("marking", [False, True])
@pytest.mark.parametrize("year", [None, 2024])
@pytest.mark.parametrize("ground", AbnormalGround)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ground_has_its_sentence(
    reader: PublicReader, language: str, ground: AbnormalGround, year: int | None, marking: bool
) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    entry = AbnormalStanding(ground, date(2025, 7, 10), "r", year, marking)
    dossier = located.dossier
    changed = Dossier(
        key=dossier.key,
        address=dossier.address,
        projected_on=TODAY,
        registered=dossier.registered,
        standing=Standing(abnormal=(entry,)),
        received_at=dossier.received_at,
    )
    (line,) = lists(SPEECH[language], changed, TODAY)
    assert ("2024" in line) == (year is not None and ground is AbnormalGround.REPORT_NOT_FILED)
    assert "2025" in line


def test_what_nobody_could_verify_is_marked() -> None:
    one = topic("disclosure_duties").at(TODAY).figures["instant_workdays"]
    assert one.unverified
    assert plain(cited(ZH, one)).endswith("（待核实）")
    other: Figure = topic("disclosure_duties").at(TODAY).figures["report_until"]
    assert "待核实" not in plain(cited(ZH, other))
