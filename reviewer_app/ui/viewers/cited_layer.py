"""The citations of the evidence drawn on its pages: a quiet tint or frame, and a tag with the criterion's id."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from reviewer_app.domain.anchoring import anchor
from reviewer_app.ui.palette import LIGHT
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.characters import Characters
from reviewer_app.ui.viewers.cited_marks import CitedClicks, on_tag, paint_tag, stand_beside, tag_font
from reviewer_app.ui.viewers.handle import Box
from reviewer_app.ui.viewers.page_layout import PageLayout
from reviewer_app.ui.viewers.place import Place, Shown

TINT, STRONG = QColor("#DCE9FB"), QColor("#A9CBFF")
"""Under the words of a citation, and of the one spoken of; multiplied with the paper, so that words stay black."""

Texts = Callable[[int], Characters | None]


class CitedLayer(QObject):
    """Lies on a canvas; ``texts`` gives the characters of a page where they are known."""

    clicked = Signal(str)

    def __init__(self, canvas: PageCanvas, texts: Texts = lambda _page: None) -> None:
        super().__init__(canvas)
        self._canvas, self._texts = canvas, texts
        self._found: dict[str, list[Box]] = {}
        self._tags: dict[int, dict[str, QRectF]] = {}
        self._tagged: tuple[object, ...] = ()
        self._pages: PageLayout | None = None  # held, so that no other layout has its id
        self.shown: tuple[Shown, ...] = ()
        canvas.layers.append(self)
        CitedClicks(canvas.viewport(), self.at, self.clicked.emit, self)

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        """Draw these; the one spoken of comes last, over the others."""
        self.shown = tuple(sorted(shown, key=lambda each: each.current))
        self._found, self._tags = {}, {}
        self._canvas.viewport().update()

    def speaks_of(self, place: Place) -> bool:
        """Whether this place is drawn as the one spoken of, so that nothing else need point at it."""
        return any(each.current and each.place == place for each in self.shown)

    def quotes(self, page: int) -> bool:
        """Whether a citation of this page (0-based) is of words, which are found once its text is here."""
        return any(each.place.quote and each.place.page - 1 == page for each in self.shown)

    def boxes(self, shown: Shown) -> list[QRectF]:
        """Where a citation lies in the coordinates of the layout: lines, a region, or nothing for a whole page."""
        place, page = shown.place, shown.place.page - 1
        if not 0 <= page < len(self._canvas.layout_of_pages.sizes):
            return []
        if place.quote and shown.id not in self._found and (text := self._texts(page)) is not None:
            span = anchor(text.text, place.quotation())
            self._found[shown.id] = text.rects(*span) if span is not None else []
        if self._found.get(shown.id):
            return [self._view(page, box) for box in self._found[shown.id]]
        if place.region is not None:
            return [self._view(page, self._canvas.box_of(page, place.region))]
        return []

    def tag(self, shown: Shown) -> QRectF | None:
        """Where the tag of a citation lies: see ``tags``; None where its page is not there."""
        return self.tags(shown.place.page - 1).get(shown.id)

    def tags(self, page: int) -> dict[str, QRectF]:
        """The tags of a page: inside a region's corner, else in the margin beside the words, so that none is covered.

        Where the margin is out of sight they keep to the edge of the window; where several meet they stand in a row.
        """
        pages = self._canvas.layout_of_pages
        if not 0 <= page < len(pages.sizes):
            return {}
        seen = self._canvas.offset().x() + self._canvas.viewport().width()
        # Asked for at each movement of the pointer and each painting, and hardly ever other than before.
        tagged = (id(pages), seen, theme().text_scale)
        if tagged != self._tagged:
            self._tags, self._tagged, self._pages = {}, tagged, pages
        known = self._tags.get(page)
        if known is None:
            known = self._tagged_on(page, seen)
            # Where a page's words lie is known once its text is here.
            if self._texts(page) is not None:
                self._tags[page] = known
        return known

    def _tagged_on(self, page: int, seen: int) -> dict[str, QRectF]:
        pages, look = self._canvas.layout_of_pages, theme()
        made: dict[str, QRectF] = {}
        metrics = QFontMetrics(tag_font())
        left, top, across, _along = pages.rect(page)
        margin = min(left + across, seen) - 6.0
        for each in self.shown:
            if each.place.page - 1 != page:
                continue
            wide = metrics.horizontalAdvance(each.criterion) + look.px(10)
            high = metrics.height() + look.px(2)
            spot = QRectF(margin - wide, top + 6.0, wide, high)
            boxes = self.boxes(each)
            if boxes and each.place.quote:
                spot.moveTop(boxes[0].center().y() - high / 2)
            elif boxes:
                spot.moveTopRight(boxes[0].topRight() + QPointF(-3, 3))
            stand_beside(spot, made.values())
            made[each.id] = spot
        return made

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw the citations of a page."""
        tags = self.tags(page)
        for each in self.shown:
            if each.id in tags:
                self._paint_one(painter, each, tags[each.id])

    def _paint_one(self, painter: QPainter, each: Shown, tag: QRectF) -> None:
        painter.save()
        boxes = self.boxes(each)
        if each.place.quote:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.setBrush(STRONG if each.current else TINT)
            for box in boxes:
                painter.drawRect(box.adjusted(-1, -1, 1, 1))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(QColor(LIGHT.accent), 2 if each.current else 1))
            for box in boxes:
                painter.drawLine(box.bottomLeft() + QPointF(-1, 1), box.bottomRight() + QPointF(1, 1))
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in boxes:
                # A light line under the dark one shows on any picture.
                painter.setPen(QPen(QColor(255, 255, 255, 200), 5 if each.current else 4))
                painter.drawRoundedRect(box, 4, 4)
                painter.setPen(QPen(QColor(LIGHT.accent), 3 if each.current else 2))
                painter.drawRoundedRect(box, 4, 4)
        paint_tag(painter, tag, each.criterion, strong=each.current)
        painter.restore()

    def at(self, spot: QPointF) -> str:
        """The id of the citation at a spot of the window, the one drawn last first; empty where there is none."""
        content = spot + QPointF(self._canvas.offset())
        seen = self._canvas.layout_of_pages.visible(
            self._canvas.offset().y(), self._canvas.viewport().height()
        )
        for page in seen:
            for own, tag in self.tags(page).items():
                if on_tag(tag, content):
                    return own
        for each in reversed(self.shown):
            if each.place.page - 1 in seen and any(box.contains(content) for box in self.boxes(each)):
                return each.id
        return ""

    def _view(self, page: int, box: Box) -> QRectF:
        return QRectF(*self._canvas.layout_of_pages.to_view(page, box))
