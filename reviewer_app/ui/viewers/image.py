"""The viewer for pictures: to zoom, turn, brighten, set beside another, with the facts a camera wrote into them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.page_replies import read_ending
from reviewer_app.evidence.problems import problem
from reviewer_app.ui.jobs import JobControl, Jobs, Lane
from reviewer_app.ui.viewers.cited_layer import CitedLayer
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.image_canvas import ImageCanvas
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.picture_facts import facts_list, list_facts
from reviewer_app.ui.viewers.place import Place, Selected, Shown, picture_selected
from reviewer_app.ui.viewers.side_by_side import SideBySide
from reviewer_app.ui.viewers.tone import AS_IT_IS, Tone
from reviewer_app.ui.viewers.tone_bar import ToneBar
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.zoom import Fit, Zoom
from reviewer_app.ui.widgets import Label

ENDS_EARLY = "This file ends early: what is there is shown, the rest is missing."
_CAN = Can.ZOOM | Can.ROTATE | Can.CITE | Can.FACTS | Can.REGION


class ImageViewer(Viewer):
    """Shows a picture, and a second one beside it. ``compared_shut`` carries the second's handle to be closed."""

    compared_shut = Signal(object)
    can = _CAN

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._other: OpenedHandle | None = None
        self._name = ""
        self._asked = False
        self.canvas, self.other = ImageCanvas(jobs), ImageCanvas(jobs)
        self.cited = CitedLayer(self.canvas)
        self._revealed = Place()
        self.pair = SideBySide(self.canvas, self.other)
        self.note = Label("", "muted", wrap=True)
        self.note.setContentsMargins(12, 6, 12, 6)
        self.tones = ToneBar()
        self.facts = facts_list()
        for part in (self.note, self.tones, self.facts):
            part.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.pair)
        split.addWidget(self.facts)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setCollapsible(0, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.tones)
        column.addWidget(split, 1)
        self.canvas.zoomed.connect(self.zoomed)
        self.canvas.paged.connect(self._on_paged)
        self.canvas.selected.connect(self.selected)
        self.cited.clicked.connect(self.citation_clicked)
        self.canvas.moved.connect(self.moved)
        self.canvas.stream.broke.connect(self.broke)
        self.other.stream.broke.connect(self._on_other_broke)
        self.canvas.stream.drawn.connect(self._ask_ending)
        self.tones.changed.connect(self._on_toned)
        if self.pair.second.close_button is not None:
            self.pair.second.close_button.clicked.connect(self.end_compare)

    def enders(self) -> Mapping[Look, QWidget]:
        button = self.pair.second.close_button
        return {Look.COMPARE: button} if button is not None else {}

    def open(self, handle: OpenedHandle, name: str) -> None:
        info = handle.info
        wide, high = info.image_size or (1, 1)
        self._handle, self._name = handle, name
        self.can = _CAN | Can.PAGES if len(info.pages) > 1 else _CAN
        self.canvas.setAccessibleName(f"Picture: {name}")
        self.canvas.setAccessibleDescription(
            f"{wide} by {high} pixels. Press M, or drag with Shift, to mark a region to cite."
        )
        self.canvas.mark = None
        self.canvas.tone = AS_IT_IS
        self.tones.show_tone(AS_IT_IS)
        self.canvas.select(None)
        self.cited.show_citations(())
        # Frames of a moving picture take each other's place.
        self.canvas.show_single(info.animated)
        self.canvas.open(handle, [(float(across), float(down)) for across, down in info.pages])
        self.say(" ".join(info.notes))
        self._asked = False
        self._list_facts({})
        self._on_paged(0)

    def shut(self) -> None:
        self.end_compare()
        self._handle = None
        self.canvas.close_pages()

    def _ask_ending(self, _page: int) -> None:
        """Only drawing a picture shows whether its file ends early."""
        handle = self._handle
        if handle is None or self._asked:
            return
        self._asked = True

        def work(_control: JobControl) -> bool:
            try:
                return read_ending(handle.part("ending")[0])
            except ProtocolError:
                raise problem("worker-crashed") from None

        def done(early: bool) -> None:
            if early and handle is self._handle:
                self.say(" ".join([ENDS_EARLY, *handle.info.notes]))

        self._jobs.run(Lane.RENDERING, work, done, lambda _error: None, owner=self)

    def say(self, words: str) -> None:
        """Say something about the picture above it, or nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    # Two side by side

    @property
    def comparing(self) -> bool:
        """Whether a second picture is shown."""
        return self._other is not None

    def compare(self, handle: OpenedHandle, name: str) -> None:
        """Show a second picture beside the first, from now on zoomed and moved together."""
        self.end_compare()
        self._other = handle
        self.other.setAccessibleName(f"Picture to compare with: {name}")
        self.other.setAccessibleDescription("Shown for comparing only; a citation is of the first picture.")
        self.other.tone = self.canvas.tone
        self.other.show_single(handle.info.animated)
        self.pair.show_two(self._name, name)
        self.other.open(handle, [(float(across), float(down)) for across, down in handle.info.pages])
        self.canvas.set_zoom(Zoom(Fit.PAGE))

    def end_compare(self) -> None:
        """Put the second picture away."""
        handle, self._other = self._other, None
        if handle is not None:
            self.other.close_pages()
            self.pair.show_one()
            self.compared_shut.emit(handle)

    def _on_other_broke(self, error: ReviewerError) -> None:
        self.end_compare()
        self.say(f"The other picture cannot be shown. {error.sentence}")

    # The viewer

    def looks(self) -> Mapping[Look, bool]:
        return {Look.LIGHT: not self.tones.isHidden(), Look.COMPARE: self.comparing}

    def look(self, way: Look) -> None:
        if way is Look.LIGHT:
            self.tones.setVisible(self.tones.isHidden())
            if self.tones.isHidden():
                self.canvas.setFocus()
            else:
                self.tones.brightness.setFocus()

    def go_to(self, page: int) -> None:
        self.canvas.go_to(page - 1)

    def _on_paged(self, page: int) -> None:
        count = len(self._handle.info.pages) if self._handle is not None else 0
        if count > 1:
            self.paged.emit(page + 1, count)

    def _on_toned(self, tone: Tone) -> None:
        self.canvas.show_tone(tone)
        self.other.show_tone(tone)
        self.moved.emit()

    def reveal(self, place: Place) -> None:
        page = max(0, min(place.page, len(self._handle.info.pages) if self._handle else 1) - 1)
        self._revealed = place
        marked = place.region is not None and not self.cited.speaks_of(place)
        self.canvas.mark = (page, place.region) if marked and place.region else None
        self.canvas.go_to(page)
        if place.region:
            self.canvas.show_percent(page, place.region)
        self.canvas.viewport().update()

    def selection(self) -> Selected | None:
        if self._handle is None:
            return None
        page = self.canvas.marked_page if self.canvas.region else self.canvas.page
        return picture_selected(self.canvas.region, page + 1 if len(self._handle.info.pages) > 1 else 0)

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        self.cited.show_citations(shown)
        if self.cited.speaks_of(self._revealed):
            self.canvas.mark = None

    def mark_region(self) -> None:
        self.canvas.hand.begin()

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
            "brightness": self.tones.brightness.value(),
            "contrast": self.tones.contrast.value(),
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
        light, contrast = where.get("brightness", 0), where.get("contrast", 0)
        if isinstance(light, int) and isinstance(contrast, int):
            self.tones.show_tone(Tone(light, contrast))

    def focus_inside(self) -> None:
        self.canvas.setFocus()

    def _list_facts(self, exif: Mapping[str, str]) -> None:
        handle = self._handle
        if handle is None:
            self.facts.clear()
            return
        list_facts(self.facts, handle.info.words, handle.info.image_size or (0, 0), exif)
