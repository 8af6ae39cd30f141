"""Files that are missing or damaged on this laptop: noticed once, and fetched again by the next round."""

from __future__ import annotations

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.blobs import Blob
from reviewer_app.workflows.desk import Desk

SPOILED = frozenset({"blob-missing", "blob-damaged"})
"""Codes that say of a file that what is here is not what came."""


def open_file(desk: Desk, sha256: str) -> Blob:
    """Open a file of the store; one that is missing or damaged counts as not here from then on, and is said so."""
    try:
        return desk.store.blobs.open(sha256)
    except StoreError as problem:
        note_spoiled(desk, sha256, problem)
        raise


def note_spoiled(desk: Desk, sha256: str, problem: StoreError) -> None:
    """Let a file count as not here if the problem says so of it; what is left of it stays until sound bytes come."""
    if problem.code in SPOILED:
        with desk.store.changes() as work:
            work.blob_lost(sha256)
        desk.store.blobs.set_aside(sha256)
