"""How long each kind of record is public: penalties, lists, checks, judicial assistance.

A period is decided by the more favourable of the rule in force at publication and the rule in force
now; what has once run out does not come back when a later rule is longer. Publication before the
first covered pack is judged by the rule now alone: an unknown rule is never guessed.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from credit.domain.records import AbnormalEntry, Check, JudicialAssistance, Penalty, SeriousEntry, Voluntary
from credit.domain.values import Money
from credit.domain.vocabulary import PenaltyKind, Procedure, Severity, Status, SubjectClass
from credit.rules import packs
from credit.rules.calendars import Deadline, earlier_deadline
from credit.rules.citations import cites
from credit.rules.packs import Pack
from credit.rules.periods import following, last_day, preceding
from credit.rules.publications import Publication, Reason

ORDER_45: Final = "市场监督管理行政处罚信息公示规定（市场监管总局令第45号）"
ORDER_44: Final = "市场监督管理严重违法失信名单管理办法（市场监管总局令第44号）"
ORDER_107: Final = "市场监督管理信用修复管理办法（市场监管总局令第107号）"
ABNORMAL_RULES: Final = "企业经营异常名录管理办法"
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"

PENALTIES: Final = packs.topic("penalty_publication")
LISTS: Final = packs.topic("list_publication")
CHECKS: Final = packs.topic("check_publication")
JUDICIAL: Final = packs.topic("judicial_publication")


def _next(on: date, *days: date | None) -> date | None:
    """The first of several days that lies after `on`."""
    return min([day for day in days if day is not None and day > on], default=None)


@cites(ORDER_45, "第二条、第十一条、第十三条")
@cites(ORDER_107, "条号未载", unverified=True)
def penalty(content: Penalty, published_on: date, subject: SubjectClass, on: date) -> Publication:
    """The publication of a penalty: never, three months, one or three years, or as long as a ban.

    Only penalties of the ordinary procedure are published, and never a warning alone. A decision
    that no longer stands is down on the day it fell, which is inside the three working days.
    """
    never = _never_published(content)
    if never:
        return Publication(shown=False, reason=never)
    current = PENALTIES.at(on)
    severity = classify(content, subject, current)
    until, reason, used = _penalty_until(content, published_on, subject, on)
    if content.withdrawal and content.withdrawal.on <= until:
        until, reason = preceding(content.withdrawal.on), Reason.PENALTY_WITHDRAWN
    changes = (published_on, following(until), PENALTIES.next_start(on))
    return Publication(
        shown=published_on <= on <= until,
        reason=reason if published_on <= on else Reason.NOT_YET,
        until=until,
        changes_on=None if on > until else _next(on, *changes),
        severity=severity,
        pack=current.name,
        packs=used,
    )


@cites(ORDER_45, "第十一条")
def takedown_due(withdrawn_on: date) -> Deadline:
    """By when a decision that no longer stands must be down everywhere, on either calendar.

    The gate takes it down at once; this is for other keepers of copies and for the officer's list.
    """
    return earlier_deadline(withdrawn_on, PENALTIES.at(withdrawn_on)["takedown_workdays"])


def _never_published(content: Penalty) -> Reason | None:
    if content.procedure is Procedure.SUMMARY:
        return Reason.PENALTY_SUMMARY
    if content.kinds and all(kind is PenaltyKind.WARNING for kind in content.kinds):
        return Reason.PENALTY_WARNING_ONLY
    return None


def _penalty_until(
    content: Penalty, published_on: date, subject: SubjectClass, on: date
) -> tuple[date, Reason, tuple[str, ...]]:
    """The last public day: shortest of the packs from publication to now, ended ones stay ended."""
    first = PENALTIES.find(published_on)
    chain = PENALTIES.between(published_on, on) or [PENALTIES.at(on)]
    ends = [_until_by(pack, content, published_on, subject) for pack in chain]
    best, reason = min([ends[-1], *([ends[0]] if first else [])])
    used = {chain[-1].name, chain[0].name} if first else {chain[-1].name}
    for pack, end in zip(chain[:-1], ends[:-1], strict=True):
        while_in_force = min(end, ends[0]) if first else end
        if pack.ends and while_in_force[0] < pack.ends and while_in_force[0] < best:
            best, reason = while_in_force
            used.add(pack.name)
    return best, reason, tuple(sorted(used))


def _until_by(pack: Pack, content: Penalty, published_on: date, subject: SubjectClass) -> tuple[date, Reason]:
    severity = classify(content, subject, pack)
    if severity is Severity.MINOR:
        until, reason = last_day(published_on, months=pack["minor_months"]), Reason.PENALTY_MINOR
    elif "other_years" in pack.figures:
        until, reason = last_day(published_on, years=pack["other_years"]), Reason.PENALTY_UNIFORM
    elif severity is Severity.SERIOUS:
        until, reason = last_day(published_on, years=pack["serious_years"]), Reason.PENALTY_SERIOUS
    else:
        until, reason = last_day(published_on, years=pack["general_years"]), Reason.PENALTY_GENERAL
    if content.ban_until and content.ban_until > until and pack["ban_extends"]:
        until, reason = content.ban_until, Reason.PENALTY_BAN
    if content.publish_until and content.publish_until < until:
        until, reason = content.publish_until, Reason.PENALTY_SOURCE_DATE
    return until, reason


@cites(ORDER_45, "第十三条")
@cites(ORDER_107, "条号未载", unverified=True)
def classify(content: Penalty, subject: SubjectClass, pack: Pack) -> Severity | None:
    """The class of a penalty: as its agency states, else minor only if every kind of it is minor.

    Order 45 knows no classes beyond that: None.
    """
    if content.severity is not None:
        return content.severity
    if content.kinds and all(_is_minor(kind, content, subject, pack) for kind in content.kinds):
        return Severity.MINOR
    if pack.get("serious_years") is None:
        return None
    serious = any(pack.get(f"class.{kind}") == Severity.SERIOUS for kind in content.kinds)
    return Severity.SERIOUS if serious else Severity.GENERAL


def _is_minor(kind: PenaltyKind, content: Penalty, subject: SubjectClass, pack: Pack) -> bool:
    if kind is PenaltyKind.FINE:
        return is_low_fine(content.fine, subject, pack)
    return kind in pack["minor_kinds"]


@cites(ORDER_45, "第十三条")
def is_low_fine(fine: object, subject: SubjectClass, pack: Pack) -> bool:
    """Whether a fine is 较低数额: below the regulator's threshold; an unstated fine is not low."""
    if not isinstance(fine, Money) or fine.currency != "CNY":
        return False
    individual = subject is SubjectClass.INDIVIDUAL_BUSINESS
    threshold = pack["low_fine_individual_business" if individual else "low_fine_organisation"]
    return bool(fine.amount < Decimal(threshold))


@cites(ORDER_44, "条号未核", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def serious_entry(
    content: SeriousEntry, published_on: date, on: date, begun_anew: date | None = None
) -> Publication:
    """An entry of the serious violation list: three years from the listing, down when removed.

    begun_anew: a repair was revoked on that day, from which the three years run again.
    """
    pack = LISTS.at(on)
    until = last_day(begun_anew or content.listed_on, years=pack["serious_years"])
    reason = Reason.SERIOUS_TERM
    if content.removed_on and content.removed_on <= until:
        until, reason = preceding(content.removed_on), Reason.SERIOUS_REMOVED
    return _with_end(published_on, until, reason, on, LISTS.next_start(on), pack)


def _with_end(
    published_on: date, until: date, reason: Reason, on: date, boundary: date | None, pack: Pack
) -> Publication:
    changes = (published_on, following(until), boundary)
    return Publication(
        shown=published_on <= on <= until,
        reason=reason if published_on <= on else Reason.NOT_YET,
        until=until,
        changes_on=_next(on, *changes),
        packs=(pack.name,),
    )


@cites(ABNORMAL_RULES, "条号未核", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def abnormal_entry(content: AbnormalEntry, published_on: date, on: date) -> Publication:
    """An entry of the abnormal list, or marking: as long as listed; afterwards as the pack says."""
    pack = LISTS.at(on)
    removed = content.removed_on is not None and content.removed_on <= on
    hidden = removed and not pack["show_removed_abnormal"]
    reason = Reason.ABNORMAL_REMOVED_HIDDEN if hidden else Reason.ABNORMAL_REMOVED_SHOWN
    changes = (published_on, content.removed_on, LISTS.next_start(on))
    if published_on > on:
        reason = Reason.NOT_YET
    elif not removed:
        reason = Reason.ABNORMAL_LISTED
    ends = content.removed_on is not None and not pack["show_removed_abnormal"]
    return Publication(
        shown=published_on <= on and not hidden,
        reason=reason,
        until=preceding(content.removed_on) if ends and content.removed_on else None,
        changes_on=_next(on, *changes),
        packs=(pack.name,),
    )


@cites(ABNORMAL_RULES, "条号未核", unverified=True)
def is_listed(content: AbnormalEntry, status: Status, on: date) -> bool:
    """Whether an entry means that the subject stands on the list; one that is gone drops out."""
    removed = content.removed_on is not None and content.removed_on <= on
    return content.listed_on <= on and not removed and status not in LISTS.at(on)["gone_status"]


@cites(DISCLOSURE_REGULATION, "第十四条")
@cites(ORDER_107, "条号未载", unverified=True)
def check(content: Check, published_on: date, linked_ends: Iterable[date | None], on: date) -> Publication:
    """A check: its results stay, but negative ones stop with the last penalty that arose from them.

    linked_ends: for each such penalty the first day on which it is down, None while it has no end.
    """
    pack = CHECKS.at(on)
    ends = tuple(linked_ends)
    down = max((day for day in ends if day is not None), default=None) if None not in ends else None
    if not (pack["ends_with_penalty"] and is_negative(content, pack)):
        down = None
    if down is not None:
        until = preceding(down)
        return _with_end(
            published_on, until, Reason.CHECK_ENDED_WITH_PENALTY, on, CHECKS.next_start(on), pack
        )
    return _without_end(published_on, on, CHECKS.next_start(on), pack)


def is_negative(content: Check, pack: Pack) -> bool:
    return any(result in pack["negative"] for result in content.results)


def _without_end(published_on: date, on: date, boundary: date | None, pack: Pack | None) -> Publication:
    shown = published_on <= on
    return Publication(
        shown=shown,
        reason=Reason.NO_END if shown else Reason.NOT_YET,
        changes_on=_next(on, published_on, boundary),
        packs=(pack.name,) if pack else (),
    )


@cites(DISCLOSURE_REGULATION, "条号未核", unverified=True)
def judicial(content: JudicialAssistance, published_on: date, on: date) -> Publication:
    """Judicial assistance: equity freezes that were lifted are no longer shown (since June 2024)."""
    pack = JUDICIAL.at(on)
    if content.state in pack["hidden_states"]:
        return Publication(shown=False, reason=Reason.JUDICIAL_LIFTED, packs=(pack.name,))
    return _without_end(published_on, on, JUDICIAL.next_start(on), pack)


@cites(DISCLOSURE_REGULATION, "第六条、第七条")
def other(published_on: date, on: date) -> Publication:
    """Everything else: public from the day its source published it."""
    return _without_end(published_on, on, None, None)


@cites(DISCLOSURE_REGULATION, "第十一条")
def voluntary(content: Voluntary, published_on: date, on: date) -> Publication:
    """What an enterprise published of its own will: as long as it wishes."""
    if content.withdrawn_on is None:
        return _without_end(published_on, on, None, None)
    until = preceding(content.withdrawn_on)
    reason = Reason.NO_END if on <= until else Reason.VOLUNTARY_WITHDRAWN
    return Publication(
        shown=published_on <= on <= until,
        reason=reason if published_on <= on else Reason.NOT_YET,
        until=until,
        changes_on=None if on > until else _next(on, published_on, content.withdrawn_on),
    )
