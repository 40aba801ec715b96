"""The mark for web shops: a QR code, a line of words, the snippet that shows it."""

from collections.abc import Iterable
from io import BytesIO

import msgspec
import segno
from markupsafe import Markup, escape

from web.presenters.parts import Text
from web.presenters.speech import Speech

Line = tuple[str, int, int, int]  # text, height of its foot, size, weight

_QR = 96  # of the mark's own units
_WIDTH, _HEIGHT = 260, 112


class MarkPage(msgspec.Struct, frozen=True, kw_only=True):
    """svg, png: addresses of the pictures; target: the public page; snippet: for the pages of a shop."""

    target: str
    svg: str
    png: str
    snippet: str
    link: str


def mark_page(words: Speech, host: str, address: str) -> MarkPage:
    """host: public address of the portal. address: of the enterprise, ready for a link."""
    target = f"{host}/{words.prefix}/enterprise/{address}"
    said = words._("企业信用信息公示")
    label = escape(said)
    image = f'<img src="{target}/mark.svg" alt="{label}" width="{_WIDTH}" height="{_HEIGHT}">'
    return MarkPage(
        target=target,
        svg=f"/{words.prefix}/enterprise/{address}/mark.svg",
        png=f"/{words.prefix}/enterprise/{address}/mark.png",
        snippet=f'<a href="{target}" rel="noopener">{image}</a>',
        link=f'<a href="{target}" rel="noopener">{label}</a>',
    )


def png(target: str) -> bytes:
    """The code alone, large enough to be printed."""
    made = BytesIO()
    segno.make(target, error="m").save(made, kind="png", scale=12, border=4)
    return made.getvalue()


def svg(words: Speech, target: str, code: str) -> bytes:
    """The whole mark of an enterprise."""
    title = words._("企业信用信息公示")
    return drawing(
        words,
        target,
        title,
        ((title, 38, 15, 700), (words._("扫码查看许可、处罚和年报"), 62, 11, 400), (code, 86, 11, 400)),
    )


def drawing(words: Speech, target: str, title: str, lines: Iterable[Line]) -> bytes:
    """Words beside a QR code; the words at the side where reading begins."""
    drawn = segno.make(target, error="m")
    side = drawn.symbol_size(border=4)[0]
    path = drawn.svg_inline(border=4, omitsize=True, dark="#16202a", light="#ffffff")
    left = 8 if words.uyghur else _WIDTH - _QR - 8
    anchor, at = ("end", _WIDTH - 12) if words.uyghur else ("start", 12)
    told = Markup("").join(_line(at, anchor, *one) for one in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
        f' viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"><title>{escape(title)}</title>'
        f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{_HEIGHT - 1}" rx="6" fill="#fff"'
        f' stroke="#0a5c73"/>{told}'
        f'<svg x="{left}" y="8" width="{_QR}" height="{_QR}" viewBox="0 0 {side} {side}">{path}</svg></svg>'
    ).encode()


def _line(x: int, anchor: str, text: Text, y: int, size: int, weight: int) -> Markup:
    drawn = '<text x="%s" y="%s" font-size="%s" font-weight="%s" text-anchor="%s" fill="#16202a"%s>%s</text>'
    family = Markup(' font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, UKIJ Tuz, sans-serif"')
    return Markup(drawn) % (x, y, size, weight, anchor, family, text)  # noqa: S704 - filled in escaped
