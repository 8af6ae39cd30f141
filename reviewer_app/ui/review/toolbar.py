"""The toolbar over the evidence: name, zoom, pages, turning, search, and citing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer_app.ui.commands.hints import Follow
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.icons import dress
from reviewer_app.ui.theme import restyle, theme
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.viewer import Can
from reviewer_app.ui.viewers.zoom import percent
from reviewer_app.ui.widgets import Button, ElidedLabel, IconButton, Label, SearchField
from reviewer_app.ui.widgets.enter import EnterToolButton

_NAME = 120
_AIR = 72


class PageField(QLineEdit):
    """The page one is on, to be overwritten with another."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Page")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._on_return)
        theme().changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("00000") + theme().px(16))

    def _on_return(self) -> None:
        text = self.text().strip()
        if text.isdigit():
            self.wanted.emit(int(text))
        self.left.emit()


class ViewerToolbar(QFrame):
    """Buttons stand for the room's actions, which have the keys; what a viewer cannot do is not offered."""

    page_wanted = Signal(int)
    searched = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._can = Can.NOTHING
        self._count = 0
        self._told = actions
        self._target = ""
        self._looks = False
        self._sought = (0, 0)
        self._arranged: tuple[object, ...] | None = None
        self.panel = _button("panel-left", "Show or hide the list of evidence", actions["evidence-panel"])
        self.name = ElidedLabel("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self.smaller = _button("zoom-out", "Smaller", actions["zoom-out"])
        self.zoom = _ZoomButton(actions["zoom-actual"])
        self.larger = _button("zoom-in", "Larger", actions["zoom-in"])
        self.fit = _button("move-horizontal", "Fit", actions["zoom-fit"])
        self.turn = _button("rotate-cw", "Turn clockwise", actions["rotate"])
        self.page_word = Label("Page", "muted")
        self.page = PageField()
        self.count = Label("", "muted")
        self.extra = _button("file-text", "Text of this page", actions["extra"])
        self._reading = Follow(self.extra, actions["extra"], "Text of this page")
        self.view = _button("eye", "Ways of looking at this evidence", actions["view-menu"])
        self.region = _button("square-dashed", "Mark a region to cite", actions["mark-region"])
        self.search = _button("search", "Search in this evidence", actions["search"])
        self.cite = Button("Cite", icon="quote")
        self._citing = Follow(self.cite, actions["cite"], "Pin what is selected to the current criterion")
        self.cite.clicked.connect(actions["cite"].trigger)
        actions["cite"].enabledChanged.connect(self.cite.setEnabled)
        self.field = SearchField("Search in this evidence", "Search in this evidence")
        self.hits = Label("", "muted")
        self._build(actions)
        keyring().changed.connect(self._arrange)
        self.page.wanted.connect(self.page_wanted)
        self.page.left.connect(self._on_page_left)
        self.field.searched.connect(self.searched)
        self.field.left.connect(self.close_search)
        self.field.installEventFilter(self)

    def _build(self, actions: dict[str, QAction]) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 12, 6)
        row.setSpacing(2)
        row.addWidget(self.panel)
        row.addSpacing(4)
        row.addWidget(self.name, 1)
        row.addSpacing(8)
        for part in (self.smaller, self.zoom, self.larger, self.fit, self.turn):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self.page_word)
        row.addSpacing(4)
        row.addWidget(self.page)
        row.addSpacing(4)
        row.addWidget(self.count)
        row.addSpacing(6)
        row.addWidget(self.view)
        row.addWidget(self.extra)
        row.addWidget(self.region)
        row.addWidget(self.search)
        row.addSpacing(6)
        row.addWidget(self.cite)
        self.strip = QWidget()
        under = QHBoxLayout(self.strip)
        under.setContentsMargins(12, 0, 12, 8)
        under.setSpacing(4)
        under.addWidget(self.field, 1)
        under.addSpacing(4)
        under.addWidget(self.hits)
        under.addWidget(_button("chevron-up", "Previous hit", actions["previous-hit"]))
        under.addWidget(_button("chevron-down", "Next hit", actions["next-hit"]))
        under.addWidget(IconButton("close", "Close the search", self.close_search, key="Esc", size=16))
        self.strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.strip)

    # What is shown

    def show_evidence(self, name: str, can: Can, *, looks: bool = False) -> None:
        """Offer what can be done with this evidence; ``looks`` says whether there are ways of looking at it."""
        self.name.setText(name)
        self._can, self._looks = can, looks
        facts = Can.FACTS in can
        self.extra.setAccessibleName("Facts of this picture" if facts else "Text of this page")
        self._reading.reword(self.extra.accessibleName())
        dress(self.extra, "info" if facts else "file-text", "muted", 18)
        self.close_search()
        self._sought = (0, 0)
        self._arrange()

    def follow(self, enders: Mapping[Look, QWidget]) -> None:
        """Have buttons that end a way of looking say its key."""
        for way, button in enders.items():
            Follow(button, self._told[way.value], button.accessibleName())

    def show_arriving(self, name: str) -> None:
        """Say what is opened now; what could be done with the last evidence stays a moment, so that nothing blinks."""
        self.name.setText(name)
        self.close_search()
        self._arrange()

    def show_zoom(self, factor: float) -> None:
        """Say the zoom in force."""
        self.zoom.setText(percent(factor))
        self.zoom.setAccessibleName(f"Zoom {percent(factor)}; press for 100 %")

    def show_page(self, page: int, count: int) -> None:
        """Say the page one is on."""
        self._count = count
        if not self.page.hasFocus():
            self.page.setText(str(page))
        self.count.setText(f"of {count}")
        self.page.setAccessibleDescription(f"Page {page} of {count}; type another and press Enter")
        self._arrange()

    def show_target(self, criterion: str) -> None:
        """Say which criterion a citation would be for."""
        self._target = criterion
        self._arrange()

    def show_hits(self, at: int, count: int) -> None:
        """Say which hit is shown, of how many."""
        done, pages = self._sought
        if not self.field.text().strip():
            self.hits.setText("")
        elif done < pages:
            self.hits.setText(f"{at} of {count} so far, page {done} of {pages}")
        else:
            self.hits.setText(f"{at} of {count}" if count else "Nothing found")

    def show_sought(self, done: int, pages: int) -> None:
        """Say how many pages of how many a search has been through; called before ``show_hits``."""
        self._sought = (done, pages)

    @property
    def searching(self) -> bool:
        """Whether the search is open."""
        return not self.strip.isHidden()

    def open_search(self) -> None:
        """Open the search and take the keyboard there."""
        self.strip.show()
        self.field.setFocus()
        self.field.selectAll()

    def close_search(self) -> None:
        """Close the search and take its marks away."""
        if self.searching:
            self.strip.hide()
            self.field.clear()
            self.hits.setText("")
            self.searched.emit("")
            self.left.emit()

    def ask_page(self) -> None:
        """Take the keyboard to the page's number."""
        self.page.setFocus()
        self.page.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter goes on to the next hit, once the words have been looked for.
        if watched is self.field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hits.text():
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.stepped.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Down:
                self.stepped.emit(1)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _on_page_left(self) -> None:
        self.left.emit()

    def _arrange(self) -> None:
        # Asked for by everything that may change what there is room for; most of it changes nothing.
        asked = (
            self._can,
            self._looks,
            self._target,
            self._citing.key,
            self.width(),
            theme().text_scale,
            self.name.text(),
            self.zoom.text(),
            self.count.text(),
            self._count > 0,
        )
        if asked == self._arranged:
            return
        self._arranged = asked if self.isVisible() else None  # what is not shown yet has no sizes to trust
        can = self._can
        zoom, pages = Can.ZOOM in can, Can.PAGES in can and self._count > 0
        offered: dict[QWidget, bool] = {
            self.smaller: zoom,
            self.larger: zoom,
            self.zoom: zoom,
            self.fit: zoom,
            self.turn: Can.ROTATE in can,
            self.page_word: pages,
            self.page: pages,
            self.count: pages,
            self.view: self._looks,
            self.extra: bool(can & (Can.TEXT | Can.FACTS)),
            self.region: Can.REGION in can,
            self.search: Can.SEARCH in can,
            self.cite: Can.CITE in can,
        }
        key = f"  {self._citing.key}" if self._citing.key else ""
        self.cite.setText(f" Cite for {self._target}{key}" if self._target else f" Cite{key}")
        self.cite.setAccessibleName(f"Cite for criterion {self._target}" if self._target else "Cite")
        # What is least missed goes first; every one of these has a key.
        shown = {each for each, wanted in offered.items() if wanted}
        name = min(self.name.fontMetrics().horizontalAdvance(self.name.text()), theme().px(_NAME))
        rest = self.panel.sizeHint().width() + name + _AIR
        taken = {each: each.sizeHint().width() + 2 for each in shown}
        whole_width = sum(taken.values())
        for part in (
            self.page_word,
            self.fit,
            self.turn,
            self.zoom,
            self.extra,
            self.view,
            self.region,
            self.count,
            self.search,
            self.page,
        ):
            if rest + whole_width <= self.width():
                break
            if part in shown:
                shown.discard(part)
                whole_width -= taken[part]
        else:
            self.cite.setText(" Cite")
        changed = [each for each in offered if each.isHidden() == (each in shown)]
        whole = self.layout()
        if changed and whole is not None:
            # Each button that comes would have the whole bar arranged by itself.
            whole.setEnabled(False)
            for each in changed:
                each.setVisible(each in shown)
            whole.setEnabled(True)
            whole.invalidate()


def _button(icon: str, name: str, action: QAction) -> IconButton:
    made = IconButton(icon, name, action.trigger)
    action.enabledChanged.connect(made.setEnabled)
    Follow(made, action, name)
    return made


class _ZoomButton(EnterToolButton):
    """The zoom as a number; a press means 100 %."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setText("100 %")
        Follow(self, action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        restyle(self, role="figure")
