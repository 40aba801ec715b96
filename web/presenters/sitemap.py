"""The site map's XML: addresses with their other languages, as sitemaps.org and search engines read it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from i18n.locales import LOCALES
from web.presenters.frame import segment

PAGES = ("", "notices", "recent", "document", "services", "handling", "repair", "terms", "about")
"""Pages that are always there, by their path after the language."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_URLS = f'<urlset xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


class Entry(NamedTuple):
    """A page by its path after the language, and the day on which its content last changed."""

    path: str
    changed: date | None = None


def enterprise_entry(address: str, changed: date) -> Entry:
    """The page of an enterprise."""
    return Entry(f"enterprise/{segment(address)}", changed)


def notice_entry(key: str, changed: date) -> Entry:
    """The page of a notice of an authority."""
    return Entry(f"notices/{segment(key)}", changed)


def index(base: str, names: Iterable[str]) -> Iterator[str]:
    """The index of the parts."""
    yield f'{_HEAD}<sitemapindex xmlns="{_SCHEMA}">\n'
    for name in names:
        yield f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def urls(base: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Every entry in every language, each naming all of them."""
    yield _HEAD + _URLS
    for entry in entries:
        places = [(one.tag, f"{base}/{one.prefix}/{entry.path}") for one in LOCALES]
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(place)}/>' for tag, place in places
        )
        changed = f"<lastmod>{entry.changed.isoformat()}</lastmod>" if entry.changed else ""
        for _, place in places:
            yield f"<url><loc>{escape(place)}</loc>{changed}{others}</url>\n"
    yield "</urlset>\n"
