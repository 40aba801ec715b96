"""Templates, compiled once for each language with the translations already in them.

Looking up a translation while a page is rendered costs about 12 µs a string with the usual
machinery; a page has a hundred of them. So each language has an environment of its own in which
`_('literal')` becomes the translated literal before the template is even parsed.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from i18n import translations
from i18n.locales import LOCALES, Locale
from web.http.compiling import LeanGenerator, LeanTemplate
from web.presenters.marks import escaped

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

HELD_BLOCKS = 4096

Translate = Callable[[str], str]


class LeanEnvironment(Environment):
    """Jinja with the lean generator."""

    code_generator_class = LeanGenerator
    template_class = LeanTemplate
    shown = staticmethod(escaped)


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
    env = LeanEnvironment(
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


class Templates:
    """The environments of all languages."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        self._environments = {locale.prefix: environment(locale, folder) for locale in LOCALES}

    def render(self, locale: Locale, template: str, **values: Any) -> str:
        """The page; `template` is its path without `.html`."""
        return self._environments[locale.prefix].get_template(f"{template}.html").render(values)

    def warm(self) -> None:
        """Compile every template now, so that no reader waits for it."""
        for env in self._environments.values():
            for name in env.list_templates(extensions=["html"]):
                env.get_template(name)
