"""The one table: every action of the window, its rooms, the review room and its viewers."""

from __future__ import annotations

from typing import Any

from reviewer_app.ui.commands.command import Command, overlap
from reviewer_app.ui.commands.window import DOOR_ACTS, WINDOW_ACTS
from reviewer_app.ui.decided.acts import DECIDED_ACTS
from reviewer_app.ui.leaving.acts import LEAVING_ACTS
from reviewer_app.ui.places import EXTRAS
from reviewer_app.ui.queue.acts import QUEUE_ACTS
from reviewer_app.ui.review.actions import ACTIONS
from reviewer_app.ui.review.told import REVIEW_TOLD
from reviewer_app.ui.searching.acts import SEARCH_ACTS
from reviewer_app.ui.settings_acts import SETTINGS_ACTS
from reviewer_app.ui.syncing.acts import SYNC_ACTS
from reviewer_app.ui.viewers.media_keys import MEDIA_ACTIONS

COMMANDS: tuple[Command[Any], ...] = (
    *WINDOW_ACTS,
    *DOOR_ACTS,
    *QUEUE_ACTS,
    *DECIDED_ACTS,
    *SEARCH_ACTS,
    *SYNC_ACTS,
    *LEAVING_ACTS,
    *SETTINGS_ACTS,
    *(act for each in EXTRAS for act in each.acts),
    *ACTIONS,
    *REVIEW_TOLD,
    *MEDIA_ACTIONS,
)
BY_NAME = {command.name: command for command in COMMANDS}


def beside(command: Command[Any]) -> tuple[Command[Any], ...]:
    """The actions that are in front at the same time as this one, so that no key can be that of both."""
    return tuple(each for each in COMMANDS if each is not command and overlap(each.where, command.where))
