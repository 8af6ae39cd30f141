"""What a desk in memory does with citations as a whole, by the real rules and the real format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.reports.annotations import annotations_document, citations_from
from reviewer_app.ui.review.ports import CitationPorts

if TYPE_CHECKING:
    from tests.ui.review.desk_double import DeskDouble


def citation_ports(desk: DeskDouble) -> CitationPorts:
    """The ports over this desk; a marked copy is a copy."""

    def pin(submission: str, citations: tuple[Citation, ...], step: str) -> Any:
        for each in citations:
            desk.change(kinds.CITATION, submission, {**each.document(), "step": step})
        return desk.review(submission)

    def write(submission: str, target: Path) -> Path:
        document = annotations_document(desk.submissions[submission], desk.state(submission).citations)
        target.write_text(json.dumps(document), encoding="utf-8")
        return target

    def read(submission: str, source: Path) -> Any:
        return pin(submission, citations_from(json.loads(source.read_text(encoding="utf-8"))), "read")

    return CitationPorts(
        write=write,
        read=read,
        bring_over=lambda own: pin(own, desk.review(own).offered, "bring over"),
        marked_copy=desk.save_copy,
    )
