"""Syncing: the pill that says how things stand, the driver that works by itself; ``room`` has the ledger."""

from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.pill import SyncPill
from reviewer_app.ui.syncing.status import Phase, Status, said

__all__ = ["Phase", "Status", "SyncDriver", "SyncPill", "said"]
