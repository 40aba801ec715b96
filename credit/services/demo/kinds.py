"""What an invented subject is: class, type, name and form, drawn before anything else."""

from dataclasses import dataclass

from credit.domain.reference import enterprise_types
from credit.domain.vocabulary import SubjectClass
from credit.services.demo import names
from credit.services.demo.amounts import CAPITALS
from credit.services.demo.dice import Dice
from credit.services.demo.names import Brand, Name, Person, Trade
from credit.services.demo.places import Place
from credit.services.demo.tables import table

_CLASSES = (
    (0.440, SubjectClass.INDIVIDUAL_BUSINESS),
    (0.860, SubjectClass.COMPANY),
    (0.915, SubjectClass.COOPERATIVE),
    (0.942, SubjectClass.PARTNERSHIP),
    (0.972, SubjectClass.SOLE_PROPRIETORSHIP),
    (0.986, SubjectClass.NON_COMPANY_LEGAL_PERSON),
    (0.990, SubjectClass.FOREIGN_BRANCH),
    (0.994, SubjectClass.FOREIGN_OFFICE),
    (0.997, SubjectClass.OTHER),
    (1.0, SubjectClass.BRANCH),
)
_COMPANY_TYPES = (
    "1130",
    "1130",
    "1130",
    "1130",
    "1151",
    "1151",
    "1151",
    "1153",
    "1152",
    "1190",
    "1120",
    "1110",
)
_STOCK_TYPES = ("1222", "1222", "1229", "1223", "1212", "1213")
_FOREIGN_TYPES = ("5110", "5150", "5140", "6150", "6110")
_PARTNER_TRADES = (
    Trade(
        "股权投资",
        "پاي ھوقۇقى مەبلەغ سېلىش",
        "L7212",
        "other",
        "一般项目：以自有资金从事投资活动；企业管理咨询",
    ),
    Trade("企业管理", "كارخانا باشقۇرۇش", "L7219", "other", "一般项目：企业管理；企业管理咨询"),
    Trade(
        "创业投资", "ئىگىلىك تىكلەش مەبلەغ سېلىش", "L7212", "other", "一般项目：创业投资（限投资未上市企业）"
    ),
    Trade("咨询服务", "مەسلىھەت مۇلازىمىتى", "L7243", "other", "一般项目：社会经济咨询服务；市场调查"),
)
_FOREIGN = tuple((row["name"], row["currency"]) for row in table("foreign.tsv"))
_OUTSIDE = tuple(table("outside.tsv"))


@dataclass(frozen=True, slots=True)
class Kind:
    """type_code and its label, capital in 万 of `currency` (0: none); parent: an enterprise elsewhere."""

    subject_class: SubjectClass
    type_code: str
    name: Name
    capital: int = 0
    currency: str = "CNY"
    parent: str | None = None
    parent_division: str | None = None

    @property
    def type_label(self) -> str | None:
        return enterprise_types.label(self.type_code)


def draw(dice: Dice, place: Place, person: Person) -> Kind:
    """A kind of subject with its name in the place."""
    point = dice.random()
    chosen = next(kind for limit, kind in _CLASSES if point <= limit)
    if chosen is SubjectClass.INDIVIDUAL_BUSINESS:
        name = names.shop(dice, place, dice.pick(names.trades("shop")), person)
        return Kind(chosen, "9500", name, dice.pick(CAPITALS[:8]))
    if chosen is SubjectClass.COMPANY:
        return _company(dice, place)
    return _others(dice, place, chosen)


def _company(dice: Dice, place: Place) -> Kind:
    item, point = dice.pick(names.trades("company")), dice.random()
    chosen = SubjectClass.COMPANY
    if point < 0.80:
        type_code, form, capital = dice.pick(_COMPANY_TYPES), names.LIMITED, dice.pick(CAPITALS)
    elif point < 0.93:
        type_code, form, capital = dice.pick(_COMPANY_TYPES), names.LIMITED_LIABILITY, dice.pick(CAPITALS)
    elif point < 0.965:
        type_code, form, capital = dice.pick(_STOCK_TYPES), names.JOINT_STOCK, dice.pick(CAPITALS[17:])
    elif point < 0.98:
        type_code, form, capital = dice.pick(("1110", "1140")), names.STATE_GROUP, dice.pick(CAPITALS[20:])
    elif point < 0.99:
        type_code, form, capital = "1130", names.GROUP, dice.pick(CAPITALS[20:])
    else:
        name = names.company(dice, place, item, names.LIMITED)
        return Kind(
            chosen, dice.pick(_FOREIGN_TYPES), name, dice.pick(CAPITALS[9:]), dice.pick(("USD", "HKD", "CNY"))
        )
    return Kind(chosen, type_code, names.company(dice, place, item, form), capital)


def _others(dice: Dice, place: Place, chosen: SubjectClass) -> Kind:
    if chosen is SubjectClass.COOPERATIVE:
        form = names.UNION if dice.chance(0.03) else names.COOPERATIVE
        name = names.cooperative(dice, place, dice.pick(names.trades("coop")), form)
        return Kind(chosen, "9100", name, dice.pick(CAPITALS[4:20]))
    if chosen is SubjectClass.PARTNERSHIP:
        limited = dice.chance(0.8)
        form = names.PARTNERSHIP if limited else names.GENERAL_PARTNERSHIP
        name = names.company(dice, place, dice.pick(_PARTNER_TRADES), form)
        return Kind(chosen, "4533" if limited else "4531", name, dice.pick(CAPITALS[8:]))
    if chosen is SubjectClass.SOLE_PROPRIETORSHIP:
        return Kind(chosen, "4540", names.works(dice, place), dice.pick(CAPITALS[:14]))
    if chosen is SubjectClass.NON_COMPANY_LEGAL_PERSON:
        return Kind(
            chosen, dice.pick(("3100", "3200", "3400")), names.works(dice, place), dice.pick(CAPITALS[4:16])
        )
    if chosen is SubjectClass.OTHER:
        return Kind(chosen, "9900", names.works(dice, place))
    return _rooted_elsewhere(dice, place, chosen)


def _rooted_elsewhere(dice: Dice, place: Place, chosen: SubjectClass) -> Kind:
    """Branches of enterprises outside the region, foreign branches and representative offices."""
    if chosen is SubjectClass.BRANCH:
        home = dice.pick(_OUTSIDE)
        item, own = dice.pick(names.trades("company")), names.draw_brand(dice)
        parent = f"{home['place']}{own.zh}{item.zh}有限公司"
        name = Name(
            f"{parent}{place.short}分公司",
            f"{own.ug} {item.ug} {place.uyghur_short} {names.BRANCH[1]}",
            own,
            item,
        )
        return Kind(chosen, "2190", name, parent=parent, parent_division=home["division"])
    foreign, _ = dice.pick(_FOREIGN)
    office = chosen is SubjectClass.FOREIGN_OFFICE
    item = names.trade("company", "国际贸易")
    word = "代表处" if office else "分公司"
    ug = "ۋاكالەتخانىسى" if office else names.BRANCH[1]
    own = Brand(foreign[:4], place.uyghur_short)
    name = Name(f"{foreign}{place.short}{word}", f"{place.uyghur_short} {item.ug} {ug}", own, item)
    return Kind(chosen, "7200" if office else "7100", name, parent=foreign)
