"""PDFs to turn pages of: a page of text with a photo, a chart and then pages of text, different for each number."""

from __future__ import annotations

import io
import random

from PIL import Image
from reportlab.lib.pagesizes import letter  # type: ignore[import-untyped]  # has no types
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]  # has no types
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # has no types

TEXT = (
    "learners waited three seconds before the second answer and then half of the class had a thought to share about "
    "the pond its plants the heron and what would happen if the smallest animals were gone for a whole summer"
)
WORDS = TEXT.split()


def paper(number: int, pages: int) -> bytes:
    """A PDF with so many pages; the same number gives the same words."""
    chance = random.Random(number)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=True)
    wide, high = letter
    photo = _photo(chance)
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(54, high - 60, f"Observation {number}, page {page + 1}")
        lines = 48
        if page == 0:
            canvas.drawImage(photo, 54, high - 300, width=288, height=216)
            for bar in range(8):
                canvas.setFillColorRGB(0.2, 0.3, chance.random())
                canvas.rect(370 + 22 * bar, high - 300, 16, 40 + 160 * chance.random(), fill=1, stroke=0)
            canvas.setFillColorRGB(0, 0, 0)
            lines = 28
        canvas.setFont("Times-Roman", 11)
        for line in range(lines):
            words = " ".join(chance.choices(WORDS, k=14))
            canvas.drawString(54, 60 + 13 * (lines - line), words[: int(wide / 5.6)])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(megabytes: int, pages: int) -> bytes:
    """A scan, each page one photo of paper, so many megabytes together."""
    chance = random.Random(5)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=True)
    each = megabytes * 1_000_000 // pages
    side = max(64, round((each / 0.62) ** 0.5))
    for _ in range(pages):
        rough = Image.frombytes("L", (side, round(side * 1.29)), chance.randbytes(side * round(side * 1.29)))
        page = io.BytesIO()
        rough.save(page, "JPEG", quality=42)
        page.seek(0)
        canvas.drawImage(ImageReader(page), 0, 0, width=letter[0], height=letter[1])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _photo(chance: random.Random) -> ImageReader:
    """A picture with as much detail as a photo has."""
    rough = Image.frombytes("RGB", (64, 48), chance.randbytes(64 * 48 * 3))
    out = io.BytesIO()
    rough.resize((1280, 960), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    out.seek(0)
    return ImageReader(out)
