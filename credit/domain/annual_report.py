"""The annual report (年度报告) as a thing of the domain: forms, what was typed, what was filed.

Answers are kept as they were typed, text by text, so that nothing typed is ever lost; `credit.rules.
annual_report` reads them. A form is data: which sections, which fields, who decides on publication.
Years are report years: the report for 2025 is filed in 2026.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import msgspec

from credit.domain.contents import Content
from credit.domain.labels import Vocabulary, zh
from credit.domain.values import Missing
from credit.domain.vocabulary import SubjectClass


class FieldType(StrEnum):
    """What a field takes; money is in units of ten thousand (万), with at most six decimals."""

    TEXT = "text"
    NAME = "name"  # may name a natural person
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    URL = "url"
    CODE = "code"
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"


class Publication(StrEnum):
    """Who decides whether the public sees a value."""

    ALWAYS = "always"  # the law does
    CHOICE = "choice"  # the one who files, item by item
    NEVER = "never"  # nobody: it is for authorities alone


class ReportState(Vocabulary):
    """Where the report of one year stands."""

    NOT_DUE = "not_due", zh("未到报送时间")
    NOT_FILED = "not_filed", zh("未年报")
    FILED = "filed", zh("已年报")
    LATE = "late", zh("已年报（逾期）")
    UNDER_CHECK = "under_check", zh("已年报（内容待审核）")
    CORRECTING = "correcting", zh("正在更正")
    UNLOCKED = "unlocked", zh("已同意更正")


class SectionState(Vocabulary):
    """Where one section of a report that is being filled in stands."""

    NOT_STARTED = "not_started", zh("未填写")
    TO_CONFIRM = "to_confirm", zh("待确认")
    IN_PROGRESS = "in_progress", zh("填写中")
    PROBLEM = "problem", zh("需要修改")
    DONE = "done", zh("已完成")


class FilingChannel(Vocabulary):
    """How a report came in; each has the same legal effect."""

    ONLINE = "online", zh("网上自行填报")
    COUNTER = "counter", zh("登记机关窗口协助填报")
    PAPER = "paper", zh("纸质报告，由登记机关录入")


class DraftPurpose(StrEnum):
    """What a draft will become when it is submitted."""

    FIRST = "first"
    CORRECTION = "correction"
    UNLOCKED = "unlocked"  # a correction after the window, with the consent of an officer


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A field is asked for only where another field of the section has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing asked for. label, hint, group: Chinese source texts. prefill: a fact of the register.

    source: instrument and article; `unverified`: the text of the form could not be read.
    """

    key: str
    label: str
    type: FieldType
    publication: Publication
    source: str
    unit: str = ""
    hint: str = ""
    group: str = ""
    required: bool = True
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    longest: int = 200
    prefill: str = ""
    negative: bool = False
    unverified: bool = False
    lasting: bool = False  # last year's value usually holds: it is filled in, to be confirmed

    def option(self, value: str) -> str | None:
        """The label of a choice."""
        return next((one.label for one in self.options if one.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A group of fields, or (rows) a list of them; one page of the flow.

    lasting: last year's values usually hold and are confirmed together with those of other sections.
    question: asked before a list; with "no" the list is empty. checked_by: the department that checks
    this part after filing. row_choice: publication is chosen row by row.
    """

    key: str
    label: str
    intro: str
    fields: tuple[FormField, ...]
    rows: bool = False
    row_label: str = ""
    question: str = ""
    lasting: bool = False
    year_end: bool = True
    yearly: bool = False
    row_choice: bool = False
    checked_by: str = ""
    prefill: str = ""

    def field(self, key: str) -> FormField | None:
        return next((one for one in self.fields if one.key == key), None)

    @property
    def has_choice(self) -> bool:
        return self.row_choice or any(one.publication is Publication.CHOICE for one in self.fields)


@dataclass(frozen=True)
class Form:
    """What the report of one year asks of one kind of subject, in order.

    whole_choice: the owner decides whether anything at all is published (个体工商户).
    one_page: short enough for a single page.
    """

    year: int
    subject_class: SubjectClass
    sections: tuple[FormSection, ...]
    whole_choice: bool = False
    one_page: bool = False
    minutes: int = 20

    @cached_property
    def by_key(self) -> dict[str, FormSection]:
        return {section.key: section for section in self.sections}

    def section(self, key: str) -> FormSection | None:
        return self.by_key.get(key)

    def find(self, path: str) -> FormField | None:
        """The field of `section.field`."""
        head, _, tail = path.partition(".")
        section = self.by_key.get(head)
        return section.field(tail) if section else None

    def fields(self) -> Iterator[tuple[FormSection, FormField]]:
        return ((section, one) for section in self.sections for one in section.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """What the register says of who files: decides the form and what it is held against.

    traits: "llc", "jsc", "foreign_invested", as far as the type of the subject tells.
    register: facts that fields are filled in with, by the name they have in a form's `prefill`.
    """

    key: str
    code: str
    name: str
    subject_class: SubjectClass
    traits: frozenset[str] = frozenset()
    established_on: date | None = None
    obliged: bool = True
    authority: str = ""
    currency: str = "CNY"
    capital: str = ""  # in ten thousands of `currency`
    register: Mapping[str, str] = field(default_factory=dict)
    holders: tuple[Mapping[str, str], ...] = ()


ANY = "any"  # the answer to the question before a list


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a list, as typed. id: of our own, stable while the draft lives."""

    id: str
    values: dict[str, str] = {}
    published: bool | None = None


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as typed: `values` by "section.field", lists by section.

    published: the choices, by the same path; None of a path: not chosen yet. saved: sections whose
    step was completed. vouched: questions of the checks that were answered with "it is right so",
    each with the values it was asked about. publish_any: the owner's choice for the whole report.
    """

    values: dict[str, str] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    published: dict[str, bool] = {}
    saved: tuple[str, ...] = ()
    vouched: dict[str, str] = {}
    publish_any: bool | None = None

    def of(self, section: str, key: str) -> str:
        return self.values.get(f"{section}.{key}", "")

    def listed(self, section: str) -> tuple[Row, ...]:
        return self.rows.get(section, ())


class ReportItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A filed value by the key of its field: canonical text (numbers plain, days ISO, choices by
    value joined with commas), or why there is none. open: may be public, by law or by choice."""

    key: str
    value: str | Missing
    open: bool = True


class ReportPart(msgspec.Struct, frozen=True, omit_defaults=True):
    """A filed section: its items, or its rows of items. none: stated that there is nothing to list."""

    key: str
    items: tuple[ReportItem, ...] = ()
    rows: tuple[tuple[ReportItem, ...], ...] = ()
    none: bool = False


class PartCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Another department has checked its part of a report (`FormSection.checked_by`).

    agrees: what was filed is what the department holds; note: its reason where not, never public.
    """

    section: str
    on: date
    agrees: bool
    note: str = ""


class AnnualReport(Content, tag="annual_report", frozen=True, kw_only=True):
    """A filed annual report (年度报告), one version of it. Every part as filed: the gate decides.

    code: of the subject, for links. superseded_on: a correction took its place. checks: what other
    departments found of their parts; only an agreement is public. under_check: personal data was found
    in a text and starred, an officer looks at it; set by the gate.
    """

    year: int
    version: int
    filed_on: date
    late: bool
    channel: FilingChannel
    subject_class: SubjectClass
    code: str
    parts: tuple[ReportPart, ...] = ()
    traits: tuple[str, ...] = ()
    currency: str = "CNY"
    superseded_on: date | None = None
    under_check: bool = False
    checks: tuple[PartCheck, ...] = ()
