"""Invented annual reports: figures that hang together, year after year, as an honest filer types them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log
from typing import Final

from credit.domain.annual_report import ANY, Answers, FieldType, Filer, Form, FormField, FormSection, Row
from credit.services.demo.dice import Dice

_SHARE_WITH_CHOICE: Final = 0.4
_TURBULENT: Final = 0.05  # years in which everything changes
_SITES: Final = ("site", "shop")


@dataclass(slots=True)
class Business:
    """What a subject's year comes to, in ten thousand yuan, and how many work there."""

    staff: int
    revenue: float
    margin: float
    tax_rate: float
    turnover: float  # revenue to assets
    debt: float  # share of assets
    insured: int
    base: float

    @classmethod
    def drawn(cls, dice: Dice, filer: Filer) -> "Business":
        """A first year: small ones far more often than large ones."""
        small = "shop" if filer.subject_class.value == "individual_business" else ""
        idle = dice.chance(0.08 if not small else 0.02)
        staff = max(1, int(exp(dice.random() * (1.6 if small else 4.2))))
        revenue = 0.0 if idle else staff * exp(log(28) + 0.7 * _bell(dice))
        return cls(
            staff=staff,
            revenue=revenue,
            margin=0.05 + 0.07 * _bell(dice),
            tax_rate=0.005 + 0.05 * dice.random(),
            turnover=0.4 + 1.6 * dice.random(),
            debt=0.1 + 0.7 * dice.random(),
            insured=int(staff * dice.random() ** 0.4),
            base=4.2 + 3.5 * dice.random(),
        )

    def next_year(self, dice: Dice) -> "Business":
        """The same business a year on; now and then one that is hardly the same."""
        swing = 1.1 if dice.chance(_TURBULENT) else 0.3
        growth = exp(swing * _bell(dice))
        staff = max(1, round(self.staff * growth**0.5))
        return Business(
            staff=staff,
            revenue=self.revenue * growth,
            margin=self.margin + 0.02 * _bell(dice),
            tax_rate=max(0.003, self.tax_rate * exp(0.3 * _bell(dice))),
            turnover=self.turnover * exp(0.15 * _bell(dice)),
            debt=min(0.95, max(0.05, self.debt + 0.05 * _bell(dice))),
            insured=min(staff, max(0, round(self.insured * growth**0.5))),
            base=self.base * exp(0.04 * _bell(dice)),
        )

    def figures(self, idle_assets: float) -> dict[str, str]:
        """The values of the fields of figures, by key, as typed."""
        assets = round(self.revenue / self.turnover, 2) or round(idle_assets, 2)
        debts = round(assets * self.debt, 2)
        revenue, profit = round(self.revenue, 2), round(self.revenue * self.margin, 2)
        net = round(profit * (0.95 if profit > 0 else 1), 2)
        tax = round(self.revenue * self.tax_rate, 2)
        premium = round(self.insured * self.base * 0.25, 2)
        amounts = {
            "assets": assets, "liabilities": debts, "equity": assets - debts, "revenue": revenue,
            "main_revenue": revenue * 0.97, "profit": profit, "net_profit": net, "tax": tax,
            "surplus": profit, "subsidies": 0, "loans": debts * 0.3, "funds": assets * 0.5,
            "base": self.insured * self.base, "paid": premium, "arrears": 0, "costs": revenue * 0.2,
        }  # fmt: skip
        counts = {"staff": self.staff, "graduates": self.staff // 9, "members": self.staff // 12}
        return {name: f"{amount:.2f}".rstrip("0").rstrip(".") or "0" for name, amount in amounts.items()} | {
            name: str(count) for name, count in counts.items()
        }


def _bell(dice: Dice) -> float:
    """About a standard normal draw."""
    return (sum(dice.random() for _ in range(6)) - 3) * 1.414


def report(dice: Dice, filer: Filer, form: Form, business: Business, before: Answers | None) -> Answers:
    """A whole honest report; lasting values are those of the year before."""
    typed = business.figures(float(filer.capital or 10) * 0.2)
    values: dict[str, str] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    published: dict[str, bool] = dict(before.published) if before else {}
    for section in form.sections:
        if section.rows:
            rows[section.key] = _list(dice, filer, section, before, form.year)
            if section.question:
                values[f"{section.key}.{ANY}"] = "yes" if rows[section.key] else "no"
            continue
        for field in section.fields:
            path = f"{section.key}.{field.key}"
            kept = before.values.get(path, "") if before and field.lasting else ""
            values[path] = kept or _value(dice, filer, section, field, typed, business)
            if field.publication.value == "choice" and path not in published:
                published[path] = dice.chance(_SHARE_WITH_CHOICE)
    return Answers(
        values={path: value for path, value in values.items() if value},
        rows={key: listed for key, listed in rows.items() if listed},
        published=published,
        publish_any=(before.publish_any if before else dice.chance(0.6)) if form.whole_choice else None,
    )


def _value(
    dice: Dice,
    filer: Filer,
    section: FormSection,
    field: FormField,
    typed: dict[str, str],
    business: Business,
) -> str:
    if field.prefill and filer.register.get(field.prefill):
        return filer.register[field.prefill]
    if field.when is not None:
        return ""  # the questions before them are answered with no
    if section.key == "insurance" and field.type is FieldType.COUNT:
        return str(business.insured)
    if section.key == "members":
        return {"count": "26", "farmers": "24"}.get(field.key, str(dice.below(3)))
    if field.key in typed:
        return typed[field.key]
    return _plain(dice, field)


def _plain(dice: Dice, field: FormField) -> str:
    made: dict[FieldType, Callable[[], str]] = {
        FieldType.YES_NO: lambda: "no",
        FieldType.CHOICE: lambda: field.options[0].value,
        FieldType.PHONE: lambda: f"0991-{dice.between(2000000, 8999999)}",
        FieldType.EMAIL: lambda: f"office{dice.between(100, 999)}@example.com",
        FieldType.POSTCODE: lambda: f"83{dice.between(0, 9)}0{dice.between(10, 99)}",
        FieldType.COUNT: lambda: "0",
        FieldType.MONEY: lambda: "0",
        FieldType.DATE: lambda: "2030-12-31",
        FieldType.CODE: lambda: "91650100MA77X3PQ6A",
    }
    make = made.get(field.type)
    if make is not None:
        return make()
    return "无" if field.required else ""


def _list(
    dice: Dice, filer: Filer, section: FormSection, before: Answers | None, year: int
) -> tuple[Row, ...]:
    if before is not None and not section.yearly:
        return before.listed(section.key)
    if section.key == "holders":
        return _holders(filer, year)
    if section.key == "websites" and dice.chance(0.2):
        brand = dice.between(100, 999)
        kind = dice.pick(_SITES)
        return (
            Row("r1", {"kind": kind, "name": filer.name[:12], "url": f"https://shop{brand}.example.com"}),
        )
    return ()


def _holders(filer: Filer, year: int) -> tuple[Row, ...]:
    """The registered ones, completed; where none are registered, one who holds everything."""
    capital = filer.capital or "10"
    given = filer.holders or (
        {"holder": filer.register.get("legal_representative", "无"), "subscribed": capital},
    )
    rows = []
    for number, one in enumerate(given, 1):
        row = {"subscribed": "0", "subscribed_on": f"{year + 5}-12-31", "subscribed_forms": "cash"} | dict(
            one
        )
        if row.get("paid", "0") == "0" or row.get("paid_on", "9") > f"{year}-12-31":
            row |= {"paid": "0", "paid_on": "", "paid_forms": ""}
        else:
            row["paid_on"] = row.get("paid_on") or f"{year - 1}-06-01"
            row["paid_forms"] = row.get("paid_forms") or row["subscribed_forms"]
        rows.append(Row(f"r{number}", {key: value for key, value in row.items() if value}))
    return tuple(rows)
