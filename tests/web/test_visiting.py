"""The careful reader stumbles where a reader would."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from tests.web.visiting import Page, faults

GOOD = (
    '<!doctype html><html lang="zh-Hans-CN" dir="ltr"><head><title>题 - 站</title></head>'
    "<body><h1>题</h1>%s</body></html>"
)


def page(html: str) -> Page:
    response = TestResponse(iter([html.encode()]), "200 OK", Response().headers, None)  # type: ignore[arg-type]
    return Page(response, html, LexborHTMLParser(html))


def test_a_good_page_passes() -> None:
    assert faults(page(GOOD % ""), "zh") == []


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<h1>二</h1>", "first headings"),
        ('<p id="a"></p><p id="a"></p>', "twice"),
        ('<input name="q">', "unlabelled"),
        ('<p style="color:red">x</p>', "style"),
        ("<script>1</script>", "script"),
        ('<p onclick="x()">x</p>', "handler"),
        ("<p><div></p>", "unexpected"),
    ],
)
def test_a_bad_page_does_not(body: str, word: str) -> None:
    assert any(word in fault for fault in faults(page(GOOD % body), "zh"))


def test_the_wrong_direction_is_seen() -> None:
    assert faults(page(GOOD % ""), "ug") == ["language or direction of the document"]


def test_a_title_of_another_page_is_seen() -> None:
    html = (GOOD % "").replace("<title>题", "<title>别")
    assert faults(page(html), "zh") == ["the title does not begin with the heading"]
