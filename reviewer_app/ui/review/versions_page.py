"""The page of everything in a review that two laptops of one person changed without knowing of each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.review.past_ports import VersionsView
from reviewer_app.ui.review.versions_card import VersionsCard
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, EmptyState, InlineNote, Label, Scroller, SlimBar


class VersionsPage(QWidget):
    """Signals as the cards': ``kept`` a slot and a record, ``combined`` a slot and a text."""

    back = Signal()
    kept = Signal(str, str)
    combined = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Two versions")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.cards: list[VersionsCard] = []
        self._submission = ""
        self._drafts: dict[tuple[str, str], str] = {}
        bar = SlimBar()
        bar.start.addWidget(Button("Back", self.back.emit, icon="back", hint="Back to the review (Esc)"))
        bar.start.addSpacing(8)
        self.title = Label("Two versions", "heading")
        bar.start.addWidget(self.title, 1)
        self.note = InlineNote()
        self.sentence = Label(
            "Two of your laptops changed the same fields without knowing of each other. Both versions are kept in the "
            "history whatever you choose, and undo brings the choice back. You can also go on reviewing first.",
            "muted",
            wrap=True,
        )
        inside = QWidget()
        inside.setProperty("ground", "none")
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        wide = QVBoxLayout(inside)
        wide.setContentsMargins(0, 0, 12, 0)
        wide.setSpacing(12)
        wide.addWidget(self.sentence)
        wide.addLayout(self._column)
        wide.addStretch(1)
        self._inside = inside
        theme().changed.connect(self._fit)
        self._fit()
        scroller = Scroller(inside)
        scroller.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.done = EmptyState(
            "ok",
            "Nothing has two versions",
            "All that your laptops said of this submission fits together.",
            (Button("Back to the review", self.back.emit, kind="primary", icon="back"),),
        )
        self.loading = EmptyState("loader", "Reading both versions…", "")
        self.failed = EmptyState("error", "The versions could not be read", "", tone="bad")
        self._cards = QWidget()
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(24, 16, 12, 16)
        row.addWidget(scroller)
        self.stack = QStackedWidget()
        for page in (self.loading, self._cards, self.done, self.failed):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.note)
        whole.addWidget(self.stack, 1)

    def begin(self, submission: str, alias: str) -> None:
        """Nothing is shown until both versions are read; a text that was being combined waits for its return."""
        self._clear(())
        self._submission = submission
        self.title.setText(f"Two versions in submission {alias}")
        self.note.hide()
        self.stack.setCurrentWidget(self.loading)

    def show_versions(self, versions: Sequence[VersionsView]) -> None:
        """Show a card for each; a card whose text is being combined stays as it is while its versions do."""
        self._clear(versions)
        shown = {card.view.slot: card for card in self.cards}
        for at, each in enumerate(versions):
            if each.slot in shown:
                continue
            card = VersionsCard(each, self._drafts.pop((self._submission, each.slot), ""))
            card.kept.connect(self.kept)
            card.combined.connect(self.combined)
            self.cards.insert(at, card)
            self._column.insertWidget(at, card)
        self.stack.setCurrentWidget(self._cards if versions else self.done)
        if not versions:
            for button in self.done.findChildren(Button):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.cards and not any(card.isAncestorOf(self.focusWidget()) for card in self.cards):
            self.cards[0].keep[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, error: ReviewerError) -> None:
        """Say why there is nothing to show."""
        self.failed.title.setText(error.title)
        self.failed.sentence.setText(f"{error.sentence} {error.next_step}")
        self.stack.setCurrentWidget(self.failed)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(theme().px(1080))

    def _clear(self, kept: Sequence[VersionsView]) -> None:
        for card in list(self.cards):
            if card.draft and card.view in kept:
                continue
            if card.draft:
                self._drafts[self._submission, card.view.slot] = card.draft
            self.cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
