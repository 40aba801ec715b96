"""Which language a reader gets, with the headers that trip up ready-made negotiation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.locales import DEFAULT, LOCALES, UG, ZH, by_prefix, of_path, other, select


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ug", UG),
        ("ug-CN", UG),
        ("ug-Arab-CN", UG),
        ("UG-cn", UG),
        ("ug_CN", UG),
        ("zh", ZH),
        ("zh-CN", ZH),
        ("zh-Hans-CN", ZH),
        ("zh-TW", ZH),
        ("zh-Hant-HK", ZH),
        ("en-US,en;q=0.9", ZH),
        ("en-US,en;q=0.9,ug;q=0.1", UG),
        ("zh-CN;q=0.5, ug;q=0.9", UG),
        ("ug;q=0.5, zh;q=0.9", ZH),
        ("ug, zh", UG),
        ("zh, ug", ZH),
        ("ug;q=0", ZH),
        ("ug ; q = 0.7 , zh ; q=0.6", UG),
        ("ug;q=abc, zh;q=0.1", ZH),
        ("ug;q=7, zh;q=0.1", ZH),
        ("ug;q=nan, zh;q=0.1", ZH),
        ("uga, uggg", ZH),
        ("*", ZH),
        ("", ZH),
        (";;;,,,q=", ZH),
        (None, ZH),
    ],
)
def test_the_browser_is_asked(header: str | None, expected: object) -> None:
    assert select(header, None, "/") is expected


@pytest.mark.parametrize(
    ("header", "cookie", "path", "expected"),
    [
        ("zh", "zh", "/ug/search", UG),
        ("ug", "ug", "/zh/", ZH),
        ("ug", "ug", "/zh", ZH),
        ("zh", "ug", "/", UG),
        ("ug", "zh", "/healthz", ZH),
        ("ug", "xx", "/", UG),
        ("ug", None, "/zhang", UG),
        ("zh", None, "/ugly", ZH),
    ],
)
def test_address_comes_before_cookie_before_browser(
    header: str, cookie: str | None, path: str, expected: object
) -> None:
    assert select(header, cookie, path) is expected


@given(st.text(), st.text(), st.text())
def test_any_input_gives_a_language(header: str, cookie: str, path: str) -> None:
    assert select(header, cookie, path) in LOCALES


def test_the_table_is_consistent() -> None:
    assert DEFAULT is ZH
    for locale in LOCALES:
        assert by_prefix(locale.prefix) is locale
        assert of_path(f"/{locale.prefix}/enterprise/91650100MA7ABCDE1X") is locale
        assert other(other(locale)) is locale
        assert other(locale) is not locale
    assert (UG.direction, ZH.direction) == ("rtl", "ltr")
    assert by_prefix("en") is None
