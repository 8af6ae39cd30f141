"""What can be done in the calibration room, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells

CALIBRATION = "calibration"
_GROUP = "Calibration"


class Pressed(Protocol):
    """A button, as far as it says whether it can be pressed."""

    def isEnabled(self) -> bool: ...


class CalibrationOrders(Protocol):
    """What the calibration room can be told to do."""

    @property
    def again(self) -> Pressed: ...
    def score_again(self) -> None: ...


AGAIN: Command[CalibrationOrders] = Command(
    "again",
    _GROUP,
    "Score one of my own decisions again",
    "history",
    ("Ctrl+G",),
    lambda room: room.score_again(),
    Only(lambda room: room.again.isEnabled(), "No decision of yours is old enough to be scored again."),
    where=CALIBRATION,
)
CALIBRATION_ACTS: tuple[Command[CalibrationOrders], ...] = (
    tells("move", _GROUP, "Next button or table", ("Tab",), CALIBRATION),
    tells("enter", _GROUP, "Practise, or see what was compared", ("Return",), CALIBRATION),
    tells("scroll", _GROUP, "Scroll", ("Up", "Down", "PgUp", "PgDown"), CALIBRATION),
    AGAIN,
)
