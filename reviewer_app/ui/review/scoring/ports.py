"""What these helps ask of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer_app.ui.review.views import ReviewView


@dataclass(frozen=True)
class DoubtPorts:
    """The functions; both block. ``confidence`` takes criterion and answer, ``look`` criterion and whether."""

    confidence: Callable[[str, str, str], ReviewView]
    look: Callable[[str, str, bool], ReviewView]
