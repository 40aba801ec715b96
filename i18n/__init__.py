"""Languages: the table of locales, the Uyghur catalogue, its checks, and forms of dates and lists."""

from i18n.catalogue import translations

__all__ = ["translations"]
