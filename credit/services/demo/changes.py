"""Changes of registered items (变更) of invented subjects."""

from credit.domain.records import Change
from credit.domain.values import NOT_COLLECTED
from credit.domain.vocabulary import ChangeItem
from credit.services.demo.amounts import CAPITALS
from credit.services.demo.days import day
from credit.services.demo.draft import Draft
from credit.services.demo.names import draw_person
from credit.services.demo.places import address

_ITEMS = (
    ChangeItem.LEGAL_REPRESENTATIVE,
    ChangeItem.LEGAL_REPRESENTATIVE,
    ChangeItem.ADDRESS,
    ChangeItem.ADDRESS,
    ChangeItem.CAPITAL,
    ChangeItem.SCOPE,
    ChangeItem.SCOPE,
    ChangeItem.HOLDERS,
    ChangeItem.KEY_PEOPLE,
    ChangeItem.TERM,
    ChangeItem.AUTHORITY,
    ChangeItem.OTHER,
)


def change(draft: Draft) -> None:
    """One change of a registered item; what it was before and after."""
    item = draft.dice.pick(_ITEMS)
    before, after = _sides(draft, item)
    when = draft.recent()
    draft.add(Change(item=item, changed_on=day(when), before=before, after=after), when)


def renaming(draft: Draft, former: str, when: int) -> None:
    """The change that goes with a former name."""
    content = Change(item=ChangeItem.NAME, changed_on=day(when), before=former, after=draft.name.zh)
    draft.add(content, when)


def _sides(draft: Draft, item: ChangeItem) -> tuple[str, str]:  # noqa: PLR0911 - one answer an item
    dice, place = draft.dice, draft.place
    if item is ChangeItem.LEGAL_REPRESENTATIVE:
        return draw_person(dice, place).zh, draft.person.zh
    if item is ChangeItem.ADDRESS:
        return address(dice, place), address(dice, place)
    if item is ChangeItem.CAPITAL:
        return f"{dice.pick(CAPITALS)}万元人民币", f"{draft.capital or dice.pick(CAPITALS)}万元人民币"
    if item is ChangeItem.SCOPE:
        return draft.name.trade.scope.partition("；")[0], draft.name.trade.scope
    if item is ChangeItem.HOLDERS:
        return draw_person(dice, place).zh, f"{draft.person.zh}，{draw_person(dice, place).zh}"
    if item is ChangeItem.KEY_PEOPLE:
        return f"{draw_person(dice, place).zh}（监事）", f"{draw_person(dice, place).zh}（监事）"
    if item is ChangeItem.TERM:
        return f"至{day(draft.born + 7300)}", "长期"
    if item is ChangeItem.AUTHORITY:
        return f"{place.full}工商行政管理局", place.agency.name
    return "经营范围登记方式：手工填报", "经营范围登记方式：规范条目"


def uncollected(draft: Draft) -> None:
    """A change of old times of which only the day is known."""
    when = draft.born + draft.dice.below(max(draft.last - draft.born, 1))
    content = Change(item=ChangeItem.TYPE, changed_on=day(when), before=NOT_COLLECTED, after=NOT_COLLECTED)
    draft.add(content, when)
