"""Make the two web fonts of the Uyghur pages from Debian's `fonts-ukij-uyghur`.

    python scripts/fonts.py            write static/fonts/portal-uyghur-{regular,bold}.woff2
    python scripts/fonts.py --check    fail where a committed face lost a join, its name, or gained letters

The faces hold Uyghur letters and Arabic punctuation only: digits, Latin and Chinese come from the
sans face of the page. They are modified, so they bear a name of their own. Each is checked letter
by letter against its origin before it is written: same joined shapes, same ligature of lam and alef.
Needs fonttools and brotli (the `test` extra).
"""

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/fonts-ukij-uyghur")
TARGET = Path(__file__).parents[1] / "static" / "fonts"
FACES = {"regular": "UKIJTuz.ttf", "bold": "UKIJTuzBold.ttf"}
FAMILY = "Portal Uyghur"
NOTICE = (
    "Derived from UKIJ Tuz, (c) 2004-2010 Uyghur Computer Science Association. Modified: subset, renamed."
)
LICENCE = "SIL Open Font License 1.1 or GNU LGPL 3, see OFL.txt."

LETTERS = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە"
JOINING_BOTH_SIDES = "ئبپتجچخسشغفقكگڭلمنھېىي"
# Hamza alone, Arabic letters that names on older licences may bear, tatweel, comma, semicolon, question.
OTHERS = "ءآأؤإةحذصضطظعهـ،؛؟٪٫٬"
FORMS = ("init", "medi", "fina")
NAMES = {1: FAMILY, 4: FAMILY, 6: "PortalUyghur", 0: NOTICE, 13: LICENCE}
KEPT_NAMES = (0, 1, 2, 4, 6, 13)


def make(source: Path) -> bytes:
    """The subset face as WOFF2."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["*"], hinting=False, name_IDs=[*KEPT_NAMES], notdef_outline=True
    )
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in LETTERS + OTHERS] + [0x200C, 0x200D])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


class Face:
    """A face with what is asked of it often: letters, joined forms, outlines."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.letters: dict[int, str] = font.getBestCmap()
        self._glyphs = font.getGlyphSet()
        self._forms = {form: self._single_substitutions(form) for form in FORMS}

    def shape(self, letter: str, form: str = "") -> list[object]:
        """The outline that stands for `letter` in `form`; empty where the face has none."""
        glyph = self.letters.get(ord(letter), "")
        return self._outline(self._forms[form].get(glyph, "") if form else glyph)

    def lam_alef(self, lam_form: str) -> list[object]:
        """The outline of the ligature of lam in `lam_form` with a final alef; empty where there is none."""
        lam = self._forms[lam_form].get(self.letters[ord("ل")])
        alef = self._forms["fina"].get(self.letters[ord("ا")])
        tables = [table for table in self._subtables("rlig") if hasattr(table, "ligatures")]
        made = [ligature for table in tables for ligature in table.ligatures.get(lam, ())]
        glyphs = [ligature.LigGlyph for ligature in made if ligature.Component == [alef]]
        return self._outline(glyphs[0]) if glyphs else []

    def _outline(self, glyph: str) -> list[object]:
        if not glyph:
            return []
        pen = DecomposingRecordingPen(self._glyphs)
        self._glyphs[glyph].draw(pen)
        return [*pen.value, self.font["hmtx"][glyph]]

    def _single_substitutions(self, feature: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for table in self._subtables(feature):
            merged.update(getattr(table, "mapping", {}))
        return merged

    def _subtables(self, feature: str) -> list[Any]:
        gsub = self.font["GSUB"].table
        indexes = [
            index
            for record in gsub.FeatureList.FeatureRecord
            if record.FeatureTag == feature
            for index in record.Feature.LookupListIndex
        ]
        tables = (table for index in indexes for table in gsub.LookupList.Lookup[index].SubTable)
        return [getattr(table, "ExtSubTable", table) for table in tables]


def differences(whole: Face, part: Face) -> list[str]:
    """Letters whose shapes, alone or joined, are not those of the origin."""
    found = []
    for letter in LETTERS:
        forms = ("", *FORMS) if letter in JOINING_BOTH_SIDES else ("", "fina")
        for form in forms:
            expected = whole.shape(letter, form)
            if not expected or expected != part.shape(letter, form):
                found.append(f"{letter} {form}".strip())
    for form in ("init", "medi"):
        expected = whole.lam_alef(form)
        if not expected or expected != part.lam_alef(form):
            found.append(f"لا {form}")
    return found


def fault(source: Path, body: bytes) -> str:
    """What is wrong with the face `body` made from `source`; empty where nothing is."""
    part = Face(TTFont(io.BytesIO(body)))
    wrong = differences(Face(TTFont(source)), part)
    if wrong:
        return "joins differ: " + ", ".join(wrong)
    if part.font["name"].getDebugName(1) != FAMILY:
        return f"is not called {FAMILY}"
    strangers = [chr(code) for code in part.letters if code < 0x0600 or 0x06FF < code < 0x200C]
    return f"holds other letters: {strangers}" if strangers else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="look at the committed faces instead of writing")
    check = parser.parse_args().check
    faults = 0
    for style, file in FACES.items():
        target = TARGET / f"portal-uyghur-{style}.woff2"
        body = target.read_bytes() if check else make(SOURCE / file)
        wrong = fault(SOURCE / file, body)
        if wrong:
            faults += 1
            sys.stderr.write(f"{target.name} {wrong}\n")
        elif not check:
            target.write_bytes(body)
            sys.stdout.write(f"{target.name}: {len(body):,} bytes\n")
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
