"""A submission about which nothing was said yet: its rows are made from what came, without looking any of it up."""

from __future__ import annotations

from datetime import UTC

from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.submission import Submission, moment
from reviewer_app.store.passages import put, untouched_passages
from reviewer_app.store.projecting import put_row, table_of
from reviewer_app.store.projections import Facts, about_columns, lifecycle, untouched_columns
from reviewer_app.store.reading import Reading

_LOOK = """
SELECT (SELECT document FROM submission WHERE id = ?1),
    EXISTS (SELECT 1 FROM record WHERE subject = ?1)
    OR EXISTS (SELECT 1 FROM settlement WHERE submission = ?1)
    OR EXISTS (SELECT 1 FROM passage WHERE submission = ?1 AND submission <> '')
"""


def looked_up(reading: Reading, submission: str) -> tuple[str | None, bool]:
    """The document a submission has here, if it is here; and whether anything else is known of it already."""
    document, spoken_of = reading.one(_LOOK, submission)
    return document, bool(spoken_of)


def project_fresh(reading: Reading, about: Submission, arrived_at: str, here: int, superseded: bool) -> None:
    """Write what lists and searches show of a submission that was put into its table just now."""
    facts = Facts(
        submission=about,
        rubric=reading.rubric(about.rubric_hash),
        arrived_at=arrived_at,
        arrived_on=moment(arrived_at).astimezone(UTC).date(),
        withdrawn="",
        superseded=superseded,
        here=here,
        accepted=None,
    )
    # Where it stands is the same for all of one rubric, and judging is long.
    like = (about.rubric_hash, here == len(about.evidence), superseded)
    stands = reading.untouched.get(like)
    if stands is None:
        stands = reading.untouched[like] = lifecycle(facts, ReviewState(about.id))
    row = (*about_columns(facts, []), *untouched_columns(stands, arrived_at))
    put_row(reading.connection, table_of(about), row)
    for slot, text in untouched_passages(about, facts.rubric).items():
        put(reading.connection, "", about.id, slot, 0, text)
