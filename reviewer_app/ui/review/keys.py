"""The table made into QActions of a room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.command import Offer, offer
from reviewer_app.ui.review.act import IN_FRONT
from reviewer_app.ui.review.actions import ACTIONS
from reviewer_app.ui.review.orders import Orders
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.viewers.media_keys import MEDIA_ACTIONS

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class RoomActions(Bound[Orders]):
    """Every action of the review room, those of its parts among them."""

    def __init__(self, room: QWidget, orders: Orders) -> None:
        super().__init__(room, orders, ACTIONS)


def room_offers(room: Stage) -> list[Offer]:
    """What can be told to a room and to the recording it shows."""
    viewer = room.pane.viewer
    playing = [offer(act, viewer) for act in MEDIA_ACTIONS] if isinstance(viewer, MediaViewer) else []
    offers = room.actions_made.offers() + playing
    if not room.paged:
        return offers
    # Whatever else may keep an action from being done, this comes first.
    return [each if each.enabled else replace(each, why=IN_FRONT.why) for each in offers]
