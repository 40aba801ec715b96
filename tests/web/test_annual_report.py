"""The pages of the annual report through real requests, without scripts."""

import io
from datetime import date

import openpyxl
import pytest

from credit.services.annual_reports import drafts, store
from tests.fixtures.people import BAKER, DAIRY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, fill, key_of, versions
from web.http import documents

LAST = 2025
REPORT = f"/zh/my/{TRADER}/report"
YEAR = f"{REPORT}/{LAST}"


@pytest.fixture(scope="module")
def filed(stage: Stage) -> Stage:
    """Everything but the last year has been filed."""
    for code in (TRADER, BAKER, DAIRY):
        for year in (2023, 2024):
            then = context(stage.sessions, date(year + 1, 3, 3))
            file(then, key_of(then, code), year)
    return stage


@pytest.fixture
def trader(filed: Stage) -> Browser:
    """The owner of the company, with no draft of the last year."""
    key = key_of(filed.ctx(), TRADER)
    with filed.sessions.write() as session:
        row = store.draft_row(session, key, LAST)
        if row is not None:
            session.delete(row)
    browser = filed.browser()
    browser.sign_in("trader", target=REPORT)
    return browser


def begin(browser: Browser, year: str = YEAR) -> None:
    browser.get(year)
    browser.post(year)


def draft(stage: Stage, code: str = TRADER):  # type: ignore[no-untyped-def]
    found = drafts.find(stage.ctx(), key_of(stage.ctx(), code), LAST)
    assert found is not None
    return found


def test_the_years_say_how_they_stand(trader: Browser) -> None:
    trader.get(REPORT)
    assert "未年报" in trader.text
    assert "已年报" in trader.text
    assert "24:00 以前报送" in trader.text


def test_the_start_says_what_is_needed_and_what_is_published(trader: Browser) -> None:
    trader.get(YEAR)
    assert "分钟" in trader.text
    assert "逐项选择" in trader.text
    assert "党建情况" in trader.text


def test_errors_stand_on_top_and_at_the_field_and_nothing_typed_is_lost(
    trader: Browser, filed: Stage
) -> None:
    begin(trader)
    answer = trader.post(f"{YEAR}/part/finance", **{"f-finance.revenue": "一百", "f-finance.tax": "50000元"})
    assert answer.status_code == 400
    errors = [node.text() for node in trader.page.css(".errors-list a")]
    assert any("要填数字" in text for text in errors)
    assert any("50000 元填 5" in text for text in errors)
    links = [node.attributes["href"] for node in trader.page.css(".errors-list a")]
    assert all(trader.page.css_first(str(link)) is not None for link in links)
    box = trader.page.css_first("#finance-revenue")
    assert box is not None
    assert box.attributes["value"] == "一百"
    assert draft(filed).answers.of("finance", "revenue") == "一百"


def test_a_doubt_is_answered_or_mended(trader: Browser, filed: Stage) -> None:
    begin(trader)
    last = {key: value for key, value in draft(filed).last_values.items() if key.startswith("finance.")}
    typed = {f"f-{key}": value for key, value in last.items()} | {"f-finance.tax": "987654"}
    answer = trader.post(f"{YEAR}/part/finance", **typed)
    assert answer.status_code == 400
    assert "税占得太多" in trader.text
    while (button := trader.page.css_first(".doubt button")) is not None:
        answer = trader.post(f"{YEAR}/part/finance", next=button.attributes["value"])
    assert answer.status_code == 200
    assert "/part/finance" not in answer.url
    assert draft(filed).answers.vouched


def test_lines_are_added_changed_and_removed(trader: Browser, filed: Stage) -> None:
    begin(trader)
    part = f"{YEAR}/part/investments"
    trader.get(part)
    answer = trader.post(part, next="add:investments")
    assert answer.url.endswith("/row/new")
    answer = trader.post(
        f"{part}/row/new", **{"f-investments.name": "示例丁公司", "f-investments.code": "123"}
    )
    assert answer.status_code == 400
    assert "应当有 18 位" in trader.text
    row = draft(filed).answers.listed("investments")[0]
    assert row.values == {"name": "示例丁公司", "code": "123"}
    trader.post(
        f"{part}/row/{row.id}",
        **{"f-investments.name": "示例丁公司", "f-investments.code": "91650102000000019F"},
    )
    assert draft(filed).answers.listed("investments")[0].values["code"] == "91650102000000019F"
    trader.post(part, next=f"remove:investments:{row.id}")
    assert draft(filed).answers.listed("investments") == ()


def test_a_field_is_kept_by_a_script_and_read_back(trader: Browser, filed: Stage) -> None:
    begin(trader)
    trader.get(f"{YEAR}/part/finance")
    trader.http.headers["Accept"] = "application/json"
    answer = trader.post(f"{YEAR}/field", field="finance.revenue", **{"f-finance.revenue": "1234.56"})
    (told,) = answer.json()["fields"]
    assert "一千二百三十四万五千六百元" in told["read"]
    assert told["error"] == ""
    assert draft(filed).answers.of("finance", "revenue") == "1234.56"
    both = {"f-finance.revenue": "1", "f-finance.assets": "?", "f-finance.profit": "3"}
    named = ["finance.revenue", "finance.assets"]
    trader.get(f"{YEAR}/part/finance")
    told = trader.post(f"{YEAR}/field", field=named, **both).json()["fields"]
    assert [bool(one["error"]) for one in told] == [False, True]
    kept = draft(filed).answers
    assert [kept.of("finance", one) for one in ("revenue", "assets")] == ["1", "?"]
    assert kept.of("finance", "profit") != "3"  # of the form only what is named goes into the draft


def test_submitting_needs_the_declaration_and_files_once(trader: Browser, filed: Stage) -> None:
    key = key_of(filed.ctx(), TRADER)
    work = fill(context(filed.sessions, date(2026, 6, 15)), key, LAST)
    trader.get(f"{YEAR}/check")
    assert "还没有提交" in trader.text
    answer = trader.post(f"{YEAR}/check", draft=work.id)
    assert answer.status_code == 400
    assert "请先确认内容真实" in trader.text
    first = trader.post(f"{YEAR}/check", draft=work.id, declared="1")
    assert "2025 年度报告已经报送" in trader.text
    trader.get(REPORT)
    second = trader.post(f"{YEAR}/check", draft=work.id, declared="1")
    assert first.url.endswith("/receipt/1")
    assert second.status_code == 200
    assert len(versions(filed.ctx(), key, LAST)) == 1


def test_what_was_filed_is_public_with_its_corrections_and_what_is_withheld(
    trader: Browser, filed: Stage
) -> None:
    key = key_of(filed.ctx(), TRADER)
    now = context(filed.sessions, date(2026, 6, 15))
    if not versions(now, key, LAST):
        file(now, key, LAST)
    drafts.begin(now, key, LAST)
    trader.get(f"{YEAR}/check")
    assert "还没有改动" in trader.text
    drafts.save_values(now, key, LAST, "contact", {"phone": "0991-7654321"}, {}, step=True)
    work = drafts.find(now, key, LAST)
    assert work is not None
    trader.get(f"{YEAR}/check")
    assert [node.text() for node in trader.page.css(".difference ins")] == ["0991-7654321"]
    trader.post(f"{YEAR}/check", draft=work.id, declared="1")
    public = filed.browser()
    for lang in ("zh", "ug"):
        answer = public.get(f"/{lang}/enterprise/{TRADER}/report/{LAST}")
        assert answer.status_code == 200
        assert public.page.css_first(".difference ins").text() == "0991-7654321"  # type: ignore[union-attr]
        assert len(public.page.css(".version")) == 2
        assert public.page.css(".missing--not_disclosed")
    assert public.get(f"/zh/enterprise/{TRADER}/report/1999").status_code == 404


def test_the_receipt_is_a_document_with_both_fonts(trader: Browser, filed: Stage) -> None:
    for lang in ("zh", "ug"):
        answer = trader.get(f"/{lang}/my/{TRADER}/report/2024/receipt/1/pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        assert len(answer.content) > 20_000
    assert len(documents.fonts()) == 2


def test_no_document_is_made_without_its_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "UYGHUR", ("No Such Font",))
    documents.fonts.cache_clear()
    with pytest.raises(documents.FontsMissingError):
        documents.fonts()
    documents.fonts.cache_clear()


def test_a_consent_opens_figures_for_somebody_without_an_account(trader: Browser, filed: Stage) -> None:
    page = f"{REPORT}/2024/consent"
    trader.get(page)
    boxes = [node.attributes["value"] for node in trader.page.css("input[name=paths]")]
    assert boxes
    assert trader.post(page, paths=boxes[0], grantee="", days="3").status_code == 400
    trader.post(page, paths=boxes[0], grantee="示例银行", days="3")
    link = trader.page.css_first(".receipt-number bdi")
    assert link is not None
    stranger = filed.browser()
    answer = stranger.get(link.text())
    assert answer.status_code == 200
    assert len(stranger.page.css(".fact")) == 1
    trader.get(page)
    revoke = trader.page.css_first("form[action$='/revoke']")
    assert revoke is not None
    trader.post(str(revoke.attributes["action"]))
    assert stranger.get(link.text()).status_code == 404


def test_a_stranger_sees_no_report(filed: Stage, trader: Browser) -> None:
    other = filed.browser()
    other.sign_in("dairy")
    for path in ("", f"/{LAST}", f"/{LAST}/confirm", f"/{LAST}/check", "/2024/receipt/1", "/2024/consent"):
        assert other.get(REPORT + path).status_code == 403, path
    for path in (f"/{LAST}/part/contact", f"/{LAST}/check", f"/{LAST}/field"):
        other.get("/zh/account")
        assert other.post(REPORT + path, declared="1").status_code == 403, path


def test_what_is_not_there_is_no_failure(trader: Browser) -> None:
    begin(trader)
    for path in (
        f"{REPORT}/1999",
        f"{YEAR}/part/nothing",
        f"{YEAR}/part/contact/row/new",
        f"{YEAR}/part/holders/row/none",
        f"{REPORT}/2024/receipt/9",
        f"{REPORT}/{LAST}/removal",
    ):
        assert trader.get(path).status_code == 404, path


def test_a_spreadsheet_goes_out_and_comes_back_row_by_row_checked(trader: Browser, filed: Stage) -> None:
    page = "/zh/account/reports"
    key = key_of(filed.ctx(), TRADER)
    trader.get(page)
    if versions(filed.ctx(), key, LAST):
        assert "更正" in trader.text or "提交" in trader.text or "填写" in trader.text
    taken = trader.http.post(
        trader.stage.url + f"{page}/download",
        data={"csrf_token": trader.token()},
        headers={"Origin": trader.stage.url},
        timeout=20,
    )
    book = openpyxl.load_workbook(io.BytesIO(taken.content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert "finance.revenue" in heads
    sheet.cell(3, heads.index("finance.revenue") + 1, "twelve")
    sheet.cell(4, 1, "91650102000000019F")
    sheet.cell(5, 1, TRADER)
    sheet.cell(5, heads.index("finance.revenue") + 1, "thirteen")
    packed = io.BytesIO()
    book.save(packed)
    answer = trader.http.post(
        trader.stage.url + page,
        data={"csrf_token": trader.token()},
        files={"file": ("r.xlsx", packed.getvalue())},
        headers={"Origin": trader.stage.url},
        timeout=20,
    )
    trader.follow(answer)
    assert "要填数字" in trader.text
    assert "没有为这个主体填报的权限" in trader.text
    assert "这个代码前面已经有一行" in trader.text
    assert draft(filed).answers.of("finance", "revenue") == "twelve"
    broken = trader.http.post(
        trader.stage.url + page,
        data={"csrf_token": trader.token()},
        files={"file": ("r.xlsx", b"no workbook")},
        headers={"Origin": trader.stage.url},
        timeout=20,
    )
    assert broken.status_code == 400


def test_a_shop_publishes_just_what_it_ticks(filed: Stage) -> None:
    """Publishing a report that then shows none of its figures would be a promise not kept."""
    shop, year = filed.browser(), f"/zh/my/{BAKER}/report/{LAST}"
    shop.sign_in("baker", target=year)
    begin(shop, year)
    figures = {"revenue": "28.5", "staff": "2", "tax": "0.3", "funds": "5", "phone": "0998-2651188"}
    typed: dict[str, object] = {f"f-shop.{key}": value for key, value in figures.items()}
    shown = {f"p-shop.{key}": ["no"] for key in figures} | {"p-shop.revenue": ["no", "yes"]}
    lists = {"f-licences.any": "no", "f-websites.any": "no", "p-everything": "yes"}
    shop.post(f"{year}/part/all", **typed, **shown, **lists)
    while button := shop.page.css_first(".doubt button"):
        shop.post(f"{year}/part/all", next=str(button.attributes["value"]))
    ticked = {path.partition(".")[2] for path, one in draft(filed, BAKER).answers.published.items() if one}
    assert ticked == {"revenue"}
    shop.post(f"{year}/check", draft=draft(filed, BAKER).id, declared="1")
    assert "可以公示的内容已经公示" in shop.text
    shop.get(f"/zh/enterprise/{BAKER}/report/{LAST}")
    assert "28.5 万元" in shop.text
    assert "0998-2651188" not in shop.text


def test_a_choice_for_the_whole_report_is_kept_by_a_script(filed: Stage) -> None:
    shop, year = filed.browser(), f"/zh/my/{BAKER}/report/{LAST}"
    shop.sign_in("baker", target=year)
    begin(shop, year)
    shop.http.headers["Accept"] = "application/json"
    for choice in ("yes", "no"):
        shop.get(f"{year}/part/all")
        answer = shop.post(f"{year}/field", field="everything", **{"p-everything": choice})
        assert answer.status_code == 200
        assert draft(filed, BAKER).answers.publish_any is (choice == "yes")


def test_a_number_of_people_is_asked_for_whole(trader: Browser) -> None:
    """An example of half a person helps nobody; nor does the advice to write a word into a number."""
    begin(trader)
    trader.get(f"{YEAR}/part/insurance")
    boxes = [str(node.attributes["name"]) for node in trader.page.css(".ask-box--numeric")]
    trader.post(f"{YEAR}/part/insurance", **dict.fromkeys(boxes, "two"))
    assert "要填整数，例如 12" in trader.text
    assert "12.5" not in trader.text


def test_an_officer_finds_what_was_filed_and_agrees_to_a_correction(filed: Stage) -> None:
    """From the page of the desk, without knowing an address; a year that is open needs no consent."""
    desk = filed.browser()
    desk.sign_in("kashgar", target="/zh/account")
    assert desk.page.css_first("a[href$='/desk/cases#find']") is not None
    assert "找回办理权限" not in desk.text
    desk.get(f"/zh/desk/cases/{DAIRY}")
    links = [str(node.attributes["href"]) for node in desk.page.css(".report-actions a")]
    assert f"/zh/my/{DAIRY}" in links
    desk.get(next(link for link in links if "/desk/report/" in link))
    agree = next(
        link
        for link in (str(node.attributes["href"]) for node in desk.page.css(".report-year a"))
        if "/2023/" in link
    )
    desk.get(agree)
    desk.post(agree, reason="单位填错，已核对账册")
    assert "已经同意" in desk.text
    desk.get(f"/zh/desk/report/{DAIRY}")
    assert agree not in desk.text
    assert "现在可以更正" in desk.text


def test_a_spreadsheet_holds_texts_alone_whatever_was_typed(trader: Browser, filed: Stage) -> None:
    begin(trader)
    formula = '=HYPERLINK("https://example.org","x")'
    for typed in (formula, "+1+cmd|' /C calc'!A0", "\x0b\x1b[31m\ufffe\uffff"):
        trader.get(f"{YEAR}/part/contact")
        trader.post(f"{YEAR}/part/contact", **{"f-contact.address": typed})
        trader.get("/zh/account/reports")
        taken = trader.http.post(
            trader.stage.url + "/zh/account/reports/download",
            data={"csrf_token": trader.token()},
            headers={"Origin": trader.stage.url},
            timeout=20,
        )
        assert taken.status_code == 200, typed
        sheet = openpyxl.load_workbook(io.BytesIO(taken.content)).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}, typed


def test_a_receipt_leads_to_the_year_that_is_still_missing(filed: Stage) -> None:
    owner = filed.browser()
    owner.sign_in("dairy", target=f"/zh/my/{DAIRY}/report/2024/receipt/1")
    links = [str(node.attributes["href"]) for node in owner.page.css(".next-steps a")]
    assert f"/zh/my/{DAIRY}/report/{LAST}" in links
    assert f"填报 {LAST} 年度报告" in owner.text
