"""The key sheet: accessible, with every key and what it does, the same bytes for the same keys."""

import io
import re
from datetime import date

import pdfua
import pikepdf
import pypdfium2

from reviewer_app.reports.key_sheet import key_sheet_pdf

CHAPTERS = [
    ("Judging", [("1 … 9", "Level for this criterion"), ("Ctrl+Z", "Undo"), ("↑  ↓", "Move *up* or #down")]),
    ("Window", [("Ctrl++  Ctrl+=", "Larger text"), ("F1", "Help and keys of this screen")]),
]
TODAY = date(2026, 11, 26)


def test_the_sheet_is_accessible_and_says_every_key() -> None:
    made = key_sheet_pdf(CHAPTERS, TODAY)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Keys of Reviewer"
    document = pypdfium2.PdfDocument(made)
    text = re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()
    for _title, rows in CHAPTERS:
        for keys, what in rows:
            assert what in text
            assert all(key in text for key in keys.split("  "))
    assert pdfua is not None


def test_the_same_keys_give_the_same_bytes() -> None:
    assert key_sheet_pdf(CHAPTERS, TODAY) == key_sheet_pdf(CHAPTERS, TODAY)
