"""One criterion as a card: what is judged, its levels, what is cited, and what the earner will read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.rubric import Criterion, Level
from reviewer_app.domain.strange_levels import told
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.review.deciding_acts import COMPARE, NOTE
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.levels import LevelRow
from reviewer_app.ui.review.pins import Pins
from reviewer_app.ui.spoken import stop_after, stops_in
from reviewer_app.ui.widgets import Button, Card, Label

_HINT = "Point at a level, or move to it with ← and →, to read what it asks for."


class CriterionCard(Card):
    """Shows one criterion of one submission and says what the person did; what they did is told by ids.

    ``scored`` carries the level's id or None. ``commented`` and ``noted`` carry text and step.
    """

    scored = Signal(object)
    commented = Signal(str, str)
    noted = Signal(str, str)
    shown = Signal(str)
    removed = Signal(str)
    entered = Signal()
    compare_wanted = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=14, spacing=8)
        self.criterion = criterion
        self._added: list[QWidget] = []
        self._alive = True
        self._focused = False
        self._pointed: Level | None = None
        self.aside: Label | None = None
        self._said_of: tuple[str | None, Level | None, bool, bool] | None = None
        self._measured: tuple[int, QFont, int] | None = None
        self._build()
        self.levels.chosen.connect(self._on_chosen)
        self.levels.pointed.connect(self._on_pointed)
        self.comment.said.connect(self.commented)
        self.note.said.connect(self.noted)
        self.chips.shown.connect(self.shown)
        self.chips.removed.connect(self._on_removed)
        self.pins.left.connect(self.levels.focus_level)
        for field in (self.comment, self.note):
            field.left.connect(self.levels.focus_level)
            field.textChanged.connect(self._arrange)

    def _build(self) -> None:
        each = self.criterion
        number = Label(each.id, "small")
        self.heading = Label(each.title, "strong", wrap=True)
        self.tick = IconLabel("draft", "muted", 18, name="Not scored yet")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.heading, 1)
        top.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        self.about = Label(each.description, "muted", wrap=True)
        self.levels = LevelRow(f"Levels of {each.id} {each.title}", each.levels)
        self.descriptor = Label("", wrap=True)
        self.descriptor.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.pins = Pins(f"Citations for {each.id}")
        self.chips = self.pins.chips
        self.comment = DraftField(f"Comment on {each.id} {each.title}", "Comment to the earner")
        self.note = DraftField(f"Private note on {each.id} {each.title}", "Only you read this")
        self.note_words = Label("Private note · never shown to the earner", "small")
        self.compare = Button(
            "Compare levels",
            self.compare_wanted.emit,
            kind="link",
            hint="Descriptors side by side",
            act=COMPARE,
        )
        self.note_toggle = Button(
            "Private note", self.toggle_note, kind="link", hint="Never shown to the earner", act=NOTE
        )
        self._links = QWidget()
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(8)
        links.addWidget(self.compare)
        links.addWidget(self.note_toggle)
        links.addStretch(1)
        self.body.addLayout(top)
        for part in (self.about, self.levels, self.descriptor, self.pins, self.comment):
            self.body.addWidget(part)
        self.body.addWidget(self.note_words)
        self.body.addWidget(self.note)
        self.body.addWidget(self._links)
        self.about.setVisible(bool(each.description))
        self.note.hide()
        self.note_words.hide()
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.set_focused(False)
        self._say()

    def put(self, widget: QWidget) -> None:
        """Give something about this criterion its place under the levels, for the Tab key too."""
        self.body.insertWidget(self.body.indexOf(self.pins), widget)
        self._added.append(widget)
        stop_after(self.levels.buttons[-1], *(stop for each in self._added for stop in stops_in(each)))

    # What is shown

    def show_state(
        self,
        level: str | None,
        comment: str,
        note: str,
        citations: tuple[Citation, ...],
        *,
        alive: bool,
        fresh: bool,
        strange: str = "",
    ) -> None:
        """Show what the store has; ``fresh`` puts texts whatever is being typed, for another submission or an undo.

        ``strange`` is a level that stands and is set aside, since the rubric does not have it.
        """
        self._alive = alive
        self._show_aside(strange)
        self.levels.show_level(level)
        self.levels.set_open(alive)
        self.levels.set_keyed(self._focused and alive)
        self.chips.editable = alive
        self.pins.show_citations(citations)
        for field, text in ((self.comment, comment), (self.note, note)):
            if fresh:
                field.put_text(text)
            else:
                field.show_text(text)
            if field.isReadOnly() is alive:
                field.setReadOnly(not alive)
        if fresh:
            self._show_note(bool(note))
        self._say()

    def set_current(self, current: bool) -> None:
        """Make this the criterion that keys act on, or not."""
        if current == self._focused:
            return
        self._focused = current
        self.set_focused(current)
        self.levels.set_keyed(current and self._alive)
        self._say()

    @property
    def level(self) -> str | None:
        """The level shown as chosen."""
        return self.levels.level

    def choose(self, level: str | None) -> None:
        """Show a level at once and say so, or take it away."""
        if level != self.level:
            self.levels.show_level(level)
            self._on_chosen(level)

    def flush(self) -> None:
        """Hand on whatever is still being typed."""
        for field in (self.comment, self.note):
            field.flush()
            field.end_step()

    def toggle_note(self) -> None:
        """Open the private note, or fold it away."""
        self._show_note(self.note.isHidden())
        if not self.note.isHidden():
            self.note.setFocus()

    def edit_comment(self) -> None:
        """Take the keyboard to the comment."""
        self.comment.show()
        self.comment.setFocus()

    def edit_note(self) -> None:
        """Take the keyboard to the private note."""
        self._show_note(True)
        self.note.setFocus()

    # What the person did

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.entered.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._reserve()

    def _on_chosen(self, level: str | None) -> None:
        self._say()
        self.scored.emit(level)

    def _on_removed(self, citation: str) -> None:
        if self.chips.count() == 1:
            # The list goes with its last chip; the keyboard must not land in the comment, where undo is the field's.
            self.levels.focus_level()
        self.removed.emit(citation)

    def _on_pointed(self, level: Level | None) -> None:
        self._pointed = level
        self._say()

    def _show_note(self, shown: bool) -> None:
        self.note.setVisible(shown)
        self.note_words.setVisible(shown)
        self.note_toggle.setText("Hide note" if shown else "Private note")

    def _say(self) -> None:
        chosen = self.level
        said_of = (chosen, self._pointed, self._focused, self._alive)
        if said_of == self._said_of:
            self._arrange()
            return
        self._said_of = said_of
        each = self.criterion
        scored = chosen is not None
        self.tick.show_icon("ok" if scored else "draft", "ok" if scored else "muted")
        said = each.level(chosen).title if chosen is not None else "not scored yet"
        self.tick.setAccessibleName("Scored" if scored else "Not scored yet")
        self.tick.setToolTip("Scored" if scored else "Not scored yet")
        self.setAccessibleName(f"Criterion {each.id} {each.title}: {said}")
        shown = self._pointed if self._focused and self._pointed is not None else None
        if shown is None and chosen is not None:
            shown = each.level(chosen)
        if shown is not None:
            self.descriptor.setText(f"{shown.title}: {shown.descriptor}")
        else:
            self.descriptor.setText(_HINT)
        self.descriptor.setVisible(shown is not None or (self._focused and self._alive))
        self._reserve()
        self._arrange()

    def _show_aside(self, strange: str) -> None:
        if self.aside is None:
            if not strange:
                return
            self.aside = Label("", wrap=True, tone="warn")
            self.body.insertWidget(self.body.indexOf(self.descriptor), self.aside)
        self.aside.setText(told(strange) if strange else "")
        self.aside.setVisible(bool(strange))

    def _reserve(self) -> None:
        # Room for the longest descriptor, so that pointing along the levels moves nothing.
        least = self._longest() if self._focused and self._alive else 0
        if least != self.descriptor.minimumHeight():
            self.descriptor.setMinimumHeight(least)

    def _longest(self) -> int:
        """How high the longest descriptor is where the card is as wide as now."""
        margins = self.body.contentsMargins()
        wide = max(60, self.width() - margins.left() - margins.right())
        font = self.descriptor.font()
        if self._measured is None or self._measured[:2] != (wide, font):
            flags = int(Qt.TextFlag.TextWordWrap)
            metrics = QFontMetrics(font)
            high = max(
                metrics.boundingRect(0, 0, wide, 10_000, flags, f"{level.title}: {level.descriptor}").height()
                for level in self.criterion.levels
            )
            self._measured = (wide, QFont(font), high)
        return self._measured[2]

    def _arrange(self) -> None:
        said = bool(self.comment.toPlainText())
        typing = self.comment.hasFocus()
        for part, shown in (
            (self.comment, said or typing or (self._focused and self._alive)),
            (self._links, self._focused),
            (self.note_toggle, self._alive or bool(self.note.toPlainText())),
        ):
            # What is asked again to be as it is has the whole rubric laid out anew.
            if part.isHidden() is shown:
                part.setVisible(shown)
