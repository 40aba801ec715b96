"""What enterprises publish of their own will, and their websites and shops."""

from credit.domain.records import Voluntary, Website
from credit.domain.vocabulary import WebsiteKind
from credit.services.demo.draft import Draft
from credit.services.demo.tables import table

_TEXTS = table("voluntary.tsv")
# Names reserved for examples (RFC 2606): nothing here can ever resolve to somebody's site.
_SHOPS = (
    ("天山优选商城", "shop.example.com"),
    ("丝路集市", "bazaar.example.net"),
    ("农品直通车", "farm.example.org"),
)


def voluntary(draft: Draft) -> None:
    row = draft.dice.pick(_TEXTS)
    draft.add(Voluntary(title=row["title"], text=row["text"]), draft.recent(900), withholdable=True)


def website(draft: Draft) -> None:
    dice, when = draft.dice, draft.recent(1200)
    if dice.chance(0.5):
        title, host = dice.pick(_SHOPS)
        url = f"https://{host}/store/{draft.index:07d}"
        draft.add(Website(name=f"{title}·{draft.name.brand.zh}", url=url, site_kind=WebsiteKind.SHOP), when)
    else:
        draft.add(Website(name=draft.name.zh, url=f"https://www.e{draft.index:07d}.example.com/"), when)
