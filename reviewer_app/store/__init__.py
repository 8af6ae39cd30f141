"""The desk's encrypted store: append-only records, the lists folded from them, and evidence by its hash."""

from reviewer_app.store.desk_store import DeskStore
from reviewer_app.store.shapes import (
    LedgerRow,
    Outbox,
    Pairing,
    QueueQuery,
    QueueRow,
    QueueSummary,
    RebuildReport,
    StoreProblem,
)

__all__ = [
    "DeskStore",
    "LedgerRow",
    "Outbox",
    "Pairing",
    "QueueQuery",
    "QueueRow",
    "QueueSummary",
    "RebuildReport",
    "StoreProblem",
]
