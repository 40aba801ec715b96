"""The templates pass their guard, and the guard sees each violation."""

import pytest

from web.cli.checks.finding import ROOT, run_guard
from web.cli.checks.templates import check_template


def rules(text: str) -> list[str]:
    return [finding.rule for finding in check_template("templates/page.html", text)]


def test_the_templates_pass() -> None:
    assert [str(item) for item in run_guard(check_template, (ROOT / "templates").rglob("*.html"))] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<p style="margin: 0">{{ x }}</p>', "inline-style"),
        ("<style>p { margin: 0 }</style>", "inline-style"),
        ("<script>go()</script>", "inline-script"),
        ('<button onclick="go()">{{ _("搜索") }}</button>', "inline-script"),
        ('<a href="javascript:go()">{{ x }}</a>', "inline-script"),
        ("{{ x|safe }}", "unescaped"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "unescaped"),
        ("<p>搜索</p>", "untranslated"),
        ("<p>ئىزدەش</p>", "untranslated"),
        ("<p>Search</p>", "untranslated"),
        ("<p>{{ x }} 条</p>", "untranslated"),
        ('<img alt="图片" src="{{ x }}">', "untranslated"),
        ('<input placeholder="请输入">', "untranslated"),
        ('<nav aria-label="Menu"></nav>', "untranslated"),
        ('{{ _("共 %s 条" % n) }}', "formatted-message"),
        ('{{ _("共 " ~ n) }}', "formatted-message"),
        ('{{ _("共 {}"|format(n)) }}', "formatted-message"),
    ],
)
def test_violations_are_seen(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "{# 说明 #}<p>{{ _('搜索') }}</p>",
        "<p>{% trans n=count %}共 {{ n }} 条{% endtrans %}</p>",
        '<p class="a" {% if x %}hidden{% endif %}>{{ x.name }}</p>',
        '<span lang="ug" aria-hidden="true">ئۇ</span>',
        '<script src="{{ x }}" defer></script>',
        '<script type="application/ld+json">{{ x }}</script>',
        "<code>portal import</code>",
        '<input aria-label="{{ _(\'搜索\') }}" placeholder=" ">',
    ],
)
def test_good_templates_pass(text: str) -> None:
    assert rules(text) == []


def test_the_line_is_named() -> None:
    found = list(check_template("templates/page.html", "{% if a\n and b %}\n<p>\n搜索</p>{% endif %}"))
    assert [item.line for item in found] == [3]
    assert str(found[0]).startswith("templates/page.html:3: untranslated: ")
