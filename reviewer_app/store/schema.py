"""The schema's version: frozen SQL steps, a copy before each change, and newer files refused in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reviewer_app.domain.errors import StoreError
from reviewer_app.paths import resource

STEPS = (
    "0001.sql",
    "0002.sql",
    "0003.sql",
    "0004.sql",
    "0005.sql",
    "0006.sql",
    "0007.sql",
    "0008.sql",
    "0009.sql",
    "0010.sql",
)
VERSION = len(STEPS)


def version(connection: Any) -> int:
    """The number of steps this file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Any, copy_first: Callable[[int], None]) -> None:
    """Bring the file to this program's version, each step whole or not at all; a newer file is refused."""
    now = version(connection)
    if now > VERSION:
        raise StoreError(
            "store-newer",
            "This store is newer than the program",
            "A newer version of Reviewer has worked with this store.",
            "Install that version here too; nothing was changed.",
        )
    if 0 < now < VERSION:
        copy_first(now)
    for number in range(now + 1, VERSION + 1):
        script = resource("migrations", "desk", STEPS[number - 1]).read_text(encoding="utf-8")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:  # a step is taken whole or not at all, also when the person stops it
            connection.execute("ROLLBACK")
            raise


def statements(script: str) -> list[str]:
    """The statements of a script; a trigger's body stays in one piece."""
    found: list[str] = []
    held: list[str] = []
    for line in script.splitlines():
        held.append(line)
        inside = any(each.strip() == "BEGIN" for each in held)
        if line.rstrip().endswith(";") and (not inside or line.strip() == "END;"):
            found.append("\n".join(held).strip())
            held = []
    return found
