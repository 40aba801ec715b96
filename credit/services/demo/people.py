"""Contributions and key people of invented subjects."""

from credit.domain.records import Contribution, KeyPerson
from credit.domain.values import NOT_COLLECTED, NOT_DISCLOSED, Missing
from credit.domain.vocabulary import ContributionForm, HolderKind, SubjectClass
from credit.services.demo.amounts import money
from credit.services.demo.days import day
from credit.services.demo.draft import Draft
from credit.services.demo.names import draw_person

_CASH = (ContributionForm.CASH,)
_FORMS = (
    _CASH, _CASH, _CASH, _CASH, _CASH, _CASH,
    (ContributionForm.CASH, ContributionForm.IN_KIND),
    (ContributionForm.INTELLECTUAL_PROPERTY,),
    (ContributionForm.LAND_USE,),
    (ContributionForm.CASH, ContributionForm.EQUITY),
    (ContributionForm.DEBT,),
)  # fmt: skip


def contributions(draft: Draft) -> None:
    """One to four holders whose subscriptions add up to the capital; the first is the head."""
    count = 1 + draft.dice.chance(0.5) + draft.dice.chance(0.25) + draft.dice.chance(0.1)
    if draft.subject_class is SubjectClass.COOPERATIVE:
        count += 2
    left = draft.capital * 100
    for number in range(count):
        share = left if number == count - 1 else int(left * (0.3 + 0.5 * draft.dice.random()))
        left -= share
        _contribution(draft, number, share)


def _contribution(draft: Draft, number: int, hundredths: int) -> None:
    dice = draft.dice
    subscribed = money(f"{hundredths / 100:g}" if hundredths < 10**7 else str(hundredths // 100))
    paid, paid_on = money("0"), NOT_COLLECTED
    paid_day = min(draft.last, draft.born + dice.below(900))
    kind = dice.random()
    if kind < 0.6:
        paid = subscribed
    held = dice.pick(draft.kin) if number and draft.kin and dice.chance(0.18) else None
    holder = held.name.zh if held else draft.person.zh if number == 0 else draw_person(dice, draft.place).zh
    code: str | Missing = held.code if held else NOT_COLLECTED
    draft.add(
        Contribution(
            holder=holder,
            holder_kind=HolderKind.ORGANISATION if held else HolderKind.PERSON,
            holder_code=code,
            subscribed=subscribed,
            subscribed_due=day(draft.born + 365 * dice.between(1, 20)),
            paid=paid if kind < 0.85 else NOT_DISCLOSED if kind > 0.95 else NOT_COLLECTED,
            paid_on=day(paid_day) if paid.amount and kind < 0.85 else paid_on,
            forms=dice.pick(_FORMS),
        ),
        draft.born,
    )


_SMALL = ("执行董事兼总经理", "监事", "财务负责人")
_BOARD = ("董事长", "董事兼总经理", "董事", "监事会主席", "监事", "职工监事")
_COOPERATIVE = ("理事长", "理事", "执行监事")


def key_people(draft: Draft) -> None:
    """The head in the first post, invented others in the following ones."""
    dice = draft.dice
    posts: tuple[str, ...]
    if draft.subject_class is SubjectClass.COOPERATIVE:
        posts, count = _COOPERATIVE, 2
    elif draft.capital >= 5000:
        posts, count = _BOARD, dice.between(4, 6)
    else:
        posts, count = _SMALL, 2 + dice.chance(0.2)
    for number, post in enumerate(posts[:count]):
        person = draft.person if number == 0 else draw_person(dice, draft.place)
        draft.add(KeyPerson(name=person.zh, post=post), draft.born)
