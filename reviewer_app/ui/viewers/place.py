"""Places in evidence: read from a citation's selectors, and made from what a person selected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.citation import page_selectors
from reviewer_app.ui.viewers.cells import Cells, cells_of

_PAGE = re.compile(r"(?:^|&)page=(\d+)")
_RECT = re.compile(r"(?:viewrect=|xywh=percent:)([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
_SECONDS = re.compile(r"(?:^|&)t=(?:npt:)?(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?")
_QUOTE_LETTERS = 28
Percent = tuple[float, float, float, float]
"""Left, top, width and height in percent of the page or picture."""


@dataclass(frozen=True)
class Place:
    """Where a citation points: a page (1-based), a region in percent, quoted words, characters or seconds from, to."""

    page: int = 1
    region: Percent | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None
    cells: Cells | None = None
    seconds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Selected:
    """What a citation of the selection would say; ``label`` is the place without the evidence's name."""

    selectors: tuple[dict[str, Any], ...]
    label: str
    quote: str = ""


def place_of(selectors: Iterable[Mapping[str, Any]]) -> Place:
    """The place these Web Annotation selectors mean; what is not known here is passed over."""
    selectors = tuple(selectors)
    page, region, quote = 1, None, ""
    start: int | None = None
    end: int | None = None
    cells: Cells | None = None
    for each in selectors:
        kind = each.get("type")
        if kind == "FragmentSelector":
            value = str(each.get("value", ""))
            cells = cells_of(each) or cells
            if found := _PAGE.search(value):
                page = max(1, int(found.group(1)))
            if found := _RECT.search(value):
                left, top, wide, high = (float(part) for part in found.groups())
                region = (left, top, wide, high)
        elif kind == "TextQuoteSelector":
            quote = str(each.get("exact", ""))
        elif kind == "TextPositionSelector":
            start, end = int(each.get("start", 0)), int(each.get("end", 0))
    return Place(page, region, quote, start, end, cells, seconds_of(selectors))


def seconds_of(selectors: Iterable[Mapping[str, Any]]) -> tuple[float, float] | None:
    """The stretch of a recording these selectors mean (a moment ends where it starts); None without a time."""
    for each in selectors:
        found = (
            _SECONDS.search(str(each.get("value", ""))) if each.get("type") == "FragmentSelector" else None
        )
        if found:
            start = float(found.group(1))
            return start, max(start, float(found.group(2) or start))
    return None


def short_quote(quote: str) -> str:
    """A quotation short enough for a chip."""
    words = " ".join(quote.split())
    if len(words) <= _QUOTE_LETTERS:
        return f"“{words}”"
    cut = words[:_QUOTE_LETTERS].rsplit(" ", 1)[0] or words[:_QUOTE_LETTERS]
    return f"“{cut}…”"


def page_selected(page: int, quote: str = "", region: Percent | None = None) -> Selected:
    """A selection on a page (1-based): quoted words, else the page as a whole."""
    said = " ".join(quote.split())
    label = f"p. {page} {short_quote(said)}" if said else f"p. {page}"
    return Selected(page_selectors(page, said, region), label, said)


def picture_selected(region: Percent | None, page: int = 0) -> Selected:
    """A region of a picture, or the whole of it; ``page`` (1-based) only where there are several."""
    parts = [f"page={page}"] if page else []
    if region is not None:
        parts.append("xywh=percent:" + ",".join(f"{each:.2f}" for each in region))
    where = f"p. {page}, " if page else ""
    label = f"{where}region at {region[0]:.0f} %, {region[1]:.0f} %" if region else f"{where}whole picture"
    if not parts:
        return Selected((), label)
    value = "&".join(parts)
    selector = {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": value}
    return Selected((selector,), label)


def text_selected(text: str, start: int, end: int) -> Selected:
    """A range of a text; an empty one means the text as a whole."""
    quote = text[start:end].strip()
    if not quote:
        return Selected((), "whole text")
    return Selected(
        (
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": quote},
        ),
        short_quote(quote),
        quote,
    )
