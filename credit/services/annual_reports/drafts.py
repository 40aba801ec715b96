"""Filling in a report: every verb is one transaction, so what was answered is never lost.

Values are kept as typed, right or wrong. One draft a subject and year; two people who fill it in at the
same time meet field by field.
"""

import dataclasses
from collections.abc import Callable, Mapping

from msgspec.structs import replace
from sqlalchemy.orm import Session

from credit.db.report_models import ReportDraftRow
from credit.domain.accounts import Right, Task
from credit.domain.annual_report import Answers, DraftPurpose, Row
from credit.domain.errors import ConflictError, InputError
from credit.rules.annual_report import window
from credit.rules.annual_report.checks import fingerprint
from credit.rules.annual_report.contents import begun_with
from credit.rules.annual_report.findings import Severity
from credit.rules.annual_report.forms import form_for
from credit.rules.annual_report.reading import MOST_ROWS
from credit.services import access, filings
from credit.services.annual_reports import store
from credit.services.annual_reports.store import Work
from credit.services.annual_reports.typed import (
    LONGEST_TYPED,
    as_filed,
    section_of,
    with_rows,
    with_saved,
    with_typed,
)
from credit.services.context import Context
from credit.services.ids import new_id

Change = Callable[[Work], Answers]


def begin(ctx: Context, subject_key: str, year: int) -> Work:
    """The draft of a year, made where there is none: of a first report or of a correction.

    Raises RuleError (see `window.purpose`), ConflictError `filing.frozen`, NotAllowedError `access.*`.
    """

    def work(session: Session) -> Work:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.WRITE)
        row = store.draft_row(session, subject_key, year, lock=True)
        if row is None:
            row = _begin(session, ctx, subject_key, year)
        return store.work_of(session, ctx, row)

    return ctx.sessions.run(work)


def _begin(session: Session, ctx: Context, subject_key: str, year: int) -> ReportDraftRow:
    now = ctx.clock.now()
    who = store.filer(session, ctx, subject_key)
    purpose = window.purpose(who, year, store.standings(session, subject_key, now), now)
    versions = store.filed(session, subject_key)
    before = next((one for one in versions if one.year == year), None)
    if before is not None:
        filings.require_open(session, ctx, Task.ANNUAL_REPORT, before.id)
        answers = as_filed(before, who, next((one for one in versions if one.year == year - 1), None))
    else:
        last = next((one for one in versions if one.year == year - 1), None)
        form = form_for(who.subject_class, year, who.traits)
        answers = begun_with(form, who, store.answers_of(last) if last else None)
    row = ReportDraftRow(
        id=new_id(),
        subject_key=subject_key,
        year=year,
        purpose=purpose.value,
        answers=store.encode(answers),
        revision=0,
        started_at=now,
        started_by=ctx.actor.name,
        updated_at=now,
        updated_by=ctx.actor.name,
    )
    session.add(row)
    session.flush()
    return row


def find(ctx: Context, subject_key: str, year: int) -> Work | None:
    """The draft of a year, if it has been begun. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        row = store.draft_row(session, subject_key, year)
        return store.work_of(session, ctx, row) if row else None


def edit(ctx: Context, subject_key: str, year: int, change: Change) -> Work:
    """Change a draft in one transaction.

    Raises ConflictError `report.no_draft` where it was submitted or thrown away meanwhile,
    NotAllowedError `access.*`, InputError `draft.*`.
    """

    def work(session: Session) -> Work:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.WRITE)
        row = store.draft_row(session, subject_key, year, lock=True)
        if row is None:
            raise ConflictError("report.no_draft", year=year)
        answers = change(store.work_of(session, ctx, row))
        row.answers = store.encode(answers)
        row.revision += 1
        row.updated_at, row.updated_by = ctx.clock.now(), ctx.actor.name
        session.flush()
        return store.work_of(session, ctx, row)

    return ctx.sessions.run(work)


def save_values(
    ctx: Context,
    subject_key: str,
    year: int,
    section: str,
    typed: Mapping[str, str],
    published: Mapping[str, bool],
    *,
    step: bool,
) -> Work:
    """Keep what was typed in a section. step: the whole page was sent, not one field."""

    def change(work: Work) -> Answers:
        return with_typed(work, work.answers, section, typed, published, step=step)

    return edit(ctx, subject_key, year, change)


def save_sections(
    ctx: Context,
    subject_key: str,
    year: int,
    parts: Mapping[str, tuple[Mapping[str, str], Mapping[str, bool]]],
) -> Work:
    """Keep what was typed and chosen in several sections, by their keys, all in one transaction."""

    def change(work: Work) -> Answers:
        answers = work.answers
        for section, (typed, published) in parts.items():
            answers = with_typed(work, answers, section, typed, published, step=True)
        return answers

    return edit(ctx, subject_key, year, change)


def save_row(
    ctx: Context,
    subject_key: str,
    year: int,
    section: str,
    row_id: str,
    typed: Mapping[str, str],
    published: bool | None = None,
) -> tuple[Work, str]:
    """Keep a line of a list; an empty row_id adds one. Answers the line's id.

    Raises InputError `list.long` above the most lines a list may have.
    """
    made = row_id or new_id()

    def change(work: Work) -> Answers:
        part = section_of(work, section)
        rows = list(work.answers.listed(section))
        values = {field.key: typed.get(field.key, "")[:LONGEST_TYPED] for field in part.fields}
        row = Row(made, {key: text for key, text in values.items() if text}, published)
        places = [number for number, one in enumerate(rows) if one.id == made]
        if places:
            rows[places[0]] = row
        elif len(rows) >= MOST_ROWS:
            raise InputError("list.long", most=MOST_ROWS)
        else:
            rows.append(row)
        return with_rows(work.answers, part, rows)

    return edit(ctx, subject_key, year, change), made


def remove_row(ctx: Context, subject_key: str, year: int, section: str, row_id: str) -> Work:
    """Take a line out of a list; removing one that is gone already changes nothing."""

    def change(work: Work) -> Answers:
        part = section_of(work, section)
        rows = [one for one in work.answers.listed(section) if one.id != row_id]
        return with_rows(work.answers, part, rows)

    return edit(ctx, subject_key, year, change)


def confirm(ctx: Context, subject_key: str, year: int) -> Work:
    """Say that what was taken over from last year and from the register still holds, all at once.

    Only sections without mishap are confirmed; lists nobody answered for are answered as last year.
    """

    def change(work: Work) -> Answers:
        states = work.progress()
        sure = [
            section.key
            for section in work.form.sections
            if section.lasting and not states.problems_of(section.key) and not states.open_of(section.key)
        ]
        return with_saved(work.answers, *sure)

    return edit(ctx, subject_key, year, change)


def as_last_year(ctx: Context, subject_key: str, year: int, section: str) -> Work:
    """Take over last year's figures of a section, and with that say that they are the same.

    Raises InputError `report.no_last_year`.
    """

    def change(work: Work) -> Answers:
        part = section_of(work, section)
        if work.last is None or part.rows:
            raise InputError("report.no_last_year", year=year)
        paths = [f"{section}.{field.key}" for field in part.fields]
        kept = {path: work.last.values[path] for path in paths if path in work.last.values}
        answers = replace(work.answers, values=work.answers.values | kept)
        copied = [
            one for one in dataclasses.replace(work, answers=answers).progress().found if one.code == "copied"
        ]
        vouched = answers.vouched | {one.id: fingerprint(one) for one in copied}
        return with_saved(replace(answers, vouched=vouched), section)

    return edit(ctx, subject_key, year, change)


def vouch(ctx: Context, subject_key: str, year: int, finding_id: str) -> Work:
    """Answer a question of the checks with "it is right so"; holds for the very values asked about."""

    def change(work: Work) -> Answers:
        asked = [
            one for one in work.progress().found if one.id == finding_id and one.severity is Severity.ASK
        ]
        vouched = work.answers.vouched | {one.id: fingerprint(one) for one in asked}
        return replace(work.answers, vouched=vouched)

    return edit(ctx, subject_key, year, change)


def choose_publication(ctx: Context, subject_key: str, year: int, publish: bool) -> Work:
    """The owner's choice whether anything of the report is published (个体工商户)."""

    def change(work: Work) -> Answers:
        if not work.form.whole_choice:
            raise InputError("draft.no_choice")
        return replace(work.answers, publish_any=publish)

    return edit(ctx, subject_key, year, change)


def discard(ctx: Context, subject_key: str, year: int) -> None:
    """Throw a draft of a correction away; the filed version stands. A first report keeps its draft.

    Raises ConflictError `report.no_draft`, InputError `draft.first`.
    """

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.WRITE)
        row = store.draft_row(session, subject_key, year, lock=True)
        if row is None:
            raise ConflictError("report.no_draft", year=year)
        if row.purpose == DraftPurpose.FIRST.value:
            raise InputError("draft.first")
        session.delete(row)

    ctx.sessions.run(work)
