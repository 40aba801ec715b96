"""What surrounds every page: name, doors, language switch, box of the band, age of the data."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import quote, urlencode

from i18n.locales import LOCALES, UG, Locale, other
from web.presenters.parts import Frame, Link, SearchBox, Text
from web.presenters.speech import SPEECH, Speech


class Area(StrEnum):
    """The door of the site that a page belongs to."""

    HOME = "home"
    SEARCH = "search"
    NOTICES = "notices"
    SERVICES = "services"
    REPAIR = "repair"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Look:
    """Addresses of the files of the look."""

    css: str
    js: str
    favicon: str
    rooms_css: str
    rooms_js: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page stands. path: without the language prefix, e.g. `/search`; query: raw, without `?`.

    switch: the part after the prefix in the other language, where it is not the same.
    """

    locale: Locale
    path: str
    query: str = ""
    area: Area = Area.OTHER
    base_url: str = ""
    theme: str = ""
    elder: bool = False
    demo: bool = False
    account: bool = False  # there is a way to sign in

    @property
    def here(self) -> str:
        """This page's own address."""
        return f"/{self.locale.prefix}{self.path}{'?' if self.query else ''}{self.query}"


def frame(place: Place, look: Look, box: SearchBox | None, data_age: Text = "") -> Frame:
    """The frame of one page."""
    prefix = place.locale.prefix
    return Frame(
        locale=prefix,
        lang=place.locale.tag,
        dir=place.locale.direction,
        css=look.css,
        js=look.js,
        favicon=look.favicon,
        rooms_css=look.rooms_css,
        rooms_js=look.rooms_js,
        home=f"/{prefix}/",
        here=place.here,
        preferences=f"/{prefix}/preferences",
        language=_switch(place),
        nav=_nav(prefix, place.area),
        foot=_foot(prefix, place.demo),
        search=box,
        canonical=f"{place.base_url}/{prefix}{place.path}",
        data_age=data_age,
        theme=place.theme,
        elder=place.elder,
        demo=place.demo,
        account=f"/{prefix}/account" if place.account else "",
    )


def search_box(speech: Speech, value: str = "", hidden: tuple[tuple[str, str], ...] = ()) -> SearchBox:
    """The box of the band; a new search keeps the kind that is looked at."""
    if not value and not hidden:
        return _empty_box(speech.prefix)
    prefix = speech.prefix
    return SearchBox(action=f"/{prefix}/search", suggest=f"/{prefix}/suggest", value=value, hidden=hidden)


def home_box(speech: Speech, *, demo: bool = False) -> SearchBox:
    """The large box with one example of each way of asking; each must lead to hits."""
    examples = (*_EXAMPLES[speech.prefix], (_SHOWN_CODE if demo else _CODE_OF_THE_CAPITAL, ""))
    action = f"/{speech.prefix}/search"
    return SearchBox(
        action=action,
        suggest=f"/{speech.prefix}/suggest",
        examples=tuple(
            Link(
                label=text if lang else speech.ltr(text),
                href=f"{action}?{urlencode({'q': text})}",
                lang=lang,
            )
            for text, lang in examples
        ),
    )


# a name as it is spoken, a name by its sound in Latin letters; a code follows
_EXAMPLES = {
    "zh": (("天山商贸", "zh-Hans"), ("tianshan", "zh-Latn")),  # untranslated: an example
    "ug": (("تەڭرىتاغ", "ug"), ("Ürümchi", "ug-Latn")),
}
_SHOWN_CODE = "91650100MA77X3PQ6A"  # the first subject of the invented region
_CODE_OF_THE_CAPITAL = "91650100"  # how codes of enterprises registered in Ürümqi begin


@cache
def _empty_box(prefix: str) -> SearchBox:
    return SearchBox(action=f"/{prefix}/search", suggest=f"/{prefix}/suggest")


def _switch(place: Place) -> Link:
    there = other(place.locale)
    query = f"?{place.query}" if place.query else ""
    return Link(label=there.endonym, href=f"/{there.prefix}{place.path}{query}", lang=there.tag)


# doors as they are called on a phone, so that all of them stand in one line: Uyghur names are long
_SHORT = {
    Area.SEARCH: "ئىزدەش",
    Area.NOTICES: "ئېلانلار",
    Area.SERVICES: "مۇلازىمەت",
    Area.REPAIR: "ئەسلىگە كەلتۈرۈش",
}


@cache
def _nav(prefix: str, area: Area) -> tuple[Link, ...]:
    _ = SPEECH[prefix]._
    doors = (
        (Area.SEARCH, _("查企业"), "search"),
        (Area.NOTICES, _("看公告"), "notices"),
        (Area.SERVICES, _("企业办事"), "services"),
        (Area.REPAIR, _("信用修复"), "repair"),
    )
    return tuple(
        Link(
            label=label,
            href=f"/{prefix}/{path}",
            current=door is area,
            text=_SHORT[door] if prefix == UG.prefix else "",
        )
        for door, label, path in doors
    )


@cache
def _foot(prefix: str, demo: bool) -> tuple[Link, ...]:
    _ = SPEECH[prefix]._
    links = [
        (_("文书真伪查询"), "document"),
        (_("名词解释"), "terms"),
        (_("社会监督"), "report"),
        (_("显示设置"), "preferences"),
        (_("服务状态"), "status"),
        (_("关于本站与无障碍声明"), "about"),
    ]
    if demo:
        links.append((_("组件样例"), "components"))
    return tuple(Link(label=label, href=f"/{prefix}/{path}") for label, path in links)


def alternates(place: Place) -> tuple[tuple[str, str], ...]:
    """Language tag and absolute address of the page in each language."""
    query = f"?{place.query}" if place.query else ""
    return tuple((item.tag, f"{place.base_url}/{item.prefix}{place.path}{query}") for item in LOCALES)


def commitment_address(speech: Speech, address: str, record: str) -> str:
    """The own page of a commitment. address: of its enterprise; record: the id of its record."""
    return f"/{speech.prefix}/commitment/{segment(address)}/{segment(record)}"


def segment(text: str) -> str:
    """`text` as one segment of an address; codes, which most of them are, stand as they are."""
    return text if text.isascii() and text.isalnum() else quote(text, safe="")
