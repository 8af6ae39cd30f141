"""Opening the place for files that a setting names."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import time

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.shelves.forms import Shelves
from reviewer_app.vault.blobs import BlobFolder

BLOBS, STAGING = "blobs", "staging"
A_DAY = 24 * 3600.0


def open_shelves(folder: Path, key: bytes, url: str = "") -> Shelves:
    """The folder beside the record, or object storage where a URL is given; StoreError when it cannot be."""
    if not url:
        blobs = folder / BLOBS
        blobs.mkdir(mode=0o700, exist_ok=True)
        _sweep(blobs / STAGING)
        return BlobFolder(blobs, key)
    _sweep(folder / STAGING)
    try:
        from reviewer_app.hub.shelves.objects import (
            ObjectShelves,
        )  # only where asked for: obstore is an extra
    except ImportError as problem:
        raise StoreError(
            "storage-library",
            "This hub has no object storage",
            "The library “obstore”, which speaks to object storage, is not installed.",
            "Install reviewer-app with the extra “hub”, or leave the setting “storage” out.",
        ) from problem
    return ObjectShelves(url, key, folder / STAGING)


def _sweep(staging: Path) -> None:
    """Take away what a killed intake left; what is newer than a day may be another process's at work."""
    for path in staging.glob("*.new"):
        with suppress(OSError):
            if path.stat().st_mtime < time() - A_DAY:
                path.unlink()
