"""Every table that can be imported, and how a file's heading tells which one it is."""

from collections.abc import Iterable, Sequence

from credit.services.imports.cells import fold
from credit.services.imports.columns import Table
from credit.services.imports.tables_commitments import COMMITMENT
from credit.services.imports.tables_exchange import LICENCE, PENALTY
from credit.services.imports.tables_facts import (
    BRANCH,
    CHANGE,
    CHATTEL_MORTGAGE,
    CONTRIBUTION,
    EQUITY_PLEDGE,
    IP_PLEDGE,
    JUDICIAL,
    KEY_PERSON,
    NOTICE,
    VOLUNTARY,
    WEBSITE,
)
from credit.services.imports.tables_lists import ABNORMAL, CHECK, SERIOUS
from credit.services.imports.tables_notices import AUTHORITY_NOTICE
from credit.services.imports.tables_registration import REGISTRATION

TABLES: tuple[Table, ...] = (
    REGISTRATION,
    LICENCE,
    PENALTY,
    ABNORMAL,
    SERIOUS,
    CHECK,
    CONTRIBUTION,
    KEY_PERSON,
    BRANCH,
    CHANGE,
    EQUITY_PLEDGE,
    IP_PLEDGE,
    CHATTEL_MORTGAGE,
    JUDICIAL,
    NOTICE,
    VOLUNTARY,
    WEBSITE,
    COMMITMENT,
    AUTHORITY_NOTICE,
)
BY_NAME = {table.name: table for table in TABLES}
BY_WORD = {fold(word): table for table in TABLES for word in (table.name, table.label)}
KIND_HEADINGS = frozenset(fold(word) for word in ("kind", "记录类型", "表"))
MIXED = "mixed"


def table_for(headings: Iterable[str]) -> Table | None:
    """The table whose required columns are all there, or nearly; None when none fits.

    Of several the one that knows most of the headings wins.
    """
    present = {fold(heading) for heading in headings}
    best: Sequence[tuple[int, int, Table]] = sorted(
        (_score(table, present) for table in TABLES), key=lambda one: one[:2], reverse=True
    )
    missing, known, table = best[0]
    return table if known >= 3 and missing >= -max(1, len(table.required) // 3) else None


def nearest(headings: Iterable[str]) -> tuple[Table, list[str]] | None:
    """The table that a heading which fits none comes nearest to, and the required columns it lacks.

    None where not even one heading is known.
    """
    present = {fold(heading) for heading in headings}
    scores = [_score(table, present) for table in TABLES]
    _, known, table = max(scores, key=lambda one: (one[1], one[0]))
    if not known:
        return None
    return table, [column.label for column in table.required if column.headings.isdisjoint(present)]


def _score(table: Table, present: set[str]) -> tuple[int, int, Table]:
    missing = sum(1 for column in table.required if column.headings.isdisjoint(present))
    known = len(present & table.by_heading.keys())
    return -missing, known, table


def names_kind(headings: Iterable[str]) -> str | None:
    """The heading of the column that names each row's table, where there is one."""
    return next((heading for heading in headings if fold(heading) in KIND_HEADINGS), None)
