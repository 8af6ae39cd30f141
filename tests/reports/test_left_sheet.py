"""What left this laptop: an accessible list by alias and hash, and a table that no spreadsheet takes for formulas."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2

from reviewer_app.reports.left_sheet import COLUMNS, HEAD, LeftRow, left_csv, left_pdf

ROW = LeftRow(
    "7F3K", "Wait Time", 1, "Decision: Meets", "ab" * 32, "2026-11-26T18:00:00.000Z", "2026-11-26T18:01:00.000Z",
    "2026-11-26T18:01:02.000Z", "line", "Received", "", "r1", 7,
)  # fmt: skip
TODAY = date(2026, 11, 26)


def test_the_list_is_accessible_and_says_every_item() -> None:
    rows = [replace(ROW, alias=f"H{n:03}", n=n) for n in range(1, 80)]
    waiting = replace(ROW, alias="*bold* #1", state="Sent", received_at="")
    made = left_pdf([*rows, waiting], "2026-11-20 to 2026-11-26", "z6MkDevice", "z6MkHub", TODAY)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "What left this laptop"
    document = pypdfium2.PdfDocument(made)
    text = re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document))
    pages = len(document)
    document.close()
    assert pages > 1
    assert all(each.alias in text for each in rows)
    assert all(name in text for name in (*HEAD, "*bold* #1", "80, of which 79 received", "z6MkHub"))
    assert "ab" * 6 in text
    assert "ab" * 32 not in text


def test_nothing_that_left_says_so() -> None:
    document = pypdfium2.PdfDocument(left_pdf([], "all of it", "z6MkDevice", "", TODAY))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Nothing left this laptop" in text
    assert "not paired" in text


def test_the_table_has_whole_hashes_and_no_formula() -> None:
    rows = [ROW, replace(ROW, alias="=1+1", title='Say "hi", all'), replace(ROW, what="@x")]
    told = list(csv.DictReader(io.StringIO(left_csv(rows).decode("utf-8-sig"))))
    assert tuple(told[0]) == COLUMNS
    assert told[0]["sha256"] == ROW.sha256
    assert (told[1]["alias"], told[1]["title"], told[2]["what"]) == ("'=1+1", 'Say "hi", all', "'@x")
