"""Photos as telephones make them, with everything that gives a person away."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

TELEPHONE, OWNER, NOTE = "CanaryPhone 9", "CANARY-EXIF-OWNER", "CANARY-TEXT-IN-PICTURE"


def photo(size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG that says where, when and with what it was taken, turned by a quarter."""
    picture = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Artist], exif[Base.Orientation] = TELEPHONE, OWNER, 6
    exif[Base.DateTime] = "2026:11:22 10:00:00"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (39.0, 28.0, 12.0)})
    made = BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=NOTE.encode())
    return made.getvalue() + NOTE.encode()  # and something behind its end


def drawing() -> bytes:
    """A PNG with texts in it, half of it see-through."""
    info = PngInfo()
    info.add_text("Author", OWNER)
    info.add_itxt("Note", NOTE, zip=True)
    made = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 255, 128)).save(made, "PNG", pnginfo=info)
    return made.getvalue()
