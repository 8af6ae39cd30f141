"""The viewer for pictures, with the facts that the camera wrote into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.image_canvas import ImageCanvas
from reviewer_app.ui.viewers.place import Place, Selected, picture_selected
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import Fit, Zoom


class ImageViewer(Viewer):
    """Shows a picture."""

    can = Can.ZOOM | Can.ROTATE | Can.CITE | Can.FACTS

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self.canvas = ImageCanvas(jobs)
        self.facts = QTreeWidget()
        self.facts.setAccessibleName("Facts about this picture")
        self.facts.setHeaderLabels(["Fact", "Value"])
        self.facts.setRootIsDecorated(False)
        self.facts.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.facts.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.canvas)
        split.addWidget(self.facts)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setCollapsible(0, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.canvas.zoomed.connect(self.zoomed)
        self.canvas.selected.connect(self.selected)
        self.canvas.moved.connect(self.moved)
        self.canvas.stream.broke.connect(self.broke)

    def open(self, handle: OpenedHandle, name: str) -> None:
        wide, high = handle.info.image_size or (1, 1)
        self._handle = handle
        self.canvas.setAccessibleName(f"Picture: {name}")
        self.canvas.setAccessibleDescription(
            f"{wide} by {high} pixels. Drag with Shift to mark a region to cite."
        )
        self.canvas.mark = None
        self.canvas.select(None)
        self.canvas.open(handle, [(float(across), float(down)) for across, down in handle.info.pages])
        self._list_facts({})

    def shut(self) -> None:
        self._handle = None
        self.canvas.close_pages()

    def reveal(self, place: Place) -> None:
        page = max(0, min(place.page, len(self._handle.info.pages) if self._handle else 1) - 1)
        self.canvas.mark = (page, place.region) if place.region else None
        self.canvas.go_to(page)
        if place.region:
            self.canvas.show_percent(page, place.region)
        self.canvas.viewport().update()

    def selection(self) -> Selected | None:
        if self._handle is None:
            return None
        page = self.canvas.marked_page if self.canvas.region else self.canvas.page
        return picture_selected(self.canvas.region, page + 1 if len(self._handle.info.pages) > 1 else 0)

    def zoom_in(self) -> None:
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        self.canvas.zoom_out()

    def fit(self) -> None:
        self.canvas.set_zoom(Zoom(Fit.PAGE))

    def actual_size(self) -> None:
        self.canvas.set_zoom(Zoom(Fit.FREE, 1.0))

    def rotate(self) -> None:
        self.canvas.rotate()

    def scroll_page(self, forward: bool) -> None:
        self.canvas.scroll_page(forward)

    def toggle_extra(self) -> None:
        shown = self.facts.isHidden()
        self.facts.setVisible(shown)
        handle = self._handle
        if shown and handle is not None:

            def read(_control: JobControl) -> Mapping[str, str]:
                return dict(handle.exif)

            self._jobs.run(
                Lane.RENDERING, read, self._list_facts, self.broke.emit, owner=self, replaces="facts"
            )

    def remembered(self) -> dict[str, Any]:
        zoom = self.canvas.zoom
        return {
            "page": self.canvas.page + 1,
            "down": round(self.canvas.down(), 3),
            "fit": zoom.fit.value,
            "zoom": round(zoom.factor, 3),
            "rotation": self.canvas.rotation,
        }

    def restore(self, where: Mapping[str, Any]) -> None:
        try:
            zoom = Zoom(Fit(where.get("fit", Fit.PAGE)), float(where.get("zoom", 1.0)))
            rotation = int(where.get("rotation", 0)) // 90 * 90
        except (TypeError, ValueError):
            return
        page, down = where.get("page", 1), where.get("down", 0.0)
        if isinstance(page, int) and isinstance(down, float | int):
            self.canvas.restore(zoom, rotation, page - 1, float(down))

    def focus_inside(self) -> None:
        self.canvas.setFocus()

    def _list_facts(self, exif: Mapping[str, str]) -> None:
        self.facts.clear()
        if self._handle is None:
            return
        wide, high = self._handle.info.image_size or (0, 0)
        locale = QLocale()
        rows = [
            ("Kind", self._handle.info.words or "Picture"),
            ("Size", f"{locale.toString(wide)} × {locale.toString(high)} pixels"),
            *((str(name).capitalize(), str(value)) for name, value in exif.items()),
        ]
        for name, value in rows:
            self.facts.addTopLevelItem(QTreeWidgetItem([name, value]))
        self.facts.resizeColumnToContents(0)
