"""A SQLModel session inside a transaction that is already running on the store's own connection."""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session


class _Guest:
    """The store's connection as SQLAlchemy may see it: it can run statements, but not begin, commit or close."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """The store commits."""

    def rollback(self) -> None:
        """The store rolls back."""

    def close(self) -> None:
        """The store closes."""


def session_on(connection: Any) -> Session:
    """A session whose statements belong to the transaction running on this connection."""
    guest = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: _Guest(connection), poolclass=StaticPool
    )
    return Session(guest, expire_on_commit=False)
