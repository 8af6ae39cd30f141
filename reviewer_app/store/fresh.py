"""Submissions about which nothing was said yet: many rows at once, made from what came, without looking them up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.submission import Submission, moment
from reviewer_app.store.passages import put_all, untouched_passages
from reviewer_app.store.projecting import put_rows, table_of
from reviewer_app.store.projections import Facts, about_columns, lifecycle, untouched_columns
from reviewer_app.store.reading import Reading

_SPOKEN_OF = """
    EXISTS (SELECT 1 FROM record WHERE subject = {id}) OR EXISTS (SELECT 1 FROM settlement WHERE submission = {id})
    OR EXISTS (SELECT 1 FROM passage WHERE submission = {id} AND submission <> '')
"""
_LOOK = f"SELECT (SELECT document FROM submission WHERE id = ?1), {_SPOKEN_OF.format(id='?1')}"
_KNOWN = f"""
WITH asked AS (
    SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS earner,
        json_extract(value, '$[2]') AS microcredential FROM json_each(?)
)
SELECT id FROM asked WHERE EXISTS (SELECT 1 FROM submission WHERE submission.id = asked.id)
    OR earner <> '' AND EXISTS (
        SELECT 1 FROM submission
        WHERE submission.earner = asked.earner AND submission.microcredential = asked.microcredential
    )
    OR {_SPOKEN_OF.format(id="asked.id")}
"""
_PUT_SUBMISSION = (
    "INSERT INTO submission (id, rubric, earner, microcredential, attempt, source, arrived_at, withdrawn, "
    "superseded, document) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)"
)
_PUT_EVIDENCE = "INSERT INTO evidence (submission, id, sha256, size, here) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A submission that is not here yet, its text, and of each of its files whether it is (1 or 0)."""

    about: Submission
    text: str
    here: tuple[int, ...]
    superseded: bool = False
    said_at: str = ""


def looked_up(reading: Reading, submission: str) -> tuple[str | None, bool]:
    """The document a submission has here, if it is here; and whether anything else is known of it already."""
    document, spoken_of = reading.one(_LOOK, submission)
    return document, bool(spoken_of)


def plainly_new(reading: Reading, brought: Sequence[Submission]) -> set[str]:
    """Those of which nothing is here and nothing was said, and which are an earner's only attempt, here and among
    these."""
    asked = json.dumps([(each.id, each.earner, each.microcredential) for each in brought])
    known = {row[0] for row in reading.connection.execute(_KNOWN, (asked,)).fetchall()}
    ids = Counter(each.id for each in brought)
    attempts = Counter((each.earner, each.microcredential) for each in brought if each.earner)
    return {
        each.id
        for each in brought
        if each.id not in known and ids[each.id] == 1 and attempts[each.earner, each.microcredential] < 2
    }


def put_submissions(reading: Reading, brought: Iterable[Fresh], source: str, at: str) -> None:
    """Put submissions and their files into their tables."""
    rows, files = [], []
    for each in brought:
        x = each.about
        came = (source, at, int(each.superseded), each.text)
        rows.append((x.id, x.rubric_hash, x.earner, x.microcredential, x.attempt, *came))
        known = zip(x.evidence, each.here, strict=True)
        files += [(x.id, item.id, item.sha256, item.size, is_here) for item, is_here in known]
    reading.connection.executemany(_PUT_SUBMISSION, rows)
    reading.connection.executemany(_PUT_EVIDENCE, files)


def project_fresh(reading: Reading, brought: Iterable[Fresh], at: str) -> None:
    """Write what lists and searches show of submissions that were put into their table just now, at this moment."""
    day = moment(at).astimezone(UTC).date()
    rows: dict[str, list[tuple[object, ...]]] = {}
    passages = []
    for each in brought:
        about, here = each.about, sum(each.here)
        reading.forget(about.id)
        rubric = reading.rubric(about.rubric_hash)
        facts = Facts(
            submission=about,
            rubric=rubric,
            arrived_at=at,
            arrived_on=day,
            withdrawn="",
            superseded=each.superseded,
            here=here,
            accepted=None,
        )
        # Where it stands is the same for all of one rubric, and judging is long.
        like = (about.rubric_hash, here == len(about.evidence), each.superseded)
        stands = reading.untouched.get(like)
        if stands is None:
            stands = reading.untouched[like] = lifecycle(facts, ReviewState(about.id))
        row = (*about_columns(facts, []), *untouched_columns(stands, at))
        rows.setdefault(table_of(about), []).append(row)
        passages += [(about.id, slot, text) for slot, text in untouched_passages(about, rubric).items()]
    for table, made in rows.items():
        put_rows(reading.connection, table, made)
    put_all(reading.connection, passages)
