"""Many rows at once: raw tuples in, look-ups by lists of any length.

Statements are made by SQLAlchemy for the dialect at hand and then handed to the driver with plain
tuples, which is several times faster than mapping each row.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, Table, bindparam, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

Row = tuple[Any, ...]


@lru_cache(maxsize=64)
def _insert_statement(
    table: Table, names: tuple[str, ...], dialect: str, replace: tuple[str, ...] | None
) -> str:
    """replace: None plain insert, () ignore what exists, names: overwrite these by primary key."""
    postgres = dialect == "postgresql"
    statement: Any = insert(table)
    if replace is not None:
        statement = postgresql.insert(table) if postgres else sqlite.insert(table)
    statement = statement.values({name: bindparam(name) for name in names})
    if replace:
        statement = statement.on_conflict_do_update(
            index_elements=list(table.primary_key), set_={name: statement.excluded[name] for name in replace}
        )
    elif replace is not None:
        statement = statement.on_conflict_do_nothing()
    maker: Any = postgresql.psycopg.dialect if postgres else sqlite.dialect
    compiled = statement.compile(dialect=maker(paramstyle="format" if postgres else "qmark"))
    if tuple(compiled.positiontup or ()) != names:
        raise ValueError(f"columns of {table.name} must be named in table order: {compiled.positiontup}")
    return str(compiled)


def insert_rows(
    connection: Connection,
    table: Any,
    names: tuple[str, ...],
    rows: Sequence[Row],
    replace: tuple[str, ...] | None = None,
) -> None:
    """Insert tuples whose fields are `names`, in the order of the table's columns.

    replace: None to fail on what exists, () to leave it, column names to overwrite them.
    """
    if rows:
        statement = _insert_statement(table, names, connection.dialect.name, replace)
        connection.exec_driver_sql(statement, list(rows))


def among(connection: Connection, column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """`column IN values` with one parameter, however many values there are."""
    listed = list(values)
    if connection.dialect.name == "postgresql":
        there = bindparam(None, listed, type_=postgresql.ARRAY(column.type))
        found: ColumnElement[bool] = column == func.any(there)
        return found
    each = func.json_each(orjson.dumps(listed).decode()).table_valued("value")
    matches: ColumnElement[bool] = column.in_(select(each.c.value))
    return matches


def next_numbers(connection: Connection, name: str, count: int) -> int:
    """Take `count` numbers from a gapless counter; answers the first.

    The counter's row stays locked until the transaction ends, so numbers are dense and become
    visible in their order, also with many writers.
    """
    statement = text("UPDATE counters SET value = value + :n WHERE name = :name RETURNING value")
    last = connection.execute(statement, {"n": count, "name": name}).scalar()
    if last is None:
        raise LookupError(f"no counter {name}")
    return int(last) - count + 1
