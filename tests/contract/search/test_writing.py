"""What every engine does with changes: versions, positions, generations, failures."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from search.document import Replacement
from search.engine import Generation, Held
from search.errors import IndexBuildingError, SearchUnavailableError
from search.factory import generations, open_reader, open_writer
from search.query import Kind, Language
from tests.contract.search.conftest import Engine
from tests.contract.search.region import alone, ask, enterprise, named, penalty


def test_a_new_engine_is_ready_and_empty(engine: Engine) -> None:
    health = engine.reader.health()
    assert health.ready
    assert health.position == 0
    assert set(health.documents.values()) == {0}


def test_an_index_that_holds_nothing_yet_does_not_say_nothing_found(engine: Engine) -> None:
    for asked in (ask("火炬"), ask("")):
        with pytest.raises(IndexBuildingError):
            engine.reader.search(asked)
    with pytest.raises(IndexBuildingError):
        engine.reader.suggest("火炬", Language.ZH, ask("火炬").on)
    engine.put(alone(enterprise("新疆天山商贸有限公司")))
    assert engine.reader.search(ask("火炬")).total == 0
    assert engine.reader.suggest("火炬", Language.ZH, ask("火炬").on) == ()


def test_an_index_from_which_everything_went_is_empty_and_says_so(engine: Engine) -> None:
    generation = engine.writer.build((), 7)
    engine.writer.switch(generation)
    assert engine.reader.search(ask("火炬")).total == 0


def test_the_same_change_twice_is_once(engine: Engine) -> None:
    change = alone(enterprise("新疆火炬燃气有限公司"))
    assert engine.put(change) == 1
    assert engine.put(change) == 0
    assert engine.reader.search(ask("火炬")).total == 1


def test_an_older_version_is_ignored(engine: Engine) -> None:
    engine.put(alone(enterprise("新疆火炬燃气有限公司", "k"), 5))
    assert engine.put(alone(enterprise("新疆旧名有限公司", "k"), 4)) == 0
    assert engine.reader.search(ask("旧名")).total == 0
    assert engine.put(alone(enterprise("新疆新名有限公司", "k"), 6)) == 1
    assert named(engine.reader.search(ask("新疆新名有限公司"))) == ["新疆新名有限公司"]
    assert engine.reader.search(ask("火炬")).total == 0


def test_the_newest_version_in_one_batch_wins_in_any_order(engine: Engine) -> None:
    new, old = alone(enterprise("新疆新名有限公司", "k"), 2), alone(enterprise("新疆旧名有限公司", "k"), 1)
    assert engine.put(new, old) == 1
    assert named(engine.reader.search(ask(""))) == ["新疆新名有限公司"]
    engine.put(alone(enterprise("甲", "k"), 3), alone(enterprise("乙", "k"), 4))
    assert named(engine.reader.search(ask(""))) == ["乙"]


def test_what_is_gone_stays_gone(engine: Engine) -> None:
    engine.put(alone(enterprise("新疆火炬燃气有限公司", "k"), 1))
    assert engine.put(Replacement("k", 2)) == 1
    assert engine.reader.search(ask("火炬")).total == 0
    assert engine.put(alone(enterprise("新疆火炬燃气有限公司", "k"), 1)) == 0
    assert engine.reader.health().documents[Kind.ENTERPRISE] == 0
    assert list(engine.writer.held()) == [Held("k", 2)]


def test_removing_what_was_never_there_is_no_error(engine: Engine) -> None:
    assert engine.put(Replacement("nobody", 1)) == 1
    assert engine.reader.search(ask("")).total == 0


def test_all_documents_of_a_parent_are_replaced_together(engine: Engine) -> None:
    firm = enterprise("新疆火炬燃气有限公司", "k")
    first = penalty("p1", "k", "无证经营", "新市监罚〔2025〕1号")
    engine.put(Replacement("k", 1, (firm, first, penalty("p2", "k", "虚假宣传", "新市监罚〔2025〕2号"))))
    assert engine.reader.health().documents == dict.fromkeys(Kind, 0) | {Kind.ENTERPRISE: 1, Kind.PENALTY: 2}
    engine.put(Replacement("k", 2, (firm, first)))
    assert engine.reader.health().documents[Kind.PENALTY] == 1
    assert engine.reader.search(ask("虚假宣传", kind=Kind.PENALTY)).total == 0


def test_the_position_survives_reopening(engine: Engine) -> None:
    engine.writer.apply([alone(enterprise("甲公司"))], 41)
    engine.writer.apply([], 42)
    engine.writer.close()
    again = open_writer(engine.url)
    try:
        assert again.position() == 42
        assert open_reader(engine.url).health().position == 42
    finally:
        again.close()


def test_held_is_ordered_and_whole(engine: Engine) -> None:
    engine.put(*(alone(enterprise(f"公司{n}", key), n) for n, key in enumerate(("b", "a", "c"), 1)))
    engine.put(alone(enterprise("公司", "a"), 9))
    assert list(engine.writer.held()) == [Held("a", 9), Held("b", 1), Held("c", 3)]


def test_a_generation_is_seen_only_after_the_switch(engine: Engine) -> None:
    engine.put(alone(enterprise("旧代公司", "old")))
    generation = engine.writer.build([alone(enterprise("新代公司", "new"))], 7)
    assert named(engine.reader.search(ask(""))) == ["旧代公司"]
    engine.writer.switch(generation)
    assert named(engine.reader.search(ask(""))) == ["新代公司"]
    assert engine.reader.health().generation == generation
    assert engine.reader.health().position == 7


def test_a_built_generation_is_brought_to_the_head_before_the_switch(engine: Engine) -> None:
    generation = engine.writer.build([alone(enterprise("被撤回公司", "k"), 1)], 7)
    engine.writer.apply([Replacement("k", 2)], 9, generation)
    assert engine.writer.position(generation) == 9
    engine.writer.switch(generation)
    assert engine.reader.search(ask("")).total == 0


def test_the_last_generation_is_kept_to_go_back_to(engine: Engine) -> None:
    """What was deleted since stays deleted: it is brought to the head before it answers again."""
    engine.writer.apply([alone(enterprise("旧代公司", "k")), alone(enterprise("被撤回公司", "gone"))], 5)
    first = engine.reader.health().generation
    second = engine.writer.build([alone(enterprise("新代公司", "k"), 2)], 6)
    engine.writer.switch(second)
    assert generations(engine.url) == (Generation(first, False, True, 5), Generation(second, True, True, 6))
    engine.writer.apply([alone(enterprise("新代公司", "k"), 2), Replacement("gone", 2)], 7, first)
    engine.writer.switch(first)
    assert named(engine.reader.search(ask(""))) == ["新代公司"]
    assert engine.reader.health().position == 7
    engine.writer.switch(second)
    third = engine.writer.build([alone(enterprise("第三代公司", "k"), 3)], 8)
    engine.writer.switch(third)
    assert [one.name for one in generations(engine.url)] == [second, third]


def test_an_empty_generation_is_not_worth_keeping(engine: Engine) -> None:
    built = engine.writer.build([alone(enterprise("新代公司"))], 1)
    engine.writer.switch(built)
    assert [one.name for one in generations(engine.url)] == [built]


def test_a_generation_is_dropped_but_never_the_live_one(engine: Engine) -> None:
    engine.put(alone(enterprise("新代公司")))
    live = engine.reader.health().generation
    built = engine.writer.build([], 1)
    assert len(generations(engine.url)) == 2
    engine.writer.position(built)  # it is open
    engine.writer.drop(built)
    with pytest.raises(LookupError, match=built):
        engine.writer.drop(built)
    with pytest.raises(LookupError, match=built):
        engine.writer.switch(built)
    with pytest.raises(SearchUnavailableError, match="live"):
        engine.writer.drop(live)
    assert [one.name for one in generations(engine.url)] == [live]
    assert engine.reader.search(ask("新代")).total == 1


def test_a_failed_build_leaves_no_trace(engine: Engine) -> None:
    engine.put(alone(enterprise("旧代公司")))
    before = engine.reader.health()

    def broken() -> Iterator[Replacement]:
        yield from (alone(enterprise(f"公司{n}")) for n in range(3000))
        raise RuntimeError("source broke")

    with pytest.raises(RuntimeError, match="source broke"):
        engine.writer.build(broken(), 7)
    assert engine.reader.health() == before
    assert engine.put(alone(enterprise("还能写公司"))) == 1


def test_a_large_build_equals_the_same_changes_applied(engine: Engine) -> None:
    changes = [alone(enterprise(f"新疆第{n}商贸有限公司", f"k{n}", year=2000 + n % 9)) for n in range(2300)]
    told: list[int] = []
    engine.writer.switch(engine.writer.build(iter(changes), 3, told.append))
    assert engine.reader.health().documents[Kind.ENTERPRISE] == 2300
    assert told[-1] == 2300
    assert told == sorted(told)
    assert named(engine.reader.search(ask("新疆第1234商贸有限公司")))[0] == "新疆第1234商贸有限公司"


def test_readers_see_the_old_or_the_new_never_half(engine: Engine) -> None:
    def pair(version: int) -> list[Replacement]:
        return [alone(enterprise(f"同代公司{side}{version}", side), version) for side in "甲乙"]

    engine.writer.apply(pair(1), 1)
    torn: list[list[str]] = []
    done = threading.Event()

    def look() -> None:
        reader = open_reader(engine.url)
        while not done.is_set():
            names = named(reader.search(ask("同代")))
            if len({name[-1] for name in names}) != 1 or len(names) != 2:
                torn.append(names)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for version in range(2, 9):
        engine.writer.apply(pair(version), version)
    generation = engine.writer.build(pair(9), 9)
    engine.writer.switch(generation)
    done.set()
    for thread in threads:
        thread.join()
    assert torn == []


def test_without_an_index_readers_say_unavailable_and_nothing_else(engine_url: str) -> None:
    reader = open_reader(engine_url)
    for call in (lambda: reader.search(ask("火炬")), lambda: reader.count(ask("")), reader.health):
        with pytest.raises(SearchUnavailableError):
            call()
    with pytest.raises(SearchUnavailableError):
        reader.suggest("火炬", ask("").language, date(2026, 1, 1))


def test_two_writers_at_a_time_are_refused(engine: Engine) -> None:
    with pytest.raises(SearchUnavailableError):
        open_writer(engine.url)


def test_an_unknown_address_is_refused() -> None:
    for url in ("", "sqlite:///x", "embedded://host/x", "embedded:relative"):
        with pytest.raises(ValueError, match="not the address"):
            open_reader(url)
