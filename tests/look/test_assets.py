"""Served files: names that follow content, one sheet, one script, compressed beforehand."""

import gzip
import re
from pathlib import Path

import pytest

from web.http.assets import Assets, squeeze

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.load(STATIC)


def test_every_address_in_the_sheet_is_served(assets: Assets) -> None:
    sheet = assets.files[assets.css.removeprefix("/assets/")].body.decode()
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(named) == 2
    assert all(name in assets.files for name in named)


def test_a_sheet_that_names_a_missing_file_is_refused(tmp_path: Path) -> None:
    _site(tmp_path, '@font-face { src: url("../fonts/gone.woff2"); }')
    with pytest.raises(KeyError):
        Assets.load(tmp_path)


def test_a_name_changes_with_its_content_only(tmp_path: Path) -> None:
    _site(tmp_path, "a { color: red }")
    first, again = Assets.load(tmp_path), Assets.load(tmp_path)
    _site(tmp_path, "a { color: blue }")
    changed = Assets.load(tmp_path)
    assert first.css == again.css
    assert first.css != changed.css
    assert first.js == changed.js


def test_an_answer_is_compressed_for_those_who_take_it(assets: Assets) -> None:
    name = assets.css.removeprefix("/assets/")
    plain = assets.answer(name)
    packed = assets.answer(name, "gzip, deflate")
    assert plain is not None
    assert packed is not None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "immutable" in plain.headers["Cache-Control"]


def test_what_the_browser_has_is_not_sent_again(assets: Assets) -> None:
    name = assets.js.removeprefix("/assets/")
    first = assets.answer(name)
    assert first is not None
    again = assets.answer(name, "", first.headers["ETag"])
    assert again is not None
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("name", ["", "../settings.py", "portal.css", "portal.000000000000.css"])
def test_other_names_have_no_answer(assets: Assets, name: str) -> None:
    assert assets.answer(name) is None


def test_the_frame_of_a_page_is_small(assets: Assets) -> None:
    """The bar is 60 KB for a whole first load; style and script may take a quarter of it, forms some more."""
    public = weight(assets, assets.css, assets.js)
    assert public <= 15_000
    assert public + weight(assets, assets.rooms_css, assets.rooms_js) <= 22_000


def weight(assets: Assets, *addresses: str) -> int:
    packed = [assets.answer(address.removeprefix("/assets/"), "gzip") for address in addresses]
    return sum(len(answer.body) for answer in packed if answer)


def test_what_only_rooms_need_is_in_their_own_files(assets: Assets) -> None:
    def served(address: str) -> str:
        return assets.files[address.removeprefix("/assets/")].body.decode()

    assert ".account-bar" in served(assets.rooms_css)
    assert ".account-bar" not in served(assets.css)
    assert "data-keep" in served(assets.rooms_js)
    assert "data-keep" not in served(assets.js)


def test_squeezing_keeps_the_rules() -> None:
    assert squeeze("/* why */\na > b ,\n c {\n  margin: 0 1px;\n}\n") == "a > b,c{margin: 0 1px;}"


def _site(root: Path, css: str) -> None:
    for folder in ("css/components", "js", "images", "fonts"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name in ("tokens", "base", "layout", "utilities", "print"):
        (root / "css" / f"{name}.css").write_text("")
    (root / "css" / "base.css").write_text(css)
    (root / "js" / "one.js").write_text("const one = 1;\n")
    (root / "images" / "favicon.svg").write_text("<svg/>")
