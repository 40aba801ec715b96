"""Templates, compiled once for each language with the translations already in them.

Looking up a translation while a page is rendered costs about 12 µs a string with the usual
machinery; a page has a hundred of them. So each language has an environment of its own in which
`_('literal')` becomes the translated literal before the template is even parsed.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from i18n import translations
from i18n.locales import LOCALES, Locale
from web.http.compiling import Compiler, Render
from web.http.pieces import UnsupportedError

log = logging.getLogger(__name__)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

HELD_BLOCKS = 4096

Translate = Callable[[str], str]


class FoldTranslations(Extension):
    """Replaces `_('literal')` by the literal's translation while the template is read."""

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        translate = cast(Translate, self.environment.globals["_"])
        return fold(iter(stream), translate)


def fold(tokens: Iterator[Token], translate: Translate) -> Iterator[Token]:
    """Replace each run of tokens `_` `(` string `)`; everything else passes as it is."""
    held: list[Token] = []
    for token in tokens:
        held.append(token)
        if not _may_be_call(held):
            yield from held
            held = []
        elif len(held) == 4:
            yield Token(held[0].lineno, "string", translate(held[2].value))
            held = []
    yield from held


def _may_be_call(held: list[Token]) -> bool:
    """Whether these tokens are the beginning of `_('literal')`."""
    wanted = (("name", "_"), ("lparen", None), ("string", None), ("rparen", None))
    return all(
        token.type == kind and value in (None, token.value)
        for token, (kind, value) in zip(held, wanted, strict=False)
    )


def environment(locale: Locale, folder: Path = TEMPLATES) -> Environment:
    """The environment in which the pages of one language are made."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    held: dict[object, Markup] = {}

    def once(key: object, caller: Callable[[], Markup]) -> Markup:
        """The block of a call, made the first time for each key of this language: for what never changes."""
        made = held.get(key)
        if made is None:
            made = caller()
            if len(held) < HELD_BLOCKS:
                held[key] = made
        return made

    env.globals.clear()
    env.globals.update({"_": translations(locale).gettext, "zip": zip, "once": once, "locale": locale})
    env.add_extension(FoldTranslations)
    return env


class Pages:
    """The pages of one language, each a function made when it is first wanted."""

    def __init__(self, env: Environment) -> None:
        self._environment = env
        self._compiler = Compiler(env)
        self._made: dict[str, Render] = {}

    def __getitem__(self, name: str) -> Render:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(name)
        return made

    def _make(self, name: str) -> Render:
        """Our own function; Jinja's for what ours cannot do, and for samples that are dictionaries."""
        jinja = self._environment.get_template(f"{name}.html").render
        if name.startswith("gallery/"):
            return jinja
        try:
            return self._compiler.page(f"{name}.html")
        except UnsupportedError as error:
            log.warning("templates/%s.html is left to Jinja: %s", name, error)
            return jinja

    def warm(self) -> None:
        """Make every page now, so that no reader waits for it."""
        for name in self._environment.list_templates(extensions=["html"]):
            if "/" in name and not name.startswith(("layouts/", "components/")):
                self[name.removesuffix(".html")]


class Templates:
    """The pages of all languages."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._pages = {locale.prefix: Pages(environment(locale, folder)) for locale in LOCALES}

    def render(self, locale: Locale, template: str, **values: Any) -> str:
        """The page; `template` is its path without `.html`."""
        return self._pages[locale.prefix][template](values)

    def warm(self) -> None:
        """Make every page of every language now."""
        for pages in self._pages.values():
            pages.warm()
