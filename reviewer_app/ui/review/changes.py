"""What a person changes, handed to the saver with every id it needs; words the store refused are never dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.review.ports import Raised, ReviewPorts
from reviewer_app.ui.review.saving import Saver
from reviewer_app.ui.review.views import ReviewView

COMMENT, NOTE = "comment", "note"
Words = tuple[str, str, str]
"""Submission, criterion, and which of the two fields."""


class Changes(QObject):
    """Each method is one change. ``kept`` carries the key of words that were refused and are still held."""

    kept = Signal(object)

    def __init__(self, ports: ReviewPorts, saver: Saver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._saver = saver
        self.refused: dict[Words, tuple[str, str]] = {}
        """Words the store has refused, with their step, by what they are about."""
        self.shown: dict[Words, frozenset[str]] = {}
        """The records that stand in a field of words on the screen, by what it is about."""

    def score(self, submission: str, criterion: str, level: str | None) -> None:
        """Give a criterion a level, or take it away."""
        self._saver.send(submission, lambda: self._ports.score(submission, criterion, level))

    def comment(self, submission: str, criterion: str, text: str, step: str) -> None:
        """Say something to the earner."""
        self._say((submission, criterion, COMMENT), text, step)

    def note(self, submission: str, criterion: str, text: str, step: str) -> None:
        """Keep a private note."""
        self._say((submission, criterion, NOTE), text, step)

    def cite(self, submission: str, citation: Citation) -> None:
        """Pin a place to a criterion."""
        self._saver.send(submission, lambda: self._ports.cite(submission, citation))

    def uncite(self, submission: str, citation: str) -> None:
        """Take a pin away."""
        self._saver.send(submission, lambda: self._ports.uncite(submission, citation))

    def flag(self, submission: str, kind: str, text: str, evidence: str) -> None:
        """Raise a concern."""
        self._saver.send(submission, lambda: self._ports.flag(submission, kind, text, evidence))

    def report(self, submission: str, kind: str, text: str, evidence: str) -> None:
        """Report a problem with a piece of evidence."""
        self._saver.send(submission, lambda: self._ports.report(submission, kind, text, evidence))

    def unflag(self, submission: str, flag: str) -> None:
        """Take a concern back."""
        self._saver.send(submission, lambda: self._ports.unflag(submission, flag))

    def check(
        self, submission: str, item: str, aspect: str, answer: str, reason: str = "", step: str = ""
    ) -> None:
        """Answer a question of the completeness check."""
        if (gate := self._ports.gate) is not None:
            self._saver.send(submission, lambda: gate.check(submission, item, aspect, answer, reason, step))

    def all_fine(self, submission: str, questions: Sequence[tuple[str, str]]) -> None:
        """Answer several of them with yes."""
        if (gate := self._ports.gate) is not None and questions:
            self._saver.send(submission, lambda: gate.all_fine(submission, questions))

    def raise_flag(self, submission: str, raised: Raised) -> None:
        """Raise a flag or report a problem, about one or more pieces of evidence, or change one."""
        if (gate := self._ports.gate) is not None:
            self._saver.send(submission, lambda: gate.raise_flag(submission, raised))
        else:
            keep = self.report if raised.problem else self.flag
            keep(submission, raised.kind, raised.text, (*raised.evidence, "")[0])

    def take_decision_back(self, submission: str, reason: str) -> None:
        """Take an incomplete back."""
        if (gate := self._ports.gate) is not None:
            self._saver.send(submission, lambda: gate.take_decision_back(submission, reason))

    def undo(self, submission: str) -> None:
        """Take the latest step back."""
        self._saver.send(submission, lambda: self._ports.undo(submission))

    def redo(self, submission: str) -> None:
        """Bring the latest step back."""
        self._saver.send(submission, lambda: self._ports.redo(submission))

    def submit(self, submission: str, failed: Callable[[ReviewerError], None]) -> None:
        """Sign the decision."""
        self._saver.send(submission, lambda: self._ports.submit(submission), failed)

    def return_as_incomplete(self, submission: str, reasons: tuple[str, ...]) -> None:
        """Send incomplete work back."""
        self._saver.send(submission, lambda: self._ports.return_as_incomplete(submission, reasons))

    def retry(self) -> None:
        """Try again to keep every word that was refused."""
        for words, (text, step) in list(self.refused.items()):
            self._say(words, text, step)

    def _say(self, words: Words, text: str, step: str) -> None:
        submission, criterion, field = words
        self.refused.pop(words, None)
        say = self._ports.comment if field == COMMENT else self._ports.note
        past, shown = self._ports.past, self.shown.get(words)

        def change() -> ReviewView:
            if past is not None and shown is not None:
                return past.say(submission, f"{field}.set", criterion, text, step, shown)
            return say(submission, criterion, text, step)

        def failed(_error: ReviewerError) -> None:
            self.refused.setdefault(words, (text, step))
            self.kept.emit(words)

        self._saver.send(submission, change, failed)
