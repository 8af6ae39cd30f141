"""Taking bundles into the hub: read whole and sound, or refused whole."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reviewer_app.bundles import must_hold_bundle, read_bundle
from reviewer_app.domain.errors import FileError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.hub.books import Books
from reviewer_app.hub.intake import TakenIn, register
from reviewer_app.vault.blobs import BlobWriter


class _Staged:
    """The sink a bundle streams into."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.writers: list[BlobWriter] = []

    def open(self, member: str) -> BlobWriter:
        """A writer for one member's bytes."""
        writer = self._books.blobs.writer()
        self.writers.append(writer)
        return writer


def take_bundle(
    books: Books,
    path: Path | BinaryIO,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> TakenIn:
    """Take one bundle in; a holey one is refused, because a hub is where the rest is fetched from."""
    must_hold_bundle(path)
    staged = _Staged(books)
    try:
        sound = read_bundle(path, staged, progress=progress, cancel=cancel or CancelToken())
        if sound.missing:
            raise FileError(
                "holey",
                "This bundle is not whole",
                f"{len(sound.missing)} of its files are to be fetched from elsewhere.",
                "Take in the whole bundle, so that laptops can fetch every file from this hub.",
            )
        refs = dict(sound.blobs.values())
        return register(books, sound.submission_doc, sound.microcredential_doc, refs, staged.writers)
    finally:
        for writer in staged.writers:
            writer.discard()
