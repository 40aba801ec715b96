"""An index built as documents were analysed before is read on, takes no changes, and is built anew."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from search.document import Card, Document, Name, Replacement
from search.elastic import layout as elastic_layout
from search.embedded import layout
from search.errors import OutdatedIndexError
from search.factory import open_reader, open_writer
from search.query import Kind, Query

ROOT = Path(__file__).parents[2]
# loaded by the sources, but without influence on what an entry holds
NO_PART = {"query.py"}
_USED = """
import json, os, sys
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
import msgspec
from search.embedded.schema import entries
from search.document import Replacement
for one in msgspec.json.decode(sys.argv[1], type=list[Replacement]):
    entries(one)
data = os.path.join("search", "data", "")
print(json.dumps([
    [m.__file__ for n, m in sys.modules.items() if n.startswith("search.")],
    [os.path.basename(o) for o in opened if data in o],
]))
"""


def firm(n: int, name: str = "喀什商贸有限公司") -> Replacement:
    document = Document(
        kind=Kind.ENTERPRISE,
        key=f"k{n}",
        parent=f"k{n}",
        card=Card(name=name, address=f"k{n}"),
        names=(Name(name),),
        texts=(name,),
        websites=("https://www.example.com/",),
        codes=("91650100MA77X3PQ6A",),
    )
    return Replacement(f"k{n}", 1, (document,))


def used() -> tuple[set[str], set[str]]:
    """Sources and tables that the making of entries really opens, in a process that does nothing else."""
    some = [firm(1, "新疆天山金石商贸有限公司"), firm(2, "شىنجاڭ تەڭرىتاغ سودا چەكلىك شىركىتى")]
    command = [sys.executable, "-c", _USED, msgspec.json.encode(some).decode()]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    files, tables = json.loads(told.stdout)
    root = ROOT / "search"
    return {str(Path(file).relative_to(root)) for file in files}, set(tables)


def uncovered(sources: Sequence[str], tables: Sequence[str]) -> set[str]:
    loaded, opened = used()
    shells = {name for name in loaded if name.endswith("__init__.py")}
    return (loaded - shells - NO_PART - set(sources)) | (opened - set(tables))


def test_the_fingerprint_covers_what_entries_are_made_by() -> None:
    assert uncovered(layout.SOURCES, layout.TABLES) == set()
    assert uncovered(layout.SOURCES[:-1], layout.TABLES[1:]) == {layout.SOURCES[-1], layout.TABLES[0]}


@pytest.mark.parametrize("name", ["text/tokens.py", "embedded/schema.py", "data/places.tsv"])
def test_any_change_of_sources_or_tables_is_another_layout(name: str, tmp_path: Path) -> None:
    for part in (*layout.SOURCES, *(f"data/{table}" for table in layout.TABLES)):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "search" / part, tmp_path / part)
    assert layout.fingerprint(tmp_path) == layout.layout()
    with (tmp_path / name).open("a") as changed:
        changed.write("\n")
    assert layout.fingerprint(tmp_path) != layout.layout()


QUERY_SIDE = (
    *(
        "planning/chinese.py",
        "planning/shorts.py",
        "planning/uyghur.py",
        "asking/hints.py",
        "asking/resolve.py",
    ),
    *("text/question.py", "data/uyghur_places.tsv", "data/uyghur_words.tsv", "elastic/clauses.py"),
)


@pytest.mark.parametrize("engine", [layout, elastic_layout], ids=["embedded", "elastic"])
def test_what_only_a_question_is_read_with_needs_no_rebuild(engine: ModuleType, tmp_path: Path) -> None:
    """Words, aliases and ways of asking may change under a live index; what entries are made of may not."""
    shutil.copytree(ROOT / "search", tmp_path / "search")
    before = engine.fingerprint(tmp_path / "search")
    assert before == engine.layout()
    for name in QUERY_SIDE:
        with (tmp_path / "search" / name).open("a", encoding="utf-8") as changed:
            changed.write("\n")
    assert engine.fingerprint(tmp_path / "search") == before
    with (tmp_path / "search" / "data" / "trades.tsv").open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert engine.fingerprint(tmp_path / "search") != before


def outdate(root: Path) -> str:
    """Make the live generation one of another layout."""
    name = (root / "live").read_text()
    older = name.rpartition("-")[0] + "-0123456789ab"
    (root / name).rename(root / older)
    (root / "live").write_text(older)
    return older


def test_an_outdated_generation_is_served_and_not_written(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url)
    writer.apply([firm(1)], 1)
    assert writer.current()
    writer.close()
    assert open_reader(url).health().current
    older = outdate(tmp_path / "index")
    writer, reader = open_writer(url), open_reader(url)
    try:
        assert not writer.current()
        with pytest.raises(OutdatedIndexError):
            writer.position()
        with pytest.raises(OutdatedIndexError):
            writer.apply([firm(2)], 2)
        everything = Query("", date(2026, 1, 1))
        health = reader.health()
        assert (health.current, health.generation, health.position) == (False, older, 1)
        assert reader.search(everything).total == 1
        writer.switch(writer.build([firm(1), firm(2)], 2))
        writer.apply([firm(3)], 3)
        assert (reader.health().current, reader.search(everything).total) == (True, 3)
    finally:
        writer.close()


def test_an_older_generation_cannot_be_brought_up_to_date_and_made_live(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url)
    try:
        built = writer.build([firm(1)], 1)
        older = built.rpartition("-")[0] + "-0123456789ab"
        (tmp_path / "index" / built).rename(tmp_path / "index" / older)
        with pytest.raises(OutdatedIndexError):
            writer.apply([firm(2)], 2, older)
    finally:
        writer.close()
