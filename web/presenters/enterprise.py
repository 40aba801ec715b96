"""The page of one enterprise: its whole dossier in words, as one page."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import msgspec

from credit.domain.dossier import Dossier, Fact, PublicRecord
from credit.domain.labels import zh
from credit.domain.repair import Answer
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.rules.repair.public import answers
from web.presenters import parts
from web.presenters.columns import columns
from web.presenters.details import source
from web.presenters.frame import segment
from web.presenters.hits import status_tag
from web.presenters.instant import is_former
from web.presenters.meanings import SECTION_TERM, Elsewhere, Empty, elsewhere, empty, not_carried, title
from web.presenters.parts import Explanation, Link, SectionLink, Tag, Text, Tone
from web.presenters.records import PLAIN, code_of_other, row
from web.presenters.registration import registration
from web.presenters.speech import Speech
from web.presenters.terms import Term, explain
from web.presenters.timeline import timeline
from web.presenters.verdict import verdict

ORDER = (
    RecordKind.SERIOUS,
    RecordKind.ABNORMAL,
    RecordKind.PENALTY,
    RecordKind.BREACH,
    RecordKind.COMMITMENT,
    RecordKind.LICENCE,
    RecordKind.CHECK,
    RecordKind.NOTICE,
    RecordKind.ANNUAL_REPORT,
    RecordKind.INSTANT,
    RecordKind.CONTRIBUTION,
    RecordKind.KEY_PERSON,
    RecordKind.BRANCH,
    RecordKind.CHANGE,
    RecordKind.EQUITY_PLEDGE,
    RecordKind.IP_PLEDGE,
    RecordKind.JUDICIAL,
    RecordKind.CHATTEL_MORTGAGE,
    RecordKind.WEBSITE,
    RecordKind.VOLUNTARY,
)
Some = frozenset[str]
NONE: Some = frozenset()
_TONES = {
    RecordKind.SERIOUS: Tone.BAD,
    RecordKind.ABNORMAL: Tone.WARN,
    RecordKind.PENALTY: Tone.BAD,
    RecordKind.BREACH: Tone.BAD,
}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one kind."""

    id: str
    title: str
    count: str
    columns: tuple[parts.Column, ...]
    rows: tuple[parts.TableRow, ...]
    source: Text = ""
    explain: Explanation | None = None


class EnterprisePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs."""

    title: str
    name: Text
    second: Text
    tags: tuple[Tag, ...]
    code: parts.Fact | None
    former: Text
    breadcrumb: tuple[Link, ...]
    verdict: parts.Verdict
    contents: tuple[SectionLink, ...]
    facts: tuple[parts.Fact, ...]
    source: Text
    terms: tuple[Explanation, ...]
    sections: tuple[Section, ...]
    empties: tuple[Empty, ...]
    events: tuple[parts.Event, ...]
    choices: tuple[parts.Choice, ...]
    action: str
    report: str
    elsewhere: Elsewhere
    data_age: Text


def enterprise(
    words: Speech, dossier: Dossier, on: date, wanted: Some = NONE, held: Some = NONE
) -> EnterprisePage:
    """The page of a dossier on a day.

    wanted: categories of the timeline to show; none given: all. held: which of `others` have a page here.
    """
    fact = dossier.registered
    name, second, plain = _names(words, dossier)
    sections, empties = _sections(words, dossier, on, held)
    events, choices = timeline(words, dossier, wanted)
    return EnterprisePage(
        title=plain,
        name=name,
        second=second,
        tags=(*_tags(words, dossier), *_name_tags(words, fact)),
        code=_code(words, fact),
        former=words.series([words.name(one.name) for one in fact.former_names]),
        breadcrumb=_breadcrumb(words, name),
        verdict=verdict(words, dossier, on),
        contents=tuple(_contents(words, sections, empties, len(events))),
        facts=registration(words, fact, on, held, segment(dossier.address)),
        source=_source(words, dossier),
        terms=(explain(words, Term.CREDIT_CODE, on), explain(words, Term.MISSING, on)),
        sections=sections,
        empties=empties,
        events=events,
        choices=choices,
        action=f"/{words.prefix}/enterprise/{segment(dossier.address)}",
        report=f"/{words.prefix}/report?about={segment(dossier.address)}",
        elsewhere=elsewhere(words.prefix, on),
        data_age=words.say(zh("数据更新至 %(moment)s"), moment=words.moment(dossier.received_at)),
    )


def _sections(
    words: Speech, dossier: Dossier, on: date, held: frozenset[str]
) -> tuple[tuple[Section, ...], tuple[Empty, ...]]:
    """The kinds with records as tables, the kinds without as one line each."""
    own, groups = dossier.registered.subject_class, _groups(dossier)
    asked = answers(dossier, on)
    return (
        tuple(
            section(words, kind, groups[kind], own, on, held, dossier.address, asked)
            for kind in ORDER
            if kind in groups
        ),
        _empties(words.prefix, frozenset(groups), own, on),
    )


@lru_cache(4096)
def _empties(
    prefix: str, filled: frozenset[RecordKind], subject_class: SubjectClass, on: date
) -> tuple[Empty, ...]:
    """The lines for all sections without records on a day. filled: the kinds that have some."""
    partial = not_carried(on)
    return tuple(empty(prefix, kind, subject_class, kind in partial) for kind in ORDER if kind not in filled)


def others(dossier: Dossier) -> tuple[str, ...]:
    """Codes of other enterprises that the page names: parent, branches, shareholders."""
    named = (dossier.registered.parent_code, *map(code_of_other, dossier.records))
    return tuple(code for code in named if code)


def section(  # noqa: PLR0913 - what one table needs of its page, each with its usual value
    words: Speech,
    kind: RecordKind,
    records: list[PublicRecord],
    subject_class: SubjectClass,
    on: date,
    held: frozenset[str] = frozenset(),
    address: str = "",
    asked: Mapping[str, Answer] = MappingProxyType({}),
) -> Section:
    """The records of one kind as a table. held: codes of others that have a page here. address: of the
    enterprise, for links to pages that single records have. asked: how records can be repaired, by id."""
    said = _said_by_all(words, kind, records)
    term = SECTION_TERM.get(kind)
    marking = kind is RecordKind.ABNORMAL and subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    return Section(
        id=kind.value,
        title=title(words, kind, subject_class),
        count=str(len(records)),
        columns=columns(words, kind, marking=marking),
        rows=tuple(
            row(words, record, held, sourced=bool(said), address=address, repair=asked.get(record.id))
            for record in records
        ),
        source=said,
        explain=explain(words, term, on) if term else None,
    )


def _groups(dossier: Dossier) -> dict[RecordKind, list[PublicRecord]]:
    groups: dict[RecordKind, list[PublicRecord]] = {}
    for record in dossier.records:
        if not is_former(record):
            groups.setdefault(record.kind, []).append(record)
    return groups


def _names(words: Speech, dossier: Dossier) -> tuple[Text, Text, str]:
    """The name in the reader's script first, the other below it, the first one without mark-up."""
    fact = dossier.registered
    registered = words.name(fact.name)
    if not fact.uyghur_name:
        return registered, "", fact.name
    own = parts.ug(fact.uyghur_name)
    return (own, registered, fact.uyghur_name) if words.uyghur else (registered, own, fact.name)


def _code(words: Speech, fact: Fact) -> parts.Fact | None:
    """The code or number by which the subject is known."""
    if fact.credit_code:
        return parts.Fact(label=words._("统一社会信用代码"), value=fact.credit_code)
    if fact.registration_no:
        return parts.Fact(label=words._("注册号"), value=fact.registration_no)
    return None


def _tags(words: Speech, dossier: Dossier) -> Iterator[Tag]:
    fact, standing = dossier.registered, dossier.standing
    yield status_tag(words, fact.status)
    if standing.serious:
        yield Tag(words._("严重违法失信名单"), Tone.BAD)
    if standing.abnormal:
        marking = standing.abnormal[0].marking
        yield Tag(words._("标记经营异常状态") if marking else words._("经营异常名录"), Tone.WARN)
    present = (
        (fact.flags.dormancy, zh("歇业"), Tone.NOTE),
        (fact.flags.liquidation_since, zh("清算中"), Tone.NOTE),
        (fact.flags.simple_deregistration, zh("简易注销公告中"), Tone.NOTE),
        (fact.flags.marking, zh("特别标注"), Tone.WARN),
    )
    yield from (Tag(words._(word), tone) for state, word, tone in present if state)
    yield from (words.tag(area, Tone.NOTE) for area in standing.key_areas)


def _name_tags(words: Speech, fact: Fact) -> Iterator[Tag]:
    """A name under objection says so where it stands."""
    for one in fact.disputed:
        if one.fact in ("name", "uyghur_name"):
            said = zh("名称有异议，正在核实") if one.since else zh("名称经核实有误，已转登记机关更正")
            yield Tag(words._(said), Tone.NOTE)


def _breadcrumb(words: Speech, name: Text) -> tuple[Link, ...]:
    return (
        Link(label=words._("首页"), href=f"/{words.prefix}/"),
        Link(label=words._("企业查询"), href=f"/{words.prefix}/search"),
        Link(label=name, href=""),
    )


def _contents(
    words: Speech, sections: tuple[Section, ...], empties: tuple[Empty, ...], events: int
) -> Iterator[SectionLink]:
    yield SectionLink(id="registration", label=words._("登记信息"))
    for one in sections:
        yield SectionLink(id=one.id, label=one.title, count=one.count, tone=_TONES.get(RecordKind(one.id)))
    yield SectionLink(id="timeline", label=words._("时间轴"), count=str(events))
    if empties:
        yield SectionLink(id="empty", label=words._("没有记录的栏目"), count=str(len(empties)))
    yield SectionLink(id="elsewhere", label=words._("本页未收录的信息"))


def _source(words: Speech, dossier: Dossier) -> Text:
    origin = dossier.registered.source
    return words.say(
        zh("来源：%(agency)s，%(effective)s 起有效，%(published)s 公示"),
        agency=words.zh(origin.agency.name),
        effective=words.iso(origin.effective_on),
        published=words.iso(origin.published_on),
    )


def _said_by_all(words: Speech, kind: RecordKind, records: list[PublicRecord]) -> Text:
    """Who says so and since when, where it is the same for all records of a plain section."""
    first = records[0].source
    if kind not in PLAIN or any(record.source != first for record in records):
        return ""
    return words.say(zh("来源：%(said)s"), said=source(words, first))
