"""The ways in."""

from collections.abc import Iterable
from urllib.parse import urlencode

from web.presenters.parts import Link
from web.presenters.speech import Speech


def ways(words: Speech, providers: Iterable[tuple[str, str, str]], target: str) -> tuple[Link, ...]:
    """A link for each login provider (name, Chinese label, Uyghur label); target: where to go afterwards."""
    query = urlencode({"next": target})
    return tuple(
        Link(
            label=words.bdi(uyghur) if words.uyghur and uyghur else words.zh(label),
            href=f"/{words.prefix}/login/{name}?{query}",
        )
        for name, label, uyghur in providers
    )
