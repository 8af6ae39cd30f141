"""The tables by which a restored hub and a copied store are healed, as SQLModel classes of the desk."""

from __future__ import annotations

from sqlmodel import Field

from reviewer_app.store.tables import DeskTable


class WarrantRow(DeskTable, table=True):
    """What the hub signed of a page of work, in the order it came: proof for a hub that lost it."""

    __tablename__ = "warrant"
    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    document: str


class Forked(DeskTable, table=True):
    """A record of a line that goes on elsewhere, which was said again under another key; the bytes stay."""

    __tablename__ = "forked"
    id: str = Field(primary_key=True)
    device: str
    n: int
    sha256: str
    document: str
