"""Writing the projections: the row a list shows and the searchable words of a review, only where they changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer_app.domain.submission import Submission
from reviewer_app.store.passages import project_passages
from reviewer_app.store.projections import (
    ABOUT,
    COLUMNS,
    DUE,
    due_column,
    moves_due,
    queue_row,
    review_columns,
    said_rows,
)
from reviewer_app.store.reading import Reading

_COLUMNS, _MARKS = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
_PUT_WORDS = "INSERT OR REPLACE INTO said (submission, slot, folded) VALUES (?, ?, ?)"


def listed_in(reading: Reading, submission: str) -> str:
    """The table a submission is listed in: practice is never in the queue, nor in any of its figures."""
    return table_of(reading.facts(submission).submission)


def table_of(about: Submission) -> str:
    """The same of a submission that is at hand."""
    return "practice" if about.is_practice else "queue"


def put_rows(connection: Any, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Put the first rows of submissions into their table."""
    connection.executemany(f"INSERT INTO {table} ({_COLUMNS}) VALUES ({_MARKS})", rows)


def unlist(reading: Reading, submission: str) -> bool:
    """Take a submission out of the list it does not belong in; whether it stood there."""
    other = "queue" if listed_in(reading, submission) == "practice" else "practice"
    found = reading.connection.execute(f"DELETE FROM {other} WHERE submission = ?", (submission,))
    return bool(found.rowcount)


def kept_row(reading: Reading, submission: str) -> tuple[object, ...] | None:
    """The row of a submission as it stands in its table."""
    table = listed_in(reading, submission)
    row = reading.one(f"SELECT {_COLUMNS} FROM {table} WHERE submission = ?", submission)
    return None if row is None else tuple(row)


def kept_words(reading: Reading, submission: str) -> dict[str, str]:
    """The searchable words of a review as they stand in the table, by slot."""
    rows = reading.connection.execute("SELECT slot, folded FROM said WHERE submission = ?", (submission,))
    return dict(rows.fetchall())


def project_row(reading: Reading, submission: str) -> None:
    """Bring a submission's row up to date; an index is touched only where its column changed."""
    story = reading.story(submission)
    facts = reading.facts(submission)
    before = story.row
    if before is None:
        before = kept_row(reading, submission)
        row = queue_row(facts, story.state, story.records)
    else:
        due = due_column(facts, story.records) if moves_due(story.records) else before[DUE]
        about = (*before[:DUE], due, *before[DUE + 1 : ABOUT])
        row = (*about, *review_columns(facts, story.state, story.records))
    table = listed_in(reading, submission)
    if before is None:
        unlist(reading, submission)
        put_rows(reading.connection, table, [row])
    elif before != row:
        changed = [place for place, value in enumerate(row) if value != before[place]]
        setting = ", ".join(f"{COLUMNS[place]} = ?" for place in changed)
        reading.connection.execute(
            f"UPDATE {table} SET {setting} WHERE submission = ?",
            (*(row[place] for place in changed), submission),
        )
    story.row = row


def project_words(reading: Reading, submission: str) -> None:
    """Bring the searchable words of a review up to date."""
    before = kept_words(reading, submission)
    after = said_rows(reading.review(submission))
    for slot in before.keys() - after.keys():
        reading.connection.execute("DELETE FROM said WHERE submission = ? AND slot = ?", (submission, slot))
    reading.connection.executemany(
        _PUT_WORDS, [(submission, slot, words) for slot, words in after.items() if before.get(slot) != words]
    )
    project_passages(reading, submission)
