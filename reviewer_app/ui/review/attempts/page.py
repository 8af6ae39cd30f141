"""The comparison in front of the panels: what was handed in, what the texts say now, and the earlier judgement."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from reviewer_app.domain.attempts import WORDS, Compared, Comparison, Fate
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.ui.review.attempts.beside import Beside
from reviewer_app.ui.review.attempts.lists import Scores, Things
from reviewer_app.ui.review.attempts.ports import AttemptsView, TextsView
from reviewer_app.ui.review.attempts.words import counted, outcome
from reviewer_app.ui.spoken import speak_as
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, Pages, Scroller, SlimBar
from reviewer_app.ui.words import count_words


class ComparisonPage(QWidget):
    """Shows two attempts. ``wanted`` carries a thing whose texts are to be compared, ``opened`` the evidence to open
    in the room, ``carried`` a criterion whose earlier score is confirmed."""

    back = Signal()
    wanted = Signal(object)
    opened = Signal(str)
    carried = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Attempts side by side")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._known: AttemptsView | None = None
        self._rubric: Microcredential | None = None
        self._state: ReviewState | None = None
        self._offers: tuple[str, ...] = ()
        self._on_a_score = False
        self.heading = Label("", "heading")
        self.counts = Label("", "muted")
        self.note_words = Label("", wrap=True)
        self.note_card = Card(margin=12, spacing=4)
        self.things = Things()
        self.scores = Scores()
        self.score_words = Label("", "small", wrap=True)
        self.thing_title = Label("", "strong", wrap=True)
        self.open_thing = Button("Open in this attempt", self._on_open, kind="link")
        self.waiting = Label("Reading both texts…", "muted")
        self.problem = InlineNote(closable=False)
        self.beside = Beside()
        self.judgement = Label("", wrap=True)
        self.carry_one = Button("", self._on_carry, icon="copy", hint="Carry this score over (Y)")
        self.pages = Pages()
        self.begin = Button("Begin the review", self.back.emit, kind="primary", hint="Esc")
        self.carry_all = Button("", self._on_carry_all, hint="Every score that may (Shift+Y)")
        self._build()
        theme().changed.connect(self._on_look)
        self.things.currentItemChanged.connect(lambda _now, _before: self._on_thing())
        self.things.itemActivated.connect(lambda _item, _column: self._on_open())
        self.scores.currentItemChanged.connect(lambda _now, _before: self._on_score())
        self.scores.itemActivated.connect(lambda _item, _column: self._on_carry())

    def _build(self) -> None:
        bar = SlimBar()
        bar.start.addWidget(Button("Back", self.back.emit, icon="back", hint="To the review (Esc)"))
        bar.start.addSpacing(8)
        bar.start.addWidget(self.heading)
        bar.start.addSpacing(8)
        bar.start.addWidget(self.counts, 1)
        self.note_card.body.addWidget(Label("What the earner says about this attempt", "small"))
        self.note_card.body.addWidget(self.note_words)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 11, 0)
        column.setSpacing(12)
        for title, table, words in (
            ("What was handed in", self.things, None),
            ("Earlier scores", self.scores, self.score_words),
        ):
            card = Card(margin=12, spacing=8)
            card.body.addWidget(Label(title, "strong"))
            if words is not None:
                card.body.addWidget(words)
            card.body.addWidget(table, 1)
            column.addWidget(card, 1)
        split = self.split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        # Where letters are large both lists keep their height, and scroll together.
        lists = Scroller(left, "What was handed in, and earlier scores", sideways=True)
        for each in (left, lists, lists.viewport()):
            each.setProperty("ground", "none")
        split.addWidget(lists)
        split.addWidget(self._right())
        split.setStretchFactor(1, 1)
        foot = SlimBar(foot=True)
        foot.start.addWidget(Label("Nothing is scored until you say so.", "muted"), 1)
        foot.end.addWidget(self.carry_all)
        foot.end.addWidget(self.begin)
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 12, 16, 12)
        middle.setSpacing(12)
        middle.addWidget(self.note_card)
        middle.addWidget(split, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(middle, 1)
        whole.addWidget(foot)

    def _right(self) -> QWidget:
        card = Card(margin=12, spacing=8)
        head = QHBoxLayout()
        head.addWidget(self.thing_title, 1)
        head.addWidget(self.open_thing)
        card.body.addLayout(head)
        card.body.addWidget(self.problem)
        told = QWidget()
        inside = QVBoxLayout(told)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.judgement)
        inside.addWidget(self.carry_one, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(told)
        for each in (told, scroll, scroll.viewport()):
            each.setProperty("ground", "none")
        speak_as(scroll, QAccessible.Role.Pane)
        scroll.setAccessibleName("The earlier judgement")
        self.empty = QWidget()
        for page in (self.empty, self.waiting, self.beside, scroll):
            self.pages.add_page(page)
        self.told = scroll
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.pages, 1)
        return card

    # What is shown

    def show_attempts(self, known: AttemptsView, rubric: Microcredential, state: ReviewState) -> None:
        """Show two attempts that were compared."""
        found = known.comparison
        assert found is not None  # there is a page only where there is a comparison
        self._known, self._rubric = known, rubric
        self.heading.setText(f"Attempt {found.now} beside attempt {found.before}")
        self.counts.setText(counted(found))
        self.note_words.setText(known.note)
        self.note_card.setVisible(bool(known.note))
        self.things.show_comparison(found, rubric)
        self.show_state(state)

    def show_state(self, state: ReviewState) -> None:
        """Show which scores were carried over by now."""
        known, rubric, self._state = self._known, self._rubric, state
        if known is None or rubric is None or known.comparison is None:
            return
        found: Comparison = known.comparison
        self.score_words.setText(outcome(known.decision, found.before))
        self.scores.setVisible(known.decision is not None)
        if known.decision is not None:
            self.scores.blockSignals(True)
            self.scores.show_scores(found, known.decision, rubric, dict(state.carried))
            self.scores.blockSignals(False)
        self._offers = tuple(each.criterion for each in found.offers if each.criterion not in state.carried)
        self.carry_all.setText(f"Carry over all {len(self._offers)}")
        self.carry_all.setVisible(len(self._offers) > 1)
        if self._on_a_score:
            self._on_score()

    def show_texts(self, thing: Compared, texts: TextsView) -> None:
        """Show the texts of a thing, if one still stands on it."""
        if self.things.chosen != thing or self._known is None or self._known.comparison is None:
            return
        found = self._known.comparison
        self.problem.hide()
        if texts.cut:
            self.problem.say("info", "Only the beginning is compared", "The text is very long.")
        self.beside.show_rows((f"Attempt {found.before}", f"Attempt {found.now}"), texts.rows)
        self.pages.show_page(self.beside)

    def show_problem(self, thing: Compared, error: ReviewerError) -> None:
        """Say why the texts of a thing cannot be compared."""
        if self.things.chosen == thing:
            self.pages.show_page(self.empty)
            tone = "info" if error.code == "no-text" else "warn"
            self.problem.say(tone, error.title, error.sentence, error.next_step)

    def take_focus(self) -> None:
        """Take the keyboard to what was handed in."""
        self.things.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        narrow = self.width() < theme().px(820)
        for table in (self.things, self.scores):
            table.setMinimumHeight(theme().px(110) if narrow else 0)
        # The earlier level of the row one stands on is told beside the list.
        self.scores.setColumnHidden(1, narrow)
        left = min(theme().px(420), self.width() * (5 if narrow else 4) // 10)
        self.split.setSizes([left, max(1, self.width() - left)])

    def _on_look(self) -> None:
        self._share()
        if self._known is not None and self._known.comparison is not None and self._rubric is not None:
            # Icons in lists are drawn in the colours of the look they were put in with; what is read beside stays.
            with QSignalBlocker(self.things):
                self.things.show_comparison(self._known.comparison, self._rubric)
            if self._state is not None:
                self.show_state(self._state)

    # What the person did

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        elif event.key() == Qt.Key.Key_Y and self._offers:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._on_carry_all()
            else:
                self._on_carry()
        else:
            super().keyPressEvent(event)

    def _on_thing(self) -> None:
        thing = self.things.chosen
        if thing is None:
            return
        self._on_a_score = False
        self.problem.hide()
        self.thing_title.setText(f"{thing.title} · {WORDS[thing.fate].lower()}")
        self.open_thing.setVisible(bool(thing.now))
        if thing.fate is Fate.SAME:
            self.judgement.setText("The same as in the earlier attempt, byte for byte.")
            self.carry_one.hide()
            self.pages.show_page(self.told)
            return
        self.pages.show_page(self.waiting)
        self.wanted.emit(thing)

    def _on_score(self) -> None:
        known, criterion = self._known, self.scores.chosen
        if known is None or known.comparison is None or known.decision is None or not criterion:
            return
        judged = next((each for each in known.decision.judged if each.criterion == criterion), None)
        self._on_a_score = True
        title = self._rubric.criterion(criterion).title if self._rubric is not None else ""
        self.problem.hide()
        self.thing_title.setText(f"{criterion} {title} in attempt {known.comparison.before}")
        self.open_thing.hide()
        said = ["Not scored."] if judged is None else [f"{judged.level_title}: {judged.descriptor}"]
        if judged is not None and judged.comment:
            said.append(f"What you said: {judged.comment}" if not judged.carried_from else judged.comment)
        if judged is not None and judged.citations:
            said.append(f"With {count_words(len(judged.citations), 'citation', 'citations')}.")
        if why := known.comparison.why_not.get(criterion, ""):
            said.append(f"It does not carry over. {why}")
        self.judgement.setText("\n\n".join(said))
        self.carry_one.setText(f" Carry {judged.level_title if judged else ''} over")
        self.carry_one.setVisible(criterion in self._offers)
        self.pages.show_page(self.told)

    def _on_open(self) -> None:
        if (thing := self.things.chosen) is not None and thing.now:
            self.opened.emit(thing.now)

    def _on_carry(self) -> None:
        if self.scores.chosen in self._offers:
            self.carried.emit(self.scores.chosen)

    def _on_carry_all(self) -> None:
        for criterion in self._offers:
            self.carried.emit(criterion)
