"""The enterprise page: one sentence first, then everything, each with its source and date."""

import re

from playwright.sync_api import expect

from tests.e2e.addresses import BAKER, REVOKED_NUMBER, TRADING, TRADING_NAME
from tests.e2e.conftest import Visit


def test_the_page_opens_with_one_sentence(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}", width)
    sentence = page.locator(".verdict-sentence")
    expect(sentence).to_be_visible()
    assert len(sentence.inner_text()) > 15
    box = sentence.bounding_box()
    assert box
    assert width < 700 or box["y"] < 600, "on a desk the sentence is seen without scrolling"
    records = page.locator("#registration").bounding_box()
    assert records
    assert box["y"] < records["y"]
    assert TRADING_NAME in page.locator(".title").inner_text()
    expect(page.locator(".title-code")).to_contain_text(TRADING)


def test_every_fact_and_record_has_source_and_date(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}")
    for anchor in ("registration", "licence", "penalty", "check"):
        section = page.locator(f"#{anchor}")
        expect(section).to_be_visible()
        assert re.search(r"\d{4}-\d{2}-\d{2}", section.inner_text()), anchor


def test_contents_lead_to_sections(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}", width)
    if width < 700:
        page.locator(".contents .drawer-head").click()
    for link in page.locator(".contents a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.locator(f"[id='{target}']").count() == 1, target
    page.locator('.contents a[href="#penalty"]').click()
    expect(page.locator("#penalty")).to_be_in_viewport()


def test_the_timeline_is_filtered_by_its_button(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}")
    events = page.locator(".timeline .event:visible")
    everything = events.count()
    boxes = page.locator(".timeline-filter input[type=checkbox]")
    for box in boxes.all()[1:]:
        box.uncheck(force=True)
    assert events.count() == everything, "a tick alone changes nothing"
    boxes.first.check(force=True)
    page.locator(".timeline-filter button").click()
    expect(events).not_to_have_count(everything)
    assert events.count() > 0
    assert "category=" in page.url


def test_terms_are_explained_in_place(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}")
    term = page.locator("details.explain").first
    term.locator("summary").click()
    expect(term.locator(".explain-body")).to_be_visible()
    assert len(term.locator(".explain-body").inner_text()) > 30


def test_what_was_withheld_or_is_over_is_not_there(visit: Visit, lang: str) -> None:
    text = visit(f"/{lang}/enterprise/{TRADING}").content()
    for token in ("信用监督管理处", "个人隐私"):
        assert token not in text


def test_old_numbers_lead_to_the_page(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/653125654472890")
    assert page.url.endswith(f"/{lang}/enterprise/{BAKER}")
    page = visit(f"/{lang}/enterprise/6531252600417")
    assert page.url.endswith(f"/{lang}/enterprise/{BAKER}")
    page = visit(f"/{lang}/enterprise/{TRADING.lower()}")
    assert page.url.endswith(TRADING)


def test_without_a_credit_code_the_registration_number_is_the_address(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{REVOKED_NUMBER}")
    assert page.url.endswith(REVOKED_NUMBER)
    expect(page.locator(".verdict--bad, .verdict--ended, .verdict--warn")).to_be_visible()


def test_an_unknown_code_keeps_the_search_box(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/91650100MA6D00008X")
    expect(page.locator("input[name=q]").first).to_have_value("91650100MA6D00008X")
    expect(page.locator("h1")).to_be_visible()


def test_the_code_can_be_copied(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".title-code .copy").click()
    expect(page.locator(".title-code [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == TRADING


def test_print_is_black_on_white_without_navigation(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".nav", ".band", ".contents", ".preferences", ".timeline-filter"):
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(style.format("body", "backgroundColor")) == "rgb(255, 255, 255)"
    assert page.evaluate(style.format("h1", "color")) == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 10_000
