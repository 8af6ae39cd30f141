"""What lists, buttons and marks of the review room do with keys of their own, told in the table of actions."""

from __future__ import annotations

from typing import Any

from reviewer_app.ui.commands.command import REVIEW, Command, tells

_LEVELS, _CITATION, _REGION = "On the levels of a criterion", "On a citation", "On a marked region"

REVIEW_TOLD: tuple[Command[Any], ...] = (
    tells("level-move", _LEVELS, "Move along the levels without choosing", ("Left", "Right"), REVIEW),
    tells("level-choose", _LEVELS, "Choose the level", ("Space", "Return"), REVIEW),
    tells("chip-show", _CITATION, "Show its place", ("Return",), REVIEW),
    tells("chip-note", _CITATION, "Write a note to it", ("F2",), REVIEW),
    tells("chip-remove", _CITATION, "Take it away", ("Delete",), REVIEW),
    tells(
        "region-move", _REGION, "Move it; with Ctrl in small steps", ("Left", "Up", "Right", "Down"), REVIEW
    ),
    tells("region-size", _REGION, "Size it", ("Shift+Left", "Shift+Right"), REVIEW),
)
