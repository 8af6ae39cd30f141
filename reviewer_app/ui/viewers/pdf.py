"""The viewer for paged documents: continuous scroll, search over every page, and the text of a page to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.place import Place, Selected, page_selected
from reviewer_app.ui.viewers.text_canvas import Hit, TextCanvas
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import Fit, Zoom


class PdfViewer(Viewer):
    """Shows a document of pages."""

    can = Can.ZOOM | Can.PAGES | Can.ROTATE | Can.SEARCH | Can.CITE | Can.TEXT

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = TextCanvas(jobs)
        self.page_text = QPlainTextEdit()
        self.page_text.setReadOnly(True)
        self.page_text.setTabChangesFocus(True)
        self.page_text.setAccessibleName("Text of this page")
        self.page_text.hide()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self.page_text)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(0, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)
        self._name = ""
        self._count = 0
        self._wanted = ""
        self._waiting: Place | None = None
        self.canvas.zoomed.connect(self.zoomed)
        self.canvas.paged.connect(self._on_paged)
        self.canvas.selected.connect(self.selected)
        self.canvas.moved.connect(self.moved)
        self.canvas.stream.read.connect(self._on_read)
        self.canvas.stream.broke.connect(self.broke)

    def open(self, handle: OpenedHandle, name: str) -> None:
        self._name = name
        self._count = len(handle.info.pages)
        self._wanted, self._waiting = "", None
        self.canvas.hits, self.canvas.hit, self.canvas.mark = [], -1, None
        self.canvas.select(None)
        self.canvas.open(handle, [(float(wide), float(high)) for wide, high in handle.info.pages])
        self._on_paged(0)

    def shut(self) -> None:
        self.canvas.close_pages()
        self._count = 0

    def reveal(self, place: Place) -> None:
        page = min(place.page, self._count) - 1
        self.canvas.go_to(page)
        self.canvas.mark = (page, place.region) if place.region else None
        if place.region:
            self.canvas.show_percent(page, place.region)
        if place.quote:
            # The words are marked as soon as the page's text is here.
            self._waiting = Place(page + 1, place.region, place.quote)
            self._settle(page)
        self.canvas.viewport().update()

    def selection(self) -> Selected | None:
        if self._count == 0:
            return None
        quote = self.canvas.quote()
        page = self.canvas.range[0] if quote and self.canvas.range else self.canvas.page
        return page_selected(page + 1, quote, self.canvas.region() if quote else None)

    def search(self, wanted: str) -> None:
        self._wanted = wanted.strip()
        self.canvas.hits, self.canvas.hit = [], -1
        for page in sorted(self.canvas.stream.texts):
            self._collect(page)
        if self._wanted:
            near = self.canvas.page
            self.canvas.stream.want_texts([*range(near, self._count), *range(near)])
        else:
            self.canvas.stream.want_texts([])
        self._tell()

    def next_hit(self, step: int = 1) -> None:
        hits = self.canvas.hits
        if not hits:
            return
        if self.canvas.hit < 0:
            at = next((i for i, hit in enumerate(hits) if hit[0] >= self.canvas.page), 0)
            self._go_to_hit(at if step > 0 else at - 1)
        else:
            self._go_to_hit(self.canvas.hit + step)

    def zoom_in(self) -> None:
        self.canvas.zoom_in()

    def zoom_out(self) -> None:
        self.canvas.zoom_out()

    def fit(self) -> None:
        self.canvas.set_zoom(Zoom(Fit.WIDTH))

    def actual_size(self) -> None:
        self.canvas.set_zoom(Zoom(Fit.FREE, 1.0))

    def rotate(self) -> None:
        self.canvas.rotate()

    def go_to(self, page: int) -> None:
        self.canvas.go_to(page - 1)

    def scroll_page(self, forward: bool) -> None:
        self.canvas.scroll_page(forward)

    def toggle_extra(self) -> None:
        self.page_text.setVisible(self.page_text.isHidden())
        self._show_text()
        (self.canvas if self.page_text.isHidden() else self.page_text).setFocus()

    def remembered(self) -> dict[str, Any]:
        zoom = self.canvas.zoom
        return {
            "page": self.canvas.page + 1,
            "down": round(self.canvas.down(), 3),
            "fit": zoom.fit.value,
            "zoom": round(zoom.factor, 3),
            "rotation": self.canvas.rotation,
            "pages": self._count,
        }

    def restore(self, where: Mapping[str, Any]) -> None:
        try:
            zoom = Zoom(Fit(where.get("fit", Fit.WIDTH)), float(where.get("zoom", 1.0)))
            page, down = int(where.get("page", 1)), float(where.get("down", 0.0))
            rotation = int(where.get("rotation", 0)) // 90 * 90
        except (TypeError, ValueError):
            return
        self.canvas.restore(zoom, rotation, page - 1, down)

    def focus_inside(self) -> None:
        self.canvas.setFocus()

    def _on_paged(self, page: int) -> None:
        self.canvas.setAccessibleName(f"{self._name}, page {page + 1} of {self._count}")
        self.canvas.setAccessibleDescription("The text of this page can be shown beside it and read out.")
        self.paged.emit(page + 1, self._count)
        self._show_text()

    def _on_read(self, page: int) -> None:
        if page == self.canvas.page:
            self._show_text()
        self._settle(page)
        if self._wanted:
            self._collect(page)
            self._tell()
        self.canvas.viewport().update()

    def _show_text(self) -> None:
        if self.page_text.isHidden():
            return
        text = self.canvas.stream.texts.get(self.canvas.page)
        said = "The text of this page is on its way." if text is None else text.text.replace("\r\n", "\n")
        if text is not None and not said.strip():
            said = "This page holds no text, only pictures."
        if self.page_text.toPlainText() != said:
            self.page_text.setPlainText(said)

    def _settle(self, page: int) -> None:
        waiting = self._waiting
        text = self.canvas.stream.texts.get(page)
        if waiting is None or waiting.page != page + 1 or text is None:
            return
        self._waiting = None
        found = text.find(waiting.quote)
        if found:
            start, end = found[0]
            if waiting.region is not None and len(found) > 1:
                top = waiting.region[1] / 100 * self.canvas.page_size(page)[1]
                start, end = min(found, key=lambda hit: abs(_top(text.rects(*hit)) - top))
            self.canvas.mark = None
            self.canvas.select((page, start, end))
            boxes = text.rects(start, end)
            if boxes:
                self.canvas.show_box(page, boxes[0])

    def _collect(self, page: int) -> None:
        text = self.canvas.stream.texts.get(page)
        if text is None or not self._wanted or any(hit[0] == page for hit in self.canvas.hits):
            return
        shown = self.canvas.hits[self.canvas.hit] if self.canvas.hit >= 0 else None
        found: list[Hit] = [(page, start, end) for start, end in text.find(self._wanted)]
        self.canvas.hits = sorted(self.canvas.hits + found)
        if shown is not None:
            self.canvas.hit = self.canvas.hits.index(shown)
        elif found and page >= self.canvas.page:
            self._go_to_hit(self.canvas.hits.index(found[0]))

    def _go_to_hit(self, index: int) -> None:
        hits = self.canvas.hits
        self.canvas.hit = index % len(hits)
        page, start, end = hits[self.canvas.hit]
        text = self.canvas.stream.texts.get(page)
        boxes = text.rects(start, end) if text is not None else []
        if boxes:
            self.canvas.show_box(page, boxes[0])
        self.canvas.viewport().update()
        self._tell()

    def _tell(self) -> None:
        self.found.emit(self.canvas.hit + 1, len(self.canvas.hits))
        self.canvas.viewport().update()


def _top(boxes: list[tuple[float, float, float, float]]) -> float:
    return boxes[0][1] if boxes else 0.0
