"""One look at one file, as a person would get it: shown, explained or refused; for tables and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence.pixels import Pixels
from reviewer_app.evidence.pool import WorkerPool
from reviewer_app.evidence.replies import PageText
from reviewer_app.evidence.sources import ByteSource


@dataclass(frozen=True, slots=True)
class Look:
    """What came of it: ``outcome`` is shown, explained (a kind not shown yet) or refused; with words for a person."""

    outcome: str
    words: str
    sentence: str = ""
    code: str = ""
    pages: int = 0
    picture: Pixels | None = None
    text: PageText | None = None


def look(pool: WorkerPool, source: ByteSource, name: str, across: int = 800) -> Look:
    """Open a file and draw its first page, at most so many pixels wide or high, or read its first words.

    Never raises for what is in the file; what reading the source raises comes through.
    """
    try:
        with pool.open(source, name) as opened:
            info = opened.info
            if info.pages:
                picture = opened.render(0, across / max(info.pages[0]))
                return Look("shown", info.words, pages=len(info.pages), picture=picture)
            return Look("shown", info.words, pages=info.text_slices, text=opened.text(0))
    except EvidenceError as refused:
        outcome = "explained" if refused.code == "unsupported" else "refused"
        return Look(outcome, refused.title, refused.sentence, refused.code)
