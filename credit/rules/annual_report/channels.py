"""Where an item of a report may go, once it may go out at all."""

from functools import cache
from typing import Final

from credit.domain.annual_report import FieldType, Form, FormField, Publication
from credit.domain.errors import RuleError
from credit.domain.vocabulary import Channel, SubjectClass
from credit.rules.annual_report.forms import form_for
from credit.rules.field_ways import ASKED_FOR, FOUND, OPEN_DATA, PAGE_ONLY

_REACHED: Final = "contact"  # telephone, e-mail, address: to be read, not to be harvested
_FOUND_BY: Final = "websites"
_NOWHERE: Final[frozenset[Channel]] = frozenset()


def channels_of(section: str, field: FormField) -> frozenset[Channel]:
    """The channels of a field that is public; none where it is never public."""
    if field.publication is Publication.NEVER:
        return _NOWHERE
    if section == _REACHED or field.type in (FieldType.PHONE, FieldType.EMAIL):
        return PAGE_ONLY
    if field.type is FieldType.NAME:
        return ASKED_FOR
    return FOUND if section == _FOUND_BY else OPEN_DATA


@cache
def known_form(subject_class: SubjectClass, year: int, traits: tuple[str, ...]) -> Form | None:
    """The form a filed report was made with; None: there is none, and nothing of it can go out."""
    try:
        return form_for(subject_class, year, frozenset(traits))
    except RuleError:
        return None
