# ruff: noqa: S704 - here text becomes mark-up: whatever is put in is escaped on the spot
"""Saying domain values in the reader's language: words, dates, amounts, names, absences.

There is one `Speech` a language, made once; what is said often (labels of vocabularies, names of
places, of agencies) is remembered, because looking up and isolating a text costs more than the rest
of a line of a page.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache

from markupsafe import Markup

from credit.domain.clock import SHANGHAI
from credit.domain.labels import Vocabulary, zh
from credit.domain.reference import divisions, industries
from credit.domain.values import Missing, Money
from i18n import translations
from i18n.locales import UG, ZH, Locale
from web.presenters.marks import escaped, marked
from web.presenters.parts import Tag, Text, Tone, missing
from web.presenters.scripts import has_chinese, has_uyghur, isolated

_CURRENCIES = {
    "USD": zh("美元"),
    "EUR": zh("欧元"),
    "HKD": zh("港元"),
    "JPY": zh("日元"),
    "GBP": zh("英镑"),
}
_SUGGESTIONS = zh("%(count)s 条建议，用上下键选择")
_MONEY = zh("%(amount)s 万元")
_FOREIGN_MONEY = zh("%(amount)s 万（%(currency)s）")
_FOREIGN_UNIT = zh("万（%(currency)s）")
_OPEN_PERIOD = zh("%(start)s 起，长期")
_SINCE = zh("%(start)s 起")
_PERIOD = zh("%(start)s 至 %(end)s")
_REMEMBERED = 4096
_DAYS = 20_000  # half a century of days


class Speech:
    """One language. Everything it answers may go into a page as it is: plain text or Markup."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self.prefix = locale.prefix
        self.uyghur = locale is UG
        self._: Callable[[str], str] = cache(translations(locale).gettext)
        self.label: Callable[[Vocabulary], str] = cache(self._label)
        self.zh: Callable[[str], Text] = lru_cache(_REMEMBERED)(isolated if self.uyghur else _plain_zh)
        self.place: Callable[[str], Text | None] = lru_cache(_REMEMBERED)(self._place)
        self.full_place: Callable[[str], Text | None] = lru_cache(_REMEMBERED)(self._full_place)
        self.industry: Callable[[str], Text | None] = lru_cache(_REMEMBERED)(self._industry)
        self.money: Callable[[Money | Missing], Text] = lru_cache(_REMEMBERED)(self._money)
        self.iso: Callable[[date], Markup] = lru_cache(_DAYS)(_isolated_day)
        self.since: Callable[[date], Markup] = lru_cache(_DAYS)(self._since)
        self.prose_date: Callable[[date], Markup] = lru_cache(_DAYS)(self._prose_date)
        self.tag: Callable[[Vocabulary, Tone], Tag] = cache(self._tag)
        self.labels: Callable[[tuple[Vocabulary, ...]], str] = lru_cache(_REMEMBERED)(self._labels)
        self._absent: Callable[[Missing], Markup] = cache(self._say_absent)

    def say(self, source: str, /, **values: object) -> Markup:
        """A whole translated sentence (its own tags kept) with values put in, escaped and isolated."""
        for name, value in values.items():
            if value.__class__ is not Markup:
                values[name] = escaped(value)
        return marked(self._(source) % values)

    def _prose_date(self, day: date) -> Markup:
        """A date inside a sentence, in one piece."""
        if self.uyghur:
            return marked(f'<bdi class="num">{day.year}-يىل {day.month}-ئاينىڭ {day.day}-كۈنى</bdi>')
        written = f"{day.year} 年 {day.month} 月 {day.day} 日"  # untranslated: the form of a date
        return marked(f'<bdi class="num">{written}</bdi>')

    def month_day(self, month: int, day: int) -> Markup:
        """A day of every year inside a sentence, in one piece."""
        if self.uyghur:
            return marked(f'<bdi class="num">{month}-ئاينىڭ {day}-كۈنى</bdi>')
        written = f"{month} 月 {day} 日"  # untranslated: the form of a date
        return marked(f'<bdi class="num">{written}</bdi>')

    def _since(self, day: date) -> Markup:
        """The day from which something holds."""
        return self.say(_SINCE, start=self.iso(day))

    def moment(self, at: datetime) -> Markup:
        """A time of day with its date, legal time."""
        return Markup(
            f'<bdi dir="ltr" class="num">{at.astimezone(SHANGHAI).isoformat(" ", "minutes")[:16]}</bdi>'
        )

    def time(self, at: datetime) -> Markup:
        """A time of day whose date stands beside it, legal time."""
        return self.ltr(f"{at.astimezone(SHANGHAI):%H:%M}")

    def ltr(self, value: object) -> Markup:
        """Codes, numbers, addresses of the web."""
        return marked(f'<bdi dir="ltr" class="num">{escaped(value)}</bdi>')

    def bdi(self, value: object) -> Markup:
        """Anything whose script is not known, such as what somebody typed: it says so if it is Chinese."""
        text = str(value)
        if text.isascii():
            return self.ltr(text)
        if has_uyghur(text):
            return isolated(text)
        mark = ' lang="zh-Hans"' if has_chinese(text) else ""
        return marked(f"<bdi{mark}>{escaped(text)}</bdi>")

    def number(self, value: str) -> Markup:
        """A document number with Chinese characters in it; never broken over two lines."""
        return marked(f'<bdi lang="zh-Hans" dir="ltr" class="num">{escaped(value)}</bdi>')

    def name(self, value: str) -> Markup:
        """A registered Chinese name; tagged on Chinese pages too, for fonts and for voices."""
        return isolated(value)

    def text(self, value: str | Missing) -> Text:
        """Text of a record, or the reason why there is none."""
        return self._absent(value) if isinstance(value, Missing) else self.zh(value)

    def code(self, value: str | Missing | None) -> Text:
        """A number or code of a record."""
        if isinstance(value, Missing):
            return self._absent(value)
        if not value:
            return ""
        return self.ltr(value) if value.isascii() else self.number(value)

    def day(self, value: date | Missing | None) -> Text:
        """A date of a record; nothing where there is none by design."""
        if isinstance(value, Missing):
            return self._absent(value)
        return self.iso(value) if value else ""

    def _money(self, value: Money | Missing) -> Text:
        """An amount in ten thousands with its currency."""
        if isinstance(value, Missing):
            return self._absent(value)
        amount = self.ltr(amount_text(value.amount))
        if value.currency == "CNY":
            return self.say(_MONEY, amount=amount)
        unit = _CURRENCIES.get(value.currency)
        currency = self._(unit) if unit else self.ltr(value.currency)
        return self.say(_FOREIGN_MONEY, amount=amount, currency=currency)

    def unit(self, currency: str = "CNY") -> Text:
        """The unit of an amount, beside its box."""
        if currency == "CNY":
            return self._("万元")
        known = _CURRENCIES.get(currency)
        return self.say(_FOREIGN_UNIT, currency=self._(known) if known else self.ltr(currency))

    def period(self, first: date | Missing, last: date | Missing | None) -> Text:
        """From one day to another; the end may be open."""
        if isinstance(first, Missing):
            return self._absent(first)
        if last is None:
            return self.say(_OPEN_PERIOD, start=self.iso(first))
        if isinstance(last, Missing):
            return self.say(_SINCE, start=self.iso(first))
        return self.say(_PERIOD, start=self.iso(first), end=self.iso(last))

    def _tag(self, member: Vocabulary, tone: Tone) -> Tag:
        """A word of a vocabulary as a mark."""
        return Tag(self.label(member), tone)

    def suggestion_count(self, count: int) -> str:
        """What is spoken when the lines under the box change."""
        if not count:
            return self._("没有建议")
        return self._(_SUGGESTIONS) % {"count": count}

    def series(self, items: Iterable[Text]) -> Markup:
        """Several things in a row."""
        return marked(("، " if self.uyghur else "、").join(map(escaped, items)))

    def clauses(self, items: Iterable[Text]) -> Markup:
        """Several things in a row that have commas of their own."""
        return Markup("؛ " if self.uyghur else "；").join(items)

    def link(self, href: str, label: Text) -> Markup:
        """A link inside a value; `href` is an address of this site."""
        return marked(f'<a href="{escaped(href)}">{escaped(label)}</a>')

    def way_out(self, url: str, label: Text) -> Markup:
        """A link to somebody else's site under its name."""
        return marked(f'<a href="{escaped(url)}" rel="external noopener noreferrer">{escaped(label)}</a>')

    def breakable(self, url: str) -> Markup:
        """An address to be read, which goes over several lines where it has to."""
        parts = re.sub(r"(?<=[./?&=_-])(?=\w)", "<wbr>", escaped(url))
        return marked(f'<bdi dir="ltr">{parts}</bdi>')

    def outside(self, url: str) -> Markup:
        """The address of somebody else's site: a link if it can be one, text if not."""
        shown = self.breakable(url)
        if not url.lower().startswith(("http://", "https://")):
            return shown
        return marked(f'<a href="{escaped(url)}" rel="external nofollow noopener noreferrer">{shown}</a>')

    def _labels(self, members: tuple[Vocabulary, ...]) -> str:
        """Several words of a vocabulary, in their order."""
        return ("، " if self.uyghur else "、").join(map(self.label, members))

    def absent(self, value: Missing) -> Markup:
        """The stated absence of a value."""
        return self._absent(value)

    def _label(self, member: Vocabulary) -> str:
        return self._(member.label)

    def _say_absent(self, value: Missing) -> Markup:
        return missing(value.why.value, self.label(value.why))

    def _place(self, code: str) -> Text | None:
        label = divisions.label(code, self.prefix)
        item = divisions.division(code)
        known = item is not None and (not self.uyghur or item.uyghur)
        return label if known or label is None else self.zh(label)

    def _full_place(self, code: str) -> Text | None:
        """The divisions from the prefecture down; the region is the portal's own and goes without saying."""
        places = [self.place(item.code) for item in divisions.path(code)[1:]]
        named = [place for place in places if place]
        return Markup(" ").join(named) if named else self.place(code)

    def _industry(self, code: str) -> Text | None:
        label = industries.label(code)
        if label is None:
            return None
        said = self._(label)
        return said if said != label or not self.uyghur else self.zh(label)


def amount_text(amount: Decimal) -> str:
    """Digits in groups of three without needless zeros: `1,234.5`."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain_zh(value: str) -> Text:
    """Chinese on a Chinese page needs no mark; what somebody wrote there in Uyghur does."""
    return isolated(value) if has_uyghur(value) else value


def _isolated_day(day: date) -> Markup:
    return marked(f'<bdi dir="ltr" class="num">{day.isoformat()}</bdi>')


SPEECH: dict[str, Speech] = {locale.prefix: Speech(locale) for locale in (ZH, UG)}
