"""What a check answers: a code, the fields it is about, and the figures it rests on."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from credit.rules.annual_report.reading import plain_number


class Severity(StrEnum):
    """Whether a report can be submitted with it."""

    STOP = "stop"  # both cannot be true: one has to be changed
    ASK = "ask"  # unlikely: to be changed, or said to be right


class Finding(msgspec.Struct, frozen=True):
    """paths: the field to mend first, then the others. figures: canonical numbers or days, by name."""

    code: str
    severity: Severity
    paths: tuple[str, ...]
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """What an answer is kept under."""
        return f"{self.code}:{self.paths[0]}"


def ask(code: str, *paths: str, **figures: object) -> Finding:
    """A question."""
    return Finding(code, Severity.ASK, paths, _said(figures))


def stop(code: str, *paths: str, **figures: object) -> Finding:
    """A contradiction."""
    return Finding(code, Severity.STOP, paths, _said(figures))


def _said(figures: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _text(value)) for name, value in figures.items() if value is not None)


def _text(value: object) -> str:
    return plain_number(value) if isinstance(value, Decimal) else str(value)
