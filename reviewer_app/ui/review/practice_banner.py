"""The slim banner over the panels that says that this is practice, or that practice comes first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, Label


class PracticeBanner(QFrame):
    """One line of words with what can be done beside it; hidden at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._icon = IconLabel("scale", "accent", 18)
        self.title = Label("", "strong")
        self.sentence = Label("", wrap=True)
        self.buttons: tuple[Button, ...] = ()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(12)
        self._words.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words.addWidget(self.sentence, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(self._words, 1)
        row.addLayout(self._actions)
        theme().changed.connect(self._arrange)
        self._arrange()
        self.hide()

    def say(self, title: str, sentence: str, actions: tuple[Button, ...] = (), *, tone: str = "info") -> None:
        """Show the banner (``tone``: info or warn) and have it read out where it says something new."""
        restyle(self, tone=tone)
        self._icon.show_icon(
            "attention" if tone == "warn" else "scale", "warn" if tone == "warn" else "accent"
        )
        self.title.setText(title)
        self.sentence.setText(sentence)
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = actions
        for action in actions:
            self._actions.addWidget(action)
        said = f"{title}. {sentence}"
        if self.isHidden() or said != self.accessibleName():
            announce(self, said)
        self.setAccessibleName(said)
        self.show()

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        self._words.setDirection(ways.LeftToRight if theme().text_scale <= 130 else ways.TopToBottom)
