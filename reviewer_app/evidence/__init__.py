"""What kind of thing a file is, and the sandboxed worker that turns it into pixels, text and places."""

from reviewer_app.evidence.kinds import FileKind, Kind, sniff
from reviewer_app.evidence.opened import EvidenceInfo, OpenedEvidence
from reviewer_app.evidence.pixels import PIXELS_MOST, Pixels
from reviewer_app.evidence.pool import WorkerPool
from reviewer_app.evidence.replies import Link, OutlineEntry, PageText
from reviewer_app.evidence.shapes import Shape
from reviewer_app.evidence.sources import ByteSource, BytesSource
from reviewer_app.evidence.survey import Look, look

__all__ = [
    "PIXELS_MOST",
    "ByteSource",
    "BytesSource",
    "EvidenceInfo",
    "FileKind",
    "Kind",
    "Link",
    "Look",
    "OpenedEvidence",
    "OutlineEntry",
    "PageText",
    "Pixels",
    "Shape",
    "WorkerPool",
    "look",
    "sniff",
]
