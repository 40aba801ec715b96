"""Codes of enterprise types (市场主体类型代码, derived from GB/T 12402) with their labels.

A table and no enum: the wording on real licences changes (foreign investment since 2020), and the
label a source gives wins over this table.
"""

from dataclasses import dataclass
from functools import cache

from credit.domain.reference.tables import rows
from credit.domain.vocabulary import SubjectClass


@dataclass(frozen=True, slots=True)
class EnterpriseType:
    """checked: false where the code was in no source that could be read."""

    code: str
    label: str
    checked: bool


@cache
def enterprise_types() -> dict[str, EnterpriseType]:
    """All known types by four-digit code."""
    return {code: EnterpriseType(code, label, not mark) for code, label, mark in rows("enterprise_types.tsv")}


def label(code: str) -> str | None:
    """The label of the type code, if it is known."""
    item = enterprise_types().get(code)
    return item.label if item else None


# First digits of the code decide the class; longer prefixes come first.
_CLASS_BY_PREFIX = (
    ("4551", SubjectClass.BRANCH),
    ("4552", SubjectClass.BRANCH),
    ("4553", SubjectClass.BRANCH),
    ("453", SubjectClass.PARTNERSHIP),
    ("454", SubjectClass.SOLE_PROPRIETORSHIP),
    ("43", SubjectClass.BRANCH),
    ("44", SubjectClass.BRANCH),
    ("456", SubjectClass.BRANCH),
    ("46", SubjectClass.OTHER),
    ("54", SubjectClass.PARTNERSHIP),
    ("64", SubjectClass.PARTNERSHIP),
    ("53", SubjectClass.NON_COMPANY_LEGAL_PERSON),
    ("63", SubjectClass.NON_COMPANY_LEGAL_PERSON),
    ("58", SubjectClass.BRANCH),
    ("68", SubjectClass.BRANCH),
    ("71", SubjectClass.FOREIGN_BRANCH),
    ("72", SubjectClass.FOREIGN_OFFICE),
    ("91", SubjectClass.COOPERATIVE),
    ("92", SubjectClass.BRANCH),
    ("95", SubjectClass.INDIVIDUAL_BUSINESS),
    ("1", SubjectClass.COMPANY),
    ("2", SubjectClass.BRANCH),
    ("3", SubjectClass.NON_COMPANY_LEGAL_PERSON),
    ("5", SubjectClass.COMPANY),
    ("6", SubjectClass.COMPANY),
)


def subject_class(code: str) -> SubjectClass:
    """The class of subject a type code stands for; OTHER where the code does not tell."""
    for prefix, found in _CLASS_BY_PREFIX:
        if code.startswith(prefix):
            return found
    return SubjectClass.OTHER
