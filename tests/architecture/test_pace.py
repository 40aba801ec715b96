"""What makes the tests quicker changes nothing that they see."""

import gc

from werkzeug.routing import BaseConverter, Map, Rule

from tests.fixtures.pace import PLAIN, share_builders


class Loud(BaseConverter):
    def to_url(self, value: str) -> str:
        return value.upper()


def addresses(kind: type[Rule], *converters: type[BaseConverter]) -> list[str]:
    """What several portals write for the same text of a rule, each with a converter of its own."""
    found = []
    for converter in converters:
        rules = (kind("/<own:one>", endpoint="a"), kind("/b/<own:one>/<int:two>", endpoint="b"))
        rules += (kind("/c/<own:one>", endpoint="c", defaults={"two": 7}), kind("/c", endpoint="d"))
        table = Map(rules, converters={"own": converter}).bind("h")
        for endpoint, two in (("a", 3), ("b", 4), ("c", 7), ("d", 5)):
            found.append(table.build(endpoint, {"one": "é/x", "two": two}))
    return found


def test_portals_that_share_the_makers_of_addresses_write_their_own() -> None:
    """The twin is beside it: rules of which each makes them for itself."""
    plain, shared = type("Alone", (Rule,), {"_compile_builder": PLAIN}), type("Shared", (Rule,), {})
    share_builders(shared)
    kinds = (BaseConverter, Loud, BaseConverter)
    made = addresses(shared, *kinds)
    assert made == addresses(plain, *kinds)
    assert made[:4] != made[4:8] != made[8:]
    assert "é/x".upper() in made[4]


def test_garbage_is_still_found() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
