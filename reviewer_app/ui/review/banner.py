"""A slim line over the panels: something a person should know about the submission on show, and one way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import restyle
from reviewer_app.ui.widgets import Button, IconButton, Label

_ICONS = {"warn": "attention", "info": "info", "ok": "ok", "bad": "error"}


class Banner(QFrame):
    """Hidden until it says something; it can be dismissed and comes back when it has something else to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._dismissed = ""
        self._act: Callable[[], object] | None = None
        self._icon = IconLabel("info", "accent", 18)
        self.title = Label("", "strong")
        self.sentence = Label("", wrap=True)
        self.go = Button("", self._on_go, kind="link")
        self.close_it = IconButton("close", "Dismiss this line", self.dismiss, tone="ink", size=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, 0, top)
        row.addWidget(self.title, 0, top)
        row.addWidget(self.sentence, 1, top)
        row.addWidget(self.go, 0, top)
        row.addWidget(self.close_it, 0, top)
        self.hide()

    def say(
        self, tone: str, title: str, sentence: str = "", go: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show a title, a sentence and one thing to do (``go`` names it); what was dismissed stays away."""
        said = f"{title}. {sentence}"
        if said == self._dismissed:
            return
        new = said != self.accessibleName() or self.isHidden()
        restyle(self, tone=tone)
        self._icon.show_icon(_ICONS[tone], "accent" if tone == "info" else tone)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self._act = act
        self.go.setText(go)
        self.go.setVisible(bool(go))
        self.setAccessibleName(said)
        self.show()
        if new:
            announce(self, said)

    def dismiss(self) -> None:
        """Take the line away; the same words do not come back."""
        self._dismissed = self.accessibleName()
        self.hide()

    def begin_anew(self) -> None:
        """Another submission is on show: what was dismissed may be said of this one."""
        self._dismissed = ""
        self.hide()

    def _on_go(self) -> None:
        if self._act is not None:
            self._act()
