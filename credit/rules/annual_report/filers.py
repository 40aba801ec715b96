"""Who files: what the register says of a subject, as far as the form and the checks need it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from credit.domain.annual_report import Filer
from credit.domain.records import Contribution, Licence, Registration
from credit.domain.values import Missing, Money
from credit.domain.vocabulary import LicenceState, Status, SubjectClass
from credit.rules.annual_report.forms import reporting_classes
from credit.rules.annual_report.reading import plain_number
from credit.rules.citations import cites
from credit.rules.key_areas import key_area_of

DETAILED_RULES: Final = "市场主体登记管理条例实施细则（市场监管总局令第52号）"
_JSC_TYPES: Final = ("12", "52", "62")
_EQUIPMENT: Final = "S"  # key areas of special equipment begin so


@cites(DETAILED_RULES, "第六十三条")
def filer_of(
    key: str,
    registration: Registration,
    contributions: Iterable[Contribution] = (),
    licences: Iterable[Licence] = (),
    *,
    on: date,
) -> Filer:
    """The subject as a filer. A dormant one (歇业) reports; a deregistered or revoked one does not."""
    capital = registration.capital
    known = isinstance(capital, Money)
    return Filer(
        key=key,
        code=registration.credit_code or registration.registration_no or key,
        name=registration.name,
        subject_class=registration.subject_class,
        traits=traits_of(registration),
        established_on=_known(registration.established_on),
        obliged=registration.status is Status.OPERATING and registration.subject_class in reporting_classes(),
        authority=_text(registration.registration_authority),
        currency=capital.currency if isinstance(capital, Money) else "CNY",
        capital=plain_number(capital.amount) if known and isinstance(capital, Money) else "",
        register=_register(registration, licences, on),
        holders=tuple(_holder(one) for one in contributions),
    )


@cites("公司法", "第二条")
def traits_of(registration: Registration) -> frozenset[str]:
    """Limited company or company limited by shares, foreign-invested or not, by type code, else by name."""
    code = registration.type_code or ""
    found = set()
    if registration.subject_class is SubjectClass.COMPANY:
        by_shares = code.startswith(_JSC_TYPES) if code else "股份有限公司" in registration.name
        found.add("jsc" if by_shares else "llc")
    if code.startswith(("5", "6")) or "外商投资" in _text(registration.type_label):
        found.add("foreign_invested")
    return frozenset(found)


def _register(registration: Registration, licences: Iterable[Licence], on: date) -> dict[str, str]:
    address = registration.business_place
    equipment = [
        _text(one.certificate)
        for one in licences
        if one.state is LicenceState.VALID and (area := key_area_of(one, on)) and area.startswith(_EQUIPMENT)
    ]
    facts = {
        "address": _text(address) or _text(registration.address),
        "legal_representative": _text(registration.legal_representative),
        "parent_name": registration.parent_name or "",
        "parent_code": registration.parent_code or "",
        "term_to": _day(registration.term_to),
        "equipment_licences": "、".join(dict.fromkeys(filter(None, equipment))),
    }
    return {name: value for name, value in facts.items() if value}


def _holder(one: Contribution) -> dict[str, str]:
    forms = ",".join(form.value for form in one.forms)
    values = {
        "holder": one.holder,
        "subscribed": _amount(one.subscribed),
        "subscribed_on": _day(one.subscribed_due),
        "subscribed_forms": forms,
        "paid": _amount(one.paid),
        "paid_on": _day(one.paid_on),
        "paid_forms": forms if _amount(one.paid) not in ("", "0") else "",
    }
    return {name: value for name, value in values.items() if value}


def _text(value: str | Missing) -> str:
    return value if isinstance(value, str) else ""


def _amount(value: Money | Missing) -> str:
    return plain_number(value.amount) if isinstance(value, Money) else ""


def _day(value: date | Missing | None) -> str:
    return value.isoformat() if isinstance(value, date) else ""


def _known(value: date | Missing) -> date | None:
    return value if isinstance(value, date) else None
