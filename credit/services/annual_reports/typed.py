"""What a draft becomes by what is typed into it: answers from answers, without a transaction."""

from collections.abc import Mapping

from msgspec.structs import replace

from credit.domain.annual_report import ANY, Answers, Filer, FormSection, Row
from credit.domain.errors import NotFoundError
from credit.rules.annual_report.checks import fingerprint
from credit.rules.annual_report.contents import values_of
from credit.rules.annual_report.forms import NO, YES, form_for
from credit.rules.annual_report.progress import progress
from credit.services.annual_reports import store
from credit.services.annual_reports.store import FiledReport, Work

LONGEST_TYPED = 2000


def as_filed(before: FiledReport, who: Filer, last: FiledReport | None) -> Answers:
    """A filed version as answers: every step done, every question answered as it was when filed."""
    answers = store.answers_of(before)
    form = form_for(who.subject_class, before.year, frozenset(before.report.traits))
    told = values_of(last.report.parts) if last else {}
    vouched = {one.id: fingerprint(one) for one in progress(form, answers, who, told).found}
    return replace(answers, saved=tuple(part.key for part in before.report.parts), vouched=vouched)


def with_typed(
    work: Work,
    answers: Answers,
    section: str,
    typed: Mapping[str, str],
    published: Mapping[str, bool],
    *,
    step: bool,
) -> Answers:
    """The answers with what was sent of one section; fields that it does not have are dropped.

    Raises NotFoundError `report.no_section`.
    """
    part = section_of(work, section)
    known = {field.key for field in part.fields} | ({ANY} if part.question else set())
    values = {f"{section}.{key}": text[:LONGEST_TYPED] for key, text in typed.items() if key in known}
    chosen = {f"{section}.{key}": choice for key, choice in published.items() if key in known}
    changed = replace(answers, values=answers.values | values, published=answers.published | chosen)
    return with_saved(changed, section if step else "")


def section_of(work: Work, key: str) -> FormSection:
    """A section of the draft's form. Raises NotFoundError `report.no_section`."""
    found = work.form.section(key)
    if found is None:
        raise NotFoundError("report.no_section", section=key)
    return found


def with_rows(answers: Answers, part: FormSection, rows: list[Row]) -> Answers:
    """The answers with these lines of a list; its step has to be done again."""
    values = dict(answers.values)
    if part.question:
        values[f"{part.key}.{ANY}"] = YES if rows else NO
    saved = tuple(key for key in answers.saved if key != part.key)
    return replace(answers, values=values, rows=answers.rows | {part.key: tuple(rows)}, saved=saved)


def with_saved(answers: Answers, *sections: str) -> Answers:
    """The answers with these steps done."""
    return replace(answers, saved=tuple(dict.fromkeys((*answers.saved, *filter(None, sections)))))
