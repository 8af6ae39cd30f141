"""The words of a submission as they are searched: name, answers, comments and notes; a projection like the queue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer_app.domain.folding import fold
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import ANSWERS, Submission
from reviewer_app.store.reading import Reading

ABOUT = "about"
"""The slot of a submission's name; where it is missing, the submission was taken in before there was a search."""
Slots = dict[str, str]
_PUT_WORDS = "INSERT INTO passage_words (rowid, words) VALUES (?, ?)"


def wanted_passages(reading: Reading, submission: str) -> Slots:
    """What should be found of a submission, by slot."""
    about = reading.submission(submission)
    state = reading.review(submission)
    slots = untouched_passages(about, reading.rubric(about.rubric_hash))
    slots |= {f"comment:{criterion}": text for criterion, text in state.comments.items() if text}
    slots |= {f"note:{criterion}": text for criterion, text in state.notes.items() if text}
    return slots


def untouched_passages(about: Submission, rubric: Microcredential) -> Slots:
    """What should be found of a submission before anything is said about it."""
    slots = {ABOUT: f"{about.alias} · {rubric.title}"}
    for part in about.parts:
        if part.answers:
            slots[ANSWERS + part.id] = "\n\n".join(f"{each.prompt}\n{each.text}" for each in part.answers)
    return slots


def kept_passages(reading: Reading, submission: str) -> Slots:
    """What is found of a submission, by slot; empty where it was not yet looked at."""
    rows = reading.connection.execute(
        "SELECT slot, text FROM passage WHERE submission = ? AND submission <> ''", (submission,)
    )
    return dict(rows.fetchall())


def project_passages(reading: Reading, submission: str) -> None:
    """Bring what is found of a submission up to date, in the running transaction."""
    before, after = kept_passages(reading, submission), wanted_passages(reading, submission)
    connection = reading.connection
    for slot in before:
        if after.get(slot) != before[slot]:
            drop(connection, "submission = ? AND submission <> '' AND slot = ?", submission, slot)
    for slot, text in after.items():
        if before.get(slot) != text:
            put(connection, "", submission, slot, 0, text)


def put_all(connection: Any, passages: Sequence[tuple[str, str, str]]) -> None:
    """Keep the first passages of submissions (id, slot, text) and index their words."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()[0]
    numbered = list(enumerate(passages, last + 1))
    connection.executemany(
        "INSERT INTO passage (id, sha256, submission, slot, number, text) VALUES (?, '', ?, ?, 0, ?)",
        [(number, *each) for number, each in numbered],
    )
    connection.executemany(_PUT_WORDS, [(number, fold(text)) for number, (_, _, text) in numbered])


def put(connection: Any, sha256: str, submission: str, slot: str, number: int, text: str) -> None:
    """Keep a passage and index its words."""
    made = connection.execute(
        "INSERT INTO passage (sha256, submission, slot, number, text) VALUES (?, ?, ?, ?, ?)",
        (sha256, submission, slot, number, text),
    ).lastrowid
    connection.execute(_PUT_WORDS, (made, fold(text)))


def drop(connection: Any, where: str, *values: object) -> None:
    """Forget passages and their words."""
    connection.execute(
        f"DELETE FROM passage_words WHERE rowid IN (SELECT id FROM passage WHERE {where})", values
    )
    connection.execute(f"DELETE FROM passage WHERE {where}", values)


def unindexed(connection: Any) -> list[tuple[int, str]]:
    """Passages whose words are not in the index; index entries of no passage are taken out."""
    strays = connection.execute(
        "SELECT id FROM passage_words_docsize WHERE id NOT IN (SELECT id FROM passage)"
    ).fetchall()
    connection.executemany("DELETE FROM passage_words WHERE rowid = ?", strays)
    rows = connection.execute(
        "SELECT id, text FROM passage WHERE id NOT IN (SELECT id FROM passage_words_docsize)"
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


def agree(connection: Any) -> bool:
    """Whether index and passages hold the same ones."""
    sql = (
        "SELECT (SELECT count(*) FROM passage WHERE id NOT IN (SELECT id FROM passage_words_docsize)) + "
        "(SELECT count(*) FROM passage_words_docsize WHERE id NOT IN (SELECT id FROM passage))"
    )
    return not connection.execute(sql).fetchone()[0]
