"""A marked copy carries real annotations that other programs read; the original is as it was, to the byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.citation import Citation, page_selectors, quote_selector
from reviewer_app.domain.errors import EvidenceError
from reviewer_app.workflows import looking, marking, reviewing
from reviewer_app.workflows.desk import Desk


def cite(desk: Desk, submission: str, name: str, *cited: Citation) -> str:
    item = next(each for each in desk.store.submission(submission).evidence if each.name == name)
    for each in cited:
        reviewing.cite(desk, submission, replace(each, evidence=item.id, evidence_hash=item.sha256))
    return item.id


def test_the_copy_has_its_notes_and_the_original_its_bytes(
    desk: Desk, good: SampleReview, tmp_path: Path
) -> None:
    with looking.open_evidence(desk, good.submission, cite(desk, good.submission, "lesson-plan.pdf")) as file:
        words = " ".join(file.text(0).text.split()[4:12])
    evidence = cite(
        desk,
        good.submission,
        "lesson-plan.pdf",
        Citation("c1", "2.1", "", "", "", (*page_selectors(1), quote_selector(words)), "Clear – très."),
        Citation("c2", "2.2", "", "", "", page_selectors(1, "", (10, 20, 30, 40))),
        Citation("c3", "2.3", "", "", "", page_selectors(1)),
        Citation("c4", "2.4", "", "", "", page_selectors(1, "words that are not there")),
    )
    item = desk.store.submission(good.submission).item(evidence)
    assert item is not None
    target = marking.marked_copy(desk, good.submission, evidence, tmp_path / "marked.pdf")
    original = looking.save_copy(desk, good.submission, evidence, tmp_path / "original.pdf").read_bytes()
    assert hashlib.sha256(original).hexdigest() == item.sha256
    with pikepdf.open(target) as pdf:
        found = {str(each.NM): each for each in pdf.pages[0].Annots if "/NM" in each}
        assert "/Info" not in pdf.trailer
        wide, high = (float(each) for each in pdf.pages[0].mediabox[2:])
    assert {own: str(each.Subtype) for own, each in found.items()} == {
        "c1": "/Highlight",
        "c2": "/Square",
        "c3": "/Text",
        "c4": "/Text",
    }
    title = desk.store.rubric(desk.store.submission(good.submission).rubric_hash).criterion("2.1").title
    assert str(found["c1"].Contents) == f"Criterion 2.1: {title}\n\nClear – très."
    assert {str(each.T) for each in found.values()} == {"Assessor"}
    assert len(found["c1"].QuadPoints) % 8 == 0
    box = [float(each) for each in found["c2"].Rect]
    assert box == pytest.approx([0.1 * wide, 0.4 * high, 0.4 * wide, 0.8 * high], abs=0.1)
    marked_words(target, [float(each) for each in found["c1"].Rect], words)
    assert list(tmp_path.glob("*.part")) == []


def marked_words(target: Path, rectangle: list[float], words: str) -> None:
    """PDFium, another reader, sees the annotations, and under the first of them the words it is about."""
    with pypdfium2.PdfDocument(target) as pdf:
        page = pdf[0]
        kinds = []
        for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, number)
            kinds.append(pdfium.FPDFAnnot_GetSubtype(annotation))
            pdfium.FPDFPage_CloseAnnot(annotation)
        assert {pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_TEXT} <= set(kinds)
        left, bottom, right, top = rectangle
        text = page.get_textpage().get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)
        assert words.split()[0] in text
        assert words.split()[-1] in text


def test_what_is_no_pdf_or_has_no_citation_is_refused_in_words(
    desk: Desk, good: SampleReview, tmp_path: Path
) -> None:
    plan = cite(desk, good.submission, "lesson-plan.pdf")
    with pytest.raises(EvidenceError, match="Nothing is cited"):
        marking.marked_copy(desk, good.submission, plan, tmp_path / "x.pdf")
    board = cite(desk, good.submission, "board.jpg", Citation("c1", "2.1", "", "", "board"))
    with pytest.raises(EvidenceError, match="Only a PDF"):
        marking.marked_copy(desk, good.submission, board, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
