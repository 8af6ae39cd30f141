"""The search index over files and what was said: what is still to be read, keeping what was read, and finding it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.finding import Wanted
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.likeness import PictureSketch, picture_bands, text_bands
from reviewer_app.store import likenesses
from reviewer_app.store.passages import ABOUT, drop, project_passages, put

if TYPE_CHECKING:
    from reviewer_app.store.reading import Reading
    from reviewer_app.store.work import Work

HIDDEN = (State.WITHDRAWN.value, State.HANDED_BACK.value)
"""What the hub took back, or the person handed back, is not found."""

_FIND = """
WITH hit AS (
    SELECT rowid AS id, rank AS weight FROM passage_words WHERE passage_words MATCH ? ORDER BY rank LIMIT ? OFFSET ?
)
SELECT queue.submission, queue.alias, queue.title, queue.attempt, coalesce(evidence.id, ''),
    passage.slot, passage.number, passage.text, queue.state, hit.id
FROM hit CROSS JOIN passage ON passage.id = hit.id
LEFT JOIN evidence ON passage.sha256 <> '' AND evidence.sha256 = passage.sha256
JOIN queue ON queue.submission = coalesce(evidence.submission, passage.submission)
ORDER BY hit.weight, hit.id, queue.alias, queue.attempt
"""
_TO_READ = """
SELECT evidence.sha256, min(queue.due), min(evidence.submission), min(evidence.id) FROM evidence
JOIN queue ON queue.submission = evidence.submission
LEFT JOIN looked_at ON looked_at.sha256 = evidence.sha256
WHERE here = 1 AND queue.state <> 'handed_back' AND evidence.sha256 <> '' AND coalesce(looked_at.version, 0) < ?
GROUP BY evidence.sha256 ORDER BY 2, 3, 4
"""
_UNREAD = """
SELECT queue.submission, queue.alias, queue.attempt, evidence.id, looked_at.reason, looked_at.cut
FROM looked_at JOIN evidence ON evidence.sha256 = looked_at.sha256
JOIN queue ON queue.submission = evidence.submission
WHERE (looked_at.reason <> '' OR looked_at.cut) AND queue.state NOT IN (?, ?)
ORDER BY queue.alias, queue.attempt, evidence.id
"""


@dataclass(frozen=True)
class Passed:
    """One passage that answers to a search, in one submission; ``number`` is its page or slice, from 0."""

    submission: str
    alias: str
    title: str
    attempt: int
    evidence: str
    slot: str
    number: int
    text: str


@dataclass(frozen=True)
class ToRead:
    """A file whose words are not known yet, as one submission holds it."""

    sha256: str
    submission: str
    evidence: str


@dataclass(frozen=True)
class Unread:
    """A file that search does not know, or not whole (``cut``), and the code of the reason."""

    submission: str
    alias: str
    attempt: int
    evidence: str
    reason: str
    cut: bool


@dataclass(frozen=True)
class Seen:
    """What came of reading one file: a reason why not, how many letters, whether more were left out, sketches."""

    reason: str = ""
    letters: int = 0
    cut: bool = False
    text: tuple[int, ...] = ()
    picture: PictureSketch | None = None


class WordIndex:
    """Belongs to the store; each call is one look or one transaction."""

    def __init__(
        self,
        look: Callable[[], AbstractContextManager[Reading]],
        changes: Callable[[], AbstractContextManager[Work]],
    ) -> None:
        self._look, self._changes = look, changes

    def find(self, looked_for: Sequence[Wanted], limit: int, offset: int = 0) -> tuple[list[Passed], bool]:
        """The best passages from ``offset`` on, those of hidden submissions left out; and whether more follow."""
        if not looked_for:
            return [], False
        with self._look() as reading:
            rows = reading.connection.execute(_FIND, (match(looked_for), limit, offset)).fetchall()
        more = len({row[-1] for row in rows}) == limit
        return [Passed(*row[:-2]) for row in rows if row[-2] not in HIDDEN], more

    def to_read(self, version: int) -> list[ToRead]:
        """Files here whose words are not known, those of the most urgent submission first."""
        with self._look() as reading:
            rows = reading.connection.execute(_TO_READ, (version,)).fetchall()
        return [ToRead(sha256, submission, evidence) for sha256, _due, submission, evidence in rows]

    def unread(self) -> list[Unread]:
        """What could not be read, or not whole."""
        with self._look() as reading:
            rows = reading.connection.execute(_UNREAD, HIDDEN).fetchall()
        return [Unread(a, b, c, d, e, bool(cut)) for a, b, c, d, e, cut in rows]

    def begin(self, sha256: str) -> None:
        """Forget what is known of a file: the beginning of a reading, also of one that was cut short."""
        with self._changes(), self._look() as reading:
            drop(reading.connection, "sha256 = ? AND sha256 <> ''", sha256)
            for table in ("looked_at", "likeness"):
                reading.connection.execute(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))

    def keep(self, sha256: str, pages: Sequence[tuple[int, str]]) -> None:
        """Keep some pages' words."""
        with self._changes(), self._look() as reading:
            for number, text in pages:
                put(reading.connection, sha256, "", "", number, text)

    def end(self, sha256: str, version: int, seen: Seen) -> None:
        """A file was read to its end: it is not opened for its words again."""
        with self._changes(), self._look() as reading:
            connection = reading.connection
            connection.execute(
                "INSERT OR REPLACE INTO looked_at "
                "(sha256, version, reason, letters, cut, text_sketch, picture_sketch) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    sha256,
                    version,
                    seen.reason,
                    seen.letters,
                    int(seen.cut),
                    likenesses.text_kept(seen.text),
                    likenesses.picture_kept(seen.picture),
                ),
            )
            bands = [("text", *each) for each in enumerate(text_bands(seen.text))]
            if seen.picture is not None:
                bands += [("picture", *each) for each in enumerate(picture_bands(seen.picture))]
            connection.executemany(
                "INSERT OR REPLACE INTO likeness (kind, band, value, sha256) VALUES (?, ?, ?, ?)",
                [(*each, sha256) for each in bands],
            )

    def take_in_words(self, limit: int) -> int:
        """Index what was said before there was a search, ``limit`` submissions at a time; how many were done."""
        sql = (
            "SELECT id FROM submission WHERE id NOT IN "
            f"(SELECT submission FROM passage WHERE submission <> '' AND slot = '{ABOUT}') LIMIT ?"
        )
        with self._look() as reading:
            ids = [row[0] for row in reading.connection.execute(sql, (limit,)).fetchall()]
        for each in ids:
            with self._changes(), self._look() as reading:
                project_passages(reading, each)
        return len(ids)

    def alike(self, submission: str) -> list[likenesses.Alike]:
        """Files elsewhere that are the same or nearly the same as one of this submission."""
        with self._look() as reading:
            return likenesses.alike(reading, submission)

    def submissions(self) -> list[str]:
        """All submissions that are not hidden, by alias and attempt."""
        sql = "SELECT submission FROM queue WHERE state NOT IN (?, ?) ORDER BY alias, attempt, submission"
        with self._look() as reading:
            return [row[0] for row in reading.connection.execute(sql, HIDDEN).fetchall()]


def match(looked_for: Sequence[Wanted]) -> str:
    """The question in FTS5's own words; every word in quotes, so that nothing typed is an operator."""
    return " AND ".join(f'"{" ".join(each.words)}"' + (" *" if each.open else "") for each in looked_for)


def index_again(connection: Any, passages: Sequence[tuple[int, str]]) -> None:
    """Index passages whose words were missing."""
    from reviewer_app.domain.folding import fold

    connection.executemany(
        "INSERT INTO passage_words (rowid, words) VALUES (?, ?)",
        [(id_, fold(text)) for id_, text in passages],
    )
