"""The workflows of history and of two versions as the room's ports."""

from __future__ import annotations

from functools import partial

from reviewer_app.ui.review.past_ports import PastPorts
from reviewer_app.workflows import going_back, settling
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import history


def past_ports(desk: Desk) -> PastPorts:
    """The functions, bound to this desk."""
    return PastPorts(
        history=partial(history, desk),
        then=partial(going_back.as_it_was, desk),
        restore=partial(going_back.restore, desk),
        versions=partial(settling.versions, desk),
        keep=partial(settling.keep, desk),
        combine=partial(settling.combine, desk),
        say=partial(settling.say, desk),
    )
