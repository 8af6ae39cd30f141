"""Citations: pins from a criterion to a place in evidence, kept as W3C Web Annotation selectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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


def page_selectors(
    page: int, quote: str = "", region: tuple[float, float, float, float] | None = None
) -> tuple[dict[str, Any], ...]:
    """Selectors for a PDF page (1-based), with the quoted text and a region x, y, w, h in percent where known."""
    value = f"page={page}"
    if region is not None:
        value += "&viewrect=" + ",".join(f"{each:.2f}" for each in region)
    made: list[dict[str, Any]] = [
        {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778", "value": value}
    ]
    if quote:
        made.append({"type": "TextQuoteSelector", "exact": quote})
    return tuple(made)
