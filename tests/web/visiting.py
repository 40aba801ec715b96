"""Looks at pages as a careful reader does: every answer is checked whole, whatever the test is about."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import html5lib
from flask import Flask
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse

LANGUAGES = ("zh", "ug")
_TONGUE = {"zh": ("zh-Hans-CN", "ltr"), "ug": ("ug-CN", "rtl")}
_UNLABELLED = "input:not([type=hidden]):not([type=submit]), select, textarea"


@dataclass(frozen=True)
class Page:
    """An answer that passed every check."""

    response: TestResponse
    html: str
    tree: LexborHTMLParser

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def main(self) -> str:
        node = self.tree.css_first("main")
        return " ".join(node.text(separator=" ").split()) if node else ""

    @property
    def heading(self) -> str:
        return one_text(self.tree, "h1")

    def texts(self, selector: str) -> list[str]:
        return [" ".join(node.text().split()) for node in self.tree.css(selector)]

    def links(self, selector: str = "a") -> list[str]:
        return [
            node.attributes["href"] or "" for node in self.tree.css(selector) if "href" in node.attributes
        ]


class Visitor:
    """`visit(path, language)`: the page, checked."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __call__(self, path: str, language: str = "zh", *, status: int = 200, **options: Any) -> Page:
        response = self.get(f"/{language}{path}", **options)
        assert response.status_code == status, (path, response.status_code)
        return checked(response, language)

    def get(self, address: str, **options: Any) -> TestResponse:
        """The bare answer of an address; a fresh client each time, so that no cookie is kept."""
        path, mark, query = address.partition("?")
        return self._app.test_client(use_cookies=False).get(
            f"{quote(path, safe='/%')}{mark}{query}", **options
        )


def checked(response: TestResponse, language: str) -> Page:
    """The page of an answer. Raises AssertionError for whatever a reader would stumble over."""
    html = response.get_data(as_text=True)
    page = Page(response, html, LexborHTMLParser(html))
    headers = response.headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Language"] == _TONGUE[language][0]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    problems = faults(page, language)
    assert problems == [], problems
    return page


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with a page, in words."""
    tree, found = page.tree, []
    root = tree.css_first("html")
    if (root.attributes.get("lang"), root.attributes.get("dir")) != _TONGUE[language]:
        found.append("language or direction of the document")
    if len(tree.css("h1")) != 1:
        found.append(f"{len(tree.css('h1'))} first headings")
    elif not one_text(tree, "title").startswith(one_text(tree, "h1")):
        found.append("the title does not begin with the heading")
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    found += [f"id {name} twice" for name, count in ids.items() if count > 1]
    found += [f"unlabelled {node.html}" for node in tree.css(_UNLABELLED) if not labelled(tree, node)]
    if tree.css("[style], style"):
        found.append("inline style")
    if [node for node in tree.css("script") if not node.attributes.get("src")]:
        found.append("inline script")
    if [node for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)]:
        found.append("inline handler")
    found += grammar(page.html)
    return found


def one_text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return "".join(node.text().split()) if node else ""


def labelled(tree: LexborHTMLParser, node: LexborNode) -> bool:
    attributes = node.attributes
    if attributes.get("aria-label") or attributes.get("aria-labelledby"):
        return True
    if attributes.get("id") and tree.css_first(f'label[for="{attributes["id"]}"]'):
        return True
    parent = node.parent
    while parent is not None:
        if parent.tag == "label":
            return True
        parent = parent.parent
    return False


def grammar(html: str) -> list[str]:
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"{place}: {code}" for place, code, _values in parser.errors]
