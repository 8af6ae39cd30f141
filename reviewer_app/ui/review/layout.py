"""How the review room is laid out: bar, banners and three panels side by side, and pages in front of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.ui.review.evidence_panel import EvidencePanel
from reviewer_app.ui.review.outcome import OutcomeBar
from reviewer_app.ui.review.panels import PanelState, list_shown, widths
from reviewer_app.ui.review.preview import PreviewPage
from reviewer_app.ui.review.rubric import RubricPanel
from reviewer_app.ui.review.top_bar import TopBar
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import InlineNote


class RoomLayout(QWidget):
    """The widgets of the room and where they are; ``pane`` is given by the room before it calls ``_hang``."""

    pane: ViewerPane

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = PanelState()
        self.bar = TopBar()
        self.note = InlineNote()
        self.evidence = EvidencePanel()
        self.rubric = RubricPanel()
        self.outcome = OutcomeBar()
        self.preview = PreviewPage()

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        raise NotImplementedError

    def _hang(self) -> None:
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rubric, 1)
        column.addWidget(self.outcome)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        for part in (self.evidence, self.pane, self.right):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        main = QWidget()
        rows = QVBoxLayout(main)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.note)
        self.banners = QVBoxLayout()
        rows.addLayout(self.banners)
        rows.addWidget(self.split, 1)
        self.foot = QVBoxLayout()
        rows.addLayout(self.foot)
        self.main = main
        self.stack = QStackedWidget()
        self.stack.addWidget(main)
        self.stack.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

        self.split.splitterMoved.connect(self._on_splitter_moved)
        theme().changed.connect(self._arrange)

    # Pages

    @property
    def paged(self) -> bool:
        """Whether a page stands in front of the panels, the preview among them."""
        return self.stack.currentWidget() is not self.main

    def open_page(self, page: QWidget) -> None:
        """Put a page in front of the panels; Esc leads back."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.refresh_actions()

    def close_page(self) -> None:
        """Go back to the panels."""
        self.stack.setCurrentWidget(self.main)
        self.refresh_actions()
        self.rubric.focus_inside()

    # Panels

    def layout_text(self) -> str:
        """The panels, to remember."""
        return self.panels.text()

    def restore_layout(self, remembered: str) -> None:
        """Take up remembered panels."""
        self.panels = PanelState.from_text(remembered)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def list_shown(self) -> bool:
        """Whether the list of evidence is on the screen."""
        return list_shown(self.panels, self.width(), theme().text_scale / 100)

    def set_panels(self, panels: PanelState) -> None:
        """Open, fold away or resize panels."""
        self.panels = panels
        self._arrange()

    def _arrange(self) -> None:
        self.evidence.setVisible(self.list_shown)
        self.right.setVisible(self.panels.right_open)
        left, middle, right = widths(self.panels, self.width(), theme().text_scale / 100)
        self.evidence.setMinimumWidth(min(left, theme().px(120)))
        self.right.setMinimumWidth(min(right, theme().px(240)))
        self.split.setSizes([left, middle, right])

    def _on_splitter_moved(self, _position: int, _index: int) -> None:
        scale = theme().text_scale / 100
        left, _middle, right = self.split.sizes()
        self.panels = replace(
            self.panels,
            left=round(left / scale) if self.list_shown else self.panels.left,
            right=round(right / scale) if self.panels.right_open else self.panels.right,
        )
