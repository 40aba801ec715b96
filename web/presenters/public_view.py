"""What the public sees of an enterprise now, in a few lines for the enterprise itself."""

from datetime import date

import msgspec

from credit.domain.annual_report import AnnualReport
from credit.domain.dossier import Dossier
from credit.domain.labels import zh
from credit.domain.vocabulary import RecordKind
from web.presenters.frame import segment
from web.presenters.instant import is_former
from web.presenters.parts import Fact, Verdict
from web.presenters.speech import Speech
from web.presenters.verdict import verdict

_KINDS = (
    RecordKind.LICENCE,
    RecordKind.PENALTY,
    RecordKind.ANNUAL_REPORT,
    RecordKind.INSTANT,
    RecordKind.VOLUNTARY,
)
_COUNT = zh("%(count)s 条")


class PublicView(msgspec.Struct, frozen=True, kw_only=True):
    """href: the public page. facts: how many records of the kinds that matter are public."""

    href: str
    verdict: Verdict
    facts: tuple[Fact, ...]


def public_view(words: Speech, dossier: Dossier | None, on: date) -> PublicView | None:
    """None: the public sees nothing of it."""
    if dossier is None:
        return None
    return PublicView(
        href=f"/{words.prefix}/enterprise/{segment(dossier.address)}",
        verdict=verdict(words, dossier, on),
        facts=tuple(_fact(words, dossier, kind) for kind in _KINDS),
    )


def _fact(words: Speech, dossier: Dossier, kind: RecordKind) -> Fact:
    records = [one for one in dossier.of_kind(kind) if not is_former(one)]
    contents = [one.content for one in records]
    years = {one.year for one in contents if isinstance(one, AnnualReport)}
    count = len(years) if kind is RecordKind.ANNUAL_REPORT else len(records)
    value = words.say(_COUNT, count=words.ltr(count)) if count else words._("没有")
    return Fact(label=words.label(kind), value=value)
