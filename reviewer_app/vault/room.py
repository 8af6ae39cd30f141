"""Whether a folder takes anything more: tried by writing, since neither rights nor free space tell of every limit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reviewer_app.vault.blobs import disk_error

PIECE = 256 * 1024
"""Bytes; about what keeping a few records takes."""


def check_room(folder: Path) -> None:
    """A StoreError when nothing more can be kept in this folder; leaves nothing there, not even when it is killed."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PIECE))
    except OSError as problem:
        raise disk_error(problem) from problem
