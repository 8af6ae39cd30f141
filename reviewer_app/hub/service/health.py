"""Whether the hub can do its work: its record, the form of its record, and the place of its files."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.submission import timestamp
from reviewer_app.hub.books import Books
from reviewer_app.hub.migrations import STEPS
from reviewer_app.vault.room import check_room

log = logging.getLogger(__name__)

READY = "ok"
SEEN_HOURS = 24
AWAY = "database-away"
RECORD, FILES = ("database", "migrations"), ("storage",)
"""What the answer says of the record, and of the place of files."""


@dataclass(frozen=True)
class Health:
    """What was found: for each part ``ok`` or the code of its trouble."""

    parts: dict[str, str]

    @property
    def ready(self) -> bool:
        """Whether the hub can take records and serve files."""
        return all(each == READY for each in self.parts.values())


def health(books: Books) -> Health:
    """Look at every part; never an exception."""
    return Health({**of_record(books), **of_files(books)})


def gauges(books: Books) -> dict[str, tuple[str, float]]:
    """Numbers of the record for the metrics, none of them about a person."""
    since = timestamp(books.now() - timedelta(hours=SEEN_HOURS))
    with books.looking() as look:
        paired, seen = look.exec_driver_sql(
            "SELECT count(*), coalesce(sum(CASE WHEN seen_at >= ? THEN 1 ELSE 0 END), 0) "
            "FROM device WHERE revoked_at = ''",
            (since,),
        ).one()
    return {
        "reviewer_hub_devices": ("Laptops that are paired and not shut out.", float(paired)),
        "reviewer_hub_devices_seen": (f"Of those, seen in the last {SEEN_HOURS} hours.", float(seen)),
    }


def of_record(books: Books) -> dict[str, str]:
    """Whether the record answers and takes changes, and whether it has the form this version knows."""
    try:
        try:
            version, takes = _looked_at(books)
        except StoreError as problem:
            if problem.code != AWAY:
                raise
            # A line from before the database was started again tells nothing.
            version, takes = _looked_at(books)
    except ReviewerError as problem:
        return dict.fromkeys(RECORD, problem.code)
    except Exception as problem:  # noqa: BLE001 - health is an answer, whatever is wrong
        log.error("health of the database: %s", type(problem).__name__)
        return dict.fromkeys(RECORD, "hub-trouble")
    return dict(zip(RECORD, (takes, READY if version == len(STEPS) else "hub-newer"), strict=True))


def of_files(books: Books) -> dict[str, str]:
    """Whether the place of the files answers and can be written, and whether what comes in has room on this machine."""
    try:
        books.blobs.check()
        check_room(books.folder)
    except ReviewerError as problem:
        return dict.fromkeys(FILES, problem.code)
    return dict.fromkeys(FILES, READY)


def _looked_at(books: Books) -> tuple[int, str]:
    """The form of the record, and whether it takes changes."""
    with books.looking() as look:
        version = books.database.version(look)
        try:
            books.database.check_writing(look)
        except StoreError as problem:
            return version, problem.code
        return version, READY
