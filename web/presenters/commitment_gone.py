"""What somebody is told who follows the mark of a commitment that is no longer public."""

import msgspec

from credit.domain.dossier import Dossier
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Link, Text
from web.presenters.speech import Speech


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """name: whose it was; links: where to read on."""

    name: Text
    links: tuple[Link, ...]


def gone_page(words: Speech, dossier: Dossier) -> Gone:
    """It does not say whether there ever was one: what is not public leaves no trace."""
    fact = dossier.registered
    name = called(words, fact)
    page = f"/{words.prefix}/enterprise/{segment(dossier.address)}"
    return Gone(
        name=name,
        links=(
            Link(label=words._("看这个主体现在公示的信用承诺"), href=f"{page}#commitment"),
            Link(label=words._("查其他主体的信用承诺"), href=f"/{words.prefix}/commitments"),
        ),
    )
