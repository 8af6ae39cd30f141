"""Marked copies of PDFs, made in a worker of their own and handed out in checked pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.pool import WorkerPool
from reviewer_app.evidence.problems import problem
from reviewer_app.evidence.process import MARKING
from reviewer_app.evidence.sources import ByteSource

SECONDS = 60.0
_PIECE = 4 << 20
_GROWN_MOST = 64 << 20
_WORDS_MOST = 8000
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """One annotation on a page (0-based): boxes in parts of the page as it is shown, from its top left corner."""

    id: str
    page: int
    kind: Literal["highlight", "square", "text"]
    boxes: tuple[Box, ...]
    words: str
    author: str = "Assessor"

    def document(self) -> dict[str, Any]:
        """The mark as the worker is told it."""
        return {
            "id": self.id,
            "page": self.page,
            "kind": self.kind,
            "boxes": [[min(1.0, max(0.0, side)) for side in box] for box in self.boxes],
            "words": self.words[:_WORDS_MOST],
            "author": self.author,
        }


def marked_pdf(
    source: ByteSource, name: str, marks: Sequence[Mark], cancel: CancelToken | None = None
) -> Iterator[bytes]:
    """The bytes of a copy with these marks, piece by piece; raises EvidenceError as opening does."""
    size = source.size
    with (
        WorkerPool(SECONDS, warm=0, workers=1, purpose=MARKING) as pool,
        pool.open(source, name, cancel=cancel) as file,
    ):
        try:
            whole = read_size(file.mark([each.document() for each in marks], cancel=cancel), size)
            at = 0
            while at < whole:
                told, piece = file.part("marked", 0, at, min(_PIECE, whole - at), cancel=cancel)
                check_piece(told, piece, at, min(_PIECE, whole - at))
                at += len(piece)
                yield piece
        except ProtocolError:
            raise problem("worker-crashed") from None


def read_size(told: Mapping[str, Any], original: int) -> int:
    """How large the copy is; one that grew beyond all reason is not believed."""
    size = told.get("size")
    if type(size) is not int or not 8 < size <= original * 4 + _GROWN_MOST:
        raise ProtocolError("not the size of a marked copy")
    return size


def check_piece(told: Mapping[str, Any], piece: bytes, at: int, wanted: int) -> None:
    """Refuse a piece that is not the one asked for, or a beginning that is no PDF's."""
    if told.get("first") != at or len(piece) != wanted:
        raise ProtocolError("not the piece that was asked for")
    if at == 0 and not piece.startswith(b"%PDF-"):
        raise ProtocolError("not a PDF")
