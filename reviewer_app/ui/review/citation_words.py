"""What is said about a citation: on its chip, in the list, and to a screen reader."""

from __future__ import annotations

from reviewer_app.domain.citation import Citation, page_named, quotation
from reviewer_app.ui.review.evidence_list import Entry
from reviewer_app.ui.review.ports import ANSWERS

_MOST = 28


def short_title(entry: Entry) -> str:
    """An item's name without its ending, short enough for a chip."""
    if entry.id.startswith(ANSWERS):
        return entry.title
    stem = entry.title.rsplit(".", 1)[0] if "." in entry.title else entry.title
    return stem if len(stem) <= _MOST else f"{stem[: _MOST - 1]}…"


def where(citation: Citation, title: str) -> str:
    """The place in a line: the evidence and its page, or what the chip says where there are no words to quote."""
    if not quotation(citation.selectors).exact:
        return citation.label or title
    page = page_named(citation.selectors)
    return f"{title} page {page}" if page else title


def spoken(citation: Citation, title: str) -> str:
    """A citation as it is read out."""
    said = f"Criterion {citation.criterion}, {where(citation, title)}"
    if words := quotation(citation.selectors).exact:
        said += f": ‘{words}’"
    return f"{said} – {citation.note}" if citation.note else said
