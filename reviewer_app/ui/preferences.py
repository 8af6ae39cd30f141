"""The person's settings while the window is open: changed at once, written by the store lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer_app.domain.errors import StoreError
from reviewer_app.settings import Settings
from reviewer_app.ui.jobs import JobControl, Jobs, Lane


class Preferences(QObject):
    """``now`` holds what is in force; ``changed`` is emitted after it changed."""

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.now = settings
        self._save = save
        self._jobs = jobs

    def change(self, **fields: Any) -> None:
        """Put settings into force and have them written; a disk that refuses is told by the window."""
        wanted = replace(self.now, **fields)
        if wanted == self.now:
            return
        self.now = wanted
        self.changed.emit()

        def work(_control: JobControl) -> None:
            try:
                self._save(wanted)
            except OSError as problem:
                raise StoreError(
                    "settings-not-saved",
                    "Your settings were not saved",
                    f"The settings file could not be written ({problem.strerror or 'the system refused'}).",
                    "They hold until you close Reviewer; check that the disk is not full.",
                ) from problem

        self._jobs.run(Lane.STORE, work, replaces="settings", owner=self)

    def remember(self, name: str, text: str) -> None:
        """Keep how a part of the window looks, under its name."""
        self.change(layout={**self.now.layout, name: text})

    def remembered(self, name: str) -> str:
        """What was kept under a name, or nothing."""
        return self.now.layout.get(name, "")
