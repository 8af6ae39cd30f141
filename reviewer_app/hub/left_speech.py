"""Which versions of the exchange each laptop was last seen to know, kept for the next stick or folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from reviewer_app.hub.books import Books

KEPT = "speaks "


def heard_of(look: Connection) -> dict[str, tuple[int, ...]]:
    """What each laptop was last seen to know, by its name."""
    rows = look.exec_driver_sql("SELECT name, value FROM setting WHERE name LIKE ?", (f"{KEPT}%",)).all()
    return {
        str(name).removeprefix(KEPT): tuple(int(each) for each in str(value).split()) for name, value in rows
    }


def keep_heard(books: Books, heard: Mapping[str, Iterable[int]]) -> None:
    """Keep what these laptops were seen to know."""
    if not heard:
        return
    with books.changes() as work:
        for device, versions in heard.items():
            work.exec_driver_sql(
                "INSERT INTO setting (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (KEPT + device, " ".join(str(each) for each in versions)),
            )
