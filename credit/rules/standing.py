"""What ends a listing: reason codes for the one sentence under a listing's name.

Codes, never prose: presenters make sentences and name the article.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from credit.domain.dossier import AbnormalStanding, SeriousStanding
from credit.domain.vocabulary import AbnormalGround
from credit.rules.citations import cites
from credit.rules.periods import first_day_after, last_day
from credit.rules.publication import LISTS, ORDER_44, ORDER_107

ABNORMAL_RULES: Final = "企业经营异常名录管理办法"
INDIVIDUAL_RULES: Final = "个体工商户年度报告办法"
REPAIR_2021: Final = "市场监督管理信用修复管理办法（国市监信规〔2021〕3号）"


class End(StrEnum):
    """What ends a listing or marking, or when it ends."""

    FILE_REPORT = "abnormal.end.file_report"
    PUBLISH = "abnormal.end.publish"
    CORRECT = "abnormal.end.correct"
    BE_REACHABLE = "abnormal.end.be_reachable"
    MARK_FILE_REPORT = "marking.end.file_report"
    MARK_PUBLISH = "marking.end.publish"
    MARK_CORRECT = "marking.end.correct"
    MARK_BE_REACHABLE = "marking.end.be_reachable"
    SERIOUS_TERM = "serious.end.term"
    SERIOUS_APPLY_FROM = "serious.end.apply_from"
    SERIOUS_APPLY_NOW = "serious.end.apply_now"


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """One way out. on: the day it happens by itself or becomes possible. report_year: the year to
    file. pack: the pack the answer rests on."""

    code: End
    pack: str
    on: date | None = None
    report_year: int | None = None


_ABNORMAL: Final[Mapping[AbnormalGround, tuple[End, End]]] = {
    AbnormalGround.REPORT_NOT_FILED: (End.FILE_REPORT, End.MARK_FILE_REPORT),
    AbnormalGround.ORDER_NOT_FOLLOWED: (End.PUBLISH, End.MARK_PUBLISH),
    AbnormalGround.FALSE_INFORMATION: (End.CORRECT, End.MARK_CORRECT),
    AbnormalGround.UNREACHABLE: (End.BE_REACHABLE, End.MARK_BE_REACHABLE),
}


@cites(ABNORMAL_RULES, "第六条至第九条", unverified=True)
@cites(INDIVIDUAL_RULES, "第十三条至第十五条")
def ends_abnormal(standing: AbnormalStanding, on: date) -> Ending:
    """What the subject has to do; for an individual business, to be restored to its normal state."""
    listed, marked = _ABNORMAL[standing.ground]
    year = standing.report_year if standing.ground is AbnormalGround.REPORT_NOT_FILED else None
    return Ending(code=marked if standing.marking else listed, pack=LISTS.at(on).name, report_year=year)


@cites(ORDER_44, "条号未核", unverified=True)
@cites(REPAIR_2021, "第七条")
@cites(ORDER_107, "条号未载", unverified=True)
def ends_serious(standing: SeriousStanding, on: date) -> tuple[Ending, ...]:
    """When the listing ends by itself, and from when on early removal may be asked for."""
    pack = LISTS.at(on)
    term = standing.until or last_day(standing.listed_on, years=pack["serious_years"])
    opens = first_day_after(standing.listed_on, years=pack["serious_early_years"])
    early = End.SERIOUS_APPLY_NOW if opens <= on else End.SERIOUS_APPLY_FROM
    return (
        Ending(code=End.SERIOUS_TERM, pack=pack.name, on=term),
        Ending(code=early, pack=pack.name, on=opens),
    )
