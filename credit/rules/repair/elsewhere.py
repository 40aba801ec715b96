"""Records of other departments: repaired through Credit China, by Order 58, since 2026-04-01 by Order 36."""

from datetime import date
from typing import Final

from credit.domain.records import AnyContent, Penalty, SeriousEntry
from credit.domain.repair import Reason, RepairKind
from credit.domain.vocabulary import Severity, SubjectClass
from credit.rules.citations import cites
from credit.rules.periods import first_day_after, last_day
from credit.rules.publication import PENALTIES, classify
from credit.rules.repair.question import CREDIT_CHINA, REPAIR_SCHEME, Finding, Question, Read

ORDER_58: Final = "失信行为纠正后的信用信息修复管理办法（试行）（国家发展改革委令第58号）"
ORDER_36: Final = "信用修复管理办法（国家发展改革委令第36号）"


@cites(ORDER_58, "条号未核", unverified=True)
@cites(ORDER_36, "条号未核", unverified=True)
@cites(REPAIR_SCHEME, "第一项")
def elsewhere(question: Question, kind: RepairKind, on: date) -> Finding:
    """What the rules of Credit China say of a record: its class, from when on to apply there, until when it
    is public at most. Before the first rule known here nothing but where to ask."""
    pack = CREDIT_CHINA.find(on)
    if pack is None:
        return Finding(kind=kind, ready=(Reason.OTHER_DEPARTMENT,))
    read = Read(pack)
    severity = _class(question.content, question.facts.subject_class, on)
    least, most = _lengths(question.content, severity, read)
    starts = question.published_on
    if read("counts_from") == "decision":
        starts = question.record.republished_on or question.record.provenance.effective_on
    opens = first_day_after(starts, months=least) if least else starts
    return Finding(
        kind=kind,
        ready=(Reason.OTHER_DEPARTMENT,),
        waits=(Reason.MINIMUM,) if on < opens else (),
        until=last_day(starts, months=most),
        time_from=opens,
        severity=severity,
        lengths=(pack.name,),
        rules=pack.name,
        accept_workdays=read("accept_workdays"),
        decide_workdays=read("decide_workdays"),
        basis=read.basis,
    )


def _class(content: AnyContent, subject: SubjectClass, on: date) -> Severity | None:
    if isinstance(content, Penalty):
        return classify(content, subject, PENALTIES.at(on))
    return Severity.SERIOUS if isinstance(content, SeriousEntry) else Severity.GENERAL


def _lengths(content: AnyContent, severity: Severity | None, read: Read) -> tuple[int, int]:
    """Least and longest months of publication."""
    if read.has("most_months"):
        longer = isinstance(content, Penalty) and content.field in read("long_fields")
        return read("long_months" if longer else "least_months"), read("most_months")
    name = (severity or Severity.GENERAL).value
    return read(f"{name}_least_months"), read(f"{name}_most_months")
