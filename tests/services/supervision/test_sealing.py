"""What is sealed opens with its key, at its place, unchanged, and in no other way."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.services.sealing import SealedError, Sealer, new_key, own_keys, read_keys, seal, unseal

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@given(st.binary(max_size=300), st.text(max_size=30))
def test_what_is_sealed_comes_back_and_never_looks_the_same(data: bytes, place: str) -> None:
    key = new_key()
    first, second = seal(key, data, place), seal(key, data, place)
    assert unseal(key, first, place) == data == unseal(key, second, place)
    assert first != second
    assert len(data) < 4 or data not in first


@given(st.binary(min_size=1, max_size=80), st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_byte_is_noticed(data: bytes, place: int, change: int) -> None:
    key = new_key()
    sealed = bytearray(seal(key, data, "here"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealedError, match=r"sealed\.changed"):
        unseal(key, bytes(sealed), "here")


def test_nothing_opens_at_another_place_or_with_another_key() -> None:
    sealed = seal(OLD, b"x", "case one")
    for key, place in ((OLD, "case two"), (NEW, "case one")):
        with pytest.raises(SealedError, match=r"sealed\.changed"):
            unseal(key, sealed, place)
    with pytest.raises(SealedError, match=r"sealed\.changed"):
        unseal(OLD, b"", "case one")


def test_keys_are_changed_by_putting_a_new_one_in_front() -> None:
    data_key = new_key()
    before = Sealer((OLD,)).wrap(data_key, "case")
    both = Sealer((NEW, OLD))
    assert both.unwrap(before, "case") == data_key
    assert both.is_old(before)
    again = both.wrap(both.unwrap(before, "case"), "case")
    assert not both.is_old(again)
    assert Sealer((NEW,)).unwrap(again, "case") == data_key
    with pytest.raises(SealedError, match=r"sealed\.no_key"):
        Sealer((NEW,)).unwrap(before, "case")


def test_without_keys_nothing_is_kept_in_the_clear() -> None:
    with pytest.raises(SealedError, match=r"sealed\.no_key"):
        Sealer(()).wrap(new_key(), "case")


def test_keys_are_read_and_never_repeated() -> None:
    assert read_keys(f"{NEW.hex()},\n {OLD.hex().upper()}") == (NEW, OLD)
    assert read_keys("") == ()
    for wrong in ("secret", OLD.hex()[:-2], f"{OLD.hex()} {OLD.hex()}"):
        with pytest.raises(ValueError) as said:
            read_keys(wrong)
        assert wrong[:6] not in str(said.value)


def test_a_demonstration_makes_its_key_once(tmp_path: Path) -> None:
    place = tmp_path / "sub" / "reporter.key"
    found: list[tuple[bytes, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(own_keys(place))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert set(found) == {own_keys(place)}
    assert place.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in place.parent.iterdir()] == ["reporter.key"]
