"""Short prefixes are remembered, and never longer than the index stays as it is."""

from datetime import date
from pathlib import Path

from search.factory import open_reader, open_writer
from search.query import Language
from tests.search.test_layout import firm

ON = date(2026, 3, 2)


def test_what_a_short_prefix_finds_follows_the_index(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer, reader = open_writer(url), open_reader(url)
    try:
        for count in (1, 2, 3):
            writer.apply([firm(count)], count)
            for _ in range(2):
                assert len(reader.suggest("喀", Language.ZH, ON)) == count
            assert len(reader.suggest("喀", Language.ZH, ON, limit=1)) == 1
            assert reader.suggest("疏", Language.ZH, ON) == ()
    finally:
        writer.close()
