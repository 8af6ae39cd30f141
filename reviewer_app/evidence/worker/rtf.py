"""Rich text (RTF) as a paper: its words in order; striprtf knows their encodings, not their look."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.markup import plain_blocks
from reviewer_app.evidence.worker.paper import Paper, pieces
from reviewer_app.evidence.worker.source import RemoteFile

_MOST = 24 << 20


def open_rtf(source: RemoteFile) -> Document:
    """Read rich text; the pictures in it are left out."""
    if source.size > _MOST:
        raise Refused(Refusal.TOO_LARGE)
    text = rtf_words(source.read_at(0, source.size))
    blocks = [block for line in text.split("\n") for block in plain_blocks(line.replace("\t", " \u2003"))]
    return Paper(pieces(blocks))


def rtf_words(data: bytes) -> str:
    """The plain words of rich text; Refused where there is no end to it, or no sense."""
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]  # striprtf ships no types
            data.decode("latin-1"), encoding="cp1252", errors="replace"
        )
    except (ValueError, IndexError, KeyError, LookupError, TypeError, OverflowError, UnicodeError):
        raise Refused(Refusal.DAMAGED) from None
    # Rare letters are written as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
