"""What the hub asks of the database below its books, whichever it is."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


class Database(Protocol):
    """An open database; its engine's connections take the SQL that is written in the hub, with ``?`` for values."""

    @property
    def engine(self) -> Engine:
        """The pool of connections."""

    def migrate(self) -> None:
        """Bring the schema to this version's, once however many processes start; StoreError ``hub-newer``."""

    def version(self, connection: Connection) -> int:
        """How many steps of the migrations its record has taken."""

    def check_writing(self, connection: Connection) -> None:
        """A StoreError when nothing could be kept now; cheap enough for every few seconds."""

    def damaged(self, connection: Connection) -> list[str]:
        """What is wrong with its file below all rows, each in a few words; none where the database minds it."""

    def begin_changes(self, connection: Connection, person: str) -> None:
        """Begin writing: nobody else changes anything until the end, or with ``person`` nothing of that person."""

    def begin_looking(self, connection: Connection) -> None:
        """Begin reading: all of it as it was at one moment."""

    def plain_words(self) -> AbstractContextManager[None]:
        """Turn what the database says into a StoreError a person can act on."""

    def keep_seed(self, seed: bytes) -> str:
        """The hub's seed in the form in which it may rest in this database."""

    def seed(self, kept: str) -> bytes:
        """The hub's seed again; StoreError ``wrong-key`` when it was kept under another key."""

    def close(self) -> None:
        """Let go of every connection."""


def check_version(version: int, known: int) -> None:
    """Leave a record alone that a newer version has written."""
    if version > known:
        raise StoreError(
            "hub-newer",
            "This hub was written by a newer version",
            "Its record has a form this version does not know.",
            "Install the newer version; nothing was changed.",
        )
