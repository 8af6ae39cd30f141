"""Making a backup while the hub serves: its record as it was at one moment, and the files that record names."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from time import time
from typing import Any

import pyrage

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.signing import signed
from reviewer_app.hub.backup.chest import MANIFEST, RECORD, Chest, Pulled
from reviewer_app.hub.backup.lines import written
from reviewer_app.hub.books import Books
from reviewer_app.hub.migrations import STEPS

MANIFEST_FORMAT = "reviewer-hub-snapshot"
PIECE = 1024 * 1024
A_DAY = 24 * 3600.0


@dataclass(frozen=True)
class Made:
    """What a backup holds: the snapshot's name, rows of its record, files it names, and those that were new."""

    snapshot: str
    rows: int
    files: int
    copied: int
    bytes: int
    lacking: tuple[str, ...]
    """Files the record names that the hub itself could not give, by hash."""


def make_backup(
    books: Books,
    chest: Chest,
    *,
    with_files: bool = True,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Made:
    """One more snapshot in the chest; it counts only once its manifest is there, which comes last."""
    chest.sweep(time() - A_DAY)
    name = chest.new_name(books.now())
    try:
        return _made(books, chest, name, with_files, progress, cancel or CancelToken())
    except (
        BaseException
    ):  # stopped as well: a part of a snapshot is of no use; files that are whole stay for the next
        shutil.rmtree(chest.folder / name, ignore_errors=True)
        raise


def _made(
    books: Books, chest: Chest, name: str, with_files: bool, progress: ReportProgress, cancel: CancelToken
) -> Made:
    place = chest.folder / name
    counted: dict[str, int] = {}
    found = hashlib.sha256()
    size = 0

    def seen(piece: bytes) -> None:
        nonlocal size
        cancel.check()
        found.update(piece)
        size += len(piece)

    at = books.moment()
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT sha256, max(size) FROM submission_blob GROUP BY sha256 ORDER BY sha256"
        )
        files = {str(row[0]): int(row[1]) for row in rows}
        _put(chest, place / RECORD, Pulled(written(books, look, counted), seen))
    copied, lacking = _copy(books, chest, files, progress, cancel) if with_files else ((0, 0), ())
    manifest: dict[str, Any] = {
        "format": MANIFEST_FORMAT,
        "version": 1,
        "snapshot": name,
        "at": at,
        "hub": books.key.name,
        "schema": len(STEPS),
        "record": {"sha256": found.hexdigest(), "size": size, "rows": counted},
        "with_files": with_files,
        "files": [{"sha256": sha256, "size": each} for sha256, each in files.items()],
    }
    _put(chest, place / MANIFEST, Pulled([json.dumps(signed(manifest, books.key, at)).encode()]))
    return Made(name, sum(counted.values()), len(files), *copied, lacking)


def _copy(
    books: Books, chest: Chest, files: dict[str, int], progress: ReportProgress, cancel: CancelToken
) -> tuple[tuple[int, int], tuple[str, ...]]:
    """Copy the files that are not in the chest yet: how many, their bytes, and those that could not be read."""
    wanted = [sha256 for sha256 in files if not chest.has_file(sha256)]
    total = sum(files[each] for each in wanted)
    many = done = 0
    lacking: list[str] = []
    for sha256 in wanted:
        cancel.check()
        try:
            _put(chest, chest.file(sha256), Pulled(_pieces(books, sha256, cancel)))
        except StoreError as problem:
            if problem.code not in ("blob-missing", "blob-damaged"):
                raise
            lacking.append(sha256)
            continue
        many += 1
        done += files[sha256]
        progress(done, total, "Copying files")
    return (many, done), tuple(lacking)


def _pieces(books: Books, sha256: str, cancel: CancelToken) -> Iterator[bytes]:
    with books.blobs.open(sha256) as file:
        found = hashlib.sha256()
        for offset in range(0, file.size, PIECE):
            cancel.check()
            piece = file.read_at(offset, PIECE)
            found.update(piece)
            yield piece
    if found.hexdigest() != sha256:
        raise StoreError(
            "blob-damaged", "A file is damaged", "Its bytes do not fit its hash.", "Take its bundle in."
        )


def _put(chest: Chest, path: Any, source: Pulled) -> None:
    try:
        chest.put(path, source)
    except (pyrage.EncryptError, ReviewerError):
        if source.problem is not None:
            raise source.problem from None
        raise
