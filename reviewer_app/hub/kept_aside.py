"""Records that an older version of this hub accepted without knowing their kind, read by one that does."""

from __future__ import annotations

from collections.abc import Collection

from reviewer_app.domain.records import KINDS
from reviewer_app.hub.acceptance import ABOUT_TASKS, KEPT_ASIDE
from reviewer_app.hub.books import Books


def read_again(books: Books, known: Collection[str] = KINDS) -> int:
    """Count what was kept aside and is known by now among the others; how many.

    A kind that changes assignments stays aside: the version that brings it brings the step that says what an old one
    of them does, since its receipt was given long ago.
    """
    wanted = sorted(set(known) - ABOUT_TASKS)
    marks = ", ".join("?" * len(wanted))
    with books.looking() as look:
        waiting = look.exec_driver_sql("SELECT 1 FROM record WHERE code = ? LIMIT 1", (KEPT_ASIDE,)).first()
    if waiting is None:
        return 0
    with books.changes() as work:
        done = work.exec_driver_sql(
            f"UPDATE record SET code = '' WHERE code = ? AND kind IN ({marks})", (KEPT_ASIDE, *wanted)
        )
        return int(done.rowcount)
