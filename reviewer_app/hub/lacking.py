"""Files that a restored hub names and has not: asked of the laptops of whoever they were given to, believed by hash."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from reviewer_app.exchange.messages import BlobRef
from reviewer_app.hub.books import Books
from reviewer_app.hub.files import SHA256
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

MOST_ASKED = 500
"""Files that one answer asks for at most."""
THEIRS = (
    "FROM submission_blob b JOIN assignment a ON a.submission = b.submission "
    "WHERE a.person = ? AND a.state NOT IN ('withdrawn', 'handed_back')"
)


def note_lacking(work: Connection, hashes: Iterable[str]) -> None:
    """Remember that these files are named and not here."""
    rows = [(each,) for each in hashes]
    if rows:
        work.exec_driver_sql(
            "INSERT INTO lacking_file (sha256) VALUES (?) ON CONFLICT (sha256) DO NOTHING", rows
        )


def forget_lacking(work: Connection, hashes: Iterable[str]) -> None:
    """These files are here."""
    rows = [(each,) for each in hashes]
    if rows:
        work.exec_driver_sql("DELETE FROM lacking_file WHERE sha256 = ?", rows)


def lacking_of(books: Books, who: Caller) -> list[BlobRef]:
    """Files of a person's work that are not here, by hash and size."""
    with books.looking() as look:
        if look.exec_driver_sql("SELECT 1 FROM lacking_file WHERE sha256 > '' LIMIT 1").first() is None:
            return []  # nearly always; a round must not cost more as a person's work grows
        rows = look.exec_driver_sql(
            f"SELECT DISTINCT b.sha256, b.size {THEIRS} AND b.sha256 IN (SELECT sha256 FROM lacking_file) "
            "ORDER BY b.sha256 LIMIT ?",
            (who.person, MOST_ASKED),
        ).all()
    return [BlobRef(str(row[0]), int(row[1])) for row in rows]


def told_lacking(books: Books, who: Caller) -> list[dict[str, object]]:
    """The same as it is told."""
    return [{"sha256": each.sha256, "size": each.size} for each in lacking_of(books, who)]


def size_of_theirs(books: Books, who: Caller, sha256: str) -> int:
    """The size of a file of the person's own work; Refused ``blob-unknown`` for any other, as if it did not exist."""
    if not SHA256.fullmatch(sha256):
        raise Refused("blob-unknown")
    with books.looking() as look:
        size = look.exec_driver_sql(
            f"SELECT b.size {THEIRS} AND b.sha256 = ? LIMIT 1", (who.person, sha256)
        ).scalar()
    if size is None:
        raise Refused("blob-unknown")
    return int(size)


def take_file(books: Books, sha256: str, pieces: Iterable[bytes]) -> bool:
    """Put a file in whose hash is named here; False, and nothing kept, for other bytes."""
    if not books.blobs.has(sha256):
        writer = books.blobs.writer()
        try:
            for piece in pieces:
                writer.write(piece)
            found, _size = writer.finish()
            if found != sha256:
                return False
            books.blobs.adopt([writer])
        finally:
            writer.discard()
    with books.changes() as work:
        forget_lacking(work, [sha256])
    return True
