"""Calibration in the window: its functions bound to one desk."""

from __future__ import annotations

from functools import partial

from reviewer_app.ui.calibration.ports import CalibrationPorts, PracticePorts
from reviewer_app.workflows import calibrating
from reviewer_app.workflows.desk import Desk


def calibration_ports(desk: Desk) -> CalibrationPorts:
    """The functions of the calibration room."""
    return CalibrationPorts(
        look=partial(calibrating.calibration, desk),
        score_again=partial(calibrating.score_again, desk),
    )


def practice_ports(desk: Desk) -> PracticePorts:
    """What the review room does with practice."""
    return PracticePorts(
        finish=partial(calibrating.finish, desk),
        comparison=partial(calibrating.comparison, desk),
        give_up=partial(calibrating.give_up, desk),
        take_up=partial(calibrating.take_up, desk),
        standing=partial(calibrating.standing_of, desk),
    )
