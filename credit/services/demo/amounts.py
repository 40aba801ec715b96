"""Amounts of money as shared values; in 万元 with up to six decimals."""

from decimal import Decimal
from functools import lru_cache

from credit.domain.values import Money
from credit.services.demo.dice import Dice

CAPITALS = (
    1, 3, 5, 10, 10, 20, 30, 50, 50, 100, 100, 100, 200, 200, 300, 500, 500, 500, 1000, 1000, 1000,
    2000, 3000, 5000, 8000, 10000, 30000,
)  # fmt: skip


@lru_cache(maxsize=8192)
def money(amount: str, currency: str = "CNY") -> Money:
    """Money of a decimal text in 万; equal amounts are one object."""
    return Money(Decimal(amount), currency)


def whole(amount: int, currency: str = "CNY") -> Money:
    return money(str(amount), currency)


def fine(dice: Dice, low: float, high: float) -> Money:
    """A fine between two amounts in 万元, in steps of 100 yuan."""
    return money(f"{low + (high - low) * dice.random() ** 2:.2f}")
