"""The baseline: the least a Flask application with one Jinja template can do, at a given size.

BENCH_BYTES is the length of the page in UTF-8. The text is what such pages are made of: short Chinese
lines in simple elements, and a handful of values filled in.
"""

import os

from flask import Flask, render_template
from jinja2 import DictLoader

_HEAD = "<!doctype html><html lang=zh><title>{{ title }}</title><body><h1>{{ title }}</h1><p>{{ day }}</p>"
_LINE = '<p class="line"><span>统一社会信用代码</span> <bdi dir="ltr">91650100MA77777777</bdi></p>\n'


def create_app(size: int) -> Flask:
    """An application whose every page has `size` bytes."""
    lines = max(0, size - len(_HEAD.encode())) // len(_LINE.encode())
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": _HEAD + _LINE * lines + "{{ filling }}"})
    short = "x" * 0

    def page(path: str = "") -> str:
        return render_template("page.html", title="企业信用信息", day="2026-03-02", filling=short)

    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/<path:path>", view_func=page)
    with app.test_client() as client:
        short = "x" * (size - len(client.get("/").data))
    return app


app = create_app(int(os.environ.get("BENCH_BYTES", "20000")))
