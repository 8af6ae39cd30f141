"""What a store keeps about files that are still to come: wishes, and whose files they are."""

from __future__ import annotations

from reviewer_app.store.desk_store import DeskStore
from reviewer_app.store.shapes import NO_DUE

KEPT = "files"


def kept_wishes(store: DeskStore) -> str:
    """What was kept of the person's wishes about files; "" for nothing."""
    with store._look() as connection:
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (KEPT,)).fetchone()
    return str(row[0]) if row else ""


def keep_wishes(store: DeskStore, text: str) -> None:
    """Keep the person's wishes about files over a restart."""
    with store.changes() as work:
        work.set_meta(KEPT, text)


def told_of(store: DeskStore, submission: str) -> tuple[str, str, str]:
    """Alias, title and due date ("" for none) of live or practised work."""
    with store._look() as connection:
        row = connection.execute(
            "SELECT alias, title, due FROM queue WHERE submission = ? "
            "UNION ALL SELECT alias, title, due FROM practice WHERE submission = ?",
            (submission, submission),
        ).fetchone()
    if row is None:
        return "", "", ""
    return row[0], row[1], "" if row[2] == NO_DUE else row[2]


def lacks_files(store: DeskStore, submission: str) -> bool:
    """Whether a file of this submission is not here yet."""
    with store._look() as connection:
        row = connection.execute(
            "SELECT 1 FROM evidence WHERE submission = ? AND here = 0 AND sha256 <> '' LIMIT 1", (submission,)
        ).fetchone()
    return row is not None
