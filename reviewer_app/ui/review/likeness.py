"""A quiet line over the evidence: this file, or one nearly like it, is also in another submission on this laptop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.review.stage import Stage
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.ui.widgets import Button, ElidedLabel
from reviewer_app.ui.words import count_words

_WORDS = {
    "same": "The same file is also in {there}",
    "text": "Nearly the same text is in {there}",
    "picture": "Nearly the same picture is in {there}",
}


class Like(Protocol):
    """A file of the submission on show, and one like it elsewhere; ``own`` in another attempt of the same earner."""

    @property
    def evidence(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def other(self) -> str: ...
    @property
    def own(self) -> bool: ...


def said(likes: Sequence[Like], attempt: int) -> str:
    """The line about the file on show; what it means is for the person to say."""
    first = likes[0]
    there = f"{first.alias}, attempt {first.attempt}"
    if first.own and first.kind == "same":
        line = f"Unchanged since attempt {first.attempt}" if first.attempt < attempt else ""
        line = line or f"The same file is in attempt {first.attempt} too"
    elif first.own:
        line = _WORDS[first.kind].format(there=f"attempt {first.attempt}")
    else:
        line = _WORDS[first.kind].format(there=there)
    others = len({each.submission for each in likes}) - 1
    return (
        f"{line}, and in {count_words(others, 'other submission', 'other submissions')}."
        if others
        else f"{line}."
    )


class LikenessBar(QFrame):
    """Emits ``opened`` with the spot of the other file."""

    opened = Signal(object)

    def __init__(self, room: Stage, jobs: Jobs, alike: Callable[[str], Sequence[Like]]) -> None:
        super().__init__()
        self._room, self._jobs, self._alike = room, jobs, alike
        self._likes: tuple[Like, ...] = ()
        self._of = ""
        self._spot: Spot | None = None
        self.setProperty("role", "bar")
        self.words = ElidedLabel("", "muted")
        self.open_other = Button("", self._on_open, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("copy", "muted", 16))
        row.addWidget(self.words, 1)
        row.addWidget(self.open_other)
        self.hide()
        room.arrived.connect(self._on_arrived)
        room.pane.opened.connect(self._show)

    def look_again(self) -> None:
        """More was read: ask again about the submission on show."""
        if self._of:
            self._ask(self._of)

    def _on_arrived(self, submission: str) -> None:
        if submission != self._of:
            self._likes = ()
        self._ask(submission)

    def _ask(self, submission: str) -> None:
        self._of = submission

        def found(likes: Sequence[Like]) -> None:
            if submission == self._of:
                self._likes = tuple(likes)
                self._show()

        def failed(_error: ReviewerError) -> None:
            self._likes = ()  # whatever ails the store is said where the person works with it
            self._show()

        self._jobs.run(
            Lane.STORE, lambda _control: self._alike(submission), found, failed, owner=self, replaces="alike"
        )

    def _show(self) -> None:
        pane, review = self._room.pane, self._room.review
        own = pane.entry.id if pane.entry is not None and pane.submission == self._of else ""
        likes = [each for each in self._likes if own and each.evidence == own]
        if not likes or review is None:
            self.hide()
            return
        # Somebody else's file is what a person should know of first; the earner's own comes after.
        likes.sort(key=lambda each: each.own)
        first = likes[0]
        words = said(likes, review.submission.attempt)
        if words != self.words.text() or self.isHidden():
            announce(self, words)
        self.words.setText(words)
        other = f"attempt {first.attempt}" if first.own else first.alias
        self.open_other.setText(f"Open in {other}")
        self.open_other.setAccessibleName(f"Open this file in {other}")
        self._spot = Spot(first.submission, "evidence", first.other)
        self.show()

    def _on_open(self) -> None:
        if self._spot is not None:
            self.opened.emit(self._spot)
