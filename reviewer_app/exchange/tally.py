"""What a round has done so far, counted while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviewer_app.exchange.messages import BlobRef


@dataclass(frozen=True)
class Problem:
    """Something a person should know: a stable code, one sentence, and the submission or file it is about."""

    code: str
    sentence: str
    subject: str = ""


@dataclass
class Tally:
    """Counts of one round under way."""

    sent: int = 0
    accepted: int = 0
    refused: int = 0
    received_work: int = 0
    blobs_fetched: int = 0
    bytes_fetched: int = 0
    from_others: int = 0
    fork: int = 0
    pin: str = ""
    lacking: tuple[BlobRef, ...] = ()
    """Files that the hub was last heard to lack."""
    later: bool = False
    """Whether what is given is only left for the hub."""
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, sentence: str, subject: str = "") -> None:
        """Remember a problem once."""
        problem = Problem(code, sentence, subject)
        if problem not in self.problems:
            self.problems.append(problem)

    def has(self, code: str) -> bool:
        """Whether a problem of this kind was noted."""
        return any(each.code == code for each in self.problems)
