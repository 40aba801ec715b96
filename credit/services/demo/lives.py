"""How long an invented subject lives and what becomes of it."""

from dataclasses import dataclass

from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing
from credit.domain.vocabulary import Status, SubjectClass
from credit.services.demo.days import Horizon, ordinal
from credit.services.demo.dice import Dice
from credit.services.demo.tables import table

_FIRST = ordinal(1988, 3, 1)
_STATUSES = (
    (0.790, Status.OPERATING),
    (0.915, Status.DEREGISTERED),
    (0.955, Status.REVOKED),
    (0.975, Status.REVOKED_DEREGISTERED),
    (0.980, Status.FORCED_DEREGISTERED),
    (0.985, Status.RESCINDED),
    (0.995, Status.MOVED_OUT),
    (1.0, Status.OTHER),
)
_REASONS = {
    Status.DEREGISTERED: ("决议解散", "依法注销", "经营者决定停止经营", "被吸收合并"),
    Status.REVOKED: (
        "成立后无正当理由超过六个月未开业",
        "开业后自行停业连续六个月以上",
        "连续两个年度未报送年度报告且无法联系",
    ),
    Status.REVOKED_DEREGISTERED: ("开业后自行停业连续六个月以上",),
    Status.FORCED_DEREGISTERED: ("被吊销营业执照满三年未申请注销登记",),
    Status.RESCINDED: ("提交虚假材料取得登记",),
    Status.MOVED_OUT: ("住所迁出登记机关辖区",),
}
_OUTSIDE = tuple(row["authority"] for row in table("outside.tsv"))


@dataclass(frozen=True, slots=True)
class Life:
    """Ordinals of establishment and of the last day of activity; the status and its reason."""

    born: int
    last: int
    status: Status
    reason: str | Missing
    moved_to: str | None = None


# Before these days the law did not know the class.
_CLASS_BEGAN = {
    SubjectClass.COOPERATIVE: ordinal(2007, 7, 1),
    SubjectClass.PARTNERSHIP: ordinal(2007, 6, 1),
    SubjectClass.COMPANY: ordinal(1994, 7, 1),
    SubjectClass.SOLE_PROPRIETORSHIP: ordinal(2000, 1, 1),
}


def draw(dice: Dice, horizon: Horizon, subject_class: SubjectClass) -> Life:
    """A life that ends on the reference day or before; younger subjects are the more numerous."""
    first = _CLASS_BEGAN.get(subject_class, _FIRST)
    born = horizon.today - int((horizon.today - first) * dice.random() ** 1.6)
    point = dice.random()
    status = next(kind for limit, kind in _STATUSES if point <= limit)
    if status in (Status.OPERATING, Status.OTHER):
        return Life(born, horizon.today, status, NOT_APPLICABLE)
    least = 1300 if status in (Status.REVOKED_DEREGISTERED, Status.FORCED_DEREGISTERED) else 60
    born = min(born, horizon.today - least - 1)
    last = horizon.today - dice.age(horizon.today - born - least + 1)
    if status is Status.FORCED_DEREGISTERED:
        # Forced deregistration exists since the order of October 2025 and takes a notice of ninety days.
        last = max(last, min(ordinal(2026, 1, 15), horizon.today))
    reasons = _REASONS[status]
    reason: str | Missing = dice.pick(reasons) if dice.chance(0.92) else NOT_COLLECTED
    moved_to = dice.pick(_OUTSIDE) if status is Status.MOVED_OUT else None
    return Life(born, last, status, reason, moved_to)
