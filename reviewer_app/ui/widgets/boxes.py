"""Things that hold other things: cards, slim bars, thin lines, and the page for when there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets.buttons import Button
from reviewer_app.ui.widgets.labels import Label


class Card(QFrame):
    """A surface with a thin line and round corners; ``body`` is its layout."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 16, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)

    def set_focused(self, focused: bool) -> None:
        """Show, by its line, that keys act on this card."""
        restyle(self, focused=focused)


class SlimBar(QFrame):
    """The one bar of a room: things at its start, things at its end, air between."""

    def __init__(self, parent: QWidget | None = None, *, foot: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot" if foot else "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(0)
        self.start = QHBoxLayout()
        self.end = QHBoxLayout()
        for side in (self.start, self.end):
            side.setSpacing(8)
        row.addLayout(self.start, 1)
        row.addSpacing(16)
        row.addLayout(self.end, 0)


class Pages(QWidget):
    """Pages of which the one in front alone decides how much room they take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pages: list[QWidget] = []

    def add_page(self, page: QWidget) -> None:
        """Add a page; the first one is in front."""
        self._column.addWidget(page)
        page.setVisible(not self._pages)
        self._pages.append(page)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        for each in self._pages:
            if each is not page:
                each.hide()
        page.show()

    def page(self) -> QWidget:
        """The page in front."""
        return next(each for each in self._pages if not each.isHidden())


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between two things."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    return made


class EmptyState(QWidget):
    """What a place says while there is nothing in it: why, and what to do first."""

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        actions: tuple[Button, ...] = (),
        *,
        tone: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(icon, tone, 36), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self.title = Label(title, "heading")
        self.sentence = Label(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.sentence, 4)
        middle.addStretch(1)
        column.addLayout(middle)
        if actions:
            column.addSpacing(8)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for action in actions:
                row.addWidget(action)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
