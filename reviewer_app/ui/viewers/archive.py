"""The viewer for archives: what is in them as a tree, by their own list; nothing is unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.archive_replies import ArchiveEntry, ArchiveList, read_list
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.problems import problem
from reviewer_app.ui.icons import icon
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.theme import BODY_PIXELS, theme
from reviewer_app.ui.viewers.characters import matcher
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.place import Place, Selected, short_quote
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import step_in, step_out
from reviewer_app.ui.widgets import Label
from reviewer_app.ui.words import size_words

_AT_ONCE = 300
_MARK, _HERE = "#FFEB9A", "#FFB347"
_FULL_NAME = Qt.ItemDataRole.UserRole
_DEPTH_MOST = 24
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ArchiveViewer(Viewer):
    """Shows the list of an archive."""

    can = Can.SEARCH | Can.CITE | Can.ZOOM

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._items: list[QTreeWidgetItem] = []
        self._folders: dict[tuple[str, ...], QTreeWidgetItem] = {}
        self._hits: list[QTreeWidgetItem] = []
        self._hit = -1
        self._factor = 1.0
        self._wanted = ""
        self._waiting: Place | None = None
        self._where: Mapping[str, Any] = {}
        self._complete = False
        self.about = Label("", "muted", wrap=True)
        self.tree = QTreeWidget()
        self._build()

    def _build(self) -> None:
        self.tree.setHeaderLabels(["Name", "Size", "Changed", "Remarks"])
        self.tree.headerItem().setTextAlignment(1, _RIGHT)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setProperty("role", "archive")
        self.tree.itemSelectionChanged.connect(self.selected)
        self.tree.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())
        self.tree.installEventFilter(self)
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QVBoxLayout(head)
        words.setContentsMargins(16, 8, 16, 8)
        words.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.tree, 1)
        theme().changed.connect(self._show_size)
        self._show_size()

    def open(self, handle: OpenedHandle, name: str) -> None:
        self.shut()
        self._handle = handle
        self.tree.setAccessibleName(f"Contents of {name}")
        self._fetch(handle, 0)

    def shut(self) -> None:
        self._handle = None
        self._items, self._folders, self._hits, self._hit = [], {}, [], -1
        self._wanted, self._waiting, self._where, self._complete = "", None, {}, False
        self.tree.blockSignals(True)
        self.tree.clear()
        self.tree.blockSignals(False)
        self.about.setText("")

    def _fetch(self, handle: OpenedHandle, first: int) -> None:
        def work(_control: JobControl) -> ArchiveList:
            try:
                return read_list(handle.part("list", 0, first, _AT_ONCE), _AT_ONCE)
            except ProtocolError:
                raise problem("worker-crashed") from None

        def done(found: ArchiveList) -> None:
            if handle is self._handle:
                self._on_list(handle, first, found)

        def failed(error: ReviewerError) -> None:
            if handle is self._handle:
                self.broke.emit(error)

        self._jobs.run(Lane.RENDERING, work, done, failed, owner=self)

    def _on_list(self, handle: OpenedHandle, first: int, found: ArchiveList) -> None:
        for each in found.entries:
            self._add(each)
        after = first + len(found.entries)
        if after < found.count and found.entries:
            self._fetch(handle, after)
            return
        self._complete = True
        self.about.setText(_about(handle.info.words, self._items, found))
        for item in self._folders.values():
            item.setExpanded(len(self._items) <= _AT_ONCE)
        self.tree.resizeColumnToContents(0)
        self.tree.setColumnWidth(0, min(max(self.tree.columnWidth(0), theme().px(220)), theme().px(420)))
        for column in (1, 2):
            self.tree.resizeColumnToContents(column)
        self.restore(self._where)
        if self._waiting is not None:
            self.reveal(self._waiting)
        if self._wanted:
            self.search(self._wanted)

    def _add(self, entry: ArchiveEntry) -> None:
        path = entry.path[:_DEPTH_MOST]
        if entry.folder:
            item = self._folder(path)
        else:
            item = QTreeWidgetItem([path[-1], size_words(entry.size), entry.at, _remarks(entry)])
            item.setTextAlignment(1, _RIGHT)
            item.setIcon(0, icon("file-text", "muted"))
            self._put(path[:-1], item)
        item.setData(0, _FULL_NAME, entry.name)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.name} {_remarks(entry)}".strip())
        item.setText(3, _remarks(entry))
        item.setToolTip(0, entry.name)
        self._items.append(item)

    def _folder(self, path: tuple[str, ...]) -> QTreeWidgetItem:
        found = self._folders.get(path)
        if found is None:
            found = self._folders[path] = QTreeWidgetItem([path[-1]])
            found.setData(0, _FULL_NAME, "/".join(path))
            found.setIcon(0, icon("folder", "muted"))
            self._put(path[:-1], found)
        return found

    def _put(self, folder: tuple[str, ...], item: QTreeWidgetItem) -> None:
        if folder:
            self._folder(folder).addChild(item)
        else:
            self.tree.addTopLevelItem(item)

    # Places

    def selection(self) -> Selected | None:
        if self._handle is None:
            return None
        chosen = self.tree.selectedItems()
        if not chosen:
            return Selected((), "whole list")
        name = str(chosen[0].data(0, _FULL_NAME))
        return Selected(({"type": "TextQuoteSelector", "exact": name},), short_quote(name), name)

    def reveal(self, place: Place) -> None:
        if not self._complete:
            self._waiting = place
            return
        found = next((each for each in self._items if each.data(0, _FULL_NAME) == place.quote), None)
        if found is not None:
            self._go(found)

    def search(self, wanted: str) -> None:
        self._wanted = wanted
        if not self._complete:
            return
        self._paint(self._hits, None)
        pattern = matcher(wanted)
        self._hits = (
            [each for each in self._items if pattern.search(str(each.data(0, _FULL_NAME)))]
            if wanted.split()
            else []
        )
        self._hit = -1
        self._paint(self._hits, _MARK)
        if self._hits:
            self.next_hit()
        else:
            self.found.emit(0, 0)

    def next_hit(self, step: int = 1) -> None:
        if not self._hits:
            return
        if self._hit >= 0:
            self._paint([self._hits[self._hit]], _MARK)
        first = 0 if step > 0 else len(self._hits) - 1
        self._hit = first if self._hit < 0 else (self._hit + step) % len(self._hits)
        self._paint([self._hits[self._hit]], _HERE)
        self._go(self._hits[self._hit])
        self.found.emit(self._hit + 1, len(self._hits))

    def _go(self, item: QTreeWidgetItem) -> None:
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)

    @staticmethod
    def _paint(items: Iterable[QTreeWidgetItem], ground: str | None) -> None:
        for each in items:
            for role, color in (
                (Qt.ItemDataRole.BackgroundRole, ground),
                (Qt.ItemDataRole.ForegroundRole, "#1F2328"),
            ):
                each.setData(0, role, _brush(color) if ground else None)

    # Size and place

    def zoom_in(self) -> None:
        self._zoom(step_in(self._factor))

    def zoom_out(self) -> None:
        self._zoom(step_out(self._factor))

    def fit(self) -> None:
        self._zoom(1.0)

    def actual_size(self) -> None:
        self._zoom(1.0)

    def _zoom(self, factor: float) -> None:
        self._factor = min(3.0, max(0.5, factor))
        self._show_size()
        self.zoomed.emit(self._factor)

    def _show_size(self) -> None:
        self.tree.setFont(theme().font(BODY_PIXELS * self._factor))

    def scroll_page(self, forward: bool) -> None:
        bar = self.tree.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if forward else -bar.pageStep()))

    def remembered(self) -> dict[str, Any]:
        return {"down": self.tree.verticalScrollBar().value(), "zoom": round(self._factor, 3)}

    def restore(self, where: Mapping[str, Any]) -> None:
        if not self._complete:
            self._where = where
            return
        zoom, down = where.get("zoom", 1.0), where.get("down", 0)
        if isinstance(zoom, float | int):
            self._zoom(float(zoom))
        if isinstance(down, int):
            self.tree.verticalScrollBar().setValue(down)

    def focus_inside(self) -> None:
        self.tree.setFocus()
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self.tree and isinstance(event, QKeyEvent):
            copying = event.matches(QKeySequence.StandardKey.Copy)
            if event.type() is QEvent.Type.ShortcutOverride and copying:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if copying:
                    names = [str(each.data(0, _FULL_NAME)) for each in self.tree.selectedItems()]
                    QGuiApplication.clipboard().setText("\n".join(names))
                    return True
                if event.text().isprintable() and event.text() not in "+-*/":
                    # Letters and digits score and cite; a tree's own search by typing would swallow them.
                    event.ignore()
                    return bool(event.text())
        return super().eventFilter(watched, event)


def _brush(color: str | None) -> Any:
    return QBrush(QColor(color or "#000000"))


def _remarks(entry: ArchiveEntry) -> str:
    said = []
    if entry.locked:
        said.append("locked with a password")
    if entry.outside:
        said.append("its name leads outside the folder")
    if entry.leads:
        said.append(f"a link to {entry.leads}")
    return "; ".join(said)


def _about(kind: str, items: list[QTreeWidgetItem], found: ArchiveList) -> str:
    many = QLocale().toString(found.count)
    count = "1 entry" if found.count == 1 else f"{many} entries"
    if found.cut:
        count = f"the first {count}; the list goes on or breaks off there"
    return (
        f"{kind}: {count}. This is the list the archive carries; nothing was unpacked. "
        "Save a copy to open what is inside."
        if items
        else f"{kind}: it is empty."
    )
