"""The hub as the command line and the window manage it: one object, one plain method per thing a coordinator does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.hub import assigning, closing, decisions, flags, interests, people
from reviewer_app.hub.books import Books, open_books
from reviewer_app.hub.bundled import take_bundle
from reviewer_app.hub.decisions import DecisionLine
from reviewer_app.hub.flags import FlagLine
from reviewer_app.hub.intake import TakenIn, add_submission
from reviewer_app.hub.interests import InterestLine
from reviewer_app.hub.kept_aside import read_again
from reviewer_app.hub.numbers import counted
from reviewer_app.hub.people import DeviceLine, PersonLine
from reviewer_app.hub.places import Place
from reviewer_app.hub.roles import Role


@dataclass(frozen=True)
class SubmissionLine:
    """One submission, and to how many people it was given."""

    id: str
    alias: str
    taken_at: str
    assignments: int


@dataclass(frozen=True)
class AssignmentLine:
    """One person's task."""

    submission: str
    alias: str
    person: str
    person_name: str
    role: str
    round: int
    due: str
    state: str


@dataclass(frozen=True)
class HubStatus:
    """The hub in numbers."""

    name: str
    key: str
    people: int
    devices: int
    submissions: int
    assignments: int
    open: int
    decisions: int
    records: int
    refused: int
    kept_aside: int


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Hub:
    """A district's record in one place; ``books`` is what the routes work on."""

    def __init__(self, books: Books) -> None:
        self.books = books

    @classmethod
    def open(
        cls,
        place: Place | Path,
        key: bytes,
        now: Callable[[], datetime] = _utc_now,
        *,
        name: str = "Reviewer hub",
    ) -> Hub:
        """Open or make the hub at this place, or in this folder, with its 32-byte key.

        ``name`` counts only when it is made.
        """
        books = open_books(place if isinstance(place, Place) else Place(place), key, now, name)
        read_again(books)
        return cls(books)

    def close(self) -> None:
        """Let go of its place."""
        self.books.close()

    @property
    def key(self) -> str:
        """The hub's Multikey, which signs every answer and receipt."""
        return self.books.key.name

    def intake(
        self, bundle: Path, progress: ReportProgress = unreported, cancel: CancelToken | None = None
    ) -> TakenIn:
        """Take in a bundle (folder or zip); BundleError when it is not sound, FileError when not whole."""
        return take_bundle(self.books, bundle, progress, cancel)

    def submissions(self) -> tuple[SubmissionLine, ...]:
        """Every submission, in the order they came."""
        with self.books.looking() as look:
            rows = look.exec_driver_sql(
                "SELECT s.id, s.alias, s.taken_at, (SELECT count(*) FROM assignment a WHERE a.submission = s.id) "
                "FROM submission s ORDER BY s.taken_at, s.id"
            ).all()
        return tuple(SubmissionLine(*each) for each in rows)

    def add_submission(
        self,
        submission_doc: Mapping[str, Any],
        microcredential_doc: Mapping[str, Any],
        blobs: Iterable[bytes | Path] = (),
    ) -> TakenIn:
        """Take in a submission with its files."""
        return add_submission(self.books, submission_doc, microcredential_doc, blobs)

    def add_person(self, name: str, role: Role = Role.ASSESSOR) -> str:
        """A new account; its id."""
        return people.add_person(self.books, name, role)

    def people(self) -> tuple[PersonLine, ...]:
        """Everyone with an account."""
        return people.people(self.books)

    def set_role(self, person: str, role: str) -> None:
        """Give an account another role; its laptops pair again."""
        people.set_role(self.books, person, role)

    def set_active(self, person: str, active: bool) -> None:
        """Disable an account or enable it again."""
        people.set_active(self.books, person, active)

    def pairing_code(self, person: str) -> str:
        """A one-time code for a laptop of this person, good for a quarter of an hour."""
        return people.pairing_code(self.books, person)

    def devices(self) -> tuple[DeviceLine, ...]:
        """Every laptop that was ever paired."""
        return people.devices(self.books)

    def revoke(self, device: str) -> bool:
        """Shut one laptop out; False when nothing changed."""
        return people.revoke(self.books, device)

    def assign(
        self, submission: str, person: str, due: date | None = None, role: str = "assessor", round: int = 1
    ) -> bool:
        """Give a submission to a person; False when it is theirs already."""
        return assigning.assign(self.books, submission, person, due, role, round)

    def withdraw(self, submission: str, person: str, reason: str) -> bool:
        """Take a submission back; False when nothing changed."""
        return assigning.withdraw(self.books, submission, person, reason)

    def reopen(self, submission: str, person: str) -> bool:
        """Give back what was withdrawn or closed; False when nothing changed."""
        return assigning.reopen(self.books, submission, person)

    def replaced(self, new: str) -> tuple[str, ...]:
        """The earlier attempts, and the same attempt under another edition, that a submission takes the place of."""
        return closing.replaced(self.books, new)

    def take_over(self, new: str) -> tuple[tuple[str, ...], int]:
        """Give a submission to everyone who has open what it takes the place of: what that is, and to how many."""
        return closing.take_over(self.books, new)

    def supersede(self, old: str, new: str) -> int:
        """Give a newer attempt, or another edition, to everyone who has the older one open; how many."""
        return closing.supersede(self.books, old, new)

    def close_submission(self, submission: str, reason: str) -> int:
        """End the adjudication of a submission: what is open is taken back; how many."""
        return closing.close(self.books, submission, reason)

    def release(self, submission: str) -> int:
        """Note that the earner was told; from then on no decision can be taken back."""
        return assigning.release(self.books, submission)

    def interests(self) -> tuple[InterestLine, ...]:
        """Every conflict of interest that was declared."""
        return interests.interests(self.books)

    def flags(self, *, settled: bool = True) -> tuple[FlagLine, ...]:
        """Every flag and problem that stands, the oldest first."""
        return flags.flags(self.books, settled=settled)

    def settle(self, flag: str, words: str) -> FlagLine:
        """Settle a flag, with words for the assessor."""
        return flags.settle(self.books, flag, words)

    def assignments(self) -> tuple[AssignmentLine, ...]:
        """Every task, in the order they were given."""
        with self.books.looking() as look:
            rows = look.exec_driver_sql(
                "SELECT a.submission, s.alias, a.person, p.name, a.role, a.round, a.due, a.state "
                "FROM assignment a JOIN submission s ON s.id = a.submission JOIN person p ON p.id = a.person "
                "ORDER BY a.id"
            ).all()
        return tuple(AssignmentLine(*each) for each in rows)

    def decisions(self) -> tuple[DecisionLine, ...]:
        """Every decision that counts, in the order of their submissions' assignment."""
        return decisions.decisions(self.books)

    def status(self) -> HubStatus:
        """The hub in numbers."""
        return HubStatus(self.books.name, self.key, **counted(self.books))


__all__ = ["DecisionLine", "Hub"]
