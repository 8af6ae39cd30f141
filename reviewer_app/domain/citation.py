"""Citations: pins from a criterion to a place in evidence, kept as W3C Web Annotation selectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.anchoring import Quote


@dataclass(frozen=True)
class Citation:
    """A place in one evidence item, pinned to one criterion.

    ``selectors`` are W3C Web Annotation selectors (TextQuoteSelector, FragmentSelector with ``page=``, ``xywh=``,
    ``t=``); ``evidence_hash`` keeps the pin true when the same bytes arrive again; ``label`` is what the chip shows.
    """

    id: str
    criterion: str
    evidence: str
    evidence_hash: str
    label: str
    selectors: tuple[Mapping[str, Any], ...] = field(default_factory=tuple)
    note: str = ""

    def document(self) -> dict[str, Any]:
        """The citation as it travels in a record or decision."""
        return {
            "id": self.id,
            "criterion": self.criterion,
            "evidence": self.evidence,
            "evidence_hash": self.evidence_hash,
            "label": self.label,
            "selectors": [dict(each) for each in self.selectors],
            "note": self.note,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Citation:
        """A citation from its JSON."""
        return cls(
            id=document["id"],
            criterion=document["criterion"],
            evidence=document["evidence"],
            evidence_hash=document.get("evidence_hash", ""),
            label=document.get("label", ""),
            selectors=tuple(dict(each) for each in document.get("selectors", ())),
            note=document.get("note", ""),
        )


PAGE_IN = re.compile(r"(?:^|&)page=(\d+)")
REGION_IN = re.compile(r"(?:viewrect=|xywh=percent:)([\d.]+),([\d.]+),([\d.]+),([\d.]+)")
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
MEDIA_FRAGMENT = "http://www.w3.org/TR/media-frags/"


def page_selectors(
    page: int, quote: str = "", region: tuple[float, float, float, float] | None = None
) -> tuple[dict[str, Any], ...]:
    """Selectors for a PDF page (1-based), with the quoted text and a region x, y, w, h in percent where known."""
    value = f"page={page}"
    if region is not None:
        value += "&viewrect=" + ",".join(f"{each:.2f}" for each in region)
    made: list[dict[str, Any]] = [{"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": value}]
    if quote:
        made.append(quote_selector(quote))
    return tuple(made)


def quote_selector(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    """Quoted words with what stands before and after them, as far as that is known."""
    made = {"type": "TextQuoteSelector", "exact": exact}
    if prefix:
        made["prefix"] = prefix
    if suffix:
        made["suffix"] = suffix
    return made


def position_selector(start: int, end: int) -> dict[str, Any]:
    """A range of characters: of the text as a whole, or of the page that another selector names."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def page_named(selectors: Iterable[Mapping[str, Any]]) -> int:
    """The page (1-based) that selectors name; 0 where they name none."""
    found = (PAGE_IN.search(each) for each in _fragments(selectors))
    return next((max(1, int(each.group(1))) for each in found if each is not None), 0)


def region_named(selectors: Iterable[Mapping[str, Any]]) -> tuple[float, float, float, float] | None:
    """The region that selectors name: left, top, width and height in percent; None where they name none."""
    for fragment in _fragments(selectors):
        if (found := REGION_IN.search(fragment)) is not None:
            left, top, wide, high = (float(each) for each in found.groups())
            return left, top, wide, high
    return None


def quotation(selectors: Iterable[Mapping[str, Any]]) -> Quote:
    """The words that selectors quote, with what stood around them and where; without words where there are none."""
    exact = prefix = suffix = ""
    start: int | None = None
    end: int | None = None
    for each in selectors:
        if each.get("type") == "TextQuoteSelector":
            exact = str(each.get("exact", ""))
            prefix, suffix = str(each.get("prefix", "")), str(each.get("suffix", ""))
        elif each.get("type") == "TextPositionSelector":
            start, end = int(each.get("start", 0)), int(each.get("end", 0))
    return Quote(exact, prefix, suffix, start, end)


def _fragments(selectors: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return (str(each.get("value", "")) for each in selectors if each.get("type") == "FragmentSelector")
