"""Making a commitment through real requests without scripts: chosen, read, filled in, looked at, signed."""

import pytest
from selectolax.lexbor import LexborNode

from credit.domain.committing import Progress
from credit.services.commitments import own
from tests.fixtures.people import TRADER, Browser, Stage
from tests.fixtures.reports import key_of
from tests.web.visiting import LANGUAGES, Page, faults

BASE = f"/my/{TRADER}/commitments"
PDF = ("承诺书.pdf", b"%PDF-1.7 sealed", "application/pdf")


@pytest.fixture
def owner(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("trader", target=f"/zh{BASE}")
    return browser


def seen(browser: Browser, language: str) -> None:
    """The page as a careful reader finds it."""
    assert faults(Page(None, browser.page.html or "", browser.page), language) == []  # type: ignore[arg-type]


def value(browser: Browser, name: str) -> str:
    (node,) = browser.page.css(f"input[name={name}]")[:1]
    return str(node.attributes["value"])


def form_of(browser: Browser, selector: str) -> LexborNode:
    node = browser.page.css_first(selector)
    assert node is not None
    return node


def links(browser: Browser, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in browser.page.css(selector)]


def to_draft(browser: Browser, language: str, code: str = "statement_general") -> str:
    """From the list over the text to the form; the address of the draft."""
    browser.get(f"/{language}{BASE}")
    (way,) = [link for link in links(browser, ".doors a") if link.endswith(f"/new/{code}")]
    browser.get(way)
    seen(browser, language)
    answer = browser.post(way, replaces="")
    seen(browser, language)
    return answer.url.removeprefix(browser.stage.url)


def to_check(browser: Browser, language: str, code: str = "statement_general", **typed: str) -> str:
    draft = to_draft(browser, language, code)
    answer = browser.post(draft, send="check", agreed="1", **typed)
    assert answer.url.endswith("/check"), browser.text
    seen(browser, language)
    return draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_public_found_by_its_page_and_taken_back(stage: Stage, owner: Browser, language: str) -> None:
    promised = f"七日内无理由退货{language}"
    draft = to_check(owner, language, **{"blank-extra": promised})
    assert promised in owner.text
    token = value(owner, "token")
    signed = {"signer": "示例甲", "kind": "licence", "token": token}
    first = owner.post(f"{draft}/sign", **signed)
    assert first.url.endswith("?done=1"), owner.text
    seen(owner, language)
    own_page = first.url.removeprefix(stage.url).partition("?")[0]
    (public,) = [link for link in links(owner, ".receipt a") if "/commitment/" in link and "#" not in link]
    owner.get(public)
    assert promised in owner.text
    assert owner.page.css_first(".verdict--good")
    owner.get(own_page)
    seen(owner, language)
    assert owner.post(f"{own_page}/withdraw", reasons="").status_code == 400
    owner.post(f"{own_page}/withdraw", reasons="内容变了")
    seen(owner, language)
    assert "内容变了" in owner.text
    owner.get(public)
    assert owner.page.css_first(".verdict--ended")


def test_the_same_form_sent_twice_makes_one(stage: Stage, owner: Browser) -> None:
    draft = to_check(owner, "zh")
    signed = {"signer": "示例甲", "kind": "licence", "token": value(owner, "token")}
    ctx = stage.ctx()
    before = len(own.of_subject(ctx, key_of(ctx, TRADER)))
    first = owner.post(f"{draft}/sign", **signed)
    owner.get(f"/zh{BASE}")
    again = owner.post(f"{draft}/sign", **signed)
    assert again.url == first.url
    assert len(own.of_subject(ctx, key_of(ctx, TRADER))) == before + 1


def test_what_was_typed_stays_whatever_is_wrong_with_it(owner: Browser) -> None:
    draft = to_draft(owner, "zh")
    answer = owner.post(draft, send="check", **{"blank-extra": "请打 13812345678 找我"})
    assert answer.status_code == 400
    seen(owner, "zh")
    assert "个人信息" in owner.text
    assert "同意公示" in owner.text
    assert "13812345678" in form_of(owner, "#blank-extra").text()
    owner.get(draft)
    assert "13812345678" in form_of(owner, "#blank-extra").text()
    owner.post(draft, send="save", agreed="1", **{"blank-extra": "三日内送货"})
    assert "已经保存" in owner.text
    owner.get(draft)
    assert "三日内送货" in owner.text
    owner.get(f"/zh{BASE}")
    assert draft in links(owner, "section[aria-labelledby=drafts] a")
    owner.post(f"{draft}/discard")
    assert draft not in links(owner, "a")
    assert owner.get(draft).status_code == 404


def test_an_unfinished_draft_cannot_be_looked_at_or_signed(owner: Browser) -> None:
    draft = to_draft(owner, "zh")
    owner.get(f"{draft}/check")
    assert owner.page.css_first("#agreed-error")
    owner.post(f"{draft}/sign", signer="示例甲", kind="licence", token="9" * 26)
    assert owner.page.css_first("#agreed-error")
    owner.post(f"{draft}/discard")


def test_a_refused_signature_keeps_the_name_and_says_why(owner: Browser) -> None:
    draft = to_check(owner, "zh")
    token = value(owner, "token")
    answer = owner.post(f"{draft}/sign", signer="示例甲", kind="sealed", token=token)
    assert answer.status_code == 400
    seen(owner, "zh")
    assert "请上传盖章的承诺书" in owner.text
    assert value(owner, "signer") == "示例甲"
    assert value(owner, "token") == token
    answer = owner.post(f"{draft}/sign", signer="", kind="licence", token=token)
    assert (answer.status_code, "请填写签署人的姓名" in owner.text) == (400, True)
    letter = owner.http.get(f"{owner.stage.url}{draft}/letter.pdf", timeout=30)
    assert letter.content[:5] == b"%PDF-"
    owner.get(draft)
    owner.post(f"{draft}/discard")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_made_here_says_why_with_its_source(owner: Browser, language: str) -> None:
    owner.get(f"/{language}{BASE}")
    seen(owner, language)
    closed = form_of(owner, "section[aria-labelledby=closed]").text()
    assert "42" in closed
    owner.get(f"/{language}{BASE}/new/licence_general")
    if owner.page.css_first("form[action$=licence_general]"):
        raise AssertionError("a licence commitment is made at its authority")
    assert owner.get(f"/{language}{BASE}/new/nothing").status_code == 404


def test_proof_of_keeping_is_handed_in(stage: Stage, owner: Browser) -> None:
    draft = to_check(owner, "zh")
    made = owner.post(
        f"{draft}/sign", signer="示例甲", kind="licence", token=value(owner, "token")
    ).url.partition("?")[0]
    page = made.removeprefix(stage.url)
    owner.get(page)
    assert owner.post(f"{page}/proof", text="", token=value(owner, "token")).status_code == 400
    seen(owner, "zh")
    owner.post(f"{page}/proof", text="已按承诺退货三次", token=value(owner, "token"))
    seen(owner, "zh")
    assert "履行证明已经提交" in owner.text
    assert "已按承诺退货三次" in owner.text


def test_a_new_one_takes_the_place_of_the_old(stage: Stage, owner: Browser) -> None:
    draft = to_check(owner, "zh")
    made = owner.post(f"{draft}/sign", signer="示例甲", kind="licence", token=value(owner, "token"))
    old = made.url.partition("?")[0].removeprefix(stage.url)
    owner.get(old)
    (way,) = links(owner, "section[aria-labelledby=replace] a")
    owner.get(way)
    answer = owner.post(way.partition("?")[0], replaces=value(owner, "replaces"))
    draft = answer.url.removeprefix(stage.url)
    owner.post(draft, send="check", agreed="1")
    owner.post(f"{draft}/sign", signer="示例甲", kind="licence", token=value(owner, "token"))
    owner.get(old)
    assert "已被新承诺替换" in owner.text
    ctx = stage.ctx()
    states = [one.progress for one in own.of_subject(ctx, key_of(ctx, TRADER))]
    assert Progress.REPLACED in states


def test_paper_is_registered_at_the_counter(stage: Stage) -> None:
    officer = stage.browser()
    officer.sign_in("counter", target=f"/zh{BASE}")
    draft = to_check(officer, "zh", **{"blank-extra": "柜台代录的承诺"})
    assert not officer.page.css("input[name=kind][value=licence]")
    fields = {
        "csrf_token": officer.token(),
        "signer": "示例甲",
        "kind": "sealed",
        "token": value(officer, "token"),
    }
    headers = {"Origin": stage.url, "Referer": f"{stage.url}/zh/account"}
    answer = officer.follow(
        officer.http.post(
            f"{stage.url}{draft}/sign", data=fields, files={"files": PDF}, headers=headers,
            allow_redirects=False, timeout=20,
        )
    )  # fmt: skip
    assert answer.url.endswith("?done=1"), officer.text
    (file,) = links(officer, "a[href*='/sealed/']")
    sealed = officer.http.get(stage.url + file, timeout=20)
    assert sealed.content == PDF[1]
    assert sealed.headers["Content-Disposition"].startswith("attachment")
