"""What the guided sample review asks of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.review.room import ReviewRoom
    from reviewer_app.ui.review.views import ReviewView


@dataclass(frozen=True)
class SamplePorts:
    """One sample: its submission, a room over it, what fills in the rest (blocks), and what ends it (blocks)."""

    submission: str
    room: Callable[[Jobs], ReviewRoom]
    fill_in: Callable[[], ReviewView]
    end: Callable[[], None]
