"""The controls under a recording: time line, play, steps, speed, captions and sound, with their keys on hover."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.media_keys import BY_ID, Plays
from reviewer_app.ui.viewers.moments import clock_words
from reviewer_app.ui.viewers.timeline import Timeline
from reviewer_app.ui.widgets import IconButton, Label

_BUTTONS = ("play", "back", "on", "frame-back", "frame-on", "captions", "sound")


class MediaControls(QFrame):
    """Buttons for the actions of a player; they only say what a key would."""

    def __init__(self, player: Plays, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.line = Timeline()
        self.buttons: dict[str, IconButton] = {}
        for name in _BUTTONS:
            act = BY_ID[name]
            self.buttons[name] = IconButton(
                act.icon,
                act.text,
                partial(act.run, player),
                act=act,
                tone="accent" if name == "play" else "muted",
            )
        self.time = Label("0:00 / 0:00", "strong")
        self.stretch = Label("", "small")
        self.slower = IconButton(
            BY_ID["slower"].icon,
            BY_ID["slower"].text,
            partial(BY_ID["slower"].run, player),
            act=BY_ID["slower"],
            size=16,
        )
        self.speed = Label("1×", "muted")
        self.faster = IconButton(
            BY_ID["faster"].icon,
            BY_ID["faster"].text,
            partial(BY_ID["faster"].run, player),
            act=BY_ID["faster"],
            size=16,
        )
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name in ("play", "back", "on", "frame-back", "frame-on"):
            row.addWidget(self.buttons[name])
        row.addSpacing(8)
        row.addWidget(self.time)
        row.addSpacing(12)
        row.addWidget(self.stretch, 1)
        for part in (self.slower, self.speed, self.faster):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.buttons["captions"])
        row.addWidget(self.buttons["sound"])
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 4)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addLayout(row)
        self._video = True
        theme().changed.connect(self._fit)
        self._fit()

    def offer(self, *, video: bool, sound: bool) -> None:
        """Show what this recording and this laptop have a use for."""
        self._video = video
        self.buttons["sound"].setEnabled(sound)
        if not sound:
            self.buttons["sound"].say_hint("This laptop has no sound device")
            dress(self.buttons["sound"], "silent", "muted", 18)
        self._arrange()

    def show_playing(self, playing: bool) -> None:
        """Say whether it plays."""
        button = self.buttons["play"]
        dress(button, "pause" if playing else "play", "accent", 18)
        button.setAccessibleName("Pause" if playing else "Play")

    def show_time(self, position: float, duration: float) -> None:
        """Say where one is."""
        words = f"{clock_words(position)} / {clock_words(duration)}"
        if words != self.time.text():
            self.time.setText(words)
        self.line.show_time(position, duration)

    def show_speed(self, speed: float) -> None:
        """Say how fast it plays."""
        self.speed.setText(f"{speed:g}×")
        self.speed.setAccessibleName(f"Speed {speed:g} times")

    def show_muted(self, muted: bool) -> None:
        """Say whether it is silent."""
        dress(self.buttons["sound"], "silent" if muted else "sound", "muted", 18)

    def show_captions(self, words: str, *, offered: bool) -> None:
        """Say which captions are read, empty for none; the button is there where any are offered."""
        button = self.buttons["captions"]
        button.setVisible(offered)
        dress(button, "captions" if words else "captions-off", "accent" if words else "muted", 18)
        button.say_hint(f"Captions: {words or 'off'}")
        button.setAccessibleName(f"Captions: {words or 'off'}")

    def show_stretch(self, start: float | None, end: float | None) -> None:
        """Say which stretch a citation would be of."""
        self.line.stretch = (start, end)
        self.line.update()
        if start is None:
            self.stretch.setText("")
        elif end is None:
            key = keyring().shown(BY_ID["out"])
            self.stretch.setText(
                f"From {clock_words(start)}: {key} ends it" if key else f"From {clock_words(start)}"
            )
        else:
            self.stretch.setText(f"{clock_words(start)}–{clock_words(end)}: ready to be cited")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.width() >= theme().px(430)
        for name in ("frame-back", "frame-on"):
            self.buttons[name].setVisible(self._video and roomy)
        for part in (self.slower, self.faster):
            part.setVisible(roomy)

    def _fit(self) -> None:
        self.speed.setFixedWidth(theme().px(40))
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
