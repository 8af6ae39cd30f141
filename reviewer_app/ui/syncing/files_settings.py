"""What a person can set about files over a line, as buttons: the same in the settings room and in the sync room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QWidget

from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.widgets import MenuButton

METERED = (("auto", "As the system says"), ("on", "Costs money"), ("off", "Costs nothing"))
WORK_ONLY = ((False, "Work and files"), (True, "Work only"))
LIMITS = (0, 50, 200, 1_000, 5_000)
SIZES = (0, 100, 500, 2_000)


class FilesSettings:
    """Four buttons that hold at once, ``named`` where nothing beside them says what they are."""

    def __init__(self, preferences: Preferences, *, named: bool = False) -> None:
        line, speed = ("Line: ", "Speed: ") if named else ("", "")
        self._preferences = preferences
        now = preferences.now
        self.what = MenuButton("What comes over the line", WORK_ONLY, stands_out=False)
        self.metered = MenuButton("The line", METERED, prefix=line, stands_out=False)
        self.limit = MenuButton(
            "Speed of files",
            _choices(LIMITS, now.files_limit_kb, _speed),
            prefix=speed,
            stands_out=False,
        )
        self.ask_over = MenuButton(
            "Ask before large files", _choices(SIZES, now.files_ask_over_mb, _size), stands_out=False
        )
        for button, field in (
            (self.what, "work_only"),
            (self.metered, "metered_line"),
            (self.limit, "files_limit_kb"),
            (self.ask_over, "files_ask_over_mb"),
        ):
            button.chosen.connect(lambda value, field=field: preferences.change(**{field: value}))
        self.buttons = (self.what, self.metered, self.limit, self.ask_over)
        self.show_now()

    def show_now(self) -> None:
        """Show what is in force."""
        now = self._preferences.now
        self.what.choose(now.work_only)
        self.metered.choose(now.metered_line)
        self.limit.choose(now.files_limit_kb)
        self.ask_over.choose(now.files_ask_over_mb)

    def rows(self) -> Sequence[tuple[str, str, QWidget]]:
        """For a page of settings: a name, a sentence and the button of each."""
        return (
            ("What comes over the line", "Work only: decisions go, new work comes, files do not.", self.what),
            (
                "The line",
                "While it costs money files wait, and decisions and new work go.",
                self.metered,
            ),
            ("Speed of files", "So that others on the same line have their share.", self.limit),
            ("Ask before large files", "They wait in the Sync room until you say so.", self.ask_over),
        )


def _choices(usual: Iterable[int], now: int, words: Callable[[int], str]) -> list[tuple[int, str]]:
    """The usual choices, and the one in force when it was set by hand in the file."""
    return [(each, words(each)) for each in sorted({*usual, now})]


def _speed(kilobytes: int) -> str:
    if not kilobytes:
        return "No limit"
    return f"{kilobytes // 1000} MB a second" if kilobytes % 1000 == 0 else f"{kilobytes} KB a second"


def _size(megabytes: int) -> str:
    if not megabytes:
        return "Never"
    return f"Over {megabytes // 1000} GB" if megabytes % 1000 == 0 else f"Over {megabytes} MB"
