"""The objects that the components of the pages expect: finished words, finished addresses.

Presenters make them, macros in `templates/components` show them, `docs/look.md` says which goes
where. Everything in them is in the reader's language already. `Text` is a plain string (escaped
when shown) or `Markup` from the four isolating functions below; a value that is not prose of the
page's language goes through one of them, or Uyghur pages turn dates and codes around.
"""

from enum import StrEnum

import msgspec
from markupsafe import Markup, escape

from search.page import Span as Matched

Text = str | Markup
Span = Matched  # a piece of a name, marked where it matched


def ltr(value: object) -> Markup:
    """Codes, dates, telephone numbers, amounts, addresses of the web: left to right, unbroken."""
    return Markup('<bdi dir="ltr" class="num">%s</bdi>') % escape(value)


def zh(value: object) -> Markup:
    """Chinese text of a record: names, addresses, agencies."""
    return Markup('<bdi lang="zh-Hans" dir="ltr">%s</bdi>') % escape(value)


def ug(value: object) -> Markup:
    """Uyghur text of a record."""
    return Markup('<bdi lang="ug" dir="rtl">%s</bdi>') % escape(value)


def marked_name(spans: tuple[Span, ...], lang: str, name: str) -> Markup | None:
    """A name with its matches marked; None where the spans are of another name, or nothing is marked."""
    if "".join([span.text for span in spans]) != name or not any(span.matched for span in spans):
        return None
    inner = Markup("").join(
        Markup("<mark>%s</mark>") % span.text if span.matched else escape(span.text) for span in spans
    )
    return Markup('<bdi lang="%s" dir="%s">%s</bdi>') % (lang, "rtl" if lang == "ug" else "ltr", inner)


def missing(why: str, label: str) -> Markup:
    """A stated absence; `why` is the value of a `MissingReason`, `label` its word."""
    return Markup('<span class="missing missing--%s">%s</span>') % (escape(why), escape(label))


class Tone(StrEnum):
    """How a thing is meant. Each has a shape of its own; colour only repeats it."""

    GOOD = "good"  # disc: operating, granted, kept
    WARN = "warn"  # triangle: take care
    BAD = "bad"  # octagon: serious
    ENDED = "ended"  # dash: over
    NOTE = "note"  # diamond: a remark, under objection, demo


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A place to go. `count` is a finished number; `lang` where the label is not the page's."""

    label: Text
    href: str
    current: bool = False
    count: str = ""
    lang: str = ""
    icon: str = ""
    text: Text = ""  # a line under the label (doors of the home page)


class Tag(msgspec.Struct, frozen=True):
    label: Text
    tone: Tone = Tone.NOTE


class SearchBox(msgspec.Struct, frozen=True, kw_only=True):
    """The one box. `hidden` are (name, value) pairs kept by a new search (kind, filters).

    suggest: address that answers `?q=` with the fragment of `components/suggestions.html`.
    """

    action: str
    suggest: str = ""
    value: str = ""
    id: str = "q"
    hidden: tuple[tuple[str, str], ...] = ()
    examples: tuple[Link, ...] = ()
    error: Text = ""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """One line under the box. `value` is what enters the box, `href` where choosing leads."""

    href: str
    value: str
    spans: tuple[Span, ...]
    lang: str = ""
    code: str = ""
    note: Text = ""
    tag: Tag | None = None


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """One hit. `spans` is the name in `lang` ("zh-Hans", "ug"); `second` the name in the other script."""

    href: str
    spans: tuple[Span, ...]
    lang: str = ""
    second: Text = ""
    tags: tuple[Tag, ...] = ()
    meta: tuple[Text, ...] = ()  # code, place, representative, "2016-04-12 成立"
    reason: Text = ""  # why it is here


class FacetItem(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a facet, counted before the click. `depth` 1, 2 … indents a tree."""

    label: Text
    count: str
    href: str
    selected: bool = False
    excluded: bool = False
    exclude_href: str = ""
    exclude_label: str = ""  # whole sentence for a screen reader: 排除 注销
    depth: int = 0


class FacetGroup(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    items: tuple[FacetItem, ...]
    more: tuple[FacetItem, ...] = ()  # behind "更多"
    open: bool = True


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """An active filter; following `href` takes it off. `remove` is the spoken sentence."""

    label: Text
    href: str
    remove: str
    exclude: bool = False


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a summary list. `day` is ISO or words ("2024 年报"), `note` small print below.

    id: its place on the page. tag: a mark beside it. wrong: where whoever finds it wrong can say so.
    """

    label: Text
    value: Text
    day: Text = ""
    note: Text = ""
    explain: "Explanation | None" = None
    copy: str = ""  # text for a copy button
    id: str = ""
    tag: Tag | None = None
    wrong: "Link | None" = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A legal term in plain words. `source`: instrument and article."""

    question: Text
    answer: Text
    source: Text = ""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The one plain sentence that opens a page; at most a few more below it, most severe first."""

    tone: Tone
    sentence: Text
    more: tuple[Text, ...] = ()
    explanations: tuple[Explanation, ...] = ()


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A point of the timeline. `category` is the code of one of the filters. `day` is ISO."""

    day: str
    title: Text
    category: str
    tone: Tone | None = None
    text: Text = ""
    source: Text = ""
    href: str = ""
    tags: tuple[Tag, ...] = ()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A category of the timeline: code, word, how many, ticked or not."""

    value: str
    label: Text
    count: str = ""
    checked: bool = True


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`numeric`: end-aligned tabular figures. `lead`: names the row (one column). `tags`: cells are `Tag`."""

    label: Text
    numeric: bool = False
    lead: bool = False
    tags: bool = False


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """Cells in the order of the columns. `id` is the anchor that search hits point to."""

    cells: tuple[Text | Tag, ...]
    id: str = ""
    details: tuple[Fact, ...] = ()  # opens under the row
    tags: tuple[Tag, ...] = ()  # under objection, changed


class SectionLink(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list of contents. `count` empty: the section is not a list."""

    id: str
    label: Text
    count: str = ""
    tone: Tone | None = None  # marks a section that needs attention


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """Cursor pagination: no page numbers are promised. `place`: "第 21–40 家，共 128 家"."""

    previous: str = ""
    next: str = ""
    first: str = ""
    place: Text = ""


class Problem(msgspec.Struct, frozen=True):
    """An error and the id of the field it is about (empty: about the whole form)."""

    text: Text
    field: str = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds every page; the template variable `frame`, required by `base.html`."""

    locale: str  # "zh" | "ug"
    lang: str  # "zh-Hans-CN" | "ug-CN"
    dir: str  # "ltr" | "rtl"
    css: str
    js: str
    favicon: str
    rooms_css: str  # beside `css` and `js` where `components/rooms_look.html` asks for them
    rooms_js: str
    home: str
    here: str  # this page's path and query: where the display settings return to
    preferences: str  # address of the display settings (GET: theme, elder, next)
    language: Link  # the same page in the other language, label in that language
    nav: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    search: SearchBox | None = None  # the box of the band; None: no band
    canonical: str = ""  # absolute address, printed in the foot
    data_age: Text = ""  # "数据更新至 2026-11-22 14:03"
    theme: str = ""  # "" as the system has it | "light" | "dark"
    elder: bool = False
    account: str = ""  # address of one's own pages; the same for everybody, signed in or not
    demo: bool = False
