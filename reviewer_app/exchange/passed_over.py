"""How far a laptop has read, and what it met on the way that it could not read yet.

Both are kept in the one text that is the cursor: ``12-ab34`` is the hub's own, ``12-ab34?badge,letter`` says that news
of these kinds was passed over. A newer program that knows one of them reads from the beginning, once, where news that
was taken in before is taken in again without effect; so nothing is lost to a laptop that was too old for a while.
"""

from __future__ import annotations

from collections.abc import Collection

MARK = "?"


def to_ask(kept: str, known: Collection[str]) -> str:
    """The cursor to ask the hub with: from the beginning where something passed over can be read by now."""
    return "" if kinds_of(kept) & set(known) else kept.partition(MARK)[0]


def to_keep(cursor: str, kept: str, known: Collection[str], met: Collection[str]) -> str:
    """The text to keep with a hub's new cursor, after these kinds were met besides those that are known."""
    unread = (kinds_of(kept) | set(met)) - set(known)
    return cursor + (MARK + ",".join(sorted(unread)) if unread else "")


def kinds_of(kept: str) -> set[str]:
    """The kinds of news that were passed over."""
    return {each for each in kept.partition(MARK)[2].split(",") if each}
