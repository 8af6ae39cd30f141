"""The page of a paper: shows checked markup, loads nothing but pictures it was handed, follows no link by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QTextBrowser, QToolTip, QWidget

from reviewer_app.evidence.paper_html import SCHEME
from reviewer_app.ui.announce import announce
from reviewer_app.ui.palette import Tokens
from reviewer_app.ui.theme import theme

COLUMN = 700
"""How wide a column of words is at 100 %: about eighty letters."""

_AIR = 32


class PaperPage(QTextBrowser):
    """Words in one column in the middle, however wide the window is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        # Always there, so that the first piece is not laid out again when it turns out to be longer than the window.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.column = float(COLUMN)
        self.strip = 0
        self._blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._blank.fill(QColor(0, 0, 0, 0))
        self._heard = ""
        self.cursorPositionChanged.connect(self._on_cursor)

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:
        # A picture that has not come yet is left blank; whatever else is named does not exist for this page.
        return self._blank if QUrl(name).scheme() == SCHEME else None

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.picture_words(event.pos())
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def picture_words(self, spot: QPoint) -> str:
        """What the document says is on the picture at a spot of the window; nothing where there is none."""
        bars = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return _told(self.document().documentLayout().formatAt(QPointF(spot + bars)))

    def _on_cursor(self) -> None:
        """Whoever walks through a paper by keyboard, and hears it, hears what its pictures show."""
        words = _told(self.textCursor().charFormat())
        if words and words != self._heard and self.hasFocus():
            announce(self, words)
        self._heard = words

    def fit_column(self) -> None:
        """Give the column its width in the window there is."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(_AIR // 2, round((room - theme().px(self.column)) / 2))
        right = max(self.strip, side - self.verticalScrollBar().sizeHint().width())
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, right):
            self.setViewportMargins(side, 0, right, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit_column()
        super().resizeEvent(event)

    def top_position(self) -> int:
        """The position at the top of the window."""
        return self.cursorForPosition(QPoint(2, 3)).position()

    def scroll_to(self, position: int) -> None:
        """Bring the line of a position to the top of the window."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - 1)

    def show_picture(self, name: str, image: QImage) -> None:
        """Hand a picture to the page."""
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)

    def close_lines(self, position: int) -> None:
        """Take the air of written lines away from a picture that is taller than any of them."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        form = cursor.blockFormat()
        form.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(form)

    def forget_picture(self, name: str) -> None:
        """Leave a picture blank again until it is handed over anew."""
        self.show_picture(name, self._blank)

    def size_picture(self, position: int, size: QSize) -> None:
        """Give the picture at a position its size."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        form: QTextImageFormat = cursor.charFormat().toImageFormat()
        if form.isValid():
            form.setWidth(size.width())
            form.setHeight(size.height())
            cursor.setCharFormat(form)


def _told(form: QTextFormat) -> str:
    words = form.stringProperty(QTextFormat.Property.ImageAltText.value) if form.isImageFormat() else ""
    return f"Picture: {' '.join(words.split())}" if words.strip() else ""


def sheet(tokens: Tokens) -> str:
    """How the tags of a paper look."""
    return (
        f"body {{ color: {tokens.ink}; }}"
        "p { margin-top: 0; margin-bottom: 10px; line-height: 130%; }"
        "ul, ol { margin-top: 0; margin-bottom: 8px; }"
        "li ul, li ol { margin-top: 4px; margin-bottom: 0; }"
        "li { margin-top: 0; margin-bottom: 4px; line-height: 125%; }"
        "h1 { margin-top: 8px; margin-bottom: 14px; font-size: x-large; font-weight: 600; }"
        "h2 { margin-top: 22px; margin-bottom: 8px; font-size: large; font-weight: 600; }"
        "h3, h4, h5, h6 { margin-top: 16px; margin-bottom: 6px; font-size: medium; font-weight: 600; }"
        "blockquote { margin-left: 24px; margin-right: 24px; }"
        f"a {{ color: {tokens.accent}; text-decoration: underline; }}"
        f".quiet {{ color: {tokens.muted}; }}"
        f".caption {{ color: {tokens.muted}; font-weight: 600; margin-bottom: 4px; }}"
        f".mark {{ background-color: {tokens.warn_soft}; }}"
        f"code, pre {{ background-color: {tokens.sunken}; }}"
        f"table {{ margin-top: 6px; margin-bottom: 14px; border-collapse: collapse; border: 1px solid {tokens.line}; }}"
        f"td, th {{ padding: 6px 10px; border: 1px solid {tokens.line}; }}"
        f"th {{ text-align: left; font-weight: 600; background-color: {tokens.sunken}; }}"
    )


def plain_sides(document: QTextDocument) -> None:
    """No undo, and air around the words."""
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(theme().px(24))
    document.setIndentWidth(theme().px(26))
