"""Hostile folders: links, pipes, sockets and more."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from reviewer_app.bundles import Limits, Rule
from tests.bundles.drafts import NOTES, PHOTO, Draft
from tests.bundles.hostile.case import Case


def _with(change: Callable[[Path, Path], None], draft: Draft | None = None) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        bundle = (draft or Draft()).folder(folder / "bundle")
        change(bundle, folder)
        return bundle

    return make


def _link(bundle: Path, outside: Path) -> None:
    (bundle / NOTES).unlink()
    (bundle / NOTES).symlink_to("/etc/hostname")


def _linked_folder(bundle: Path, outside: Path) -> None:
    (bundle / "data" / "evidence").rename(outside / "elsewhere")
    (bundle / "data" / "evidence").symlink_to(outside / "elsewhere")


def _hard_link(bundle: Path, outside: Path) -> None:
    os.link(bundle / NOTES, outside / "second-name")


def _pipe(bundle: Path, outside: Path) -> None:
    (bundle / NOTES).unlink()
    os.mkfifo(bundle / NOTES)


def _tag_pipe(bundle: Path, outside: Path) -> None:
    (bundle / "bagit.txt").unlink()
    os.mkfifo(bundle / "bagit.txt")


def _socket(bundle: Path, outside: Path) -> None:
    here = Path.cwd()
    os.chdir(bundle / "data")
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s")
    finally:
        os.chdir(here)


def _other_case(bundle: Path, outside: Path) -> None:
    (bundle / NOTES.replace("notes", "NOTES")).write_bytes(b"x")


def _bad_name(bundle: Path, outside: Path) -> None:
    (Path(os.fsdecode(os.fsencode(bundle) + b"/\xff"))).write_bytes(b"x")


def _deep(bundle: Path, outside: Path) -> None:
    (bundle / "/".join("x" * 20) / "y").mkdir(parents=True)


def _large(bundle: Path, outside: Path) -> None:
    with (bundle / NOTES).open("wb") as file:
        file.truncate(5 * 1024**3)


def _large_in_all(bundle: Path, outside: Path) -> None:
    for path in (NOTES, PHOTO, "data/access/02.txt"):
        with (bundle / path).open("wb") as file:
            file.truncate(3 * 1024**3)


def _large_json(bundle: Path, outside: Path) -> None:
    with (bundle / "data/submission.json").open("wb") as file:
        file.truncate(3 * 1024**3)


def _large_tag(bundle: Path, outside: Path) -> None:
    with (bundle / "manifest-sha512.txt").open("wb") as file:
        file.truncate(3 * 1024**3)


def _many_manifests(bundle: Path, outside: Path) -> None:
    for number in range(500):
        with (bundle / f"manifest-x{number:03}.txt").open("wb") as file:
            file.truncate(8 * 1024**2)


def _lone_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.reviewbundle")
    return folder / "pipe.reviewbundle"


def _nothing(bundle: Path, outside: Path) -> None:
    """No change."""


CASES = [
    Case("a link in place of a file", Rule.LINK, NOTES, _with(_link)),
    Case("a link in place of a folder", Rule.LINK, "data/evidence", _with(_linked_folder)),
    Case("a second name for a file", Rule.HARD_LINK, NOTES, _with(_hard_link)),
    Case("a pipe in place of a file", Rule.SPECIAL_FILE, NOTES, _with(_pipe)),
    Case("a pipe in place of bagit.txt", Rule.SPECIAL_FILE, "bagit.txt", _with(_tag_pipe)),
    Case("a socket", Rule.SPECIAL_FILE, "data/s", _with(_socket)),
    Case("a pipe in place of the bundle", Rule.UNREADABLE, "", _lone_pipe),
    Case("a device in place of the bundle", Rule.UNREADABLE, "", lambda folder: Path("/dev/zero")),
    Case("nothing at all", Rule.UNREADABLE, "", lambda folder: folder / "nothing"),
    Case("a file in other case", Rule.NAME_COLLISION, NOTES, _with(_other_case)),
    Case("a name that is not text", Rule.NAME_ENCODING, "\\udcff", _with(_bad_name)),
    Case("too many folders deep", Rule.NAME_LENGTH, "/".join("x" * 18), _with(_deep)),
    Case("a folder of too many files", Rule.TOO_MANY, "", _with(_nothing), Limits(members=5)),
    Case("too large a file", Rule.TOO_LARGE, NOTES, _with(_large)),
    Case("too large a folder", Rule.TOTAL_SIZE, "", _with(_large_in_all)),
    Case("too large a submission.json", Rule.OXUM, "bag-info.txt", _with(_large_json)),
    Case("hundreds of large manifests", Rule.MANIFEST_ALGORITHM, "manifest-x000.txt", _with(_many_manifests)),
    Case("too large a manifest", Rule.TOO_LARGE, "manifest-sha512.txt", _with(_large_tag)),
]
