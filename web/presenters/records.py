"""Records as rows of tables: one function a kind, which all answer in the same shape."""

from collections.abc import Callable
from typing import Any

from credit.domain.annual_report import AnnualReport
from credit.domain.dossier import PublicRecord
from credit.domain.labels import zh
from credit.domain.records import (
    AbnormalEntry,
    BranchEntry,
    Change,
    ChattelMortgage,
    Check,
    Contribution,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    KeyPerson,
    Licence,
    Notice,
    Penalty,
    SeriousEntry,
    Voluntary,
    Website,
)
from credit.domain.repair import Answer
from credit.domain.values import Missing
from credit.domain.vocabulary import LicenceState, PledgeState, RecordKind
from web.presenters.commitment_rows import breach_cells, commitment_cells
from web.presenters.details import details
from web.presenters.frame import commitment_address
from web.presenters.instant import instant_cells
from web.presenters.parts import TableRow, Tag, Text, Tone
from web.presenters.report_values import report_state
from web.presenters.speech import Speech

Cells = tuple[Text | Tag, ...]


def row(
    words: Speech,
    record: PublicRecord,
    held: frozenset[str] = frozenset(),
    *,
    sourced: bool = False,
    address: str = "",
    repair: Answer | None = None,
) -> TableRow:
    """One record; its anchor is the one that search hits point to.

    held: codes of others that have a page here. sourced: the section says whence all its records come.
    address: of the enterprise, where the row leads to a record's own page. repair: how it can be repaired.
    """
    kind = record.kind
    cells = _CELLS[kind](words, record, record.content)
    code = code_of_other(record)
    if code in held:
        cells = (words.link(f"/{words.prefix}/enterprise/{code}", _text_of(cells[0])), *cells[1:])
    if address and kind is RecordKind.COMMITMENT:
        cells = (words.link(commitment_address(words, address, record.id), _text_of(cells[0])), *cells[1:])
    tags: tuple[Tag, ...] = ()
    if record.objection_since:
        tags = (Tag(words._("有异议，正在核实"), Tone.NOTE),)
    elif record.corrected_on:
        tags = (Tag(words._("经核实更正"), Tone.NOTE),)
    return TableRow(
        id=anchor(record),
        cells=cells,
        details=tuple(details(words, record, sourced=sourced, repair=repair, address=address)),
        tags=tags,
    )


def code_of_other(record: PublicRecord) -> str | None:
    """The code of the other enterprise that a record names: a branch, a shareholder."""
    match record.content:
        case BranchEntry(code=str(code)) | Contribution(holder_code=str(code)):
            return code
    return None


def _text_of(cell: Text | Tag) -> Text:
    return cell.label if isinstance(cell, Tag) else cell


def anchor(record: PublicRecord) -> str:
    """The place of a record on its page."""
    return f"r-{record.id}"


# kinds whose row says everything; where they have one source, it stands at the head of the section
PLAIN = frozenset(
    {
        RecordKind.KEY_PERSON,
        RecordKind.BRANCH,
        RecordKind.CONTRIBUTION,
        RecordKind.WEBSITE,
        RecordKind.VOLUNTARY,
        RecordKind.CHANGE,
    }
)


def _first(words: Speech, *values: str | Missing) -> Text:
    """The first of several texts that is there; else why the last is not."""
    for value in values:
        if isinstance(value, str) and value:
            return words.zh(value)
    return words.text(values[-1])


def _licence(words: Speech, record: PublicRecord, one: Licence) -> Cells:
    valid = one.state is LicenceState.VALID
    return (
        _first(words, one.certificate, one.document_name, one.category, one.content),
        words.code(one.number if isinstance(one.number, str) else one.document_no),
        words.period(one.valid_from, one.valid_to),
        words.zh(record.source.agency.name),
        words.tag(one.state, Tone.GOOD if valid else Tone.ENDED),
    )


def _penalty(words: Speech, _record: PublicRecord, one: Penalty) -> Cells:
    return (
        words.zh(one.violation),
        words.number(one.decision_no),
        words.labels(one.kinds),
        words.money(one.fine),
        words.iso(one.decided_on),
    )


def _abnormal(words: Speech, record: PublicRecord, one: AbnormalEntry) -> Cells:
    return (
        abnormal_ground(words, one),
        words.iso(one.listed_on),
        words.zh(record.source.agency.name),
        words.day(one.removed_on) or _still_listed(words, one.marking),
    )


def abnormal_ground(words: Speech, one: AbnormalEntry) -> Text:
    """The ground of an entry, with the year of the report where one is missing."""
    if one.report_year is None:
        return words.label(one.ground)
    return words.say(
        zh("%(ground)s（%(year)s 年度）"), ground=words.label(one.ground), year=words.ltr(one.report_year)
    )


def _still_listed(words: Speech, marking: bool) -> Text:
    return words._("尚未恢复") if marking else words._("尚未移出")


def _serious(words: Speech, record: PublicRecord, one: SeriousEntry) -> Cells:
    return (
        words.label(one.category),
        words.zh(one.reason),
        words.iso(one.listed_on),
        words.zh(record.source.agency.name),
        words.day(one.removed_on) or words._("尚未移出"),
    )


def _check(words: Speech, record: PublicRecord, one: Check) -> Cells:
    item = words.zh(one.sample.product) if one.sample else words.text(one.item)
    return (
        item,
        words.label(one.check_kind),
        words.iso(one.checked_on),
        words.zh(record.source.agency.name),
        words.labels(one.results),
    )


def _contribution(words: Speech, _record: PublicRecord, one: Contribution) -> Cells:
    return (
        words.name(one.holder),
        words.label(one.holder_kind),
        words.money(one.subscribed),
        words.day(one.subscribed_due),
        words.money(one.paid),
        words.labels(one.forms),
    )


def _key_person(words: Speech, _record: PublicRecord, one: KeyPerson) -> Cells:
    return (words.zh(one.name), words.zh(one.post))


def _branch(words: Speech, _record: PublicRecord, one: BranchEntry) -> Cells:
    return (words.name(one.name), words.code(one.code), words.text(one.authority))


def _change(words: Speech, _record: PublicRecord, one: Change) -> Cells:
    return (words.label(one.item), words.text(one.before), words.text(one.after), words.iso(one.changed_on))


def _pledge_state(words: Speech, state: PledgeState) -> Tag:
    return words.tag(state, Tone.WARN if state is PledgeState.IN_FORCE else Tone.ENDED)


def _equity_pledge(words: Speech, _record: PublicRecord, one: EquityPledge) -> Cells:
    return (
        words.code(one.number),
        words.text(one.pledgor),
        words.text(one.pledgee),
        words.money(one.amount),
        words.day(one.registered_on),
        _pledge_state(words, one.state),
    )


def _ip_pledge(words: Speech, _record: PublicRecord, one: IpPledge) -> Cells:
    return (
        words.zh(one.name),
        words.code(one.number),
        words.text(one.pledgor),
        words.text(one.pledgee),
        words.period(one.valid_from, one.valid_to),
        _pledge_state(words, one.state),
    )


def _mortgage(words: Speech, _record: PublicRecord, one: ChattelMortgage) -> Cells:
    return (
        words.code(one.number),
        words.text(one.mortgagee),
        words.money(one.debt),
        words.iso(one.registered_on),
        _pledge_state(words, one.state),
    )


def _judicial(words: Speech, _record: PublicRecord, one: JudicialAssistance) -> Cells:
    return (
        words.label(one.judicial_kind),
        words.zh(one.court),
        words.money(one.equity),
        words.period(one.valid_from, one.valid_to),
        words.label(one.state),
    )


def _notice(words: Speech, _record: PublicRecord, one: Notice) -> Cells:
    return (
        words.zh(one.title),
        words.label(one.notice_kind),
        words.period(one.period_from, one.period_to),
        words.day(one.objections_until) or words._("不设异议期"),
    )


def _voluntary(words: Speech, _record: PublicRecord, one: Voluntary) -> Cells:
    return (words.zh(one.title), words.zh(one.text))


def _website(words: Speech, _record: PublicRecord, one: Website) -> Cells:
    return (words.zh(one.name), words.label(one.site_kind), words.outside(one.url))


def _annual_report(words: Speech, _record: PublicRecord, one: AnnualReport) -> Cells:
    year = words.say(zh("%(year)s 年度"), year=words.ltr(one.year))
    page = f"/{words.prefix}/enterprise/{one.code}/report/{one.year}"
    linked = words.link(page, year) if one.code else year
    return (linked, words.iso(one.filed_on), report_state(words, one))


_CELLS: dict[RecordKind, Callable[[Speech, PublicRecord, Any], Cells]] = {
    RecordKind.LICENCE: _licence,
    RecordKind.PENALTY: _penalty,
    RecordKind.ABNORMAL: _abnormal,
    RecordKind.SERIOUS: _serious,
    RecordKind.CHECK: _check,
    RecordKind.CONTRIBUTION: _contribution,
    RecordKind.KEY_PERSON: _key_person,
    RecordKind.BRANCH: _branch,
    RecordKind.CHANGE: _change,
    RecordKind.EQUITY_PLEDGE: _equity_pledge,
    RecordKind.IP_PLEDGE: _ip_pledge,
    RecordKind.CHATTEL_MORTGAGE: _mortgage,
    RecordKind.JUDICIAL: _judicial,
    RecordKind.NOTICE: _notice,
    RecordKind.VOLUNTARY: _voluntary,
    RecordKind.WEBSITE: _website,
    RecordKind.ANNUAL_REPORT: _annual_report,
    RecordKind.INSTANT: lambda words, _record, one: instant_cells(words, one),
    RecordKind.COMMITMENT: lambda words, _record, one: commitment_cells(words, one),
    RecordKind.BREACH: breach_cells,
}
