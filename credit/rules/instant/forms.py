"""What each kind of instant information asks, and of whom: `forms/*.toml`, read by the reader of forms."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from credit.domain.annual_report import Form, FormSection
from credit.domain.errors import RuleError
from credit.domain.instant import InstantItem
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.forms import section_of
from credit.rules.citations import cites

FORMS_DIRECTORY: Final = Path(__file__).parent / "forms"
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
COMPANY_LAW: Final = "公司法（2023年修订）"
AROSE: Final = "arose_on"
# The regulation binds enterprises (企业): individual businesses and co-operatives report once a year only.
_BOUND: Final = frozenset(
    {
        SubjectClass.COMPANY,
        SubjectClass.BRANCH,
        SubjectClass.PARTNERSHIP,
        SubjectClass.SOLE_PROPRIETORSHIP,
        SubjectClass.NON_COMPANY_LEGAL_PERSON,
        SubjectClass.FOREIGN_BRANCH,
    }
)


@cites(DISCLOSURE_REGULATION, "第二条、第十条")
@cites(COMPANY_LAW, "第四十条")
def items_of(subject_class: SubjectClass, traits: frozenset[str]) -> tuple[InstantItem, ...]:
    """The kinds of instant information that a subject has to publish; none where it has no such duty."""
    if subject_class not in _BOUND:
        return ()
    return tuple(item for item in InstantItem if not _only(item) or traits & _only(item))


def section_for(item: InstantItem) -> FormSection:
    """What one kind asks."""
    return _section(item)


def form_for(item: InstantItem, subject_class: SubjectClass, year: int) -> Form:
    """The same as a form of one page, for what reads and shows forms."""
    return Form(year=year, subject_class=subject_class, sections=(_section(item),), one_page=True)


@cache
def _section(item: InstantItem) -> FormSection:
    return section_of(_documents()[item.value])


def _only(item: InstantItem) -> frozenset[str]:
    return frozenset(_documents()[item.value].get("only", ()))


@cache
def _documents() -> dict[str, Mapping[str, Any]]:
    """Sections by their key. Raises RuleError `instant.malformed`."""
    read = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FORMS_DIRECTORY.glob("*.toml"))
    ]
    found = {section["key"]: section for document in read for section in document["section"]}
    dated = all(any(field["key"] == AROSE for field in one["fields"]) for one in found.values())
    if set(found) != {item.value for item in InstantItem} or not dated:
        raise RuleError("instant.malformed", sections=sorted(found))
    return found
