"""The family of errors a person may meet, each with a title, one plain sentence and a next step."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Whose fault an error is, so that the screen can say who should act."""

    FILE = "file"
    LAPTOP = "laptop"
    LINE = "line"
    HUB = "hub"
    PERSON = "person"
    PROGRAM = "program"


class ReviewerError(Exception):
    """Something went wrong that a person should read: what, where, and what to do next.

    ``code`` is a stable slug for tests, ``--json`` output and the wire; the other three are for people.
    """

    fault: Fault = Fault.PROGRAM

    def __init__(self, code: str, title: str, sentence: str, next_step: str) -> None:
        super().__init__(f"{title}: {sentence} {next_step}".strip())
        self.code = code
        self.title = title
        self.sentence = sentence
        self.next_step = next_step

    def document(self) -> dict[str, str]:
        """The error as JSON for the command line and the wire."""
        return {
            "code": self.code,
            "fault": self.fault.value,
            "title": self.title,
            "sentence": self.sentence,
            "next_step": self.next_step,
        }


class RuleError(ReviewerError):
    """The person asked for something the rules of assessing do not allow."""

    fault = Fault.PERSON


class FileError(ReviewerError):
    """A file someone else made is broken, hostile or not what it says."""

    fault = Fault.FILE


class BundleError(FileError):
    """A bundle broke a rule of the format; it names the member and the rule."""

    def __init__(self, rule: str, member: str, sentence: str, next_step: str = "") -> None:
        where = f" ({member})" if member else ""
        step = next_step or "Ask whoever sent the bundle to make it again; nothing was imported."
        super().__init__(rule, f"This bundle was refused{where}", sentence, step)
        self.rule = rule
        self.member = member


class EvidenceError(FileError):
    """A piece of evidence could not be shown: hung, crashed, damaged, locked, too big or of an unknown kind.

    ``kind`` is what the file is, in the word tests and ``--json`` use; empty where that is not known.
    """

    kind = ""


class StoreError(ReviewerError):
    """The encrypted store on this laptop cannot do what was asked."""

    fault = Fault.LAPTOP


class LineError(ReviewerError):
    """The network between desk and hub failed; the work waits and will be sent later."""

    fault = Fault.LINE
    retry_after: float | None = None
    """Seconds the other side asked to wait before trying again."""
    files_only: bool = False
    """Whether it came while files were fetched, after records and work had been exchanged."""


class HubError(ReviewerError):
    """The hub answered, and refused or misbehaved."""

    fault = Fault.HUB
    retry_after: float | None = None
    """Seconds the hub asked to wait before trying again."""
    versions: tuple[int, ...] = ()
    """The versions the hub speaks, where it refused another."""
    files_only: bool = False
    """Whether it came while files were fetched, after records and work had been exchanged."""


class Cancelled(Exception):
    """The person stopped a long job; nothing half-done is left behind."""
