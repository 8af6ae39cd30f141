"""A marked copy of a PDF: its citations as real annotations in a file of its own; the original stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.anchoring import Box, anchor, lines_of
from reviewer_app.domain.citation import Citation, page_named, quotation, region_named
from reviewer_app.domain.errors import EvidenceError
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.looking import item_of, open_evidence
from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.evidence import OpenedEvidence
    from reviewer_app.evidence.marking import Mark

_CORNER = ((0.93, 0.02, 0.96, 0.04),)


def marked_copy(desk: Desk, submission: str, evidence: str, target: Path) -> Path:
    """Write a copy of a PDF with the citations of this review as annotations; the stored bytes are only read."""
    from reviewer_app.evidence.marking import marked_pdf  # workers are loaded where one is needed

    item = item_of(desk, submission, evidence)
    review = desk.store.review(submission)
    rubric = desk.store.rubric(desk.store.submission(submission).rubric_hash)
    cited = [each for each in review.citations if each.evidence == evidence]
    if not cited:
        raise EvidenceError(
            "nothing-cited",
            "Nothing is cited in this file",
            "A marked copy shows citations, and this file has none yet.",
            "Cite a place in it first.",
        )
    try:
        with open_evidence(desk, submission, evidence) as file:
            if file.info.media_type != "application/pdf":
                raise EvidenceError(
                    "not-a-pdf",
                    "Only a PDF can be marked",
                    f"This file is something else: {file.info.words}.",
                    "Export the citations instead.",
                )
            marks = [_mark(file, rubric, each) for each in cited]
        return written(target, marked_pdf(desk.store.blobs.open(item.sha256), item.name, marks))
    except EvidenceError as error:
        if error.code == "password":
            raise EvidenceError(
                "marking-locked",
                "This PDF is locked",
                "A copy with annotations would lose its lock, so none is made.",
                "Export the citations instead, or ask for the file without a password.",
            ) from error
        raise


def _mark(file: OpenedEvidence, rubric: Microcredential, citation: Citation) -> Mark:
    from reviewer_app.evidence.marking import Mark  # as in marked_copy

    page = min(max(1, page_named(citation.selectors)), len(file.info.pages)) - 1
    words = f"Criterion {citation.criterion}: {rubric.criterion(citation.criterion).title}"
    if citation.note:
        words += f"\n\n{citation.note}"
    boxes = _lines(file, page, citation)
    if boxes:
        return Mark(citation.id, page, "highlight", boxes, words)
    region = region_named(citation.selectors)
    if region is not None:
        left, top, across, along = (each / 100 for each in region)
        return Mark(citation.id, page, "square", ((left, top, left + across, top + along),), words)
    return Mark(citation.id, page, "text", _CORNER, words)


def _lines(file: OpenedEvidence, page: int, citation: Citation) -> tuple[Box, ...]:
    """The lines of the quoted words in parts of their page; none where the page does not read so."""
    quote = quotation(citation.selectors)
    if not quote.exact:
        return ()
    text = file.text(page)
    span = anchor(text.text, quote)
    if span is None:
        return ()
    wide, high = file.page_sizes(page, page + 1)[0]
    lines = lines_of(text.boxes[slice(*span)])
    return tuple((x0 / wide, y0 / high, x1 / wide, y1 / high) for x0, y0, x1, y1 in lines)
