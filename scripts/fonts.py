"""Make the two web fonts of the Uyghur pages from Debian's `fonts-ukij-uyghur`.

    python scripts/fonts.py            write static/fonts/portal-uyghur-{regular,bold}.woff2
    python scripts/fonts.py --check    fail where the committed files differ from what would be made

The faces hold Uyghur letters and Arabic punctuation only: digits, Latin and Chinese come from the
sans face of the page. They are modified, so they bear a name of their own. Each is checked letter
by letter against its origin before it is written: same joined shapes, same ligature of lam and alef.
Needs fonttools and brotli (the `test` extra).
"""

import argparse
import io
import sys
from pathlib import Path

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


def differences(whole: TTFont, part: TTFont) -> list[str]:
    """Letters whose shapes, alone or joined, are not those of the origin."""
    found = []
    for letter in LETTERS:
        forms = FORMS if letter in JOINING_BOTH_SIDES else ("fina",)
        if _shape(whole, letter) != _shape(part, letter):
            found.append(f"{letter} alone")
        found += [f"{letter} {form}" for form in forms if _differs(whole, part, letter, form)]
    for form in ("init", "medi"):
        if not _lam_alef(whole, form) or _lam_alef(whole, form) != _lam_alef(part, form):
            found.append(f"لا {form}")
    return found


def _differs(whole: TTFont, part: TTFont, letter: str, form: str) -> bool:
    expected, made = _shape(whole, letter, form), _shape(part, letter, form)
    return not expected or expected != made


def _shape(font: TTFont, letter: str, form: str = "") -> list[object]:
    """The outline that stands for `letter` in `form`; empty where the face has none."""
    glyph = font.getBestCmap().get(ord(letter), "")
    if form:
        glyph = _single_substitutions(font, form).get(glyph, "")
    return _outline(font, glyph) if glyph else []


def _outline(font: TTFont, glyph: str) -> list[object]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return [*pen.value, font["hmtx"][glyph]]


def _single_substitutions(font: TTFont, feature: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for table in _subtables(font, feature):
        merged.update(getattr(table, "mapping", {}))
    return merged


def _lam_alef(font: TTFont, lam_form: str) -> list[object]:
    """The outline of the ligature of lam in `lam_form` with a final alef; empty where there is none."""
    cmap = font.getBestCmap()
    lam = _single_substitutions(font, lam_form).get(cmap[ord("ل")])
    alef = _single_substitutions(font, "fina").get(cmap[ord("ا")])
    tables = [table for table in _subtables(font, "rlig") if hasattr(table, "ligatures")]
    made = [ligature for table in tables for ligature in table.ligatures.get(lam, ())]
    return [
        value
        for ligature in made
        if ligature.Component == [alef]
        for value in _outline(font, ligature.LigGlyph)
    ]


def _subtables(font: TTFont, feature: str) -> list[object]:
    gsub = font["GSUB"].table
    indexes = [
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    ]
    tables = (table for index in indexes for table in gsub.LookupList.Lookup[index].SubTable)
    return [getattr(table, "ExtSubTable", table) for table in tables]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    failed = False
    for style, file in FACES.items():
        body, target = make(SOURCE / file), TARGET / f"portal-uyghur-{style}.woff2"
        wrong = differences(TTFont(SOURCE / file), TTFont(io.BytesIO(body)))
        stale = check and (not target.exists() or target.read_bytes() != body)
        if wrong or stale:
            failed = True
            sys.stderr.write(f"{target.name}: {'joins differ: ' + ', '.join(wrong) if wrong else 'stale'}\n")
        elif not check:
            target.write_bytes(body)
            sys.stdout.write(f"{target.name}: {len(body):,} bytes\n")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
