"""Whether the hub can do its work: its record, the form of its record, and the place of its files."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.submission import timestamp
from reviewer_app.hub.books import Books
from reviewer_app.hub.migrations import STEPS

log = logging.getLogger(__name__)

READY = "ok"
SEEN_HOURS = 24


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
    database, migrations = _record(books)
    return Health({"database": database, "migrations": migrations, "storage": _storage(books)})


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


def _record(books: Books) -> tuple[str, str]:
    """Whether the record answers, and whether it has the form this version knows, which opening it brought it to."""
    try:
        with books.looking() as look:
            version = books.database.version(look)
    except ReviewerError as problem:
        return problem.code, problem.code
    except Exception as problem:  # noqa: BLE001 - health is an answer, whatever is wrong
        log.error("health of the database: %s", type(problem).__name__)
        return "hub-trouble", "hub-trouble"
    return READY, READY if version == len(STEPS) else "hub-newer"


def _storage(books: Books) -> str:
    try:
        books.blobs.check()
    except ReviewerError as problem:
        return problem.code
    return READY
