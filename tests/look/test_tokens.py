"""Colours can be read by day and by night; the keyboard has every letter; the faces keep their joins."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.parts import UYGHUR_FONT, leave_out

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
LETTERS = set("ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە")
TEXT = [
    ("ink", "paper"), ("ink", "ground"), ("soft", "paper"), ("soft", "ground"),
    ("accent", "paper"), ("accent", "ground"), ("accent", "accent-tint"), ("on-accent", "accent"),
    ("on-band", "band"), ("good", "good-tint"), ("warn", "warn-tint"), ("bad", "bad-tint"),
    ("note", "note-tint"), ("ended", "ended-tint"), ("ink", "note-tint"), ("on-focus", "focus"),
    ("field-ink", "field"), ("field-soft", "field"), ("field-accent", "field-tint"),
]  # fmt: skip
EDGES = [("edge", "paper"), ("edge", "ground"), ("ring", "focus")]


def palettes() -> dict[str, dict[str, str]]:
    """Token values by day, by night, and by night where the reader chose it."""
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", TOKENS)
    values = {name.strip(): dict(re.findall(r"--([\w-]+): (#\w+);", body)) for name, body in blocks}
    day = values[":root"]
    return {
        "day": day,
        "night": day | values[':root:not([data-theme="light"])'],
        "chosen": day | values[':root[data-theme="dark"]'],
    }


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", ["day", "night", "chosen"])
def test_colours_can_be_read(palette: str) -> None:
    values = palettes()[palette]
    assert [pair for pair in TEXT if contrast(values[pair[0]], values[pair[1]]) < 4.5] == []
    assert [pair for pair in EDGES if contrast(values[pair[0]], values[pair[1]]) < 3] == []


def test_the_measure_knows_black_from_grey() -> None:
    assert round(contrast("#000", "#fff"), 1) == 21.0
    assert contrast("#999999", "#ffffff") < 3


def test_both_nights_are_the_same() -> None:
    assert palettes()["night"] == palettes()["chosen"]


def test_the_keyboard_has_every_letter() -> None:
    script = (ROOT / "static" / "js" / "keyboard.js").read_text()
    rows = re.search(r"ROWS = \[(.*)\]", script)
    assert rows is not None
    typed = re.findall(r"[\u0600-\u06ff]", rows[1])
    assert set(typed) == LETTERS
    assert len(typed) == len(LETTERS) + 2  # lam and alef once more, as one key


@pytest.mark.usefixtures("origin")
def test_the_faces_keep_every_join() -> None:
    made = _check_faces(ROOT / "scripts" / "fonts.py")
    assert (made.returncode, made.stderr) == (0, "")


@pytest.mark.usefixtures("origin")
def test_a_face_that_lost_a_letter_is_noticed(tmp_path: Path) -> None:
    script = tmp_path / "scripts" / "fonts.py"
    faces = tmp_path / "static" / "fonts"
    script.parent.mkdir()
    faces.mkdir(parents=True)
    text = (ROOT / "scripts" / "fonts.py").read_text()
    script.write_text(text.replace("for letter in LETTERS + OTHERS", "for letter in set(LETTERS) - {'ڭ'}"))
    subprocess.run([sys.executable, script], check=False, capture_output=True)
    assert list(faces.iterdir()) == []


@pytest.fixture
def origin() -> None:
    """The package that the faces are made from."""
    if not Path("/usr/share/fonts/truetype/fonts-ukij-uyghur").is_dir():
        leave_out(UYGHUR_FONT)


def _check_faces(script: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
