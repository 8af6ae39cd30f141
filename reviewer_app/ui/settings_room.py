"""The settings a person changes now and then: look, text size, locking, syncing, passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.ui.commands.keys_card import KeysCard
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.passphrase_card import PassphraseCard
from reviewer_app.ui.ports import Desk, Kept
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.settings_acts import SETTINGS_ACTS
from reviewer_app.ui.syncing.files_settings import FilesSettings
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Card, Label, MenuButton, Room

THEMES = (
    ("auto", "As the system"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("contrast", "High contrast"),
)
MOTIONS = (("auto", "As the system"), ("on", "Reduced"), ("off", "As usual"))
SCALES = (90, 100, 110, 125, 150, 175, 200)
_IDLE = (5, 10, 15, 30, 60)
_EVERY = (1, 5, 15, 60)
_BUTTON = 176
_WIDEST = 720


class SettingsRoom(Room):
    """Every change holds at once."""

    def __init__(
        self, desk: Desk, jobs: Jobs, preferences: Preferences, kept: Kept, parent: QWidget | None = None
    ) -> None:
        super().__init__("Settings", SETTINGS_ACTS, parent)
        self._desk = desk
        self._jobs = jobs
        self._preferences = preferences
        now = preferences.now
        self.scheme = MenuButton("Colours", THEMES, stands_out=False)
        self.scale = MenuButton(
            "Text size", [(each, f"{each} %") for each in _with(SCALES, now.text_scale)], stands_out=False
        )
        self.motion = MenuButton("Motion", MOTIONS, stands_out=False)
        self.idle = MenuButton("Lock when idle", _minutes(_IDLE, now.idle_lock_minutes), stands_out=False)
        self.every = MenuButton("Sync every", _minutes(_EVERY, now.sync_every_minutes), stands_out=False)
        self.files: FilesSettings = FilesSettings(preferences)
        for button, field in (
            (self.scheme, "theme"),
            (self.scale, "text_scale"),
            (self.motion, "reduced_motion"),
            (self.idle, "idle_lock_minutes"),
            (self.every, "sync_every_minutes"),
        ):
            button.chosen.connect(lambda value, field=field: preferences.change(**{field: value}))
        preferences.changed.connect(self._show)
        self._build(kept)
        self._show()

    def entered(self) -> None:
        """Begin with the first setting."""
        self.scheme.setFocus()

    def _show(self) -> None:
        now = self._preferences.now
        self.scheme.choose(now.theme)
        self.scale.choose(now.text_scale)
        self.motion.choose(now.reduced_motion)
        self.idle.choose(now.idle_lock_minutes)
        self.every.choose(now.sync_every_minutes)
        self.files.show_now()

    def _build(self, kept: Kept) -> None:
        page = QWidget()
        page.setProperty("ground", "none")
        self._page = page
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(
            _card(
                "Look",
                (
                    (
                        "Colours",
                        "Light, dark or high contrast; “As the system” follows your desktop.",
                        self.scheme,
                    ),
                    ("Text size", "Everything grows with the text.", self.scale),
                    ("Motion", "Reduced: nothing moves or blinks of itself.", self.motion),
                ),
            )
        )
        column.addWidget(
            _card(
                "Safety and syncing",
                (
                    (
                        "Lock when idle",
                        "The store is locked when nobody touched Reviewer for so long.",
                        self.idle,
                    ),
                    ("Sync every", "While a hub can be reached. Decisions go sooner.", self.every),
                ),
            )
        )
        column.addWidget(_card("Files over the line", self.files.rows()))
        self.keys: KeysCard = KeysCard(self._preferences)
        column.addWidget(self.keys)
        self.passphrase: PassphraseCard = PassphraseCard(self._desk, self._jobs, kept)
        column.addWidget(self.passphrase)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.body.addWidget(area, 1)
        theme().changed.connect(self._narrow)
        self._narrow()

    def _narrow(self) -> None:
        # Words and their button belong together, so the row is no wider than the eye can follow.
        self._page.setMaximumWidth(theme().px(_WIDEST))
        # The buttons of all cards stand as one column.
        for each in (self.scheme, self.scale, self.motion, self.idle, self.every, *self.files.buttons):
            each.setMinimumWidth(theme().px(_BUTTON))


def _card(title: str, rows: Sequence[tuple[str, str, QWidget]]) -> Card:
    card = Card(spacing=12)
    card.body.addWidget(Label(title, "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    for at, (name, words, button) in enumerate(rows):
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Label(name))
        told.addWidget(Label(words, "small", wrap=True))
        grid.addLayout(told, at, 0)
        grid.addWidget(button, at, 1)
    card.body.addLayout(grid)
    return card


def _with(usual: Sequence[int], now: int) -> list[int]:
    """The usual choices, and the one in force when it was set by hand in the file."""
    return sorted({*usual, now})


def _minutes(usual: Sequence[int], now: int) -> list[tuple[int, str]]:
    return [(each, "1 minute" if each == 1 else f"{each} minutes") for each in _with(usual, now)]
