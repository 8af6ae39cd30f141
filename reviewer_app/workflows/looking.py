"""Looking at evidence: open it through the worker, save a copy, remember the place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import EvidenceError, StoreError
from reviewer_app.domain.lifecycle import check_readable
from reviewer_app.domain.links import snapshot
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.evidence import OpenedEvidence
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.mending import note_spoiled, open_file

COPY_STEP = 1 << 20


def open_evidence(
    desk: Desk, submission: str, evidence: str, password: str | None = None, cancel: CancelToken | None = None
) -> OpenedEvidence:
    """Open one evidence item in the worker; what cannot be shown is an EvidenceError that says why."""
    check_readable(desk.store.state(submission))
    item = item_of(desk, submission, evidence)
    if item.is_link and (found := snapshot(item, desk.store.blobs.has)) is not None:
        member, sha256 = found
        return desk.evidence.open(open_file(desk, sha256), member, password=password, cancel=cancel)
    if item.is_link:
        raise EvidenceError(
            "link",
            "This is an address, not a file",
            item.url,
            "It needs a connection, and this bundle brought no snapshot of it.",
        )
    return desk.evidence.open(open_file(desk, item.sha256), item.name, password=password, cancel=cancel)


def open_access(
    desk: Desk, submission: str, evidence: str, member: str, cancel: CancelToken | None = None
) -> OpenedEvidence:
    """Open an access copy of an item (captions, a transcript) in the worker, like evidence itself."""
    check_readable(desk.store.state(submission))
    sha256 = item_of(desk, submission, evidence).access.get(member, "")
    return desk.evidence.open(open_file(desk, sha256), member.rpartition("/")[2], cancel=cancel)


def save_copy(desk: Desk, submission: str, evidence: str, target: Path) -> Path:
    """Write the original bytes to a file the person chose; half a copy is never left behind."""
    check_readable(desk.store.state(submission))
    item = item_of(desk, submission, evidence)
    part = target.with_name(target.name + ".part")
    try:
        with open_file(desk, item.sha256) as blob, part.open("wb") as out:
            for offset in range(0, blob.size, COPY_STEP):
                out.write(blob.read_at(offset, min(COPY_STEP, blob.size - offset)))
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except StoreError as problem:
        part.unlink(missing_ok=True)
        note_spoiled(desk, item.sha256, problem)
        raise
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise StoreError(
            "copy-failed",
            "The copy was not saved",
            f"“{target.name}” could not be written ({problem.strerror}).",
            "Choose another folder, or free some space, and save again.",
        ) from problem
    return target


def place(desk: Desk, submission: str, evidence: str) -> Mapping[str, Any]:
    """Where the person last was in this evidence on this laptop; empty when it was never opened."""
    return desk.store.place(submission, evidence)


def remember_place(desk: Desk, submission: str, evidence: str, where: Mapping[str, Any]) -> None:
    """Keep the page, zoom and the like for next time; never travels."""
    desk.store.set_place(submission, evidence, where)


def item_of(desk: Desk, submission: str, evidence: str) -> EvidenceItem:
    """The evidence item of a submission; an EvidenceError where there is none."""
    item = desk.store.submission(submission).item(evidence)
    if item is None:
        raise EvidenceError(
            "unknown-evidence",
            "No such evidence",
            "This submission has no evidence item with that id.",
            "Go back to the queue and open the submission again.",
        )
    return item
