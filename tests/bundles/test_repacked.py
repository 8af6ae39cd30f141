"""A bundle that was unpacked and packed again with the tools of a system is read, and as strictly as before."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import check_bag, check_bundle, read_bundle
from reviewer_app.bundles.rules import Rule
from reviewer_app.domain.errors import BundleError
from tests.bundles import drafts, raw_zips
from tests.bundles.drafts import Draft
from tests.bundles.raw_zips import Raw
from tests.bundles.sinks import Staging

ACCENTED = "data/evidence/01-leçon-né.txt"
FINDER = b"\0\0\0\1Bud1"


@pytest.fixture
def accented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts hold a file whose name has accents."""
    monkeypatch.setattr(drafts, "NOTES", ACCENTED)


def of_a_mac(draft: Draft) -> list[Raw]:
    """As the Finder compresses a folder: descriptors, names in pieces without a flag, and its own files."""
    entries = []
    for raw in raw_zips.entries_of(draft.members()):
        name = unicodedata.normalize("NFD", raw.name.decode()).encode()
        packed = raw_zips.deflated(raw.data)
        entries.append(
            Raw(
                name,
                raw.data,
                method=8,
                flags=0x0008,
                local={"crc": 0, "packed_size": 0, "size": 0},
                local_extra=struct.pack("<2H8x", 0x5455, 8),
                after=b"PK\7\x08" + struct.pack("<3L", zlib.crc32(raw.data), len(packed), len(raw.data)),
            )
        )
        entries.append(Raw(b"__MACOSX/" + name.replace(b"/", b"/._", 1), b"\0\5\x16\7"))
    return [
        Raw(b"sample/", b"", attributes=0o040755 << 16),
        *entries,
        Raw(b"sample/.DS_Store", FINDER),
        Raw(b"sample/data/evidence/.DS_Store", FINDER),
    ]


def of_windows(draft: Draft) -> list[Raw]:
    """As Windows compresses a folder it has looked into."""
    entries = raw_zips.entries_of(draft.members())
    for raw in entries:
        raw.system, raw.attributes = 0, 0x20
        raw.flags = 0 if raw.name.isascii() else 0x0800
    return [
        *entries,
        Raw(b"sample/Thumbs.db", b"x", system=0, attributes=0x26),
        Raw(b"sample/data/desktop.ini", b"x"),
    ]


def wrapped(draft: Draft) -> list[Raw]:
    """As it comes when the folder around the bundle is packed."""
    entries = raw_zips.entries_of(draft.members(), base="From Jo/new folder/sample")
    return [
        Raw(b"From Jo/new folder/", b"", attributes=0o040755 << 16),
        *entries,
        Raw(b"From Jo/.DS_Store", FINDER),
    ]


@pytest.mark.parametrize("repack", [of_a_mac, of_windows, wrapped])
@pytest.mark.usefixtures("accented")
def test_what_a_system_adds_is_passed_over_and_all_else_is_read(repack: Any, tmp_path: Path) -> None:
    bundle = raw_zips.write(tmp_path, raw_zips.build(repack(Draft())))
    staging = Staging()
    read_bundle(bundle, staging)
    assert staging.contents == Draft().files
    assert ACCENTED in staging.contents
    assert check_bundle(bundle) == ()


@pytest.mark.usefixtures("accented")
def test_a_folder_from_a_mac_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    for path, data in Draft().members().items():
        file = folder / unicodedata.normalize("NFD", path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.with_name(f"._{file.name}").write_bytes(b"\0\5\x16\7")
    (folder / "data" / ".DS_Store").write_bytes(FINDER)
    staging = Staging()
    read_bundle(folder, staging)
    assert staging.contents == Draft().files
    assert check_bundle(folder) == ()


def refused(entries: list[Raw], folder: Path) -> str:
    with pytest.raises(BundleError) as caught:
        read_bundle(raw_zips.write(folder, raw_zips.build(entries)), Staging())
    return caught.value.rule


def test_a_file_beside_the_bundle_in_the_added_folder_is_refused(tmp_path: Path) -> None:
    beside = Raw(b"From Jo/new folder/letter.txt", b"x")
    assert refused([*wrapped(Draft()), beside], tmp_path) == Rule.UNKNOWN_MEMBER
    assert (
        refused([*wrapped(Draft()), Raw(b"From Jo/other/bagit.txt", b"x")], tmp_path) == Rule.UNKNOWN_MEMBER
    )


def test_a_folder_that_looks_like_a_systems_holds_nothing_back(tmp_path: Path) -> None:
    hidden = Raw(b"sample/data/__MACOSX/more.txt", b"x")
    assert refused([*of_a_mac(Draft()), hidden], tmp_path) == Rule.UNLISTED_FILE


def test_what_a_system_adds_must_be_packed_soundly_too(tmp_path: Path) -> None:
    link = Raw(b"sample/._link", b"/etc/passwd", attributes=0o120777 << 16)
    assert refused([*of_a_mac(Draft()), link], tmp_path) == Rule.LINK
    lying = Raw(b"__MACOSX/x", b"x", central={"size": 9, "packed_size": 9})
    assert refused([lying, *of_windows(Draft())], tmp_path) in {Rule.ZIP_OVERLAP, Rule.ZIP_HEADER}


@pytest.mark.parametrize("name", ["._notes.txt", "Thumbs.db", unicodedata.normalize("NFD", "leçon.txt")])
def test_what_the_manifest_lists_is_a_file_like_others_whatever_it_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setattr(drafts, "NOTES", f"data/evidence/{name}")
    staging = Staging()
    read_bundle(raw_zips.write(tmp_path, raw_zips.build(of_windows(Draft()))), staging)
    assert staging.contents == Draft().files
    folder = Draft().folder(tmp_path / "bundle")
    assert check_bundle(folder) == ()


def test_a_listed_file_that_is_not_there_is_missing_though_a_systems_would_fit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drafts, "NOTES", "data/evidence/Thumbs.db")
    kept = [each for each in of_windows(Draft()) if each.name != b"sample/data/evidence/Thumbs.db"]
    assert refused([*kept, Raw(b"sample/data/Thumbs.db", b"x")], tmp_path) == Rule.MISSING_FILE


@pytest.mark.usefixtures("accented")
def test_one_name_in_two_spellings_is_still_a_collision(tmp_path: Path) -> None:
    folder = Draft().folder(tmp_path / "bundle")
    (folder / unicodedata.normalize("NFD", ACCENTED)).write_bytes(b"another")
    assert Rule.NAME_COLLISION in {each.rule for each in check_bundle(folder)}


def test_in_a_plain_bag_they_are_files_like_others(tmp_path: Path) -> None:
    folder = Draft().folder(tmp_path / "bundle")
    (folder / "data" / ".DS_Store").write_bytes(FINDER)
    assert "data/.DS_Store" in {each.member for each in check_bag(folder).findings}
