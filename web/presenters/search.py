"""The page of results: what was found, how it can be narrowed, what helps when nothing was found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from credit.domain.labels import zh
from search.page import Hint, HintKind, Page
from search.query import Kind, Sort
from web.presenters import parts
from web.presenters.asked import Asked
from web.presenters.facets import Filters
from web.presenters.hits import Rows
from web.presenters.speech import Speech
from web.presenters.unavailable import Apology
from web.presenters.words import FACET, FOUND, FOUND_ABOUT, KIND, NOTHING, SORT

Counts = Mapping[Kind, tuple[int, bool]]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template of the results needs."""

    title: str
    heading: parts.Text
    tabs: tuple[parts.Link, ...] = ()
    rows: tuple[parts.ResultRow, ...] = ()
    start: int = 1
    groups: tuple[parts.FacetGroup, ...] = ()
    active: int = 0
    chips: tuple[parts.Chip, ...] = ()
    clear: str = ""
    all: str = ""  # the address of the list without any condition
    sorts: tuple[parts.Link, ...] = ()
    pager: parts.Pager = parts.Pager()
    hints: tuple[parts.Link, ...] = ()  # help above the list; without href it is a remark
    help: tuple[parts.Link, ...] = ()  # what to try when nothing was found
    fallback: parts.Link | None = None  # label and text of the note over what the register itself found


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes one results page."""

    words: Speech
    asked: Asked
    on: date
    base: str  # the path of the results

    def results(self, page: Page, counts: Counts) -> Results:
        """The whole page. counts: hits of every kind, for the tabs."""
        asked, words = self.asked, self.words
        heading = self.heading(page)
        filters = Filters(words, asked, self.base)
        return Results(
            title=self.title(heading),
            heading=heading,
            tabs=tuple(self.tabs(counts)),
            rows=tuple(map(Rows(words, self.on, asked.text).row, page.hits)),
            start=asked.before + 1,
            groups=tuple(filters.groups(page)),
            active=len(asked.chosen),
            chips=tuple(map(filters.chip, asked.chosen)),
            clear=asked.plain().address(self.base) if len(asked.chosen) > 1 else "",
            all=self.base,
            sorts=self.sorts(),
            pager=self.pager(page),
            hints=tuple(self.hints(page.hints)),
            help=() if page.hits else self.help(words),
        )

    def fallback(self, page: Page, why: Apology) -> Results:
        """What the register itself could answer without the engine, said plainly."""
        rows = tuple(map(Rows(self.words, self.on).row, page.hits))
        heading, title, text, *_lists = map(self.words._, why)
        return Results(
            title=heading,
            heading=heading,
            rows=rows,
            help=() if rows else self.help(self.words),
            fallback=parts.Link(label=title, href="", text=text),
        )

    def heading(self, page: Page) -> parts.Text:
        """How many were found."""
        if not page.total:
            return self.words._(NOTHING[self.asked.kind])
        source = (FOUND if page.exact else FOUND_ABOUT)[self.asked.kind]
        return self.words.say(source, count=self.words.ltr(f"{page.total:,}"))

    def title(self, heading: parts.Text) -> str:
        """The page's first heading without mark-up; what was asked follows it in the window's title."""
        return heading.striptags() if isinstance(heading, Markup) else heading

    def tabs(self, counts: Counts) -> Iterator[parts.Link]:
        """The kinds that can be looked at."""
        for kind in Kind:
            count, exact = counts.get(kind, (-1, True))
            said = "" if count < 0 else f"{count:,}{'' if exact else '+'}"
            yield parts.Link(
                label=self.words._(KIND[kind]),
                href=self.asked.of_kind(kind).address(self.base),
                count=said,
                current=kind is self.asked.kind,
            )

    def sorts(self) -> tuple[parts.Link, ...]:
        """The orders of the list."""
        return tuple(
            parts.Link(
                label=self.words._(SORT[sort]),
                href=replace(self.asked, sort=sort, cursor=None, before=0).address(self.base),
                current=sort is self.asked.sort,
            )
            for sort in Sort
        )

    def pager(self, page: Page) -> parts.Pager:
        """On and back to the beginning; the place is said in numbers."""
        shown, before = len(page.hits), self.asked.before
        following = self.asked.next_address(self.base, page.next, shown) if page.next else ""
        place: parts.Text = ""
        if shown and (before or following):
            place = self.words.say(
                zh("第 %(range)s 条"), range=self.words.ltr(f"{before + 1:,}–{before + shown:,}")
            )
        first = replace(self.asked, cursor=None, before=0).address(self.base) if self.asked.cursor else ""
        return parts.Pager(next=following, first=first, place=place)

    def hints(self, hints: Iterable[Hint]) -> Iterator[parts.Link]:
        """What else could be meant, as links where there is somewhere to go."""
        for hint in hints:
            link = self.hint(hint)
            if link is not None:
                yield link
        if self.asked.cut and not any(hint.kind is HintKind.TOO_LONG for hint in hints):
            yield parts.Link(label=self.words._(TOO_LONG), href="")

    def hint(self, hint: Hint) -> parts.Link | None:
        """One piece of help: a link where there is somewhere to go, else a remark."""
        words, asked = self.words, self.asked
        said = HINT[hint.kind]
        if hint.kind is HintKind.TOO_LONG or (hint.kind is HintKind.CHECK_DIGIT and not hint.text):
            return parts.Link(label=words._(said if hint.kind is HintKind.TOO_LONG else WRONG_CODE), href="")
        count = words.ltr(f"{hint.count:,}")
        if hint.facet is not None:
            label = words.say(said, facet=words._(FACET[hint.facet]), count=count)
            return parts.Link(label=label, href=asked.without_facet(hint.facet).address(self.base))
        if hint.kind is HintKind.RELAX_FILTER:
            label = words.say(RELAX_ALL, count=count)
            return parts.Link(label=label, href=asked.plain().address(self.base))
        if hint.other is not None:
            label = words.say(said, kind=words._(KIND[hint.other]), count=count)
            return parts.Link(label=label, href=asked.of_kind(hint.other).address(self.base))
        label = words.say(said, text=words.bdi(hint.text))
        return parts.Link(label=label, href=Asked(text=hint.text, kind=asked.kind).address(self.base))

    def help(self, words: Speech) -> tuple[parts.Link, ...]:
        """What can still be tried when nothing was found."""
        tips = (
            zh("少写几个字：只写字号，例如“天山”，不写“有限公司”。"),
            zh("写统一社会信用代码或者注册号：18 位或 15 位，一位也不能错。"),
            zh("写拼音、维吾尔文或者曾用名也能查到。"),
            zh("本站只收录在新疆登记的经营主体。其他地区的请查国家企业信用信息公示系统。"),
        )
        links = [parts.Link(label=words._(tip), href="") for tip in tips]
        if self.asked.chosen:
            links.insert(
                0,
                parts.Link(label=words._("清除全部条件再查一次"), href=self.asked.plain().address(self.base)),
            )
        return tuple(links)


HINT: dict[HintKind, str] = {
    HintKind.CHECK_DIGIT: zh("这个代码的校验位不对。您要查的是不是 %(text)s？"),
    HintKind.AMBIGUOUS_LETTER: zh("代码中不用字母 I、O、S、V、Z。您要查的是不是 %(text)s？"),
    HintKind.DID_YOU_MEAN: zh("您要查的是不是 %(text)s？"),
    HintKind.RELAX_FILTER: zh("去掉“%(facet)s”条件，可以找到 %(count)s 条"),
    HintKind.OTHER_KIND: zh("在“%(kind)s”中找到 %(count)s 条"),
    HintKind.OTHER_SCRIPT: zh("换一种文字查询：%(text)s"),
    HintKind.TOO_LONG: zh("查询内容太长，只用了前面的 200 个字。"),
}
TOO_LONG = HINT[HintKind.TOO_LONG]
RELAX_ALL = zh("去掉全部条件，可以找到 %(count)s 条")
WRONG_CODE = zh("这个代码的校验位不对，请逐位核对。")
