"""What the feedback check found, as a list of cards: the reason, the ways to fix it, the place, and overruling it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer_app.domain.feedback import Finding
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.review.views import CheckView
from reviewer_app.ui.spoken import last_stop, stop_after, stops_in
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, Label, Scroller
from reviewer_app.ui.words import count_words

_READERS = "The coordinator can read this reason with the decision. The earner cannot."
_AT_ONCE = 2
_BY_ORDER = Qt.FocusReason.OtherFocusReason


class FindingCard(Card):
    """One finding. ``fixed`` carries the number of the fix, ``overruled`` the reason."""

    fixed = Signal(int)
    visited = Signal()
    overruled = Signal(str)
    taken_back = Signal()

    def __init__(self, finding: Finding, overruled: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=12, spacing=6)
        self.finding, self.reason_given = finding, overruled
        place = finding.criterion if finding.criterion != OVERALL else "Overall comment"
        word = "Overruled" if overruled else ("Before signing" if finding.must else "Worth a look")
        self.setAccessibleName(f"{word}: {place}, {finding.title}. {finding.reason}")
        tone = "muted" if overruled else ("bad" if finding.must else "warn")
        icon = "ok" if overruled else ("error" if finding.must else "attention")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(f"{place}  {finding.title}", "strong", wrap=True), 1)
        head.addWidget(Label(word, "small", tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.reason = Label(finding.reason, wrap=True)
        self.body.addWidget(self.reason)
        if overruled:
            self.body.addWidget(Label(f"Your reason: {overruled}", "muted", wrap=True))
        self.fixes = tuple(
            Button(fix.label, partial(self.fixed.emit, number), icon="ok")
            for number, fix in enumerate(finding.fixes if not overruled else ())
        )
        self.go = Button("Go there", self.visited.emit, icon="next", kind="link")
        self.overrule: Button | None = None
        self.take_back: Button | None = None
        self.why: QLineEdit | None = None
        self._readers: Label | None = None
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(self.go)
        if overruled:
            self.take_back = Button("Let it count again", self.taken_back.emit, kind="link")
            links.addWidget(self.take_back)
        else:
            for fix in self.fixes:
                self.body.addWidget(fix, 0, Qt.AlignmentFlag.AlignLeft)
            self.overrule = Button(
                "Overrule…", self.ask, kind="link", hint="With a reason; the earner never sees it"
            )
            links.addWidget(self.overrule)
        links.addStretch(1)
        self.body.addLayout(links)

    def ask(self) -> None:
        """Ask for the reason in a line of the card, or put the line away."""
        if self.why is None:
            self.why = QLineEdit()
            self.why.setAccessibleName(f"Why {self.finding.title.lower()} does not hold here")
            self.why.setPlaceholderText("Why it does not hold here; Enter keeps it")
            self.why.setMaxLength(1000)
            self.why.returnPressed.connect(self._on_reason)
            self._readers = Label(_READERS, "small", wrap=True)
            self.body.addWidget(self.why)
            stop_after(self.overrule or self.go, self.why)
            self.body.addWidget(self._readers)
            self._show_reason(self.why, True)
        else:
            self._show_reason(self.why, self.why.isHidden())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.why is not None and not self.why.isHidden():
            self._show_reason(self.why, False)
            return
        super().keyPressEvent(event)

    def _show_reason(self, why: QLineEdit, shown: bool) -> None:
        why.setVisible(shown)
        if self._readers is not None:
            self._readers.setVisible(shown)
        if shown:
            why.setFocus(_BY_ORDER)
        elif self.overrule is not None:
            self.overrule.setFocus(_BY_ORDER)

    def _on_reason(self) -> None:
        if self.why is not None and self.why.text().strip():
            self.overruled.emit(self.why.text().strip())


class FindingsPanel(QFrame):
    """All findings of a review, those that keep it from being signed first; told by criterion and key."""

    fixed = Signal(str, str, int)
    visited = Signal(object)
    overruled = Signal(str, str, str)
    taken_back = Signal(str, str)

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        """``before`` is what the Tab key comes from."""
        super().__init__(parent)
        self.setAccessibleName("Feedback check")
        self._before = before
        self.cards: list[FindingCard] = []
        self._waiting: list[tuple[Finding, str]] = []
        self._known: dict[tuple[Finding, str], FindingCard] = {}
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._next_card)
        self.title = Label("", "heading", wrap=True)
        self.about = Label("", "muted", wrap=True)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, theme().px(8), 0)
        self._list.setSpacing(10)
        self._list.addStretch(1)
        self.scroller = Scroller(inside)
        inside.setProperty("ground", "bg")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.scroller, 1)

    def show_check(self, checked: CheckView) -> None:
        """Show what was found; hidden where there is nothing at all."""
        standing = checked.standing
        ordered = sorted(standing, key=lambda each: not each.must)
        ordered += [each for each in checked.findings if each not in standing]
        wanted = [
            (each, "" if each in standing else checked.overruled.get(each.place, "").strip())
            for each in ordered
        ]
        known = {**self._known, **{(card.finding, card.reason_given): card for card in self.cards}}
        self.cards = []
        self._waiting = wanted
        for card in [card for about, card in known.items() if about not in wanted]:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._known = {about: card for about, card in known.items() if about in wanted}
        # The first are there at once; the others follow one by one, so that nothing waits for a long list.
        for _ in range(_AT_ONCE):
            self._next_card()
        self._more.start()
        must = len(checked.blocking)
        self.title.setText(
            f"{count_words(must, 'thing', 'things')} to change before signing" if must else "Feedback check"
        )
        rest = len(standing) - must
        self.about.setText(
            "Each keeps the decision open until it is changed or overruled with a reason."
            if must
            else (
                f"{count_words(rest, 'thing is', 'things are')} worth a look; you decide."
                if rest
                else "Nothing is left to change."
            )
        )
        self.setVisible(bool(ordered))

    def _next_card(self) -> None:
        if not self._waiting:
            self._more.stop()
            return
        about = self._waiting.pop(0)
        card = self._known.pop(about, None)
        if card is None:
            card = FindingCard(*about)
            self._tell(card)
        there = self._list.itemAt(len(self.cards))
        if there is None or there.widget() is not card:  # else the list would be laid out anew for nothing
            self._list.insertWidget(len(self.cards), card)
        stop_after(last_stop(self.cards[-1]) if self.cards else self._before, *stops_in(card))
        self.cards.append(card)

    def first_button(self) -> QWidget | None:
        """Where the keyboard begins."""
        for card in self.cards:
            for each in (*card.fixes, card.go):
                if not each.isHidden():
                    return each
        return None

    def _tell(self, card: FindingCard) -> None:
        where, key = card.finding.criterion, card.finding.key
        card.fixed.connect(lambda number: self.fixed.emit(where, key, number))
        card.visited.connect(lambda: self.visited.emit(card.finding))
        card.overruled.connect(lambda reason: self.overruled.emit(where, key, reason))
        card.taken_back.connect(lambda: self.taken_back.emit(where, key))
