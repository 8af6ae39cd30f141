"""All additions to the review room, in the order in which they are made and told."""

from __future__ import annotations

from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.focus_strip import FocusPart
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.review.scoring.part import DoubtPart
from reviewer_app.ui.review.timing import TimePart

PARTS: tuple[type[RoomPart], ...] = (AttemptsPart, LevelsPart, DoubtPart, TimePart, FocusPart)
