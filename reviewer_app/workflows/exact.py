"""The exact layout of an office file: its bytes through LibreOffice, the pages into the worker like any PDF."""

from __future__ import annotations

from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence import BytesSource, OpenedEvidence
from reviewer_app.evidence.exact import SOURCE_MOST, Office
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.looking import COPY_STEP, item_of

_NAME = "layout.pdf"


def open_exact(
    desk: Desk,
    office: Office,
    submission: str,
    evidence: str,
    ending: str,
    agreed: bool = False,
    cancel: CancelToken | None = None,
) -> OpenedEvidence:
    """Open an evidence item as LibreOffice lays it out; EvidenceError ``exact-asks`` where the person decides first."""
    item = item_of(desk, submission, evidence)
    with desk.store.blobs.open(item.sha256) as blob:
        parts = []
        # One byte too many is enough for the refusal; more is never held.
        for offset in range(0, min(blob.size, SOURCE_MOST + 1), COPY_STEP):
            if cancel is not None:
                cancel.check()
            parts.append(blob.read_at(offset, min(COPY_STEP, blob.size - offset)))
    pages = office.to_pdf(b"".join(parts), ending, cancel, agreed=agreed)
    return desk.evidence.open(BytesSource(pages), _NAME, cancel=cancel)
