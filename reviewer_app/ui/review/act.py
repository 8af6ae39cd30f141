"""One action of the review room: a row of the window's table that holds here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewer_app.ui.commands.command import REVIEW, Command, Only
from reviewer_app.ui.review.orders import Orders

IN_FRONT: Only = Only(lambda room: not room.paged(), "A page stands in front: close it first.")


@dataclass(frozen=True)
class Act(Command[Orders]):
    """As every command; most can be done whenever no page stands in front of the panels."""

    when: Callable[[Orders], bool] = IN_FRONT
    where: str = REVIEW
