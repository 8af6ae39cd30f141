"""Importing bundles: read whole and sound into the encrypted store, or refused whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.store import DeskStore
from reviewer_app.vault.blobs import BlobWriter
from reviewer_app.workflows.desk import Desk


@dataclass(frozen=True)
class Imported:
    """What came of one bundle; ``new`` is False when the very same submission was here already.

    ``issuer`` is the Multikey that signed the bundle; ``known_issuer`` says whether it is the paired hub's.
    """

    submission: str
    alias: str
    title: str
    attempt: int
    new: bool
    missing_files: int
    issuer: str = ""
    known_issuer: bool = False


class StagedBlobs:
    """The sink a bundle streams into: encrypted, hashed, and adopted only when the whole bundle is sound."""

    def __init__(self, store: DeskStore) -> None:
        self._store = store
        self._writers: list[BlobWriter] = []

    def open(self, member: str) -> BlobWriter:
        """A writer for one member's bytes."""
        writer = self._store.blobs.writer()
        self._writers.append(writer)
        return writer

    def adopt(self) -> None:
        """Make everything that was streamed durable under its hash."""
        self._store.blobs.adopt(self._writers)
        self._writers = []

    def discard(self) -> None:
        """Leave nothing behind of a bundle that was refused or cancelled."""
        for writer in self._writers:
            writer.discard()
        self._writers = []


def import_bundle(
    desk: Desk,
    path: Path,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Imported:
    """Bring one bundle (folder or .reviewbundle) in; refused or cancelled, it leaves no trace."""
    # Its JSON Schemas are not needed to show a queue.
    from reviewer_app.bundles import must_hold_bundle, read_bundle

    must_hold_bundle(path)
    staged = StagedBlobs(desk.store)
    try:
        sound = read_bundle(path, staged, progress=progress, cancel=cancel or CancelToken())
        staged.adopt()
        with desk.store.changes() as work:
            new = work.add_submission(
                sound.submission_doc, sound.microcredential_doc, source=f"bundle {sound.issuer}"
            )
    finally:
        staged.discard()
    about = sound.submission
    pairing = desk.store.pairing
    return Imported(
        submission=about.id,
        alias=about.alias,
        title=sound.rubric.title,
        attempt=about.attempt,
        new=new,
        missing_files=len(sound.missing),
        issuer=sound.issuer,
        known_issuer=pairing is not None and pairing.hub_key == sound.issuer,
    )


def bundles_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The bundles a person means by these paths: each bundle itself, or every bundle inside a plain folder."""
    found: list[Path] = []
    for path in paths:
        found.extend(_inside(path) or [path])
    return tuple(found)


def _inside(path: Path) -> list[Path]:
    """The bundles in a plain folder; none where it is no folder, or cannot be read, which reading it then says."""
    try:
        if not path.is_dir() or (path / "bagit.txt").exists():
            return []
        return [
            each
            for each in sorted(path.iterdir())
            if each.suffix == ".reviewbundle" or (each.is_dir() and (each / "bagit.txt").exists())
        ]
    except OSError:
        return []
