"""How the places are made that the window can do without: loaded when they are first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer_app.ui.places import PLACES

if TYPE_CHECKING:
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.ports import Desk
    from reviewer_app.ui.space import Space
    from reviewer_app.ui.widgets import Room


def _calibration(desk: Desk, jobs: Jobs, space: Space) -> Room:
    from reviewer_app.ui.calibration.room import CalibrationRoom  # loaded when first visited

    assert desk.calibration is not None  # offered only where there is one
    room = CalibrationRoom(desk.calibration(), jobs)
    room.opened.connect(space.open_submission)
    room.import_wanted.connect(space.choose_import)
    return room


def _hosting(desk: Desk, jobs: Jobs, space: Space) -> Room:
    from reviewer_app.ui.hosting.calling import call  # as above
    from reviewer_app.ui.hosting.room import HostingRoom  # as above

    assert desk.hosting is not None  # as above
    room = HostingRoom(desk.hosting, jobs)
    own = next(number for number, (name, *_) in enumerate(PLACES) if name == room.title)
    room.waiting.connect(lambda count: call(space, own, count))
    return room


_MAKERS: dict[str, Callable[[Desk, Jobs, Space], Room]] = {"Calibration": _calibration, "Hub": _hosting}


def make(place: int, desk: Desk, jobs: Jobs, space: Space) -> Room:
    """The room of a later place."""
    return _MAKERS[PLACES[place][0]](desk, jobs, space)
