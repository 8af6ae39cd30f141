"""Places in evidence: read from a citation's selectors, and made from what a person selected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.anchoring import Quote, context
from reviewer_app.domain.citation import (
    MEDIA_FRAGMENT,
    PAGE_IN,
    REGION_IN,
    page_selectors,
    position_selector,
    quote_selector,
)
from reviewer_app.ui.viewers.cells import Cells, cells_of

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
    prefix: str = ""
    suffix: str = ""

    def quotation(self) -> Quote:
        """The quoted words with all that tells where they stand."""
        return Quote(self.quote, self.prefix, self.suffix, self.start, self.end)


@dataclass(frozen=True)
class Shown:
    """A citation as viewers draw it on the evidence: whose criterion it is, and whether it is the one spoken of.

    ``said`` is the citation in words, for hover and for screen readers.
    """

    id: str
    criterion: str
    place: Place
    current: bool = False
    said: str = ""


@dataclass(frozen=True)
class Selected:
    """What a citation of the selection would say; ``label`` is the place without the evidence's name."""

    selectors: tuple[dict[str, Any], ...]
    label: str
    quote: str = ""


def place_of(selectors: Iterable[Mapping[str, Any]]) -> Place:
    """The place these Web Annotation selectors mean; what is not known here is passed over."""
    selectors = tuple(selectors)
    page, region, quote, prefix, suffix = 1, None, "", "", ""
    start: int | None = None
    end: int | None = None
    cells: Cells | None = None
    for each in selectors:
        kind = each.get("type")
        if kind == "FragmentSelector":
            value = str(each.get("value", ""))
            cells = cells_of(each) or cells
            if found := PAGE_IN.search(value):
                page = max(1, int(found.group(1)))
            if found := REGION_IN.search(value):
                left, top, wide, high = (float(part) for part in found.groups())
                region = (left, top, wide, high)
        elif kind == "TextQuoteSelector":
            quote = str(each.get("exact", ""))
            prefix, suffix = str(each.get("prefix", "")), str(each.get("suffix", ""))
        elif kind == "TextPositionSelector":
            start, end = int(each.get("start", 0)), int(each.get("end", 0))
    return Place(page, region, quote, start, end, cells, seconds_of(selectors), prefix, suffix)


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
    """A selection on a page (1-based): quoted words, else a region, else the page as a whole."""
    said = " ".join(quote.split())
    what = f" {short_quote(said)}" if said else " region" if region is not None else ""
    return Selected(page_selectors(page, said, region), f"p. {page}{what}", said)


def page_text_selected(page: int, text: str, start: int, end: int, region: Percent | None) -> Selected:
    """Words of a page (1-based) with what stands around them, so that they are found again in other bytes too."""
    made = page_selected(page, text[start:end], region)
    if not made.quote:
        return made
    prefix, suffix = context(text, start, end)
    fragment = page_selectors(page, "", region)
    return Selected(
        (*fragment, quote_selector(made.quote, prefix, suffix), position_selector(start, end)),
        made.label,
        made.quote,
    )


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
    selector = {"type": "FragmentSelector", "conformsTo": MEDIA_FRAGMENT, "value": value}
    return Selected((selector,), label)


def text_selected(text: str, start: int, end: int) -> Selected:
    """A range of a text; an empty one means the text as a whole."""
    quote = text[start:end].strip()
    if not quote:
        return Selected((), "whole text")
    start = text.index(quote, start)
    end = start + len(quote)
    return Selected(
        (position_selector(start, end), quote_selector(quote, *context(text, start, end))),
        short_quote(quote),
        quote,
    )
