"""How long instant information is public: a penalty no longer than the authority's own record of it.

An enterprise's entry must not bring back what has run out, was repaired or is withheld.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.records import Licence, Penalty, Record
from credit.domain.values import NOT_COLLECTED, Missing, Money
from credit.domain.vocabulary import PenaltyKind, SubjectClass
from credit.rules import publication
from credit.rules.citations import cites
from credit.rules.instant.forms import DISCLOSURE_REGULATION
from credit.rules.publication import ORDER_45
from credit.rules.publications import Publication, Reason

Official = Mapping[tuple[InstantItem, str], Publication | None]
"""What becomes of the authority's record of a document, by its number; None: it is withheld or repaired."""


def document_key(number: str) -> str:
    """A document number without width, blanks and kinds of brackets, for comparing."""
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(character for character in folded if character.isalnum())


def numbers_of(record: Record) -> tuple[tuple[InstantItem, str], ...]:
    """Under which numbers an authority's record could be stated by the enterprise itself."""
    match record.content:
        case Penalty() as one:
            return ((InstantItem.PENALTY, document_key(one.decision_no)),)
        case Licence() as one:
            said = (text for text in (one.number, one.document_no) if isinstance(text, str))
            return tuple((InstantItem.LICENCE, key) for text in said if (key := document_key(text)))
    return ()


@cites(DISCLOSURE_REGULATION, "第六条、第七条")
def officially(records: Iterable[Record], subject: SubjectClass, on: date) -> Official:
    """What becomes of every licence and penalty that authorities have sent, by number."""
    found: dict[tuple[InstantItem, str], Publication | None] = {}
    for record in records:
        gone = record.withheld is not None or record.repaired is not None
        said = None if gone else _decided(record, subject, on)
        for key in numbers_of(record):
            known = found.get(key)
            if key not in found or (known is not None and (said is None or not said.shown)):
                found[key] = said
    return found


def _decided(record: Record, subject: SubjectClass, on: date) -> Publication:
    day = record.provenance.published_on
    if isinstance(record.content, Penalty):
        return publication.penalty(record.content, day, subject, on)
    return publication.other(day, on)


@cites(DISCLOSURE_REGULATION, "第十条、第十一条")
@cites(ORDER_45, "第十三条、第十四条")
def instant(
    info: InstantInfo, published_on: date, subject: SubjectClass, official: Official, on: date
) -> Publication:
    """The publication of one piece; of a penalty or a licence never longer than the authority's own.

    A period runs from the first version on, so that a correction lengthens nothing.
    """
    if on < published_on:
        return publication.other(published_on, on)
    own = publication.other(info.first_on, on)
    if info.item is InstantItem.PENALTY:
        own = publication.penalty(_as_penalty(info), info.first_on, subject, on)
        own = replace(own, severity=None, pack=None)  # the class is the authority's to state
    key = (info.item, document_key(info.value("number")))
    if key not in official:
        return own
    theirs = official[key]
    if theirs is None:
        return Publication(shown=False, reason=Reason.NOT_YET)
    return _shorter(own, theirs)


def _shorter(own: Publication, theirs: Publication) -> Publication:
    # a licence that its authority publishes only later is the enterprise's to publish already now
    waits = theirs.reason is Reason.NOT_YET
    days = [one for one in (own.changes_on, theirs.changes_on) if one is not None]
    ends = [one for one in (own.until, theirs.until) if one is not None]
    return replace(
        own,
        shown=own.shown and (theirs.shown or waits),
        reason=own.reason if theirs.shown or waits else theirs.reason,
        until=min(ends, default=None),
        changes_on=min(days, default=None),
    )


def _as_penalty(info: InstantInfo) -> Penalty:
    known = {kind.value: kind for kind in PenaltyKind}
    kinds = (known.get(kind, PenaltyKind.OTHER) for kind in info.value("kinds").split(",") if kind)
    return Penalty(
        decision_no=info.value("number"),
        violation=info.value("violation"),
        kinds=tuple(kinds),
        decided_on=info.arose_on,
        fine=_fine(info.value("fine")),
    )


def _fine(text: str) -> Money | Missing:
    try:
        return Money(Decimal(text))
    except InvalidOperation:
        return NOT_COLLECTED
