"""The gate for notices that belong to no enterprise: allow-list, detector, period, withholding.

The same tables and rules as for dossiers (`credit.rules.fields`, `credit.rules.personal_data`); pure.
"""

from datetime import date

from credit.disclosure_clean import clean_notice, source_of
from credit.disclosure_repaired import without_named
from credit.domain.notices import NoticeFacts, NoticeSheet, PublicNotice
from credit.domain.vocabulary import RecordKind
from credit.rules import departments
from credit.rules.notice_publication import notice as publication


def project_notice(facts: NoticeFacts, on: date) -> NoticeSheet:
    """What the public may know of a notice on a day in Asia/Shanghai. Same facts and day, same sheet.

    What is withheld or held back leaves no trace: nothing of it moves `valid_until` either. Raises
    RuleError `pack.not_covered` for a day before the first rule known here.
    """
    said, content = facts.provenance, facts.content
    cleaned = None if facts.withheld is not None else clean_notice(content, facts.reviewed)
    cleaned = without_named(cleaned, facts.repaired) if cleaned is not None else None
    if cleaned is None:
        return NoticeSheet(key=facts.key)
    days = [departments.DEPARTMENTS.next_start(on)]
    if not departments.is_carried(RecordKind.NOTICE, said.agency.name, on):
        return NoticeSheet(key=facts.key, valid_until=days[0])
    decided = publication(cleaned, said.published_on, on)
    objection = facts.objection_since
    if objection is not None and objection > on:
        days.append(objection)
        objection = None
    days.append(decided.changes_on)
    shown = PublicNotice(
        key=facts.key,
        source=source_of(said),
        content=cleaned,
        until=decided.until,
        objection_since=objection,
    )
    return NoticeSheet(
        key=facts.key,
        notice=shown if decided.shown else None,
        valid_until=min([day for day in days if day is not None and day > on], default=None),
        packs=decided.packs,
    )
