"""Levels that the rubric does not have, as a laptop with another program may say: set aside, and never judged by."""

from __future__ import annotations

from dataclasses import replace

from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential


def set_aside(state: ReviewState, rubric: Microcredential | None) -> ReviewState:
    """The state with such levels under ``strange`` instead of ``scores``; as it is where nothing is known of levels."""
    if rubric is None:
        return state
    levels = {each.id: {level.id for level in each.levels} for each in rubric.criteria}
    strange = {
        criterion: level
        for criterion, level in state.scores.items()
        if criterion in levels and level not in levels[criterion]
    }
    if not strange:
        return state
    scores = {criterion: level for criterion, level in state.scores.items() if criterion not in strange}
    return replace(state, scores=scores, strange=strange)


def told(level: str) -> str:
    """One sentence on such a level, for who opens the review."""
    return f"“{level}”, which was said on another laptop, is no level of this rubric. It is kept and does not count."
