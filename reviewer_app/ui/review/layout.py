"""How the review room is laid out: bar, banners and three panels side by side, and pages in front of them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.ui.laid_out import Floor
from reviewer_app.ui.review.apart import ApartWindow
from reviewer_app.ui.review.arranging import EVIDENCE_PANEL, RUBRIC_PANEL
from reviewer_app.ui.review.banner_shelf import BannerShelf
from reviewer_app.ui.review.evidence_panel import EvidencePanel
from reviewer_app.ui.review.outcome import OutcomeBar
from reviewer_app.ui.review.panels import (
    Alone,
    PanelState,
    Remembered,
    list_shown,
    pane_shown,
    rubric_shown,
    screen_class,
    widths,
)
from reviewer_app.ui.review.preview import PreviewPage
from reviewer_app.ui.review.rail import Rail
from reviewer_app.ui.review.rubric import RubricPanel
from reviewer_app.ui.review.top_bar import TopBar
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import InlineNote


class RoomLayout(QWidget):
    """The widgets of the room and where they are; ``pane`` is given by the room before it calls ``_hang``.

    ``arranged`` says that panels stand otherwise than before.
    """

    arranged = Signal()
    pane: ViewerPane

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panels = PanelState()
        self._remembered = Remembered()
        self._screen = ""
        self.alias = ""
        self.apart: ApartWindow | None = None
        self._spare: ApartWindow | None = None
        self.bar = TopBar()
        self.note = InlineNote()
        self.banners = BannerShelf()
        self.evidence = EvidencePanel()
        self.rubric = RubricPanel()
        self.outcome = OutcomeBar()
        self.preview = PreviewPage()

    def refresh_actions(self) -> None:
        """Enable what can be done now."""
        raise NotImplementedError

    def press(self, keys: QKeySequence) -> bool:
        """Do what a key by hand means, if it means anything."""
        raise NotImplementedError

    def _hang(self) -> None:
        # From the outside in: with each widget that comes above it, Qt dresses all of a part once more.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        whole.addWidget(Floor(self.stack, self))
        self.main = QWidget()
        self.stack.addWidget(self.main)
        rows = QVBoxLayout(self.main)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self.note)
        rows.addWidget(self.banners)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(0)
        rows.addLayout(self._across, 1)
        self.list_rail = Rail("panel-left", "Show the list of evidence", EVIDENCE_PANEL, self._on_list_wanted)
        self.rubric_rail = Rail("panel-right", "Show the rubric", RUBRIC_PANEL, self._on_rubric_wanted)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self._across.addWidget(self.list_rail)
        self._across.addWidget(self.split, 1)
        self._across.addWidget(self.rubric_rail)
        self.right = QWidget()
        for part in (self.evidence, self.pane, self.right):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rubric, 1)
        column.addWidget(self.outcome)
        self.foot = QVBoxLayout()
        rows.addLayout(self.foot)
        self.stack.addWidget(self.preview)

        self.split.splitterMoved.connect(self._on_splitter_moved)
        theme().changed.connect(self._arrange)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)  # there is no widget without one
        app.screenAdded.connect(self._on_screens)
        app.screenRemoved.connect(self._on_screens)

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
        """The panels, to remember, for each sort of screen they were used on."""
        self._keep()
        return self._remembered.text()

    def restore_layout(self, remembered: str) -> None:
        """Take up remembered panels."""
        self._remembered = Remembered.from_text(remembered)
        self._screen = self._screen_now()
        self.set_panels(self._remembered.of(self._screen))

    @property
    def list_shown(self) -> bool:
        """Whether the list of evidence is on the screen."""
        return list_shown(self.panels, self.width(), theme().text_scale / 100)

    def set_panels(self, panels: PanelState) -> None:
        """Open, fold away, resize or move panels."""
        self.panels = panels
        self._arrange()
        self.arranged.emit()

    def focused(self) -> QWidget | None:
        """What has the keyboard, in the room or in the window of a panel."""
        if self.apart is not None and self.apart.isActiveWindow():
            return self.apart.focusWidget()
        return self.focusWidget()

    def bring_up(self, panel: QWidget) -> None:
        """Bring the window in front that a panel is in now."""
        if self.apart is not None and panel.window() is not QApplication.activeWindow():
            panel.window().activateWindow()

    def apart_place(self) -> tuple[int, ...]:
        """Where the window of a panel is, or was last."""
        return self.apart.place() if self.apart is not None else self.panels.place

    def say_alias(self, alias: str) -> None:
        """Name the window of a panel after the submission on show."""
        self.alias = alias
        if self.apart is not None:
            self.apart.say(alias, self._what_is_apart())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_screens()
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Locking or leaving the room must take the evidence off the other screen in the same moment.
        if not event.spontaneous() and self.apart is not None:
            self.apart.hide()

    def _arrange(self) -> None:
        state = self.panels
        self._house()
        way = QBoxLayout.Direction.RightToLeft if state.swapped else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(way)
        self.evidence.setVisible(self.list_shown)
        self.pane.setVisible(state.apart is Alone.EVIDENCE or pane_shown(state))
        self.right.setVisible(state.apart is Alone.RUBRIC or rubric_shown(state))
        whole = state.focus is Alone.NONE
        # Where the evidence is here, the first button of its toolbar does the same.
        self.list_rail.setVisible(whole and not self.list_shown and not pane_shown(state))
        self.rubric_rail.setVisible(whole and not rubric_shown(state))
        rails = sum(
            each.sizeHint().width() for each in (self.list_rail, self.rubric_rail) if not each.isHidden()
        )
        left, middle, right = widths(state, self.width() - rails, theme().text_scale / 100)
        self.evidence.setMinimumWidth(min(left, theme().px(120)))
        self.right.setMinimumWidth(min(right, theme().px(240)) if rubric_shown(state) else 0)
        sizes = {self.evidence: left, self.pane: middle, self.right: right}
        self.split.setSizes([sizes[each] for each in self._docked()])

    def _house(self) -> None:
        """Put every panel into the window and at the side where it belongs."""
        state = self.panels
        panel = {Alone.EVIDENCE: self.pane, Alone.RUBRIC: self.right}.get(state.apart)
        if self.apart is not None and self.apart.panel is not panel:
            old, self.apart = self.apart, None
            active = old.isActiveWindow()
            keyboard: QWidget | None = old.focusWidget()
            old.hide()
            if old.panel is not None:
                self.split.addWidget(old.panel)
            if active:
                # The keyboard goes along with the panel.
                self.window().activateWindow()
                (self if keyboard is None else keyboard).setFocus()
        if panel is not None and self.apart is None and self.isVisible():
            self.apart = self._window()
            self.apart.take(panel)
            self.apart.say(self.alias, self._what_is_apart())
            self.apart.put(state.place)
        if self.apart is not None and self.isVisible() and not self.apart.isVisible():
            self.apart.show()
        for at, part in enumerate(self._docked()):
            if self.split.widget(at) is not part:
                self.split.insertWidget(at, part)

    def _window(self) -> ApartWindow:
        """The one window for panels; kept, since deleting it would take along what only passed through it."""
        if self._spare is None:
            self._spare = ApartWindow(self, self.press)
            self._spare.closed.connect(self._on_apart_closed)
        return self._spare

    def _docked(self) -> list[QWidget]:
        """The panels in the room itself, from left to right."""
        order: tuple[QWidget, ...] = (self.evidence, self.pane, self.right)
        if self.panels.swapped:
            order = order[::-1]
        return [each for each in order if self.apart is None or each is not self.apart.panel]

    def _what_is_apart(self) -> str:
        return "Evidence" if self.panels.apart is Alone.EVIDENCE else "Rubric"

    def _keep(self) -> None:
        self.panels = replace(self.panels, place=self.apart_place())
        self._remembered.keep(self._screen or self._screen_now(), self.panels)

    def _screen_now(self) -> str:
        return screen_class(self.screen().availableGeometry().width())

    def _on_screens(self) -> None:
        """The room may be on another sort of screen now, or the window of a panel on one that is gone."""
        now = self._screen_now()
        if self._screen and now != self._screen:
            self._keep()
            self._screen = now
            self.set_panels(self._remembered.of(now))
        if self.apart is not None:
            self.apart.put(self.apart.place())

    def _on_apart_closed(self) -> None:
        if self.apart is not None:
            self.set_panels(replace(self.panels, apart=Alone.NONE, place=self.apart_place()))

    def _on_list_wanted(self) -> None:
        self.set_panels(replace(self.panels, left_open=True))

    def _on_rubric_wanted(self) -> None:
        self.set_panels(
            replace(
                self.panels,
                right_open=True,
                apart=Alone.NONE if self.panels.apart is Alone.RUBRIC else self.panels.apart,
            )
        )

    def _on_splitter_moved(self, _position: int, _index: int) -> None:
        if self.panels.focus is not Alone.NONE or not pane_shown(self.panels):
            return
        scale = theme().text_scale / 100
        sizes = dict(zip(self._docked(), self.split.sizes(), strict=True))
        self.panels = replace(
            self.panels,
            left=round(sizes[self.evidence] / scale) if self.list_shown else self.panels.left,
            right=round(sizes[self.right] / scale) if rubric_shown(self.panels) else self.panels.right,
        )
