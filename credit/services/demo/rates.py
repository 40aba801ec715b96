"""How many records of each kind a subject of a class has, on average about four in all."""

from collections.abc import Callable

from credit.domain.vocabulary import SubjectClass
from credit.services.demo import changes, checks, extras, licences, lists, notices, penalties, people, pledges
from credit.services.demo.draft import Draft

Maker = Callable[[Draft], None]

# Maker, chance of at least one, most of them. Each further one is a third as likely.
_COMPANY: tuple[tuple[Maker, float, int], ...] = (
    (people.contributions, 0.99, 1),
    (people.key_people, 0.96, 1),
    (licences.licence, 0.80, 3),
    (checks.check, 0.50, 4),
    (changes.change, 0.50, 5),
    (penalties.penalty, 0.075, 3),
    (lists.abnormal, 0.13, 2),
    (lists.serious, 0.005, 1),
    (notices.notice, 0.07, 2),
    (extras.website, 0.07, 2),
    (extras.voluntary, 0.03, 1),
    (pledges.equity_pledge, 0.02, 2),
    (pledges.ip_pledge, 0.006, 1),
    (pledges.chattel_mortgage, 0.03, 2),
    (pledges.judicial, 0.02, 2),
    (changes.uncollected, 0.02, 1),
)
_INDIVIDUAL: tuple[tuple[Maker, float, int], ...] = (
    (licences.licence, 0.72, 2),
    (checks.check, 0.33, 3),
    (changes.change, 0.12, 2),
    (penalties.penalty, 0.05, 2),
    (lists.abnormal, 0.13, 1),
    (lists.serious, 0.001, 1),
    (extras.website, 0.03, 1),
    (extras.voluntary, 0.01, 1),
)
_COOPERATIVE: tuple[tuple[Maker, float, int], ...] = (
    (people.contributions, 0.95, 1),
    (people.key_people, 0.80, 1),
    (changes.change, 0.35, 3),
    (checks.check, 0.30, 2),
    (lists.abnormal, 0.15, 2),
    (penalties.penalty, 0.02, 1),
    (extras.website, 0.04, 1),
    (notices.notice, 0.02, 1),
    (pledges.chattel_mortgage, 0.02, 1),
)
_REST: tuple[tuple[Maker, float, int], ...] = (
    (licences.licence, 0.60, 2),
    (checks.check, 0.35, 3),
    (changes.change, 0.35, 3),
    (penalties.penalty, 0.06, 2),
    (lists.abnormal, 0.12, 1),
    (lists.serious, 0.002, 1),
    (notices.notice, 0.02, 1),
    (extras.website, 0.03, 1),
)
_PLANS: dict[SubjectClass, tuple[tuple[Maker, float, int], ...]] = {
    SubjectClass.COMPANY: _COMPANY,
    SubjectClass.INDIVIDUAL_BUSINESS: _INDIVIDUAL,
    SubjectClass.COOPERATIVE: _COOPERATIVE,
    SubjectClass.PARTNERSHIP: ((people.contributions, 0.95, 1), *_REST),
    SubjectClass.NON_COMPANY_LEGAL_PERSON: ((people.key_people, 0.4, 1), *_REST),
}


def records_for(draft: Draft) -> None:
    """Give the draft records of all kinds that its class can have."""
    dice = draft.dice
    for maker, chance, most in _PLANS.get(draft.subject_class, _REST):
        if dice.random() >= chance:
            continue
        maker(draft)
        for _ in range(most - 1):
            if dice.random() >= 0.35:
                break
            maker(draft)
