"""The guided sample review over a store of its own."""

from __future__ import annotations

from functools import partial

from reviewer_app.startup.room_ports import review_ports
from reviewer_app.ui.guide.ports import SamplePorts
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.workflows import guiding
from reviewer_app.workflows.desk import Desk


def begin_sample(desk: Desk) -> SamplePorts:
    """Make a sample ready; blocks."""
    sample = guiding.begin(desk)
    return SamplePorts(
        sample.submission,
        lambda jobs: ReviewRoom(review_ports(sample.desk), jobs),
        partial(guiding.fill_in, sample),
        partial(guiding.end, sample),
    )
