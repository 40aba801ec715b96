"""The allow-list: every field the public may see, by type of content, and on which channels.

What is not named here is dropped by the gate. `WITHHELD_FIELDS` names the fields left out on
purpose; a test holds both lists against the structs, so that a new field is a decision.
Sources: 企业信息公示暂行条例 Arts 6, 9, 10; Order 45 Arts 4-7; 个人信息保护法 Arts 5, 6, 13.
"""

from enum import StrEnum
from typing import Final

import msgspec

from credit.domain import records as r
from credit.domain.annual_report import AnnualReport, ReportItem, ReportPart
from credit.domain.dossier import Source
from credit.domain.instant import InstantInfo
from credit.domain.notices import Attachment, AuthorityNotice
from credit.domain.values import Agency, Missing, Money
from credit.domain.vocabulary import Channel

C = Channel
EVERYWHERE: Final = frozenset(Channel)
NOT_MATCHED: Final = EVERYWHERE - {C.SEARCH}
OPEN_DATA: Final = frozenset({C.PAGE, C.API, C.BULK})  # read and taken away, neither matched nor announced
ANNOUNCED: Final = OPEN_DATA | {C.FEED}
ASKED_FOR: Final = frozenset({C.PAGE, C.API})  # one subject at a time: names of persons, long texts
SHOWN_NAME: Final = ASKED_FOR | {C.CARD}  # the representative beside a result, never matched
PAGE_ONLY: Final = frozenset({C.PAGE})
FOUND: Final = OPEN_DATA | {C.SEARCH}
FILED: Final = FOUND | {C.FEED}


class Handling(StrEnum):
    """What happens to personal data found in a value."""

    AS_IS = "as_is"  # no text: dates, numbers, closed vocabularies, nested structs
    MASK = "mask"  # names, numbers, registered items: the personal part is masked
    HOLD = "hold"  # free text: a hit holds the whole record back


class Allowed(msgspec.Struct, frozen=True):
    """Where a field may go and how its text is handled. person: it may name a natural person."""

    channels: frozenset[Channel]
    handling: Handling = Handling.AS_IS
    person: bool = False


def _plain(channels: frozenset[Channel]) -> Allowed:
    return Allowed(channels)


def _line(channels: frozenset[Channel]) -> Allowed:
    return Allowed(channels, Handling.MASK)


def _free(channels: frozenset[Channel]) -> Allowed:
    return Allowed(channels, Handling.HOLD)


def _person(channels: frozenset[Channel]) -> Allowed:
    return Allowed(channels, Handling.MASK, person=True)


REGISTERED: Final[dict[str, Allowed]] = {
    "name": _line(EVERYWHERE),
    "subject_class": _plain(EVERYWHERE),
    "status": _plain(EVERYWHERE),
    "source": _plain(EVERYWHERE),
    "credit_code": _line(EVERYWHERE),
    "registration_no": _line(EVERYWHERE),
    "old_codes": _line(EVERYWHERE),
    "uyghur_name": _line(EVERYWHERE),
    "former_names": _plain(EVERYWHERE),
    "type_code": _line(EVERYWHERE - {C.FEED}),
    "type_label": _line(EVERYWHERE - {C.FEED}),
    "legal_representative": _person(SHOWN_NAME),
    "capital": _plain(EVERYWHERE - {C.FEED}),
    "established_on": _plain(EVERYWHERE),
    "approved_on": _plain(OPEN_DATA),
    "term_from": _plain(OPEN_DATA),
    "term_to": _plain(OPEN_DATA),
    "address": _line(OPEN_DATA | {C.CARD}),
    "business_place": _line(OPEN_DATA | {C.CARD}),
    "division": _line(EVERYWHERE),
    "industry": _line(EVERYWHERE - {C.FEED}),
    "scope": _line(OPEN_DATA),
    "registration_authority": _line(EVERYWHERE),
    "managing_office": _line(OPEN_DATA),
    "moved_to": _line(ANNOUNCED),
    "status_since": _plain(EVERYWHERE),
    "status_reason": _line(OPEN_DATA),
    "parent_name": _line(FOUND),
    "parent_code": _line(FOUND),
    "headcount": _plain(OPEN_DATA),
    "flags": _plain(EVERYWHERE),
    "since": _plain(OPEN_DATA),
}

CONTENT: Final[dict[type, dict[str, Allowed]]] = {
    r.Licence: {
        "document_name": _line(OPEN_DATA),
        "document_no": _line(FOUND),
        "category": _line(FOUND),
        "certificate": _line(ANNOUNCED | {C.SEARCH, C.CARD}),
        "number": _line(FOUND),
        "content": _free(OPEN_DATA),
        "valid_from": _plain(EVERYWHERE),
        "valid_to": _plain(EVERYWHERE),
        "state": _plain(EVERYWHERE),
        "key_area": _plain(EVERYWHERE),
    },
    r.Penalty: {
        "decision_no": _line(EVERYWHERE),
        "violation": _free(EVERYWHERE),
        "kinds": _plain(EVERYWHERE),
        "decided_on": _plain(EVERYWHERE),
        "served_on": _plain(OPEN_DATA),
        "procedure": _plain(OPEN_DATA),
        "field": _plain(FOUND),
        "outcome": _free(OPEN_DATA),
        "facts": _free(ASKED_FOR),
        "basis": _free(OPEN_DATA),
        "summary": _free(ASKED_FOR),
        "text": _free(ASKED_FOR),
        "fine": _plain(ANNOUNCED),
        "confiscated": _plain(ANNOUNCED),
        "revoked_document": _line(OPEN_DATA),
        "ban_until": _plain(OPEN_DATA),
        "duties_performed_on": _plain(OPEN_DATA),
        "withdrawal": _plain(ASKED_FOR),
    },
    r.AbnormalEntry: {
        "ground": _plain(EVERYWHERE),
        "listed_on": _plain(EVERYWHERE),
        "decision_no": _line(FOUND | {C.FEED}),
        "report_year": _plain(ANNOUNCED | {C.CARD}),
        "warned_on": _plain(OPEN_DATA),
        "removed_on": _plain(EVERYWHERE),
        "removal_ground": _free(OPEN_DATA),
        "removal_agency": _line(OPEN_DATA),
        "removal_no": _line(FOUND),
        "marking": _plain(EVERYWHERE),
    },
    r.SeriousEntry: {
        "category": _plain(EVERYWHERE),
        "reason": _free(ANNOUNCED),
        "listed_on": _plain(EVERYWHERE),
        "decision_no": _line(FOUND | {C.FEED}),
        "penalty_no": _line(OPEN_DATA),
        "measures": _plain(OPEN_DATA),
        "removed_on": _plain(EVERYWHERE),
        "removal_ground": _free(OPEN_DATA),
        "removal_agency": _line(OPEN_DATA),
        "removal_no": _line(FOUND),
    },
    r.Check: {
        "check_kind": _plain(EVERYWHERE),
        "checked_on": _plain(EVERYWHERE),
        "results": _plain(EVERYWHERE),
        "plan_no": _line(OPEN_DATA),
        "task_no": _line(OPEN_DATA),
        "item": _free(ANNOUNCED),
        "follow_up": _free(OPEN_DATA),
        "corrected_on": _plain(ANNOUNCED),
        "sample": _plain(OPEN_DATA),
    },
    r.Contribution: {
        "holder": _person(ASKED_FOR),
        "holder_kind": _plain(ASKED_FOR),
        "holder_code": _line(ASKED_FOR),
        "subscribed": _plain(ASKED_FOR),
        "subscribed_due": _plain(ASKED_FOR),
        "paid": _plain(ASKED_FOR),
        "paid_on": _plain(ASKED_FOR),
        "forms": _plain(ASKED_FOR),
    },
    r.KeyPerson: {"name": _person(ASKED_FOR), "post": _line(ASKED_FOR)},
    r.BranchEntry: {
        "name": _line(OPEN_DATA),
        "code": _line(OPEN_DATA),
        "authority": _line(OPEN_DATA),
    },
    r.Change: {
        "item": _plain(ANNOUNCED),
        "changed_on": _plain(ANNOUNCED),
        "before": Allowed(ASKED_FOR, Handling.MASK, person=True),
        "after": Allowed(ASKED_FOR, Handling.MASK, person=True),
    },
    r.EquityPledge: {
        "number": _line(FOUND),
        "pledgor": _person(ASKED_FOR),
        "pledgee": _person(ASKED_FOR),
        "amount": _plain(OPEN_DATA),
        "state": _plain(OPEN_DATA),
        "registered_on": _plain(OPEN_DATA),
        "ended_on": _plain(OPEN_DATA),
    },
    r.IpPledge: {
        "number": _line(FOUND),
        "name": _line(FOUND),
        "ip_type": _line(OPEN_DATA),
        "pledgor": _person(ASKED_FOR),
        "pledgee": _person(ASKED_FOR),
        "valid_from": _plain(OPEN_DATA),
        "valid_to": _plain(OPEN_DATA),
        "state": _plain(OPEN_DATA),
    },
    r.ChattelMortgage: {
        "number": _line(OPEN_DATA),
        "registered_on": _plain(OPEN_DATA),
        "debt": _plain(OPEN_DATA),
        "mortgagee": _person(ASKED_FOR),
        "collateral": _free(ASKED_FOR),
        "state": _plain(OPEN_DATA),
    },
    r.JudicialAssistance: {
        "judicial_kind": _plain(ANNOUNCED | {C.SEARCH}),
        "state": _plain(ANNOUNCED | {C.SEARCH}),
        "court": _line(ANNOUNCED | {C.SEARCH}),
        "document_no": _line(FOUND),
        "debtor": _person(ASKED_FOR),
        "equity": _plain(OPEN_DATA),
        "valid_from": _plain(OPEN_DATA),
        "valid_to": _plain(OPEN_DATA),
    },
    r.Notice: {
        "notice_kind": _plain(EVERYWHERE),
        "title": _free(EVERYWHERE),
        "body": _free(ASKED_FOR),
        "period_from": _plain(EVERYWHERE),
        "period_to": _plain(EVERYWHERE),
        "objections_until": _plain(EVERYWHERE),
    },
    r.Voluntary: {
        "title": _free(ASKED_FOR),
        "text": _free(ASKED_FOR),
        "withdrawn_on": _plain(ASKED_FOR),
    },
    r.Website: {
        "name": _line(FOUND),
        "url": _line(FOUND),
        "site_kind": _plain(FOUND),
    },
    # which item of a report goes where is decided item by item: credit.disclosure_report
    AnnualReport: {
        **dict.fromkeys(("year", "version", "filed_on", "late", "channel", "subject_class"), _plain(FILED)),
        **dict.fromkeys(("code", "currency", "traits"), _line(FILED)),
        **dict.fromkeys(("parts", "superseded_on", "under_check"), _plain(FOUND)),
    },
    # items go out one by one: credit.disclosure_instant
    InstantInfo: {
        **dict.fromkeys(("item", "version", "arose_on", "first_on", "filed_on"), _plain(ANNOUNCED)),
        **dict.fromkeys(("late", "channel", "items", "superseded_on", "under_check"), _plain(ANNOUNCED)),
        **dict.fromkeys(("entry", "code", "currency"), _line(ANNOUNCED)),
    },
}

AUTHORITY: Final[dict[type, dict[str, Allowed]]] = {
    AuthorityNotice: {
        "notice_kind": _plain(EVERYWHERE),
        "title": _free(EVERYWHERE),
        "body": _free(ASKED_FOR),
        "number": _line(EVERYWHERE),
        "division": _line(EVERYWHERE),
        "period_from": _plain(EVERYWHERE),
        "period_to": _plain(EVERYWHERE),
        "objections_until": _plain(EVERYWHERE),
        "attachments": _plain(ASKED_FOR),
    },
}
"""Contents that lie under no subject."""

NESTED: Final[dict[type, dict[str, Allowed]]] = {
    Attachment: {"name": _free(ASKED_FOR), "url": _free(ASKED_FOR)},
    r.Withdrawal: {"reason": _plain(ASKED_FOR), "on": _plain(ASKED_FOR), "explanation": _free(ASKED_FOR)},
    r.Measure: {"what": _free(OPEN_DATA), "basis": _line(OPEN_DATA), "until": _plain(OPEN_DATA)},
    r.ProductSample: {
        "product": _line(OPEN_DATA),
        "role": _plain(OPEN_DATA),
        "model": _line(OPEN_DATA),
        "batch": _line(OPEN_DATA),
        "producer": _line(OPEN_DATA),
        "seller": _line(OPEN_DATA),
        "failed_items": _line(OPEN_DATA),
    },
    r.Flags: {
        "dormancy": _plain(EVERYWHERE),
        "liquidation_since": _plain(EVERYWHERE),
        "simple_deregistration": _plain(EVERYWHERE),
        "marking": _plain(EVERYWHERE),
        "restored_on": _plain(EVERYWHERE),
    },
    r.Dormancy: {
        "since": _plain(EVERYWHERE),
        "until": _plain(EVERYWHERE),
        "service_address": _line(PAGE_ONLY),
    },
    r.SimpleDeregistration: {"since": _plain(EVERYWHERE), "until": _plain(EVERYWHERE)},
    r.Marking: {"since": _plain(EVERYWHERE), "ground": _line(EVERYWHERE)},
    r.FormerName: {"name": _line(EVERYWHERE), "until": _plain(EVERYWHERE)},
    ReportPart: {"key": _line(FOUND), "items": _plain(FOUND), "rows": _plain(FOUND), "none": _plain(FOUND)},
    ReportItem: {"key": _line(FOUND), "value": _line(FOUND), "open": _plain(FOUND)},
    Money: {"amount": _plain(EVERYWHERE), "currency": _line(EVERYWHERE)},
    Missing: {"why": _plain(EVERYWHERE)},
    Agency: {"name": _line(EVERYWHERE), "code": _line(EVERYWHERE)},
    Source: {
        "agency": _plain(EVERYWHERE),
        "effective_on": _plain(EVERYWHERE),
        "published_on": _plain(EVERYWHERE),
        "received_on": _plain(EVERYWHERE),
    },
}

WITHHELD_FIELDS: Final[dict[type, dict[str, str]]] = {
    r.Registration: {
        "provenance": "the public part goes out as `source`; source ids are the agency's own",
        "withheld": "a withheld subject has no dossier at all",
    },
    r.Penalty: {
        "severity": "goes out on the record, beside the pack it was classed by",
        "publish_until": "already counted in the record's `until`",
        "check_id": "an agency's internal id; only links records here",
    },
}
