"""Photos that come with a report: drawn anew, so that nothing but the picture itself is kept.

Where and when it was taken, by which telephone, the small picture inside it, a text behind its end: none of
it survives. A picture that cannot be drawn is refused.
"""

import logging
import warnings
from io import BytesIO
from typing import Final, NamedTuple

from PIL import Image, ImageOps

from credit.domain.errors import InputError

MOST_PHOTOS: Final = 4  # in one letter; more can be added later
MOST_BYTES: Final = 7 * 1024 * 1024  # each, as a telephone makes them; all of a letter fit into one form
MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 2400  # enough to read a price list on
QUALITY: Final = 85
KIND: Final = "image/jpeg"
_READ: Final = ("JPEG", "PNG", "WEBP")

# at the level of finding faults the library writes the values of every mark of a photo into the log
logging.getLogger("PIL").setLevel(logging.WARNING)


class Drawn(NamedTuple):
    """A picture without a past."""

    kind: str
    data: bytes


def drawn(photos: list[bytes]) -> list[Drawn]:
    """The pictures alone.

    Raises InputError `photo.many`, `photo.large`, `photo.kind` (not a JPEG, PNG or WebP that can be drawn).
    """
    if len(photos) > MOST_PHOTOS:
        raise InputError("photo.many", most=MOST_PHOTOS)
    return [_drawn(one) for one in photos]


def _drawn(sent: bytes) -> Drawn:
    if len(sent) > MOST_BYTES:
        raise InputError("photo.large", most=MOST_BYTES // 1024 // 1024)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken pictures: those that cannot be drawn are refused
            return Drawn(KIND, _draw(sent))
    except (OSError, ValueError, SyntaxError, OverflowError, EOFError, Image.DecompressionBombError):
        raise InputError("photo.kind") from None


def _draw(sent: bytes) -> bytes:
    with Image.open(BytesIO(sent), formats=_READ) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # of a JPEG only as much as is needed is read
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new("RGB", upright.size, "white")
        layer = upright.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
    made = BytesIO()
    clean.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
