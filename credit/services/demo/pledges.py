"""Equity pledges, intellectual-property pledges, chattel mortgages and judicial assistance."""

from credit.domain.records import ChattelMortgage, EquityPledge, IpPledge, JudicialAssistance
from credit.domain.values import NOT_COLLECTED
from credit.domain.vocabulary import JudicialKind, JudicialState, PledgeState
from credit.services.demo.amounts import money, whole
from credit.services.demo.days import day, ordinal
from credit.services.demo.draft import Draft
from credit.services.demo.tables import table

_BANKS = tuple(row["name"] for row in table("banks.tsv"))
_MORTGAGES_END = ordinal(2021, 1, 1)  # the registry of chattel mortgages moved away on this day
_COLLATERAL = (
    "皮棉120吨",
    "采棉机2台",
    "番茄酱生产线1条",
    "存栏肉牛80头",
    "滴灌带生产设备1套",
    "混凝土搅拌车3辆",
)
_IP = (("商标专用权", "{brand}及图注册商标"), ("专利权", "一种节水滴灌装置"), ("专利权", "一种果品分选设备"))


def equity_pledge(draft: Draft) -> None:
    dice, when = draft.dice, draft.recent(2500)
    ended = dice.chance(0.4)
    draft.add(
        EquityPledge(
            number=f"{draft.place.code}{day(when).year}{dice.between(1, 9999):04d}",
            pledgor=draft.person.zh,
            pledgee=dice.pick(_BANKS),
            amount=whole(max(draft.capital * dice.between(1, 10) // 10, 1)),
            state=PledgeState.ENDED if ended else PledgeState.IN_FORCE,
            registered_on=day(when),
            ended_on=day(when + dice.below(draft.last - when + 1)) if ended else None,
        ),
        when,
    )


def ip_pledge(draft: Draft) -> None:
    dice, when = draft.dice, draft.recent(1500)
    kind, title = dice.pick(_IP)
    draft.add(
        IpPledge(
            number=f"Y{day(when).year}98{dice.between(1, 999_999):06d}",
            name=title.format(brand=draft.name.brand.zh),
            ip_type=kind,
            pledgor=draft.name.zh,
            pledgee=dice.pick(_BANKS),
            valid_from=day(when),
            valid_to=day(when + 1095),
            state=PledgeState.ENDED if when + 1095 < draft.horizon.today else PledgeState.IN_FORCE,
        ),
        when,
    )


def chattel_mortgage(draft: Draft) -> None:
    """Only for subjects old enough: the registry moved to another authority in 2021."""
    dice, last = draft.dice, min(draft.last, _MORTGAGES_END - 1)
    if draft.born >= last:
        return
    when = last - dice.below(min(last - draft.born, 2500))
    draft.add(
        ChattelMortgage(
            number=f"{draft.place.sign}抵登〔{day(when).year}〕{dice.between(1, 400)}号",
            registered_on=day(when),
            debt=money(f"{dice.between(20, 3000)}.{dice.below(10)}"),
            mortgagee=dice.pick(_BANKS),
            collateral=dice.pick(_COLLATERAL) if dice.chance(0.8) else NOT_COLLECTED,
            state=PledgeState.ENDED if dice.chance(0.85) else PledgeState.IN_FORCE,
        ),
        when,
    )


def judicial(draft: Draft) -> None:
    """A freeze of equity in one of its states, or a transfer by a court."""
    dice, when = draft.dice, draft.recent(2000)
    transfer = dice.chance(0.15)
    state = JudicialState.DONE
    if not transfer:
        past = when + 1095 < draft.horizon.today
        state = (
            JudicialState.LIFTED
            if dice.chance(0.3)
            else JudicialState.LAPSED
            if past
            else JudicialState.FROZEN
        )
    draft.add(
        JudicialAssistance(
            judicial_kind=JudicialKind.TRANSFER if transfer else JudicialKind.FREEZE,
            state=state,
            court=f"{draft.place.full}人民法院",
            document_no=f"（{day(when).year}）新{draft.place.code[:4]}执{dice.between(1, 3000)}号",
            debtor=draft.person.zh,
            equity=whole(max(draft.capital * dice.between(1, 6) // 10, 1)),
            valid_from=day(when),
            valid_to=NOT_COLLECTED if transfer else day(when + 1094),
        ),
        when,
    )
