"""Where a hub's books are: a folder, and a PostgreSQL database when its record is not a file in that folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reviewer_app.domain.errors import RuleError

SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class Place:
    """The hub's folder, and the URL of its database; without one the record is an encrypted SQLite file in the folder.

    The URL may hold a password, so it is never shown.
    """

    folder: Path
    database: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.database and not self.database.startswith(SCHEMES):
            raise RuleError(
                "database-address",
                "The database's address is not understood",
                "A hub keeps its record in its own folder, or in a database whose address begins with postgresql://.",
                "Write it like postgresql://hub@db.district.example/reviewer, or leave it out.",
            )
