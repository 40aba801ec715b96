"""Spot checks, inspections and product samplings of invented subjects."""

from functools import cache

from credit.domain.records import Check, ProductSample
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing
from credit.domain.vocabulary import CheckKind, CheckResult, SampleRole
from credit.services.demo.days import day, ordinal
from credit.services.demo.draft import Draft
from credit.services.demo.penalties import goods
from credit.services.demo.tables import table

_RESULTS = (
    *((CheckResult.NO_PROBLEM,),) * 26,
    *((CheckResult.CORRECTED,),) * 5,
    *((CheckResult.NO_ACTIVITY,),) * 3,
    *((CheckResult.UNREACHABLE,),) * 2,
    (CheckResult.NOT_PUBLISHED,),
    (CheckResult.NOT_PUBLISHED, CheckResult.UNREACHABLE),
    (CheckResult.FALSE,),
    (CheckResult.FOLLOW_UP,),
    (CheckResult.FOLLOW_UP, CheckResult.CORRECTED),
    (CheckResult.NON_COOPERATION,),
)
_OLD_RESULTS = (
    *((CheckResult.OLD_NORMAL,),) * 14,
    (CheckResult.OLD_INSTANT_MISSING,),
    (CheckResult.OLD_REPORT_MISSING,),
    (CheckResult.OLD_INSTANT_MISSING, CheckResult.OLD_REPORT_MISSING),
    (CheckResult.OLD_NON_COOPERATION,),
    (CheckResult.OLD_VIOLATION,),
    (CheckResult.UNREACHABLE,),
)
_ENDED = (
    (CheckResult.DEREGISTERED,),
    (CheckResult.REVOKED,),
    (CheckResult.RESCINDED,),
    (CheckResult.MOVED_OUT,),
    (CheckResult.CLOSED,),
)
# The older result vocabulary was in use before this day.
_NEW_WORDING = ordinal(2019, 1, 1)
_PENDING = frozenset({CheckResult.FOLLOW_UP, CheckResult.NOT_PUBLISHED})


@cache
def _items(field: str) -> tuple[str, ...]:
    return tuple(row["item"] for row in table("check_items.tsv") if row["field"] in ("any", field))


def check(draft: Draft) -> None:
    """One check on a day of the subject's life, in the words of that day."""
    dice, old = draft.dice, draft.dice.chance(0.08) and draft.born < _NEW_WORDING - 400
    when = _NEW_WORDING - 1 - dice.below(900) if old else draft.recent(2200)
    if old and when < draft.born:
        return
    if draft.name.trade.field != "special_equipment" and not old and dice.chance(0.15):
        sampling(draft, when)
        return
    ended = draft.last < draft.horizon.today and dice.chance(0.2)
    results = dice.pick(_ENDED if ended else _OLD_RESULTS if old else _RESULTS)
    kind = CheckKind.RANDOM if dice.chance(0.7) else CheckKind.INSPECTION
    inspect(draft, when, kind, results)


def inspect(draft: Draft, when: int, kind: CheckKind, results: tuple[CheckResult, ...]) -> None:
    """A random check or an inspection on a day with the given results."""
    dice, year = draft.dice, day(when).year
    plan: str | Missing = f"65{year}{dice.between(1, 60):04d}"
    task: str | Missing = f"{plan}{dice.between(1, 900):04d}"
    corrected = CheckResult.CORRECTED in results
    random = kind is CheckKind.RANDOM
    draft.add(
        Check(
            check_kind=kind,
            checked_on=day(when),
            results=results,
            plan_no=plan if random else NOT_APPLICABLE,
            task_no=task if random else NOT_APPLICABLE,
            item=dice.pick(_items(draft.name.trade.field)) if dice.chance(0.97) else NOT_COLLECTED,
            follow_up=_follow_up(results),
            corrected_on=day(min(when + 3 + dice.below(20), draft.horizon.today)) if corrected else None,
        ),
        when,
        lag=24,
        withholdable=True,
    )


def _follow_up(results: tuple[CheckResult, ...]) -> str | Missing:
    if _PENDING.intersection(results):
        return "已责令限期改正，待复查"
    if CheckResult.UNREACHABLE in results:
        return "依照程序列入经营异常名录"
    return NOT_APPLICABLE


def sampling(draft: Draft, when: int, role: SampleRole | None = None, failed: bool | None = None) -> None:
    """A product sampling with the subject as producer or as seller."""
    dice = draft.dice
    stock = dice.pick(goods(draft.name.trade.field))
    own = role or (SampleRole.PRODUCER if draft.name.trade.industry[0] == "C" else SampleRole.SELLER)
    bad = dice.chance(0.2) if failed is None else failed
    other = dice.pick(draft.kin).name.zh if draft.kin else "标称生产者不详"
    producer = own is SampleRole.PRODUCER
    draft.add(
        Check(
            check_kind=CheckKind.SAMPLING,
            checked_on=day(when),
            results=(CheckResult.SAMPLE_FAILED if bad else CheckResult.SAMPLE_PASSED,),
            plan_no=f"CC65{day(when).year}{dice.between(1, 80):03d}",
            task_no=NOT_COLLECTED,
            item="产品质量监督抽查" if draft.name.trade.field == "other" else "食品药品安全监督抽检",
            follow_up="已启动不合格产品后处理" if bad else NOT_APPLICABLE,
            sample=ProductSample(
                product=stock.product,
                role=own,
                model=stock.model if dice.chance(0.8) else NOT_COLLECTED,
                batch=day(when - 20 - dice.below(200)).isoformat(),
                producer=draft.name.zh if producer else other,
                seller=other if producer else draft.name.zh,
                failed_items=tuple(dice.some(stock.items, 2)) if bad else (),
            ),
        ),
        when,
        lag=24,
        withholdable=True,
    )
