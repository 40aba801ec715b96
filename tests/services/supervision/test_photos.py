"""Of a photo the picture alone is kept."""

import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from credit.domain.errors import InputError
from credit.services.supervision import photos
from credit.services.supervision.photos import drawn
from tests.services.supervision.pictures import NOTE, OWNER, TELEPHONE, drawing, photo


@pytest.mark.parametrize("made", [photo, drawing])
def test_nothing_but_the_picture_survives(made: type) -> None:
    sent = made()
    assert any(one.encode() in sent for one in (TELEPHONE, OWNER))  # it was there
    (kept,) = drawn([sent])
    for one in (TELEPHONE, OWNER, NOTE):
        assert one.encode() not in kept.data
    with Image.open(BytesIO(kept.data)) as picture:
        assert picture.format == "JPEG"
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_turned_photo_stands_upright_without_its_mark() -> None:
    (kept,) = drawn([photo((64, 48))])
    with Image.open(BytesIO(kept.data)) as picture:
        assert picture.size == (48, 64)


def test_a_large_photo_becomes_smaller() -> None:
    (kept,) = drawn([photo((4000, 1000))])
    with Image.open(BytesIO(kept.data)) as picture:
        assert max(picture.size) == photos.LONGEST_SIDE


def test_too_many_and_too_large() -> None:
    with pytest.raises(InputError, match=r"photo\.many"):
        drawn([photo()] * (photos.MOST_PHOTOS + 1))
    with pytest.raises(InputError, match=r"photo\.large"):
        drawn([bytes(photos.MOST_BYTES + 1)])


def test_a_small_file_that_unpacks_into_a_sea_of_pixels_is_refused() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = (30_000).to_bytes(4) + (30_000).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
    with pytest.raises(InputError, match=r"photo\.kind"):
        drawn([bomb])


@given(st.one_of(st.binary(max_size=200), st.integers(0, 600).map(lambda cut: photo()[:cut])))
def test_what_cannot_be_drawn_is_refused_and_nothing_else_happens(sent: bytes) -> None:
    with pytest.raises(InputError, match=r"photo\.kind"):
        drawn([sent])
