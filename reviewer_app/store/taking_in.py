"""Taking in submissions within one transaction: a rubric is kept once, and what is plainly new goes together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.rubric import microcredential_from, rubric_hash
from reviewer_app.domain.signing import canonical
from reviewer_app.domain.submission import Submission, submission_from
from reviewer_app.store.arrivals import Arrival, note_all
from reviewer_app.store.fresh import Fresh, plainly_new, project_fresh, put_submissions
from reviewer_app.store.reading import Reading

_PUT_RUBRIC = "INSERT INTO rubric (hash, document) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"


@dataclass(frozen=True, slots=True)
class Brought:
    """A submission's document with its micro-credential's, as the hub brought them, and when it said so."""

    submission: Mapping[str, Any]
    rubric: Mapping[str, Any]
    said_at: str


class TakingIn:
    """Belongs to one transaction."""

    def __init__(self, reading: Reading, has_blob: Callable[[str], bool]) -> None:
        self._reading, self._has_blob = reading, has_blob
        self._rubric: tuple[Mapping[str, Any], str, str] | None = None
        self._kept: set[str] = set()

    def read(self, submission: Mapping[str, Any], rubric: Mapping[str, Any]) -> Submission:
        """The submission; StoreError ``rubric-differs`` where it came with another rubric than its own."""
        about = submission_from(submission)
        if self._read_rubric(rubric) != (about.rubric_hash, about.microcredential):
            raise StoreError(
                "rubric-differs",
                "The rubric does not fit the submission",
                f"Submission {about.alias} names another rubric than the one it came with.",
                "Ask the coordinator for the bundle again; nothing was changed.",
            )
        return about

    def fresh(
        self,
        about: Submission,
        submission: Mapping[str, Any],
        rubric: Mapping[str, Any],
        *,
        superseded: bool = False,
        said_at: str = "",
    ) -> Fresh:
        """What is written down of a new submission, whose rubric is kept from now on."""
        if about.rubric_hash not in self._kept:
            self._reading.connection.execute(_PUT_RUBRIC, (about.rubric_hash, canonical(rubric).decode()))
            self._kept.add(about.rubric_hash)
        here = tuple(int(each.is_link or self._has_blob(each.sha256)) for each in about.evidence)
        return Fresh(about, canonical(submission).decode(), here, superseded, said_at)

    def together(self, brought: Sequence[Brought], at: str, road: str) -> frozenset[str]:
        """Take in those of the hub's assignments that are plainly new; which. The rest is for each by itself."""
        fitting: list[tuple[Submission, Brought]] = []
        for each in brought:
            try:
                fitting.append((self.read(each.submission, each.rubric), each))
            except ReviewerError:
                continue  # it is said when this one is taken in by itself
        new = plainly_new(self._reading, [about for about, _ in fitting])
        fresh = [
            self.fresh(about, each.submission, each.rubric, said_at=each.said_at)
            for about, each in fitting
            if about.id in new
        ]
        put_submissions(self._reading, fresh, "hub", at)
        project_fresh(self._reading, fresh, at)
        note_all(self._reading.connection, [_arrival(each, at, road) for each in fresh])
        return frozenset(new)

    def _read_rubric(self, document: Mapping[str, Any]) -> tuple[str, str]:
        """The hash and id of a micro-credential; a page of work has the same one many times."""
        if self._rubric is None or self._rubric[0] is not document:
            self._rubric = (document, rubric_hash(document), microcredential_from(document).id)
        return self._rubric[1:]


def _arrival(fresh: Fresh, at: str, road: str) -> Arrival:
    id, said_at = fresh.about.id, fresh.said_at
    return Arrival(f"assigned:{id}:{said_at or at}", id, "assigned", at, said_at, road=road)
