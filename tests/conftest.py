"""Fixtures live in tests/fixtures, one module for each kind of part; nothing else belongs here."""

pytest_plugins = [
    "tests.fixtures.parts",
    "tests.fixtures.pace",
    "tests.fixtures.order",
    "tests.fixtures.sharing",
    "tests.fixtures.db",
    "tests.fixtures.region",
    "tests.fixtures.served",
    "tests.fixtures.elastic",
    "tests.fixtures.redis",
    "tests.fixtures.people",
]
