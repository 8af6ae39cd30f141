"""The completeness check in the room: offered over the rubric, done in its place, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from uuid6 import uuid7

from reviewer_app.domain.completeness import (
    NO,
    PRESENT,
    YES,
    Completeness,
    Opening,
    completeness,
    offered,
    reasons,
    to_confirm,
)
from reviewer_app.domain.errors import Cancelled, ReviewerError
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Job, JobControl, Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.check_panel import CheckPanel
from reviewer_app.ui.review.check_words import bar_words
from reviewer_app.ui.review.deciding_acts import INCOMPLETE
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.spoken import stop_before
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, ElidedLabel

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


_LOW = 270

_CHECKING: Only = Only(
    lambda orders: orders.is_open() and orders.part(Checking).checking, "The completeness check is not open."
)


CHECK = Act(
    "check",
    "Completeness",
    "Completeness check; there: yes",
    "ready",
    ("I",),
    lambda r: r.part(Checking).yes(),
    Only(
        lambda r: r.is_open() and r.part(Checking).offered,
        "There is nothing to check for completeness.",
    ),
)


class CheckBar(QFrame):
    """One line over the rubric: how complete the submission is, and the way to the check."""

    def __init__(self, part: Checking) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.icon = IconLabel("ready", "muted", 16)
        self.words = ElidedLabel("", "muted")
        self.go = Button("Check…", part.open_panel, kind="link", hint="is everything here?", act=CHECK)
        self.go.setAccessibleName("Completeness check")
        self.give_back = Button(
            "Return as incomplete…",
            part.room.orders.return_incomplete,
            kind="link",
            act=INCOMPLETE,
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        below = QHBoxLayout()
        below.addWidget(self.give_back)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(below)
        self._lacking = False
        self._around = part.room.right
        self._around.installEventFilter(self)

    def show_lacking(self, lacking: bool) -> None:
        """Offer to return what lacks something."""
        self._lacking = lacking
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        # In a low column the cards need the line; the same button is in the foot, under the cards.
        low = self._around.height() < theme().px(_LOW)
        self.give_back.setVisible(self._lacking and not low)


class Checking(RoomPart):
    """Keys: I opens the check and answers yes, Shift+I no, Shift+A all of an item, Ctrl+Shift+A all that is left.

    While the keyboard is in the check, Y, N and A do the same.
    """

    ACTS: ClassVar[tuple[Act, ...]] = (
        CHECK,
        Act(
            "check-no",
            "Completeness",
            "No: it is missing or not as it should be",
            "close",
            ("Shift+I",),
            lambda r: r.part(Checking).no(),
            _CHECKING,
        ),
        Act(
            "check-fine",
            "Completeness",
            "All of this item is fine",
            "ok",
            ("Shift+A",),
            lambda r: r.part(Checking).all_fine(),
            _CHECKING,
        ),
        Act(
            "check-all-fine",
            "Completeness",
            "Everything that is left to check is fine",
            "ok",
            ("Ctrl+Shift+A",),
            lambda r: r.part(Checking).all_left_fine(),
            _CHECKING,
        ),
    )

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.check = Completeness()
        self._found: dict[str, Mapping[str, Opening]] = {}
        self._phrases: Mapping[str, tuple[str, ...]] = {}
        self._language = ""
        self.bar = CheckBar(self)
        self.panel = CheckPanel()
        self.page: QWidget | None = None
        self._answering = self._fresh = False
        self._stale: set[str] = set()
        self._looking: Job[Mapping[str, Opening]] | None = None
        self._column = cast(QVBoxLayout, room.right.layout())
        self._column.insertWidget(0, self.bar)
        stop_before(room.rubric.fold, self.bar.go, self.bar.give_back)
        self._column.insertWidget(1, self.panel, 1)
        self.panel.hide()
        self.bar.hide()
        self.panel.answered.connect(self._on_answered)
        self.panel.reasoned.connect(self._on_reasoned)
        self.panel.moved.connect(self._on_moved)
        self.panel.fine_wanted.connect(self.all_fine)
        self.panel.said.connect(self.answer)
        self.panel.return_wanted.connect(room.orders.return_incomplete)
        self.panel.closed.connect(self.close_panel)
        room.saver.settled.connect(self._go_on)

    # What stands in the rubric's place

    @property
    def offered(self) -> bool:
        """Whether there is a check at all here."""
        return self.room.ports.gate is not None and bool(self.check.items)

    @property
    def checking(self) -> bool:
        """Whether the check stands in the rubric's place."""
        return self.page is self.panel

    def stand_in(self, page: QWidget) -> None:
        """Put a page in the rubric's place; Esc and every key that needs the rubric bring it back."""
        if self.page is not None:
            self.page.hide()
        self.page = page
        if self._column.indexOf(page) < 0:
            self._column.insertWidget(1, page, 1)
        for each in (self.bar, self.room.rubric, self.room.outcome):
            each.hide()
        page.show()
        page.setFocus()
        self.room.refresh_actions()

    def close_panel(self) -> None:
        """Bring the rubric back."""
        if self.page is None:
            return
        self.panel.flush()
        self.page.hide()
        self.page = None
        for each in (self.room.rubric, self.room.outcome):
            each.show()
        self._show_bar()
        self.room.rubric.focus_inside()
        self.room.refresh_actions()

    def step_back(self) -> bool:
        here = self.page is not None
        self.close_panel()
        return here

    def give_way(self) -> None:
        self.close_panel()

    def look_again(self) -> None:
        # Files may have come: they are opened when the check is; what is known already stays known.
        self._stale.add(self._own())

    def leave(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self.panel.flush()
        self.close_panel()

    # The check

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        gate, about = self.room.ports.gate, review.submission
        if gate is None:
            return
        if about.language != self._language:
            self._phrases, self._language = gate.phrases(about.language), about.language
        if fresh:
            self.close_panel()
        self.check = completeness(review.rubric, about, review.state, self._found.get(about.id))
        alive = review.lifecycle in OPEN
        self._fresh = self._fresh or fresh
        if self.checking:
            self._show_panel()
        words, tone, icon = bar_words(self.check)
        self._show_bar()
        self.bar.words.setText(words)
        self.bar.icon.show_icon(icon, tone)
        lacking = bool(self.check.lacking)
        self.bar.show_lacking(lacking)
        first = review.lifecycle is State.TO_REVIEW
        self.bar.go.setText("Check first…" if first and not lacking else "Check…")
        if not alive:
            self.close_panel()

    def _show_bar(self) -> None:
        alive = self.room.review is not None and self.room.review.lifecycle in OPEN
        self.bar.setVisible(alive and self.offered and self.page is None)

    def open_panel(self) -> None:
        """Check what is here, the evidence beside it."""
        if not self.offered or not self.room.open:
            return
        self.room.flush()
        self._show_panel()
        self.stand_in(self.panel)
        self._look()
        self._on_moved(self.panel.current)

    def _show_panel(self) -> None:
        """Bring the panel up to date; while nobody sees it, it costs the room nothing."""
        alive = self.room.review is not None and self.room.review.lifecycle in OPEN
        self.panel.show_check(self.check, self._phrases, alive=alive, fresh=self._fresh)
        self._fresh = False

    def yes(self) -> None:
        """Open the check, or answer yes in it."""
        if self.checking:
            self.answer(YES)
        else:
            self.open_panel()

    def no(self) -> None:
        """Answer no to the question the keys are about."""
        self.answer(NO)

    def all_left_fine(self) -> None:
        """Answer all that is left of the whole check with yes."""
        self.all_fine(whole=True)

    def answer(self, answer: str) -> None:
        """Answer the question the keys are about."""
        if self.panel.current and self.panel.aspect:
            self._on_answered(self.panel.current, self.panel.aspect, answer)

    def all_fine(self, *, whole: bool = False) -> None:
        """Answer all that is left of this item, or of the whole check, with yes."""
        items = self.check.items if whole else [each for each in (self.panel.item,) if each is not None]
        left = [(each.asked.id, aspect) for each in items if not each.failed for aspect in to_confirm(each)]
        if left and (own := self._own()):
            self._answering = True
            self.room.changes.all_fine(own, left)
            announce(self.panel, f"{len(left)} answered with yes")

    def told(self) -> tuple[str, ...]:
        """The reasons that follow from the check, in the earner's language."""
        return reasons(self.check, self._phrases) if self._phrases else ()

    def missing_words(self, title: str) -> str:
        """The first reason for a required item that is not here, in the earner's language."""
        return self._phrases[PRESENT][0].replace("{title}", title) if self._phrases else title

    def _on_answered(self, item: str, aspect: str, answer: str) -> None:
        found, own = self.check.item(item), self._own()
        if found is None or not own or not self.room.open:
            return
        reason = offered(found, aspect, self._phrases)[0] if answer == NO else ""
        self._answering = True
        step = str(uuid7())
        self.room.changes.check(own, item, aspect, answer, reason, step)
        # Whoever answers has seen what was found: it is confirmed with the answer, and undone with it.
        for each in sorted(found.known - {aspect}):
            if found.answers[each] == YES:
                self.room.changes.check(own, item, each, YES, "", step)

    def _on_reasoned(self, item: str, aspect: str, reason: str, step: str) -> None:
        if (own := self._own()) and self.room.open:
            self.room.changes.check(own, item, aspect, NO, reason.strip(), step)

    def _go_on(self) -> None:
        if self._answering and self.checking:
            self._answering = False
            self.panel.go_on()
            if self.check.complete:
                announce(self.panel, "Complete")

    def _on_moved(self, item: str) -> None:
        found = self.check.item(item)
        if self.checking and found is not None and found.asked.evidence:
            self.room.show_evidence(found.asked.evidence[0])
            self.panel.setFocus()
        self.room.refresh_actions()

    def _own(self) -> str:
        review = self.room.review
        return review.submission.id if review is not None and not self.room.arriving else ""

    def _look(self) -> None:
        """Have every file opened once in the worker; what was found is shown as it is known."""
        gate, own = self.room.ports.gate, self._own()
        if gate is None or not own or (own in self._found and own not in self._stale):
            return
        self._stale.discard(own)

        def done(found: Mapping[str, Opening]) -> None:
            self._found[own] = found
            if self.room.review is not None and self._own() == own:
                self.show_review(self.room.review, fresh=False)

        def failed(error: ReviewerError) -> None:
            if not isinstance(error, Cancelled):
                self.room.note.say_error(error)

        def work(control: JobControl) -> Mapping[str, Opening]:
            return gate.look(own, control.cancel)

        self._looking = self.room.jobs.run(
            Lane.FILES, work, done, failed, owner=self, replaces="completeness"
        )
