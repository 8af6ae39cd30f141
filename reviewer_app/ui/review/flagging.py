"""Raising, changing and taking back a concern: its kind, the evidence and the place it is about, and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer_app.domain.pausing import NOTHING_SETTLED, Settled
from reviewer_app.domain.review import Flag
from reviewer_app.ui.review.asking import Asking
from reviewer_app.ui.review.ports import Raised
from reviewer_app.ui.review.words import item_title
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, CheckBox, Label, Scroller

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

_KIND_WORDS = {
    "authenticity": "Authenticity: this may not be the earner’s own work",
    "privacy": "Privacy: it shows or names someone who should not be seen",
    "safety": "Safety: someone may be at risk",
    "wrong file": "Wrong file, or a file that does not open",
    "other": "Something else",
}

_SHOWN_ITEMS = 5
"""So many are shown as they are; of more, all but half a one, which says that the list goes on."""


@dataclass(frozen=True)
class About:
    """What a flag can be about: evidence by id with its title, what is on show, and the place selected in it."""

    items: tuple[tuple[str, str], ...] = ()
    shown: str = ""
    place: Mapping[str, Any] = field(default_factory=dict)


class FlagDialog(Asking):
    """Asks what is wrong; ``raised`` carries what is raised or changed, ``taken_back`` a flag's id."""

    raised = Signal(object)
    taken_back = Signal(str)

    title, verb, said = "Flag a concern", "Flag", "Flagged"
    sentence = "The coordinator reads this; the earner does not."
    kind_words: ClassVar[Mapping[str, str]] = _KIND_WORDS
    problem = False

    def __init__(
        self,
        kinds: Sequence[str],
        flags: Sequence[Flag],
        about: About,
        parent: QWidget | None = None,
        settled: Settled = NOTHING_SETTLED,
    ) -> None:
        super().__init__(self.title, self.sentence, parent)
        self._place = dict(about.place)
        self._changing = ""
        self._order = (about.shown, *(each for each, _ in about.items if each != about.shown))
        self._build_raised(flags, settled)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for kind in kinds:
            choice = QRadioButton(self.kind_words.get(kind, kind.capitalize()))
            self._group.addButton(choice)
            self.choices[kind] = choice
            self.column.addWidget(choice)
        self._group.buttonToggled.connect(lambda _button, _on: self._check())
        self._build_about(about)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("What you noticed")
        self.words.setPlaceholderText("What you noticed, and where")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme().px(76))
        self.column.addWidget(self.words)
        self.foot(self.verb)
        self._check()
        self.choices[kinds[0]].setFocus()

    def change(self, flag: Flag) -> None:
        """Show a flag that is raised already, to change it."""
        self._changing = flag.id
        if flag.kind in self.choices:
            self.choices[flag.kind].setChecked(True)
        for each, box in self.items.items():
            box.setChecked(each in flag.about)
        if flag.place:
            self._place = dict(flag.place)
            self._order = (flag.evidence, *(each for each in self._order if each != flag.evidence))
            self.here.setText(f"At this place: {flag.place.get('label', '')}")
        self.here.setVisible(bool(flag.place) or self.here.isVisibleTo(self))
        self.here.setChecked(bool(flag.place))
        self.words.setPlainText(flag.text)
        self.go.setText("Change")
        self.words.setFocus()

    def _build_raised(self, flags: Sequence[Flag], settled: Settled) -> None:
        self.buttons: dict[str, tuple[Button, Button]] = {}
        for flag in flags:
            row = QHBoxLayout()
            words = f"{self.said}: {flag.kind}. {flag.text}".strip()
            answer = settled.get(flag.id)
            if answer is not None:
                words = f"{words}\nThe coordinator: {answer.words}"
            row.addWidget(Label(words, wrap=True), 1)
            change = Button("Change", partial(self.change, flag))
            back = Button("Take back", partial(self._on_taken_back, flag.id))
            self.buttons[flag.id] = (change, back)
            for button in (change, back):
                button.setVisible(answer is None)
                row.addWidget(button)
            self.column.addLayout(row)

    def _build_about(self, about: About) -> None:
        self.items: dict[str, CheckBox] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2, 4, 2)
        column.setSpacing(4)
        for each, title in about.items:
            box = CheckBox(title)
            box.setChecked(each == about.shown)
            self.items[each] = box
            column.addWidget(box)
        self.here = CheckBox(f"At the place that is selected: {about.place.get('label', '')}")
        self.here.setChecked(bool(about.place))
        self.here.setVisible(bool(about.place))
        if about.items:
            self.column.addWidget(Label("About", "muted"))
            self.column.addWidget(
                inside if len(about.items) <= _SHOWN_ITEMS else _scrolled(inside, len(about.items))
            )
        self.column.addWidget(self.here)

    def _check(self) -> None:
        self.go.setEnabled(self._group.checkedButton() is not None)

    def _on_taken_back(self, flag: str) -> None:
        self.taken_back.emit(flag)
        self.accept()

    def _on_go(self) -> None:
        kind = next(kind for kind, choice in self.choices.items() if choice.isChecked())
        chosen = tuple(each for each in self._order if each in self.items and self.items[each].isChecked())
        # A place is in the first of them.
        placed = self.here.isChecked() and bool(self._place) and chosen[:1] == self._order[:1]
        place = self._place if placed else {}
        words = self.words.toPlainText().strip()
        self.raised.emit(Raised(kind, words, chosen, place, self.problem, self._changing))
        self.accept()


def _scrolled(inside: QWidget, count: int) -> Scroller:
    """A list of so many items that not all are in sight."""
    scroller = Scroller(inside, "The evidence it is about", sideways=True)
    line = inside.sizeHint().height() / count
    scroller.setFixedHeight(round(line * (_SHOWN_ITEMS - 0.5)) + theme().px(10))
    return scroller


def about(room: Stage) -> About:
    """What a flag raised now can be about."""
    review, entry = room.review, room.pane.entry
    if review is None:
        return About()
    items = tuple((each.id, item_title(each)) for each in review.submission.evidence)
    shown = entry.id if entry is not None and review.submission.item(entry.id) is not None else ""
    chosen = room.pane.selection() if shown else None
    place = (
        {"label": chosen.label, "selectors": [dict(each) for each in chosen.selectors]}
        if chosen and chosen.selectors
        else {}
    )
    return About(items, shown, place)


def ask_flag(room: Stage, kind: str = "") -> None:
    """Ask what the concern is; those raised before can be changed or taken back here."""
    review = room.review
    if review is None:
        return
    own = review.submission.id
    raised = [each for each in review.state.flags if not each.problem]
    asking = FlagDialog(room.ports.flag_kinds, raised, about(room), room, review.gate.settled)
    if kind in asking.choices:
        asking.choices[kind].setChecked(True)
    asking.raised.connect(lambda made: room.changes.raise_flag(own, made))
    asking.taken_back.connect(lambda flag: room.changes.unflag(own, flag))
    asking.open()
