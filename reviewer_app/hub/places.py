"""Where a hub's books are: a folder, and a PostgreSQL database when its record is not a file in that folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reviewer_app.domain.errors import RuleError

SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True)
class Place:
    """The hub's folder, the URL of its database, and the URL of the object storage its files stand in.

    Without a database the record is an encrypted SQLite file in the folder, and without object storage the files are in
    the folder too. The database's URL may hold a password, so it is never shown.
    """

    folder: Path
    database: str = field(default="", repr=False)
    storage: str = ""

    def __post_init__(self) -> None:
        if self.database and not self.database.startswith(SCHEMES):
            raise RuleError(
                "database-address",
                "The database's address is not understood",
                "A hub keeps its record in its own folder, or in a database whose address begins with postgresql://.",
                "Write it like postgresql://hub@db.district.example/reviewer, or leave it out.",
            )
