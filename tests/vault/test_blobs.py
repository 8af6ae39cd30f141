"""Blobs: encrypted from their first byte, whole or not there, and never silently wrong."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.blobs import BlobFolder
from reviewer_app.vault.chunks import CHUNK

KEY = bytes(range(32))
MARKER = b"a sentence that nobody may find on the disk. "


@pytest.fixture
def blobs(tmp_path: Path) -> BlobFolder:
    return BlobFolder(tmp_path / "blobs", KEY)


def keep(blobs: BlobFolder, content: bytes, pieces: int = 1) -> str:
    writer = blobs.writer()
    step = max(1, -(-len(content) // pieces))
    for start in range(0, len(content), step):
        writer.write(content[start : start + step])
    found, size = writer.finish()
    assert (found, size) == (hashlib.sha256(content).hexdigest(), len(content))
    blobs.adopt([writer])
    return found


@given(
    size=st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]),
    pieces=st.integers(1, 9),
    data=st.data(),
)
def test_any_range_of_any_size_reads_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, size: int, pieces: int, data: st.DataObject
) -> None:
    blobs = BlobFolder(tmp_path_factory.mktemp("blobs"), KEY)
    content = os.urandom(size)
    sha256 = keep(blobs, content, pieces)
    with blobs.open(sha256) as blob:
        assert blob.size == size
        for _ in range(8):
            offset, length = data.draw(st.integers(0, size + 5)), data.draw(st.integers(0, size + 5))
            assert blob.read_at(offset, length) == content[offset : offset + length]
        assert blob.read_at(0, size) == content
    blobs.verify(sha256)


def test_nothing_clear_is_on_the_disk_at_any_step(blobs: BlobFolder, tmp_path: Path) -> None:
    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    writer = blobs.writer()
    writer.write(MARKER * 5000)
    assert MARKER not in on_disk()
    writer.finish()
    blobs.adopt([writer])
    part = blobs.partial("ab" * 32)
    part.append(MARKER * 5000)
    assert MARKER not in on_disk()
    part.close()
    assert len(on_disk()) > 2 * 5000 * len(MARKER) - 2 * CHUNK


def test_what_is_discarded_leaves_nothing(blobs: BlobFolder) -> None:
    writer = blobs.writer()
    writer.write(b"x" * 200_000)
    writer.discard()
    writer.discard()
    assert list(blobs.staging.iterdir()) == []


def test_an_interrupted_import_is_swept_and_a_download_is_kept(blobs: BlobFolder) -> None:
    (blobs.staging / "0123456789ab.new").write_bytes(b"what a kill left")
    part = blobs.partial("cd" * 32)
    part.close()
    assert blobs.clear_staging() == 1
    assert [path.suffix for path in blobs.staging.iterdir()] == [".part"]


def test_many_files_are_adopted_together(blobs: BlobFolder) -> None:
    writers = []
    for number in range(40):
        writer = blobs.writer()
        writer.write(b"%d" % number)
        writer.finish()
        writers.append(writer)
    blobs.adopt(writers)
    assert len(list(blobs.names())) == 40
    assert list(blobs.staging.iterdir()) == []


@pytest.mark.parametrize("where", ["header", "first chunk", "last chunk", "trailer", "cut", "longer"])
def test_one_wrong_bit_is_noticed_and_another_import_mends_it(blobs: BlobFolder, where: str) -> None:
    content = os.urandom(3 * CHUNK)
    sha256 = keep(blobs, content)
    path = next(path for path in blobs.folder.rglob(sha256))
    stored = bytearray(path.read_bytes())
    place = {"header": 20, "first chunk": 100, "last chunk": len(stored) - 100, "trailer": len(stored) - 5}
    if where == "cut":
        del stored[-1000:]
    elif where == "longer":
        stored += b"\0"
    else:
        stored[place[where]] ^= 1
    path.write_bytes(stored)
    with pytest.raises(StoreError) as damaged:
        blobs.verify(sha256)
    assert damaged.value.code == "blob-damaged"
    keep(blobs, content)
    blobs.verify(sha256)


def test_chunks_cannot_change_places_or_files(blobs: BlobFolder) -> None:
    one, two = (keep(blobs, os.urandom(3 * CHUNK)) for _ in range(2))
    first, second = (next(blobs.folder.rglob(each)) for each in (one, two))
    stored = bytearray(first.read_bytes())
    sealed = CHUNK + 16
    stored[32 : 32 + 2 * sealed] = stored[32 + sealed : 32 + 2 * sealed] + stored[32 : 32 + sealed]
    first.write_bytes(stored)
    with pytest.raises(StoreError, match="damaged"):
        blobs.verify(one)
    second.replace(first)
    with pytest.raises(StoreError, match="damaged"), blobs.open(one):
        pass


def test_another_key_opens_nothing(blobs: BlobFolder) -> None:
    sha256 = keep(blobs, b"private")
    with pytest.raises(StoreError) as refused:
        BlobFolder(blobs.folder, bytes(32)).open(sha256)
    assert refused.value.code == "blob-damaged"


def test_a_missing_blob_and_a_name_that_is_none_are_said(blobs: BlobFolder) -> None:
    with pytest.raises(StoreError) as missing:
        blobs.open("ab" * 32)
    assert missing.value.code == "blob-missing"
    assert not blobs.has("ab" * 32)
    assert not blobs.has("")
    with pytest.raises(StoreError) as wrong:
        blobs.open("../../etc/passwd")
    assert wrong.value.code == "blob-name"


@given(cuts=st.lists(st.integers(1, 150_000), max_size=5), torn=st.integers(0, 40))
def test_a_download_goes_on_where_it_stopped_even_when_its_end_was_torn(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], torn: int
) -> None:
    blobs = BlobFolder(tmp_path_factory.mktemp("blobs"), KEY)
    content = os.urandom(300_000)
    sha256 = hashlib.sha256(content).hexdigest()
    for cut in cuts:
        part = blobs.partial(sha256)
        have = part.have
        part.append(content[have : have + cut])
        part.close()
        path = blobs.staging / f"{sha256}.part"
        path.write_bytes(path.read_bytes()[: max(0, path.stat().st_size - torn)])
    part = blobs.partial(sha256)
    part.append(content[part.have :])
    part.finish()
    blobs.verify(sha256)
    assert list(blobs.staging.iterdir()) == []


def test_a_download_killed_between_its_end_and_its_place_is_not_fetched_again(blobs: BlobFolder) -> None:
    content = os.urandom(CHUNK * 2)
    sha256 = keep(blobs, content)
    next(blobs.folder.rglob(sha256)).replace(blobs.staging / f"{sha256}.part")
    part = blobs.partial(sha256)
    assert part.have == len(content)
    part.finish()
    blobs.verify(sha256)


def test_other_bytes_than_the_hash_says_are_thrown_away(blobs: BlobFolder) -> None:
    part = blobs.partial(hashlib.sha256(b"what was meant").hexdigest())
    part.append(b"what came")
    with pytest.raises(StoreError) as wrong:
        part.finish()
    assert wrong.value.code == "wrong-hash"
    assert list(blobs.staging.iterdir()) == []
    assert list(blobs.names()) == []


def test_a_download_can_start_again(blobs: BlobFolder) -> None:
    content = b"the right bytes"
    part = blobs.partial(hashlib.sha256(content).hexdigest())
    part.append(b"x" * 100_000)
    part.discard()
    assert part.have == 0
    part.append(content)
    part.finish()
    assert list(blobs.names()) == [hashlib.sha256(content).hexdigest()]


def test_going_on_in_the_same_run_reads_nothing_again_and_keeps_every_byte(tmp_path: Path) -> None:
    content = random.Random(7).randbytes(3 * CHUNK + 100)
    name = hashlib.sha256(content).hexdigest()
    blobs = BlobFolder(tmp_path / "blobs", bytes(32))

    def never() -> None:
        raise AssertionError("it was read again")

    for start in range(0, len(content), 50_000):
        part = blobs.partial(name, never)
        assert part.have == start
        part.append(content[start : start + 50_000])
        part.close()
    blobs.partial(name, never).finish()
    with blobs.open(name) as blob:
        assert blob.read_at(0, blob.size) == content


@pytest.mark.parametrize("spoil", ["longer", "shorter", "another"])
def test_a_half_file_that_is_not_as_it_was_left_is_read_again(tmp_path: Path, spoil: str) -> None:
    content = random.Random(8).randbytes(3 * CHUNK)
    name = hashlib.sha256(content).hexdigest()
    blobs = BlobFolder(tmp_path / "blobs", bytes(32))
    part = blobs.partial(name)
    part.append(content[: 2 * CHUNK + 9])
    part.close()
    [path] = blobs.staging.glob("*.part")
    held = path.read_bytes()
    changed = {"longer": held + b"x", "shorter": held[:-1], "another": bytes(len(held))}
    path.write_bytes(changed[spoil])
    again = blobs.partial(name)
    assert again.have == {"longer": 2 * CHUNK, "shorter": CHUNK, "another": 0}[spoil]
    again.append(content[again.have :])
    again.finish()
    with blobs.open(name) as blob:
        assert blob.read_at(0, blob.size) == content
