"""The application for removal from the list, filled in from what was filed late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.labels import zh
from credit.domain.records import AbnormalEntry
from credit.domain.vocabulary import RecordKind
from web.presenters.parts import Text
from web.presenters.records import abnormal_ground
from web.presenters.report_links import Links
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from credit.services.annual_reports.store import FiledReport


class RemovalPage(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    facts: tuple[tuple[Text, Text], ...]
    paragraphs: tuple[Text, ...]
    pdf: str
    back: str


def listing(dossier: Dossier, year: int) -> PublicRecord | None:
    """The entry that names the missing report of a year and still stands."""
    for record in dossier.of_kind(RecordKind.ABNORMAL):
        entry = record.content
        if isinstance(entry, AbnormalEntry) and entry.report_year == year and entry.removed_on is None:
            return record
    return None


def removal_page(
    words: Speech, dossier: Dossier, record: PublicRecord, filed: FiledReport, links: Links
) -> RemovalPage:
    """The application. record: the entry; filed: the report that was missing."""
    entry, fact = record.content, dossier.registered
    if not isinstance(entry, AbnormalEntry):
        raise TypeError("an entry of the list")
    facts = (
        (words._("申请人"), words.name(fact.name)),
        (words._("统一社会信用代码"), words.ltr(dossier.address)),
        (words._("法定代表人（负责人、经营者）"), words.text(fact.legal_representative)),
        (words._("作出列入决定的机关"), words.zh(record.source.agency.name)),
        (words._("列入日期"), words.iso(entry.listed_on)),
        (words._("列入决定文号"), words.code(entry.decision_no)),
        (words._("列入原因"), abnormal_ground(words, entry)),
        (words._("补报的报告"), words.say(zh("%(year)s 年度报告"), year=words.ltr(filed.year))),
        (words._("补报时间"), words.moment(filed.filed_at)),
        (words._("回执编号"), words.ltr(filed.receipt)),
    )
    marking = entry.marking
    title = words._("恢复正常记载状态申请书") if marking else words._("移出经营异常名录申请书")
    asked = (
        words._("上述年度报告已经补报并公示。申请恢复正常记载状态。")
        if marking
        else words._("上述年度报告已经补报并公示。申请移出经营异常名录。")
    )
    return RemovalPage(
        title=title,
        facts=facts,
        paragraphs=(asked, words._("申请人对上述内容的真实性负责。")),
        pdf=f"{links.removal(filed.year)}/pdf",
        back=links.receipt(filed.year, filed.version),
    )
