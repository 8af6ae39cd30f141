"""What the window puts in front of a screen: all commands to choose from, help with keys, and the sheet to print."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.command import DOOR, REVIEW, Offer
from reviewer_app.ui.commands.window import HELP, LOOK
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.widgets import Button

if TYPE_CHECKING:
    from reviewer_app.ui.commands.key_sheet import KeySheet
    from reviewer_app.ui.commands.palette_box import PaletteBox
    from reviewer_app.ui.guide.window import GuideWindow
    from reviewer_app.ui.ports import Desk
    from reviewer_app.ui.workspace import Workspace

_RECENT = "recent-commands"
_RECENT_MOST = 12


class Front(QObject):
    """One a window; what it shows is made when it is wanted."""

    def __init__(
        self,
        window: QWidget,
        bound: Bound[Any],
        change_keys: Callable[[], object],
        jobs: Jobs,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._window, self._bound, self._change_keys = window, bound, change_keys
        self._jobs, self._preferences = jobs, preferences
        self.palette: PaletteBox | None = None

    def show_palette(self, space: Workspace, desk: Desk) -> None:
        """Offer all commands of the screen in front; once more, and they go away."""
        from reviewer_app.ui.commands.palette_box import PaletteBox  # only when asked for
        from reviewer_app.ui.commands.submissions import SubmissionFinder

        if self.palette is not None:
            self.palette.leave()
            return
        window = sample_in_front(space)
        whole = self._bound.offers()
        if window is not None:
            # What leads to another place or to real work stays with the window behind.
            whole = [each for each in whole if each.command.group == LOOK or each.command is HELP]
        offers = [*here(space), *whole]
        # With nothing typed, what is used so often that it has a key comes before what only has its place here.
        offers.sort(key=lambda each: not each.command.keys)
        finder = SubmissionFinder(desk, self._jobs, space.open_submission, self) if window is None else None
        box = PaletteBox(offers, self.recent(), finder, window or self._window)
        box.used.connect(self._on_used)
        box.gone.connect(self._on_gone)
        box.destroyed.connect(lambda: self._on_destroyed(box))
        self.palette = box
        box.open()

    def show_sheet(self, space: Workspace | None, desk: Desk | None = None) -> KeySheet:
        """Show help and keys of the screen in front."""
        from reviewer_app.ui.commands.key_sheet import KeySheet  # only when asked for

        where, title = screen(space)
        sheet = KeySheet(where, title, self._window)
        if space is not None:
            sheet.offer("keys", "Change keys…", self._change_keys, closes=True)
        if desk is not None and desk.write_key_sheet is not None:
            sheet.offer("printer", "Save as PDF…", lambda: self._ask_where(sheet, desk))
        sheet.show()
        return sheet

    def print_keys(self, space: Workspace, desk: Desk) -> None:
        """Show the sheet and ask where to save all keys."""
        self._ask_where(self.show_sheet(space, desk), desk)

    def write_keys(self, sheet: KeySheet, desk: Desk, target: Path) -> None:
        """Write the sheet of all keys, and say where it is, or why not."""
        from reviewer_app.ui.commands.printing import chapters

        write, told = desk.write_key_sheet, chapters()
        if write is None:
            return

        def done(path: Path) -> None:
            show = Button(
                "Open", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))), icon="printer"
            )
            sheet.note.say("ok", "Key sheet saved", str(path), actions=(show,))

        self._jobs.run(
            Lane.FILES, lambda _control: write(told, target), done, sheet.note.say_error, owner=sheet
        )

    def _ask_where(self, sheet: KeySheet, desk: Desk) -> None:
        suggested = str(desk.exports / "Keys of Reviewer.pdf")
        dialog = QFileDialog(sheet, "Save the key sheet", suggested, "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda target: self.write_keys(sheet, desk, Path(target)))
        dialog.open()

    def close(self) -> None:
        """Take everything away, for the door is about to be shown."""
        if self.palette is not None:
            self.palette.leave()

    def recent(self) -> tuple[str, ...]:
        """The names of the commands chosen last, the latest first."""
        try:
            told = json.loads(self._preferences.remembered(_RECENT) or "[]")
        except ValueError:
            return ()
        return tuple(str(name) for name in told)[:_RECENT_MOST] if isinstance(told, list) else ()

    def _on_used(self, name: str) -> None:
        names = [name, *(each for each in self.recent() if each != name)]
        self._preferences.remember(_RECENT, json.dumps(names[:_RECENT_MOST]))

    def _on_destroyed(self, box: PaletteBox) -> None:
        # The sample's window takes along what lies over it.
        if self.palette is box:
            self.palette = None

    def _on_gone(self) -> None:
        if self.palette is not None:
            self.palette.deleteLater()
            self.palette = None


def here(space: Workspace) -> Sequence[Offer]:
    """What can be told to the screen in front."""
    if (sample := sample_in_front(space)) is not None:
        return sample.offers()
    if space.reviewing and space.review is not None:
        return space.review.offers()
    return space.room_in_front().bound.offers()


def sample_in_front(space: Workspace) -> GuideWindow | None:
    """The window of the sample review, where the person is in it."""
    window = space.sample.window
    return window if window is not None and window.isActiveWindow() else None


def screen(space: Workspace | None) -> tuple[str, str]:
    """The name and the title of the screen in front."""
    if space is None:
        return DOOR, "The door"
    if space.reviewing or sample_in_front(space) is not None:
        return REVIEW, "Review"
    room = space.room_in_front()
    return room.where, room.title
