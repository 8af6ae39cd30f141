"""The viewer for paged documents: pages to scroll or turn, panes beside them, search over all, links asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reviewer_app.domain.anchoring import anchor
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.cited_layer import CitedLayer
from reviewer_app.ui.viewers.handle import Leads, OpenedHandle
from reviewer_app.ui.viewers.links import ask_link
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.page_text import PageTextPane
from reviewer_app.ui.viewers.pdf_search import PageSearch
from reviewer_app.ui.viewers.place import Place, Selected, Shown, page_selected, page_text_selected
from reviewer_app.ui.viewers.region import RegionHand
from reviewer_app.ui.viewers.side_pane import SidePane
from reviewer_app.ui.viewers.text_canvas import TextCanvas
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import Fit, Zoom


class PdfViewer(Viewer):
    """Shows a document of pages."""

    can = Can.ZOOM | Can.PAGES | Can.ROTATE | Can.SEARCH | Can.CITE | Can.TEXT | Can.REGION

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = TextCanvas(jobs)
        self.cited = CitedLayer(self.canvas, lambda page: self.canvas.stream.texts.get(page))
        self.hand = RegionHand(self.canvas)
        self.page_text = PageTextPane()
        self.side = SidePane(jobs, self.canvas)
        self.finder = PageSearch(self.canvas)
        for pane in (self.page_text, self.side):
            pane.hide()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self.page_text)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(0, False)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.side)
        self._across.addWidget(self._split)
        self._across.setStretchFactor(1, 1)
        self._across.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._across)
        self._name = ""
        self._count = 0
        self._waiting: Place | None = None
        self._revealed = Place()
        self.canvas.zoomed.connect(self.zoomed)
        self.canvas.paged.connect(self._on_paged)
        self.canvas.selected.connect(self.selected)
        self.cited.clicked.connect(self.citation_clicked)
        self.hand.changed.connect(self.selected)
        self.canvas.moved.connect(self.moved)
        self.canvas.stream.read.connect(self._on_read)
        self.canvas.stream.broke.connect(self.broke)
        self.canvas.link_layer.followed.connect(self.follow)
        self.page_text.followed.connect(self.follow)
        self.side.chosen.connect(self.canvas.go_to)
        self.finder.found.connect(self.found)
        self.finder.sought.connect(self.sought)

    def open(self, handle: OpenedHandle, name: str) -> None:
        self._name = name
        self._count = len(handle.info.pages)
        self._waiting = None
        self.finder.clear()
        self.canvas.mark = None
        self.canvas.select(None)
        self.hand.clear()
        self.cited.show_citations(())
        self.canvas.open(handle, [(float(wide), float(high)) for wide, high in handle.info.pages])
        self.side.open(handle, self._count)
        self.finder.opened(handle.info.size_bytes, self._count)
        self._on_paged(0)

    def shut(self) -> None:
        self.finder.shut()
        self.canvas.close_pages()
        self.side.shut()
        self._count = 0

    def reveal(self, place: Place) -> None:
        page = min(place.page, self._count) - 1
        self.canvas.go_to(page)
        self._revealed = place
        self.canvas.select(None)
        marked = place.region is not None and not self.cited.speaks_of(place)
        self.canvas.mark = (page, place.region) if marked and place.region else None
        if place.region:
            self.canvas.show_percent(page, place.region)
        if place.quote:
            # The words are marked as soon as the page's text is here.
            self._waiting = replace(place, page=page + 1)
            self._settle(page)
        self.canvas.viewport().update()

    def selection(self) -> Selected | None:
        if self._count == 0:
            return None
        if self.hand.region is not None:
            return page_selected(self.hand.page + 1, "", self.hand.region)
        if self.canvas.range is not None and self.canvas.quote():
            page, start, end = self.canvas.range
            text = self.canvas.stream.texts[page].text
            return page_text_selected(page + 1, text, start, end, self.canvas.region())
        return page_selected(self.canvas.page + 1)

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        self.cited.show_citations(shown)
        if self.cited.speaks_of(self._revealed):
            self.canvas.mark = None

    def mark_region(self) -> None:
        self.hand.begin()

    def search(self, wanted: str) -> None:
        self.finder.search(wanted)

    def next_hit(self, step: int = 1) -> None:
        self.finder.step(step)

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
        if self.page_text.isHidden():
            self.canvas.setFocus()
        else:
            self.page_text.focus_inside()

    def looks(self) -> Mapping[Look, bool]:
        return {
            Look.THUMBNAILS: self.side.showing(Look.THUMBNAILS),
            Look.OUTLINE: self.side.showing(Look.OUTLINE),
            Look.SINGLE: self.canvas.single,
            Look.WHOLE_PAGE: self.canvas.zoom.fit is Fit.PAGE,
        }

    def look(self, way: Look) -> None:
        if way in (Look.THUMBNAILS, Look.OUTLINE):
            if self.side.toggle(way):
                wide = self.side.wanted_width()
                self._across.setSizes([wide, max(1, self.width() - wide)])
            else:
                self.canvas.setFocus()
            self.side.show_page(self.canvas.page)
        elif way is Look.SINGLE:
            self.canvas.show_single(not self.canvas.single)
        elif way is Look.WHOLE_PAGE:
            page = self.canvas.page
            self.canvas.set_zoom(Zoom(Fit.WIDTH if self.canvas.zoom.fit is Fit.PAGE else Fit.PAGE))
            self.canvas.go_to(page)

    def follow(self, link: Leads) -> None:
        """Go where a link leads: inside at once, outside only when the person says so."""
        if link.page >= 0:
            self.canvas.go_to(link.page)
        else:
            ask_link(self, link.address)

    def remembered(self) -> dict[str, Any]:
        zoom = self.canvas.zoom
        return {
            "page": self.canvas.page + 1,
            "down": round(self.canvas.down(), 3),
            "fit": zoom.fit.value,
            "zoom": round(zoom.factor, 3),
            "rotation": self.canvas.rotation,
            "single": self.canvas.single,
            "pages": self._count,
        }

    def restore(self, where: Mapping[str, Any]) -> None:
        try:
            zoom = Zoom(Fit(where.get("fit", Fit.WIDTH)), float(where.get("zoom", 1.0)))
            page, down = int(where.get("page", 1)), float(where.get("down", 0.0))
            rotation = int(where.get("rotation", 0)) // 90 * 90
        except (TypeError, ValueError):
            return
        self.canvas.show_single(where.get("single") is True)
        self.canvas.restore(zoom, rotation, page - 1, down)

    def focus_inside(self) -> None:
        self.canvas.setFocus()

    def _on_paged(self, page: int) -> None:
        self.canvas.setAccessibleName(f"{self._name}, page {page + 1} of {self._count}")
        self.canvas.setAccessibleDescription("The text of this page can be shown beside it and read out.")
        self.paged.emit(page + 1, self._count)
        self.side.show_page(page)
        self._show_text()

    def _on_read(self, page: int) -> None:
        if page == self.canvas.page:
            self._show_text()
        self._settle(page)
        if self.canvas.stream.links.get(page) or self.cited.quotes(page):
            self.canvas.draw_again(page)

    def _show_text(self) -> None:
        if not self.page_text.isHidden():
            stream, page = self.canvas.stream, self.canvas.page
            text = stream.texts.get(page)
            self.page_text.show_page(text.text if text is not None else None, stream.links.get(page, ()))

    def _settle(self, page: int) -> None:
        waiting = self._waiting
        text = self.canvas.stream.texts.get(page)
        if waiting is None or waiting.page != page + 1 or text is None:
            return
        self._waiting = None
        span = anchor(text.text, waiting.quotation())
        if span is not None:
            self.canvas.mark = None
            if not self.cited.speaks_of(self._revealed):
                self.canvas.select((page, *span))
            boxes = text.rects(*span)
            if boxes:
                self.canvas.show_box(page, boxes[0])
