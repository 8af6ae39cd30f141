"""One contract for every place a hub's files can stand in: whole or not there, and never silently wrong."""

from __future__ import annotations

import hashlib
import os

import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.vault.chunks import CHUNK
from tests.hub.shelves.conftest import Place

MARKER = b"a sentence that nobody may find in the storage. "


def keep(shelves: Shelves, content: bytes) -> str:
    writer = shelves.writer()
    for start in range(0, len(content), 100_000):
        writer.write(content[start : start + 100_000])
    sha256, size = writer.finish()
    assert (sha256, size) == (hashlib.sha256(content).hexdigest(), len(content))
    shelves.adopt([writer])
    return sha256


@pytest.mark.parametrize("size", [0, 1, CHUNK, 3 * CHUNK + 17, 40 * CHUNK + 1])
def test_any_range_reads_as_it_was_written(place: Place, size: int) -> None:
    content = os.urandom(size)
    shelves = place.open()
    sha256 = keep(shelves, content)
    again = place.open()
    assert again.has(sha256)
    assert (again.size_of(sha256), list(again.names())) == (size, [sha256])
    with again.open(sha256) as file:
        for offset, length in (
            (0, size),
            (0, 1),
            (size // 2, CHUNK),
            (size - 1, 9),
            (size, 1),
            (CHUNK, CHUNK),
        ):
            assert file.read_at(max(0, offset), length) == content[max(0, offset) :][:length]
    again.verify(sha256)
    again.check()


def test_nothing_is_stored_in_clear_or_counts_before_it_is_adopted(place: Place) -> None:
    shelves = place.open()
    writer = shelves.writer()
    writer.write(MARKER * 9000)
    sha256, _ = writer.finish()
    assert list(shelves.names()) == []
    assert not shelves.has(sha256)
    shelves.adopt([writer])
    assert MARKER not in place.stored(sha256)
    assert not list(place.folder.rglob("*.new"))


def test_a_file_that_comes_again_stays_readable_and_is_one(place: Place) -> None:
    shelves = place.open()
    content = os.urandom(2 * CHUNK)
    sha256 = keep(shelves, content)
    with shelves.open(sha256) as file:
        assert keep(shelves, content) == sha256
        assert file.read_at(0, len(content)) == content
    assert list(shelves.names()) == [sha256]


@pytest.mark.parametrize(
    "where", ["header", "first chunk", "last chunk", "trailer", "cut", "longer", "empty"]
)
def test_a_wrong_bit_is_said_and_the_same_file_mends_it(place: Place, where: str) -> None:
    content = os.urandom(3 * CHUNK)
    shelves = place.open()
    sha256 = keep(shelves, content)
    stored = bytearray(place.stored(sha256))
    if where == "cut":
        del stored[-1000:]
    elif where == "longer":
        stored += b"\0"
    elif where == "empty":
        stored.clear()
    else:
        at = {"header": 20, "first chunk": 100, "last chunk": len(stored) - 100, "trailer": len(stored) - 5}
        stored[at[where]] ^= 1
    place.stored(sha256, bytes(stored))
    with pytest.raises(StoreError) as caught:
        shelves.verify(sha256)
    assert caught.value.code == "blob-damaged"
    keep(shelves, content)
    shelves.verify(sha256)


def test_one_file_in_the_place_of_another_is_not_believed(place: Place) -> None:
    shelves = place.open()
    one, two = keep(shelves, b"one" * 50_000), keep(shelves, b"two" * 50_000)
    place.stored(two, place.stored(one))
    with pytest.raises(StoreError) as caught:
        shelves.open(two)
    assert caught.value.code == "blob-damaged"


def test_another_key_opens_nothing(place: Place) -> None:
    sha256 = keep(place.open(), b"private")
    with pytest.raises(StoreError) as caught:
        place.open(bytes(32)).open(sha256)
    assert caught.value.code == "blob-damaged"


def test_a_missing_file_and_a_name_that_is_none_are_said(place: Place) -> None:
    shelves = place.open()
    with pytest.raises(StoreError) as missing:
        shelves.open("ab" * 32)
    assert missing.value.code == "blob-missing"
    assert not shelves.has("ab" * 32)
    assert not shelves.has("")
    with pytest.raises(StoreError) as wrong:
        shelves.open("../../etc/passwd")
    assert wrong.value.code == "blob-name"


def test_what_is_discarded_leaves_nothing(place: Place) -> None:
    shelves = place.open()
    writer = shelves.writer()
    writer.write(b"x" * 200_000)
    writer.discard()
    assert not list(place.folder.rglob("*.new"))
    assert list(shelves.names()) == []


def test_what_a_killed_intake_left_is_swept_away_a_day_later(place: Place) -> None:
    writers = [place.open().writer() for _ in range(2)]
    for each in writers:
        each.write(b"x" * 200_000)
    os.utime(writers[0].path, (0, 0))
    place.open()
    assert [each.path.exists() for each in writers] == [False, True]
    for each in writers:
        each.discard()
