"""Doubt over a desk in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.domain import records as kinds
from reviewer_app.domain.sureness import WANTED
from reviewer_app.ui.review.scoring.ports import DoubtPorts

if TYPE_CHECKING:
    from tests.ui.review.desk_double import DeskDouble


def doubt_ports(desk: DeskDouble) -> DoubtPorts:
    """How sure one is and second looks, written down as records."""
    return DoubtPorts(
        confidence=lambda s, c, value: desk.change(
            kinds.CONFIDENCE, s, {"criterion": c, "confidence": value}
        ),
        look=lambda s, c, wanted: desk.change(
            kinds.LOOK, s, {"criterion": c, "look": WANTED if wanted else ""}
        ),
    )
