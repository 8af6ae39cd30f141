"""The hub in numbers."""

from __future__ import annotations

from reviewer_app.hub.books import Books

COUNTS = {
    "people": "SELECT count(*) FROM person",
    "devices": "SELECT count(*) FROM device WHERE revoked_at = ''",
    "submissions": "SELECT count(*) FROM submission",
    "assignments": "SELECT count(*) FROM assignment WHERE state NOT IN ('withdrawn', 'handed_back')",
    "open": "SELECT count(*) FROM assignment WHERE state = 'open'",
    "decisions": "SELECT count(*) FROM assignment WHERE decision <> ''",
    "records": "SELECT count(*) FROM record",
    "refused": "SELECT count(*) FROM record WHERE accepted = 0",
    "kept_aside": "SELECT count(*) FROM record WHERE code = 'kept-aside'",
}


def counted(books: Books) -> dict[str, int]:
    """How many there are of each."""
    with books.looking() as look:
        row = look.exec_driver_sql("SELECT " + ", ".join(f"({each})" for each in COUNTS.values())).one()
    return {name: int(number) for name, number in zip(COUNTS, row, strict=True)}
