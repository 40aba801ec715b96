"""What every document of a subject says alike: its names and codes, where it is, the card of a record."""

from datetime import date, timedelta

from credit.domain.dossier import Dossier, PublicRecord
from search.document import Card, FacetValue, Name, NameRole, Tag
from search.query import Facet

DAY = timedelta(days=1)


def anchor_of(record: PublicRecord) -> str:
    """The place of a record on the page of its enterprise."""
    return f"r-{record.id}"


def text(value: object) -> str | None:
    """A text that is there, or None."""
    return value if isinstance(value, str) else None


def day_after(last: date | None) -> date | None:
    """The first day on which something shown until `last` must be gone."""
    return last + DAY if last is not None and last != date.max else None


def iso(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def year(value: object) -> list[FacetValue]:
    return [FacetValue(Facet.YEAR, str(value.year))] if isinstance(value, date) else []


def names_of(dossier: Dossier) -> tuple[Name, ...]:
    fact = dossier.registered
    names = [Name(fact.name)]
    names += [Name(former.name, NameRole.FORMER) for former in fact.former_names]
    if fact.uyghur_name:
        names.append(Name(fact.uyghur_name, NameRole.UYGHUR))
    return tuple(names)


def codes_of(dossier: Dossier) -> tuple[str, ...]:
    fact = dossier.registered
    return tuple(code for code in (fact.credit_code, fact.registration_no) if code)


def place_facets(dossier: Dossier) -> list[FacetValue]:
    fact = dossier.registered
    values = [
        FacetValue(Facet.STATUS, fact.status.value),
        FacetValue(Facet.SUBJECT_CLASS, fact.subject_class.value),
    ]
    if fact.division:
        values.append(FacetValue(Facet.DIVISION, fact.division))
    if fact.industry:
        values.append(FacetValue(Facet.INDUSTRY, fact.industry[0]))
    return values


def objected(since: date | None) -> tuple[Tag, ...]:
    """The mark of a row that shows what is under objection."""
    return () if since is None else (Tag("objected"),)


def record_card(
    shown: Dossier,
    record: PublicRecord,
    title: str,
    topic: str,
    day: date,
    number: str | None = None,
    tags: tuple[Tag, ...] = (),
) -> Card:
    fact = shown.registered
    return Card(
        name=fact.name,
        address=shown.address,
        uyghur_name=fact.uyghur_name,
        code=fact.credit_code or fact.registration_no,
        status=fact.status.value,
        subject_class=fact.subject_class.value,
        division=fact.division,
        day=day.isoformat(),
        title=title,
        anchor=anchor_of(record),
        topic=topic,
        agency=record.source.agency.name,
        number=number,
        tags=(*tags, *objected(record.objection_since)),
    )
