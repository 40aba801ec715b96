"""The allow-list: every field the public may see, by type of content, and on which channels.

What is not named here is dropped by the gate. `WITHHELD_FIELDS` names the fields left out on
purpose; a test holds both lists against the structs, so that a new field is a decision.
Sources: 企业信息公示暂行条例 Arts 6, 9, 10; Order 45 Arts 4-7; 个人信息保护法 Arts 5, 6, 13.
"""

from typing import Final

from credit.domain import records as r
from credit.domain.annual_report import AnnualReport, PartCheck, ReportItem, ReportPart
from credit.domain.commitments import BreachFinding
from credit.domain.corrections import DisputedFact
from credit.domain.dossier import Source
from credit.domain.instant import InstantInfo, Marked
from credit.domain.notices import Attachment, AuthorityNotice
from credit.domain.values import Agency, Missing, Money
from credit.domain.vocabulary import Channel
from credit.rules.commitments.fields import COMMITMENTS, OF_COMMITMENTS
from credit.rules.field_ways import (
    ANNOUNCED,
    ASKED_FOR,
    EVERYWHERE,
    FILED,
    FOUND,
    OPEN_DATA,
    PAGE_ONLY,
    SHOWN_NAME,
    Allowed,
    Handling,
)

C = Channel
plain, line, free, person = Allowed.plain, Allowed.line, Allowed.free, Allowed.named

REGISTERED: Final[dict[str, Allowed]] = {
    "name": line(EVERYWHERE),
    "subject_class": plain(EVERYWHERE),
    "status": plain(EVERYWHERE),
    "source": plain(EVERYWHERE),
    "credit_code": line(EVERYWHERE),
    "registration_no": line(EVERYWHERE),
    "old_codes": line(EVERYWHERE),
    "uyghur_name": line(EVERYWHERE),
    "former_names": plain(EVERYWHERE),
    "type_code": line(EVERYWHERE - {C.FEED}),
    "type_label": line(EVERYWHERE - {C.FEED}),
    "legal_representative": person(SHOWN_NAME),
    "capital": plain(EVERYWHERE - {C.FEED}),
    "established_on": plain(EVERYWHERE),
    "approved_on": plain(OPEN_DATA),
    "term_from": plain(OPEN_DATA),
    "term_to": plain(OPEN_DATA),
    "address": line(OPEN_DATA | {C.CARD}),
    "business_place": line(OPEN_DATA | {C.CARD}),
    "division": line(EVERYWHERE),
    "industry": line(EVERYWHERE - {C.FEED}),
    "scope": line(OPEN_DATA),
    "registration_authority": line(EVERYWHERE),
    "managing_office": line(OPEN_DATA),
    "moved_to": line(ANNOUNCED),
    "status_since": plain(EVERYWHERE),
    "status_reason": line(OPEN_DATA),
    "parent_name": line(FOUND),
    "parent_code": line(FOUND),
    "headcount": plain(OPEN_DATA),
    "flags": plain(EVERYWHERE),
    "since": plain(OPEN_DATA),
    "disputed": plain(OPEN_DATA | {C.CARD}),
}

CONTENT: Final[dict[type, dict[str, Allowed]]] = {
    r.Licence: {
        "document_name": line(OPEN_DATA),
        "document_no": line(FOUND),
        "category": line(FOUND),
        "certificate": line(ANNOUNCED | {C.SEARCH, C.CARD}),
        "number": line(FOUND),
        "content": free(OPEN_DATA),
        "valid_from": plain(EVERYWHERE),
        "valid_to": plain(EVERYWHERE),
        "state": plain(EVERYWHERE),
        "key_area": plain(EVERYWHERE),
    },
    r.Penalty: {
        "decision_no": line(EVERYWHERE),
        "violation": free(EVERYWHERE),
        "kinds": plain(EVERYWHERE),
        "decided_on": plain(EVERYWHERE),
        "served_on": plain(OPEN_DATA),
        "procedure": plain(OPEN_DATA),
        "field": plain(FOUND),
        "outcome": free(OPEN_DATA),
        "facts": free(ASKED_FOR),
        "basis": free(OPEN_DATA),
        "summary": free(ASKED_FOR),
        "text": free(ASKED_FOR),
        "fine": plain(ANNOUNCED),
        "confiscated": plain(ANNOUNCED),
        "revoked_document": line(OPEN_DATA),
        "ban_until": plain(OPEN_DATA),
        "duties_performed_on": plain(OPEN_DATA),
        "withdrawal": plain(ASKED_FOR),
    },
    r.AbnormalEntry: {
        "ground": plain(EVERYWHERE),
        "listed_on": plain(EVERYWHERE),
        "decision_no": line(FOUND | {C.FEED}),
        "report_year": plain(ANNOUNCED | {C.CARD}),
        "warned_on": plain(OPEN_DATA),
        "removed_on": plain(EVERYWHERE),
        "removal_ground": free(OPEN_DATA),
        "removal_agency": line(OPEN_DATA),
        "removal_no": line(FOUND),
        "marking": plain(EVERYWHERE),
    },
    r.SeriousEntry: {
        "category": plain(EVERYWHERE),
        "reason": free(ANNOUNCED),
        "listed_on": plain(EVERYWHERE),
        "decision_no": line(FOUND | {C.FEED}),
        "penalty_no": line(OPEN_DATA),
        "measures": plain(OPEN_DATA),
        "removed_on": plain(EVERYWHERE),
        "removal_ground": free(OPEN_DATA),
        "removal_agency": line(OPEN_DATA),
        "removal_no": line(FOUND),
    },
    r.Check: {
        "check_kind": plain(EVERYWHERE),
        "checked_on": plain(EVERYWHERE),
        "results": plain(EVERYWHERE),
        "plan_no": line(OPEN_DATA),
        "task_no": line(OPEN_DATA),
        "item": free(ANNOUNCED),
        "follow_up": free(OPEN_DATA),
        "corrected_on": plain(ANNOUNCED),
        "sample": plain(OPEN_DATA),
    },
    r.Contribution: {
        "holder": person(ASKED_FOR),
        "holder_kind": plain(ASKED_FOR),
        "holder_code": line(ASKED_FOR),
        "subscribed": plain(ASKED_FOR),
        "subscribed_due": plain(ASKED_FOR),
        "paid": plain(ASKED_FOR),
        "paid_on": plain(ASKED_FOR),
        "forms": plain(ASKED_FOR),
    },
    r.KeyPerson: {"name": person(ASKED_FOR), "post": line(ASKED_FOR)},
    r.BranchEntry: {
        "name": line(OPEN_DATA),
        "code": line(OPEN_DATA),
        "authority": line(OPEN_DATA),
    },
    r.Change: {
        "item": plain(ANNOUNCED),
        "changed_on": plain(ANNOUNCED),
        "before": Allowed(ASKED_FOR, Handling.MASK, person=True),
        "after": Allowed(ASKED_FOR, Handling.MASK, person=True),
    },
    r.EquityPledge: {
        "number": line(FOUND),
        "pledgor": person(ASKED_FOR),
        "pledgee": person(ASKED_FOR),
        "amount": plain(OPEN_DATA),
        "state": plain(OPEN_DATA),
        "registered_on": plain(OPEN_DATA),
        "ended_on": plain(OPEN_DATA),
    },
    r.IpPledge: {
        "number": line(FOUND),
        "name": line(FOUND),
        "ip_type": line(OPEN_DATA),
        "pledgor": person(ASKED_FOR),
        "pledgee": person(ASKED_FOR),
        "valid_from": plain(OPEN_DATA),
        "valid_to": plain(OPEN_DATA),
        "state": plain(OPEN_DATA),
    },
    r.ChattelMortgage: {
        "number": line(OPEN_DATA),
        "registered_on": plain(OPEN_DATA),
        "debt": plain(OPEN_DATA),
        "mortgagee": person(ASKED_FOR),
        "collateral": free(ASKED_FOR),
        "state": plain(OPEN_DATA),
    },
    r.JudicialAssistance: {
        "judicial_kind": plain(ANNOUNCED | {C.SEARCH}),
        "state": plain(ANNOUNCED | {C.SEARCH}),
        "court": line(ANNOUNCED | {C.SEARCH}),
        "document_no": line(FOUND),
        "debtor": person(ASKED_FOR),
        "equity": plain(OPEN_DATA),
        "valid_from": plain(OPEN_DATA),
        "valid_to": plain(OPEN_DATA),
    },
    r.Notice: {
        "notice_kind": plain(EVERYWHERE),
        "title": free(EVERYWHERE),
        "body": free(ASKED_FOR),
        "period_from": plain(EVERYWHERE),
        "period_to": plain(EVERYWHERE),
        "objections_until": plain(EVERYWHERE),
    },
    r.Voluntary: {
        "title": free(ASKED_FOR),
        "text": free(ASKED_FOR),
        "withdrawn_on": plain(ASKED_FOR),
    },
    r.Website: {**dict.fromkeys(("name", "url"), line(FOUND)), "site_kind": plain(FOUND)},
    # which item of a report goes where is decided item by item: credit.disclosure_report
    AnnualReport: {
        **dict.fromkeys(("year", "version", "filed_on", "late", "channel", "subject_class"), plain(FILED)),
        **dict.fromkeys(("code", "currency", "traits"), line(FILED)),
        **dict.fromkeys(("parts", "superseded_on", "under_check", "checks"), plain(FOUND)),
    },
    # items go out one by one: credit.disclosure_instant
    InstantInfo: {
        **dict.fromkeys(("item", "version", "arose_on", "first_on", "filed_on"), plain(ANNOUNCED)),
        **dict.fromkeys(("late", "channel", "items", "superseded_on", "under_check"), plain(ANNOUNCED)),
        **dict.fromkeys(("entry", "code", "currency"), line(ANNOUNCED)),
    },
    **COMMITMENTS,
}

AUTHORITY: Final[dict[type, dict[str, Allowed]]] = {
    AuthorityNotice: {
        "notice_kind": plain(EVERYWHERE),
        "title": free(EVERYWHERE),
        "body": free(ASKED_FOR),
        "number": line(EVERYWHERE),
        "division": line(EVERYWHERE),
        "period_from": plain(EVERYWHERE),
        "period_to": plain(EVERYWHERE),
        "objections_until": plain(EVERYWHERE),
        "attachments": plain(ASKED_FOR),
    },
}
"""Contents that lie under no subject."""

NESTED: Final[dict[type, dict[str, Allowed]]] = {
    Attachment: {"name": free(ASKED_FOR), "url": free(ASKED_FOR)},
    r.Withdrawal: {"reason": plain(ASKED_FOR), "on": plain(ASKED_FOR), "explanation": free(ASKED_FOR)},
    **OF_COMMITMENTS,
    r.Measure: {"what": free(OPEN_DATA), "basis": line(OPEN_DATA), "until": plain(OPEN_DATA)},
    r.ProductSample: {
        "product": line(OPEN_DATA),
        "role": plain(OPEN_DATA),
        "model": line(OPEN_DATA),
        "batch": line(OPEN_DATA),
        "producer": line(OPEN_DATA),
        "seller": line(OPEN_DATA),
        "failed_items": line(OPEN_DATA),
    },
    r.Flags: {
        "dormancy": plain(EVERYWHERE),
        "liquidation_since": plain(EVERYWHERE),
        "simple_deregistration": plain(EVERYWHERE),
        "marking": plain(EVERYWHERE),
        "restored_on": plain(EVERYWHERE),
    },
    r.Dormancy: {
        "since": plain(EVERYWHERE),
        "until": plain(EVERYWHERE),
        "service_address": line(PAGE_ONLY),
    },
    r.SimpleDeregistration: {"since": plain(EVERYWHERE), "until": plain(EVERYWHERE)},
    r.Marking: {"since": plain(EVERYWHERE), "ground": line(EVERYWHERE)},
    DisputedFact: {
        "fact": line(OPEN_DATA | {C.CARD}),
        **dict.fromkeys(("since", "found_on", "back_on"), plain(OPEN_DATA | {C.CARD})),
    },
    r.FormerName: {"name": line(EVERYWHERE), "until": plain(EVERYWHERE)},
    ReportPart: {"key": line(FOUND), "items": plain(FOUND), "rows": plain(FOUND), "none": plain(FOUND)},
    PartCheck: {"section": line(FOUND), "on": plain(FOUND), "agrees": plain(FOUND)},
    Marked: {},
    ReportItem: {"key": line(FOUND), "value": line(FOUND), "open": plain(FOUND)},
    Money: {"amount": plain(EVERYWHERE), "currency": line(EVERYWHERE)},
    Missing: {"why": plain(EVERYWHERE)},
    Agency: {"name": line(EVERYWHERE), "code": line(EVERYWHERE)},
    Source: dict.fromkeys(("agency", "effective_on", "published_on", "received_on"), plain(EVERYWHERE)),
}

WITHHELD_FIELDS: Final[dict[type, dict[str, str]]] = {
    r.Registration: {
        "provenance": "the public part goes out as `source`; source ids are the agency's own",
        "withheld": "a withheld subject has no dossier at all",
    },
    InstantInfo: {"marked": "where a text is starred; the stars go out in its place"},
    Marked: dict.fromkeys(("key", "start", "end"), "see `InstantInfo.marked`"),
    PartCheck: {"note": "for the enterprise and its authority"},
    BreachFinding: {"severity": "goes out on the record, beside the pack that makes a period of it"},
    r.Penalty: {
        "severity": "goes out on the record, beside the pack it was classed by",
        "publish_until": "already counted in the record's `until`",
        "check_id": "an agency's internal id; only links records here",
    },
}
