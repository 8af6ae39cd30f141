"""A slim line over the panels: something a person should know about the submission on show, and the ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.widgets import Button, IconButton, Label

_ICONS = {"warn": "attention", "ok": "ok", "bad": "error"}
_ONE_LINE_UP_TO = 130


class Banner(QFrame):
    """Hidden until it says something; it can be dismissed and comes back when it has something else to say.

    One that is not ``closable`` stays while what it says is so. ``icon`` stands for what is only good to know.
    """

    def __init__(self, parent: QWidget | None = None, *, icon: str = "info", closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._usual = icon
        self._dismissed = ""
        self._act: Callable[[], object] | None = None
        self._icon = IconLabel(icon, "accent", 18)
        self.title = Label("", "strong")
        self.sentence = Label("", wrap=True)
        self.go = Button("", self._on_go, kind="link")
        self.buttons: tuple[Button, ...] = ()
        self.close_it = IconButton("close", "Dismiss this line", self.dismiss, tone="ink", size=16)
        if not closable:
            self.close_it.hide()
        top = Qt.AlignmentFlag.AlignVCenter
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(12)
        self._words.addWidget(self.title, 0, top)
        self._words.addWidget(self.sentence, 1, top)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8 if closable else 16, 4)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, top)
        row.addLayout(self._words, 1)
        row.addWidget(self.go, 0, top)
        row.addLayout(self._actions)
        row.addWidget(self.close_it, 0, top)
        theme().changed.connect(self._arrange)
        self._arrange()
        self.hide()

    def say(
        self,
        tone: str,
        title: str,
        sentence: str = "",
        go: str = "",
        act: Callable[[], object] | None = None,
        *,
        actions: tuple[Button, ...] = (),
    ) -> None:
        """Show a title, a sentence and what to do: one thing (``go`` names it), or these buttons.

        What was dismissed stays away; what is new is read out.
        """
        said = f"{title}. {sentence}"
        if said == self._dismissed:
            return
        new = said != self.accessibleName() or self.isHidden()
        restyle(self, tone=tone)
        self._icon.show_icon(_ICONS.get(tone, self._usual), "accent" if tone == "info" else tone)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self._act = act
        self.go.setText(go)
        self.go.setVisible(bool(go))
        self._offer(actions)
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

    def _offer(self, actions: tuple[Button, ...]) -> None:
        for old in self.buttons:
            self._actions.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = actions
        for action in actions:
            self._actions.addWidget(action)

    def _arrange(self) -> None:
        ways = QBoxLayout.Direction
        one = theme().text_scale <= _ONE_LINE_UP_TO
        self._words.setDirection(ways.LeftToRight if one else ways.TopToBottom)

    def _on_go(self) -> None:
        if self._act is not None:
            self._act()
