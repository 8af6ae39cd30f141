"""A slim bar for work of which nobody may know how long it takes."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from reviewer_app.ui.motion import motion


class WorkBar(QProgressBar):
    """A slim bar of progress; while nobody knows how far it is, it stands still where motion is reduced."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self._thousandths: int | None = None
        motion().changed.connect(self._show)
        self._show()

    def say(self, done: int, total: int) -> None:
        """Say how far the work is; a total of 0 means that nobody knows."""
        # A progress bar counts in 32 bits; bundles do not.
        self._thousandths = done * 1000 // total if total else None
        self._show()

    def _show(self) -> None:
        known = self._thousandths is not None
        self.setRange(0, 1000 if known or motion().reduced else 0)
        self.setValue(self._thousandths or 0)
