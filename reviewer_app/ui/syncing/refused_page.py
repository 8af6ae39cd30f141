"""The page of something the hub refused: why, what was signed, and what the person can do; nothing is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.refused import Act
from reviewer_app.ui.announce import announce
from reviewer_app.ui.commands.command import Command
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.syncing import acts
from reviewer_app.ui.syncing.ledger_ports import LedgerPorts, RefusalView
from reviewer_app.ui.syncing.signed_view import SignedView, beside, differing
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, EmptyState, InlineNote, Label, Scroller, keep_off_bar

_WIDEST = 1080
_EXPLAINED = {
    Act.SEND_AGAIN: "The coordinator opened it again. The same decision is signed once more and sent.",
    Act.JUDGE_AGAIN: "Opens the review with your levels and comments. What is brought over waits for your second look.",
    Act.COPY: "A file with the decision as you signed it, and the hub’s refusal.",
    Act.ASK: "Copies a sentence with the reason and the hash, to send to the coordinator.",
    Act.LET_GO: "Takes it out of what needs attention. A record says so; nothing is deleted.",
}


class RefusedPage(QWidget):
    """``back`` when it is left, ``done`` with a sentence after an act, ``review_wanted`` with a submission to open,
    ``copy_wanted`` with the view whose copy is to be saved."""

    back = Signal()
    done = Signal(str)
    review_wanted = Signal(str)
    copy_wanted = Signal(object)

    def __init__(self, ports: LedgerPorts | None, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ports, self._jobs = ports, jobs
        self._busy = False
        self.view: RefusalView | None = None
        self.setAccessibleName("What the hub refused")
        self.note = InlineNote()
        self.leave = Button("Back", self.back.emit, icon="back", act=acts.BACK)
        self.title = Label("", "heading", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        self.buttons: dict[Act, Button] = {
            Act.SEND_AGAIN: self._button("Send again", Act.SEND_AGAIN, "send", acts.SEND_AGAIN, "primary"),
            Act.JUDGE_AGAIN: self._button("Judge again", Act.JUDGE_AGAIN, "pencil", acts.JUDGE_AGAIN),
            Act.COPY: self._button("Keep a copy…", Act.COPY, "save", acts.KEEP_COPY),
            Act.ASK: self._button("Ask the coordinator", Act.ASK, "message-square", acts.ASK),
            Act.LET_GO: self._button("Let it go", Act.LET_GO, "ok", acts.LET_GO),
        }
        self._said: dict[Act, Label] = {act: Label(_EXPLAINED[act], "muted", wrap=True) for act in Act}
        self._why = self._make_why()
        self._decisions = QVBoxLayout()
        inside = QWidget()
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._why)
        column.addLayout(self._decisions)
        column.addStretch(1)
        self._inside = inside
        self._loading = EmptyState("loader", "Reading what you signed…", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._loading)
        area = Scroller(inside)
        keep_off_bar(area)
        self._stack.addWidget(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.note)
        whole.addWidget(self._stack, 1)
        theme().changed.connect(self._fit)
        self._fit()

    def can(self, act: Act) -> bool:
        """Whether an act makes sense for what is shown."""
        return self.isVisible() and not self._busy and self.view is not None and act in self.view.acts

    def show_item(self, key: str) -> None:
        """Read something the hub refused, and show it."""
        self.view = None
        self.note.hide()
        self.title.setText("")
        self._stack.setCurrentIndex(0)
        if self._ports is not None:
            ports = self._ports
            self._run(lambda: ports.refusal(key), self._show, Lane.STORE)

    def do(self, act: Act) -> None:
        """Do what was chosen."""
        if not self.can(act) or self._ports is None or self.view is None:
            return
        ports, view = self._ports, self.view
        if act is Act.COPY:
            self.copy_wanted.emit(view)
        elif act is Act.ASK:
            QGuiApplication.clipboard().setText(view.question)
            self.note.say("ok", "Copied", "Paste it into a message to your coordinator.")
            announce(self, "Copied")
        elif act is Act.LET_GO:
            self._run(
                lambda: ports.let_go(view.key), lambda _none: self._over("Let go; it stays in the ledger.")
            )
        elif act is Act.SEND_AGAIN:
            self._run(
                lambda: ports.send_again(view.key), lambda _none: self._over("Signed again; it is sent now.")
            )
        else:
            self._run(lambda: ports.judge_again(view.key), self.review_wanted.emit)

    def _over(self, said: str) -> None:
        self.view = None
        self.done.emit(said)

    def _run(
        self,
        work: Callable[[], object],
        then: Callable[..., object],
        lane: Lane = Lane.STORE,
    ) -> None:
        self._hold(busy=True)

        def done(found: object) -> None:
            self._hold(busy=False)
            then(found)

        def failed(error: ReviewerError) -> None:
            self._hold(busy=False)
            self.note.say_error(error)

        self._jobs.run(lane, lambda _control: work(), done, failed, owner=self)

    def _hold(self, *, busy: bool) -> None:
        self._busy = busy
        for each in self.buttons.values():
            each.setEnabled(not busy)

    def _show(self, view: RefusalView) -> None:
        self.view = view
        self.title.setText(f"{view.alias} · {view.title} · attempt {view.attempt}")
        self.happened.setText(view.happened)
        self.what.setText(view.what)
        self.so.setText(view.so)
        self.hub_said.setText(f"The hub’s own words ({view.code}): {view.reason}")
        for act, button in self.buttons.items():
            for each in (button, self._said[act]):
                each.setVisible(act in view.acts)
        likely = view.acts[0]
        for act, button in self.buttons.items():
            button.set_kind("primary" if act is likely and act is not Act.COPY else "plain")
        while (item := self._decisions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if views := _decisions(view):
            self._decisions.addWidget(beside(views))
        self._stack.setCurrentIndex(1)
        self.buttons[likely].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{view.happened}. {view.what}")

    def _make_why(self) -> Card:
        card = Card(spacing=8)
        self.happened = Label("", "heading", wrap=True)
        self.what = Label("", wrap=True)
        self.so = Label("", wrap=True)
        self.hub_said = Label("", "muted", wrap=True)
        self.hub_said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel("attention", "bad", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.happened, 1)
        card.body.addLayout(head)
        labels: Sequence[QLabel] = (self.what, self.so, self.hub_said)
        for each in labels:
            card.body.addWidget(each)
        rows = QGridLayout()
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        rows.setColumnStretch(1, 1)
        for row, act in enumerate(Act):
            rows.addWidget(self.buttons[act], row, 0)
            rows.addWidget(self._said[act], row, 1)
        card.body.addLayout(rows)
        return card

    def _button(self, words: str, act: Act, icon: str, command: Command[Any], kind: str = "plain") -> Button:
        return Button(words, lambda: self.do(act), icon=icon, kind=kind, act=command)

    def _fit(self) -> None:
        self._inside.setMaximumWidth(theme().px(_WIDEST))


def _decisions(view: RefusalView) -> list[SignedView]:
    if view.decision is None:
        return []
    own = "Your decision, as you signed it"
    if view.other is None:
        return [SignedView(own, view.decision, view.signed_at)]
    return [
        SignedView(
            "The one the hub refused", view.decision, view.signed_at, differing(view.decision, view.other)
        ),
        SignedView("The one that stands", view.other, None, differing(view.other, view.decision)),
    ]
