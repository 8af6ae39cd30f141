"""The parts of the sync room between hub and ledger: each road, and files on their way, in its own module."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.files_part import files_part
from reviewer_app.ui.syncing.nearby import nearby_card
from reviewer_app.ui.syncing.sign_in import sign_in_part
from reviewer_app.ui.syncing.stick import stick_part

MakePart = Callable[[Desk, Jobs, SyncDriver], QWidget | None]
"""Makes a part; None where its ports are not bound."""

PARTS: tuple[MakePart, ...] = (sign_in_part, nearby_card, stick_part, files_part)
"""In the order they stand in the room, one line each."""
