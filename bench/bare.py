"""The baseline: the least a Flask application with one Jinja template can do, at a given size.

BENCH_BYTES is the length of the page in UTF-8. One template, one loop, two escaped values a line: what any
page of labels and values costs before it has done anything.
"""

import os

from flask import Flask, render_template
from jinja2 import DictLoader

_PAGE = """<!doctype html><html lang="zh-Hans-CN"><title>{{ title }}</title><body><h1>{{ title }}</h1><dl>
{% for label, value in lines %}<div class="line"><dt>{{ label }}</dt><dd>{{ value }}</dd></div>
{% endfor %}</dl>{{ filling }}"""
_LABEL = "统一社会信用代码"


def create_app(size: int) -> Flask:
    """An application whose every page has `size` bytes."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": _PAGE})
    lines: list[tuple[str, str]] = []
    filling = ""

    def page(path: str = "") -> str:
        return render_template("page.html", title="企业信用信息", lines=lines, filling=filling)

    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/<path:path>", view_func=page)
    with app.test_client() as client:
        empty = len(client.get("/").data)
        lines = [(_LABEL, f"91650100MA{number:08d}") for number in range(1)]
        line = len(client.get("/").data) - empty
        lines = [(_LABEL, f"91650100MA{number:08d}") for number in range(max(0, size - empty) // line)]
        filling = "x" * max(0, size - len(client.get("/").data))
    return app


app = create_app(int(os.environ.get("BENCH_BYTES", "20000")))
