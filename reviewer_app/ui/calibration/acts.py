"""What can be done in the calibration room, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells

if TYPE_CHECKING:
    from reviewer_app.ui.calibration.room import CalibrationRoom

CALIBRATION = "calibration"
_GROUP = "Calibration"

AGAIN: Command[CalibrationRoom] = Command(
    "again",
    _GROUP,
    "Score one of my own decisions again",
    "history",
    ("Ctrl+G",),
    lambda room: room.score_again(),
    Only(lambda room: room.again.isEnabled(), "No decision of yours is old enough to be scored again."),
    where=CALIBRATION,
)
CALIBRATION_ACTS: tuple[Command[CalibrationRoom], ...] = (
    tells("move", _GROUP, "Next button or table", ("Tab",), CALIBRATION),
    tells("enter", _GROUP, "Practise, or see what was compared", ("Return",), CALIBRATION),
    tells("scroll", _GROUP, "Scroll", ("Up", "Down", "PgUp", "PgDown"), CALIBRATION),
    AGAIN,
)
