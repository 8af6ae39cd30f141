"""Where a hub's books are: a folder, and a PostgreSQL database when its record is not a file in that folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reviewer_app.domain.errors import RuleError, StoreError

RECORD = "hub.db"
"""The file in the hub's folder that holds its record, where no database does."""
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

    @property
    def has_record(self) -> bool:
        """Whether there is a record that says anything; one in a database is made when it is first opened."""
        if self.database:
            return True
        try:
            return (self.folder / RECORD).stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False

    def require_record(self) -> None:
        """StoreError ``record-missing`` where a hub was here and its record is gone, so that none begins anew."""
        if not self.has_record:
            raise StoreError(
                "record-missing",
                "The hub’s record is missing",
                f"“{RECORD}” in {self.folder} is not there or empty, although the hub’s key is there.",
                "Put it back, or restore the newest backup into an empty folder with “reviewer-app hub restore”. "
                "Nothing was changed.",
            )
