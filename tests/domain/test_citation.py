"""Citations travel unchanged and point at pages as W3C selectors."""

from __future__ import annotations

import json

from hypothesis import given

from reviewer_app.domain.citation import Citation, page_selectors
from tests.domain.made import CITATIONS


@given(CITATIONS)
def test_a_citation_survives_its_journey(citation: Citation) -> None:
    assert Citation.from_document(json.loads(json.dumps(citation.document()))) == citation


def test_what_may_be_left_out_takes_its_default() -> None:
    made = Citation.from_document({"id": "c", "criterion": "1.1", "evidence": "e1"})
    assert (made.label, made.selectors, made.note, made.evidence_hash) == ("", (), "", "")


def test_a_page_is_cited_with_its_region_and_its_words() -> None:
    fragment, quote = page_selectors(3, "four jars", (1, 2.5, 30, 4))
    assert fragment["value"] == "page=3&viewrect=1.00,2.50,30.00,4.00"
    assert quote == {"type": "TextQuoteSelector", "exact": "four jars"}
    assert [each["value"] for each in page_selectors(1)] == ["page=1"]
