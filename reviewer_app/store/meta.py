"""Facts of the store itself, by name: device seed, author, pairing, cursor; each looked up once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any


class Meta:
    """The ``meta`` table; belongs to the store's one connection and its lock."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        """A fact of this store."""
        if name not in self._known:
            row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
            if row is None:
                return default
            self._known[name] = str(row[0])
        return self._known[name]

    def set(self, name: str, value: str) -> None:
        """Keep a fact of this store, in the running transaction."""
        self._connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
        self._known[name] = value

    def forget(self) -> None:
        """Look everything up again: after a change that was taken back."""
        self._known.clear()


def begin_life(connection: Any, now: Callable[[], datetime]) -> None:
    """A new store's first facts: the seed of its device's key, an author, and when it was made."""
    from uuid6 import uuid7

    from reviewer_app.domain.submission import timestamp

    connection.execute("BEGIN IMMEDIATE")
    for name, value in (
        ("device_seed", secrets.token_hex(32)),
        ("author", f"person:{uuid7()}"),
        ("made_at", timestamp(now())),
    ):
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
    connection.execute("COMMIT")
