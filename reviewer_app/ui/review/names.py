"""The names the guard found in a submission: what is masked, where text may name someone, and showing it on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.submission import ANSWERS
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.names_words import TEXT, called, place_of_name
from reviewer_app.ui.review.views import Found, NamesView
from reviewer_app.ui.review.words import answers_title, item_title
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, InlineNote, Label, keep_off_bar, line
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView

_TEXTS_SHOWN = 12


class NamesDialog(QDialog):
    """Lists what was found; ``jumped`` carries a finding, ``revealed`` an item and the reason for showing it."""

    jumped = Signal(object)
    revealed = Signal(str, str)

    def __init__(
        self,
        view: NamesView,
        titles: dict[str, str],
        parent: QWidget | None = None,
        *,
        may_reveal: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Names in this submission")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._may_reveal = may_reveal
        self._values: dict[str, list[tuple[Found, Label]]] = {}
        self.buttons: dict[str, Button] = {}
        self.jumps: list[Button] = []
        self._asked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label("Names in this submission", "heading"))
        column.addWidget(Label(_sentence(view), "muted", wrap=True))
        self.note = InlineNote()
        column.addWidget(self.note)
        column.addWidget(self._list(view, titles), 1)
        column.addWidget(self._question())
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.done_button = Button("Close", self.accept, kind="primary", hint="Esc")
        foot.addWidget(self.done_button)
        column.addLayout(foot)
        self.setMinimumWidth(theme().dialog_width(560))
        self.resize(self.minimumWidth(), min(620, theme().px(540)))

    def show_found(self, evidence: str, found: Sequence[Found]) -> None:
        """Show what was masked in an item, now that it was written down that someone asked."""
        values = {(each.kind, each.field, each.shown): each.found for each in found}
        for known, label in self._values.get(evidence, ()):
            value = values.get((known.kind, known.field, known.shown), known.found)
            # Of a place only that there is one is told.
            label.setText("written in the file" if value in ("", "yes") else value)
            label.set_tone("warn")
        if evidence in self.buttons:
            self.buttons[evidence].hide()
        self.note.say("info", "Shown here only", "It was written down that you asked, and goes to the hub.")

    def _list(self, view: NamesView, titles: dict[str, str]) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("ground", "none")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for number, evidence in enumerate(dict.fromkeys(each.evidence for each in view.findings)):
            if number:
                rows.addWidget(line())
            self._group(rows, evidence, titles.get(evidence, "Evidence"), view)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        speak_as(area, QAccessible.Role.Pane)
        area.setAccessibleName("Names that were found")
        area.setWidget(inner)
        keep_off_bar(area)
        return area

    def _group(self, rows: QVBoxLayout, evidence: str, title: str, view: NamesView) -> None:
        own = [each for each in view.findings if each.evidence == evidence]
        head = QHBoxLayout()
        head.addWidget(Label(title, "strong", wrap=True), 1)
        if self._may_reveal and any(each.kind != TEXT for each in own):
            button = Button("Show what was masked…", partial(self._ask, evidence, title), icon="show")
            button.setAccessibleName(f"Show what was masked in {title}")
            self.buttons[evidence] = button
            head.addWidget(button)
        rows.addLayout(head)
        for each in own:
            if each.kind != TEXT:
                row = QHBoxLayout()
                name = Label(called(each), "muted")
                name.setMinimumWidth(theme().px(150))
                value = Label(each.shown, wrap=True)
                row.addWidget(name)
                row.addWidget(value, 1)
                self._values.setdefault(evidence, []).append((each, value))
                rows.addLayout(row)
        texts = [each for each in own if each.kind == TEXT]
        paged = any(each.slice for each in texts)
        for each in texts[:_TEXTS_SHOWN]:
            where = "" if evidence.startswith(ANSWERS) or not paged else f"Page {each.slice + 1}: "
            jump = Button("Go to it", partial(self._jump, each), kind="link")
            jump.setAccessibleName(f"Go to the possible name. {where}{each.shown}")
            self.jumps.append(jump)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(f"{where}{each.shown}", wrap=True), 1)
            row.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(row)
        if len(texts) > _TEXTS_SHOWN:
            rows.addWidget(Label(f"and {len(texts) - _TEXTS_SHOWN} more", "muted"))

    def _question(self) -> QFrame:
        self.question = QFrame()
        self.question.setProperty("role", "card")
        column = QVBoxLayout(self.question)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.asking = Label("", "strong", wrap=True)
        column.addWidget(self.asking)
        column.addWidget(
            Label(
                "You may learn who the earner is. Your reason is kept with the review and goes to the hub.",
                "muted",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why you need to see it")
        self.reason.setPlaceholderText("Why you need to see it")
        self.reason.setMaxLength(300)
        column.addWidget(self.reason)
        self.go = Button("Show and write it down", self._on_go, kind="danger")
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.reason.returnPressed.connect(self._on_go)
        self.go.setEnabled(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Keep it masked", self.question.hide))
        row.addWidget(self.go)
        column.addLayout(row)
        self.question.hide()
        return self.question

    def _ask(self, evidence: str, title: str) -> None:
        self._asked = evidence
        self.asking.setText(f"Show the names in “{title}”?")
        self.question.show()
        self.reason.setFocus()

    def _on_go(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.question.hide()
            self.revealed.emit(self._asked, reason)
            self.reason.clear()

    def _jump(self, found: Found) -> None:
        self.jumped.emit(found)
        self.accept()


def show_names(room: Stage) -> NamesDialog | None:
    """Open the list for the submission on show."""
    review = room.review
    reveal = room.ports.reveal_names
    if review is None:
        return None
    own = review.submission.id
    dialog = NamesDialog(review.guarded, _titles(review), room, may_reveal=room.open and reveal is not None)
    dialog.jumped.connect(lambda found: room.show_evidence(found.evidence, place_of_name(found)))

    def on_revealed(evidence: str, reason: str) -> None:
        if reveal is not None:
            _reveal(room, dialog, partial(reveal, own, evidence, reason), evidence)

    dialog.revealed.connect(on_revealed)
    dialog.open()
    return dialog


def _reveal(room: Stage, dialog: NamesDialog, ask: Callable[[], Sequence[Found]], evidence: str) -> None:
    def work(_control: JobControl) -> Sequence[Found]:
        return ask()

    def failed(error: ReviewerError) -> None:
        dialog.note.say_error(error)

    room.jobs.run(Lane.STORE, work, lambda found: dialog.show_found(evidence, found), failed, owner=dialog)


def _titles(review: ReviewView) -> dict[str, str]:
    titles = {each.id: item_title(each) for each in review.submission.evidence}
    return titles | {ANSWERS + part.id: answers_title(part.title) for part in review.rubric.parts}


def _sentence(view: NamesView) -> str:
    said = "What would say who the earner is stays masked. Words inside evidence are shown as they are."
    if not view.listed:
        said += " No list of the earner’s name came with this submission, so words were not searched for it."
    if view.waiting:
        said += f" {count_words(view.waiting, 'file is', 'files are')} still being looked through."
    return said
