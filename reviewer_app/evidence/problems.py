"""What a person reads when a file cannot be shown, by stable code."""

from __future__ import annotations

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence.kinds import FileKind, Kind, file_kind

_SAVE = "Save a copy to open it elsewhere, or report a problem with this evidence."
_AGAIN = "Try again. If it happens again, report a problem with this evidence."

_WORDS: dict[str, tuple[str, str, str]] = {
    "worker-hung": (
        "This file took too long",
        "Reviewer stopped reading this file because it did not answer in time. Nothing else was affected.",
        _AGAIN,
    ),
    "worker-crashed": (
        "This file could not be read",
        "Reading this file failed, so Reviewer closed it. Nothing else was affected.",
        _AGAIN,
    ),
    "too-large": (
        "This file is too large to show",
        "Showing it would need more memory than Reviewer gives to one file.",
        _SAVE,
    ),
    "damaged": (
        "This file is damaged",
        "Its content is broken or incomplete, so it cannot be shown.",
        "Ask for the file again, or report a problem with this evidence.",
    ),
    "password": (
        "This file is locked with a password",
        "It opens only with the password it was saved with.",
        "Enter the password, or ask for a copy without one.",
    ),
    "locked": (
        "This file is locked with a password",
        "It is encrypted, and Reviewer cannot unlock files of this kind.",
        "Ask for a copy without a password, or save a copy to open it elsewhere.",
    ),
    "nothing-there": (
        "There is nothing to show here",
        "This file has no such page, or no text on it.",
        "Go to another page.",
    ),
    "unreadable": (
        "This file cannot be read from this laptop",
        "The laptop did not give Reviewer the file's bytes.",
        "Try again; if it happens again, fetch or import the evidence again.",
    ),
    "closed": (
        "This evidence is closed",
        "The file is no longer open.",
        "Open it again from the list of evidence.",
    ),
    "no-worker": (
        "Evidence cannot be opened",
        "Reviewer could not start the part of itself that reads files.",
        "Restart Reviewer. If it happens again, install Reviewer again.",
    ),
}


def problem(code: str, kind: FileKind | None = None) -> EvidenceError:
    """The error for a code; ``kind`` lets it name what the file is."""
    made = _unsupported(kind or file_kind(Kind.UNKNOWN)) if code == "unsupported" else _made(code, kind)
    made.kind = kind.kind.value if kind is not None else ""
    return made


def _made(code: str, kind: FileKind | None) -> EvidenceError:
    title, sentence, step = _WORDS[code]
    if kind is not None and code == "damaged":
        sentence = f"{kind.words}: {sentence[0].lower()}{sentence[1:]}"
    if kind is not None and code == "locked" and kind.kind in (Kind.RAR, Kind.SEVEN_ZIP):
        sentence = (
            f"{kind.words}: its list is locked with a password too, and Reviewer cannot unlock archives."
        )
    return EvidenceError(code, title, sentence, step)


def why(code: str) -> str:
    """A short phrase for why a file could not be read, by the code that was kept of it."""
    return _WORDS[code][0] if code in _WORDS else "Reviewer cannot read this kind of file yet"


def _unsupported(kind: FileKind) -> EvidenceError:
    if kind.kind is Kind.EMPTY:
        return EvidenceError("unsupported", kind.words, kind.explanation, "Ask for the file again.")
    report = kind.kind is Kind.PROGRAM
    step = "Report a problem with this evidence." if report else "Save a copy to open it elsewhere."
    sentence = kind.explanation or "Reviewer cannot show this file."
    return EvidenceError("unsupported", kind.words, sentence, step)
