"""The question of a reader about a record that could be anybody's: read from the address, kept nowhere."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import msgspec
from werkzeug.datastructures import MultiDict

from credit.domain.errors import RuleError
from credit.domain.labels import zh
from credit.domain.repair import RepairKind
from credit.domain.vocabulary import AbnormalGround, PenaltyField, PenaltyKind
from credit.rules.repair.question import CONDITIONS
from credit.rules.repair.supposed import Supposed, suppose
from web.forms.repair import AskRepairForm
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem
from web.presenters.repair_answers import Shown, shown
from web.presenters.speech import Speech

_ASKED = "kind"
_OTHER = zh("其他部门")  # no name of market supervision is in it
_TOO_EARLY = zh("最早可以问这一天的申请：%(day)s")
_IN_ORDER = zh("申请日期不能早于公示或者列入的日期")
LAST = date(2100, 1, 1)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """form: what was filled in; more, ground: which part of it is open."""

    form: SimpleNamespace
    answer: Shown | None = None
    problems: tuple[Problem, ...] = ()
    more: bool = False
    ground: bool = False

    @property
    def status(self) -> int:
        return 400 if self.problems else 200


def asked_repair(words: Speech, args: MultiDict[str, str], today: date) -> Asked:
    """The answer, or what is wrong with the question; nothing yet for a page without one."""
    if _ASKED not in args:
        return Asked(form=questions(words, AskRepairForm()))
    form = AskRepairForm(args)
    wrong = problems(words, form) if not form.validate() else _in_days(words, form, today)
    answer = None
    if not wrong:
        try:
            answer = shown(words, suppose(_supposed(form, today), form.on.data or today))
        except RuleError:
            wrong = (_too_early(words),)
    kind = str(form.kind.data)
    return Asked(
        form=questions(words, form, said=wrong),
        answer=answer,
        problems=wrong,
        more=kind == RepairKind.PENALTY,
        ground=kind in (RepairKind.ABNORMAL, RepairKind.MARKING),
    )


def _in_days(words: Speech, form: AskRepairForm, today: date) -> tuple[Problem, ...]:
    since, on = form.since.data or today, form.on.data or today
    if since > on:
        return (Problem(words._(_IN_ORDER), "on" if form.on.data else "since"),)
    return (_too_early(words),) if on > LAST else ()


def _too_early(words: Speech) -> Problem:
    """The first day of the first rule known here."""
    return Problem(words.say(_TOO_EARLY, day=words.prose_date(CONDITIONS.starts[0])), "on")


def _supposed(form: AskRepairForm, today: date) -> Supposed:
    given: Mapping[str, str] = {field.name: field.data for field in form if isinstance(field.data, str)}
    return Supposed(
        kind=RepairKind(given["kind"]),
        since=form.since.data or today,
        penalty=PenaltyKind(given.get("penalty") or PenaltyKind.FINE),
        ground=AbnormalGround(given.get("ground") or AbnormalGround.REPORT_NOT_FILED),
        fine=Decimal(given["fine"]) if given.get("fine") else None,
        field=PenaltyField(given.get("field") or PenaltyField.OTHER),
        individual=given.get("who") == "individual",
        done=bool(form.done.data),
        agency=_OTHER if given.get("by") == "other" else "",
    )
