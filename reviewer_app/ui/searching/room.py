"""One box that searches submissions, evidence, answers, comments and notes; a hit opens at its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.searching.acts import SEARCH_ACTS
from reviewer_app.ui.searching.driver import ReadingDriver
from reviewer_app.ui.searching.ports import Hit, Hits, SearchPorts, Spot, Unsearched
from reviewer_app.ui.searching.results import ResultsList, ResultsModel
from reviewer_app.ui.widgets import Button, Card, EmptyState, Label, Room, SearchField
from reviewer_app.ui.words import count_words

_NAMED_MOST = 12


class SearchRoom(Room):
    """Emits ``opened`` with the spot to open."""

    opened = Signal(object)

    def __init__(
        self, ports: SearchPorts, jobs: Jobs, reading: ReadingDriver, parent: QWidget | None = None
    ) -> None:
        super().__init__("Search", SEARCH_ACTS, parent)
        self._ports, self._jobs, self.reading = ports, jobs, reading
        self._text = ""
        self._job: Job[Hits] | None = None
        self.field = SearchField(
            "Search everything on this laptop", "Search submissions, evidence, answers, comments and notes"
        )
        self.model = ResultsModel(self)
        self.list = ResultsList(self.model)
        self.counted = Label("", "muted")
        self.progress = Label("", "muted")
        self.unsearched = Button("", self._on_unsearched, kind="link")
        self._files: tuple[Unsearched, ...] = ()
        self._build()

    def entered(self) -> None:
        """Take the focus; what was found before is still there."""
        self._look_for_unsearched()
        if self.model.hits and self.list.currentIndex().isValid():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_box()

    def focus_box(self) -> None:
        """Take the keyboard to the box, with what was typed ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _build(self) -> None:
        self._blank = EmptyState(
            "search",
            "Search everything on this laptop",
            "Type the beginnings of words; a hit holds all of them in one place. Words in “quotes” are found as "
            "they stand. Capitals and accents make no difference.",
        )
        self._nothing = EmptyState(
            "search", "Nothing holds all of these words", "Try fewer words, or only their beginnings."
        )
        self._stack = QStackedWidget()
        for page in (self._blank, self.list, self._nothing):
            self._stack.addWidget(page)
        card = Card(margin=0, spacing=0)
        card.body.setContentsMargins(1, 1, 1, 8)
        card.body.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.counted)
        foot.addStretch(1)
        foot.addWidget(self.progress)
        foot.addWidget(self.unsearched)
        self.body.addWidget(self.field)
        self.body.addWidget(card, 1)
        self.body.addLayout(foot)
        self.unsearched.hide()
        self.field.searched.connect(self._on_searched)
        self.field.returnPressed.connect(self._on_return)
        self.field.left.connect(self._on_field_left)
        self.list.opened.connect(self._on_opened)
        self.list.left.connect(self.focus_box)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.reading.changed.connect(self._on_read)
        self._say_progress()

    def _on_searched(self, text: str) -> None:
        self._text = text
        if not text:
            self._forget()
            self._stack.setCurrentWidget(self._blank)
            self.counted.setText("")
            return
        self._ask(0, self._on_found)

    def _ask(self, after: int, done: Callable[[Hits], None]) -> None:
        text = self._text

        def found(hits: Hits) -> None:
            self._job = None
            if text == self._text:
                done(hits)

        # The newest question alone is of interest; one that runs is a matter of milliseconds.
        self._job = self._jobs.run(
            Lane.STORE,
            lambda _control: self._ports.find(text, after),
            found,
            self._on_failed,
            stopped=lambda: None,
            owner=self,
            replaces="search" if after == 0 else "",
        )

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.model.show((), 0)

    def _on_found(self, found: Hits) -> None:
        self.model.show(found.hits, found.next)
        self._stack.setCurrentWidget(self.list if found.hits else self._nothing)
        if found.hits:
            self.list.first()
        self._count()

    def _on_more(self, found: Hits) -> None:
        self.model.add(found.hits, found.next)
        self._count()

    def _on_more_wanted(self, after: int) -> None:
        self._ask(after, self._on_more)

    def _count(self) -> None:
        hits, more = self.model.hits, not self.model.all_shown
        if not hits:
            self.counted.setText("")
            return
        words = f"The best {hits} hits" if more else count_words(hits, "hit", "hits")
        self.counted.setText(
            f"{words} in {count_words(self.model.submissions(), 'submission', 'submissions')}"
        )

    def _on_return(self) -> None:
        if self.model.hits and self.field.text().strip() == self._text and self._job is None:
            self.list.open_current()

    def _on_field_left(self) -> None:
        if self.model.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, hit: Hit) -> None:
        self.opened.emit(Spot(hit.submission, hit.kind, hit.place, hit.page, hit.snippet.quote))

    def _on_failed(self, error: ReviewerError) -> None:
        self._job = None
        self.note.say_error(error)

    def _on_read(self) -> None:
        self._say_progress()
        if not self.reading.left:
            if self.isVisible():
                self._look_for_unsearched()
            if self._text and not self.model.hits:
                self._ask(0, self._on_found)

    def _say_progress(self) -> None:
        left = self.reading.left
        words = f"Reading evidence for search · {count_words(left, 'file', 'files')} to go" if left else ""
        self.progress.setText(words)
        self.progress.setVisible(bool(words))
        self._nothing.sentence.setText(
            "Evidence is still being read; this is searched again when all of it is."
            if left
            else "Try fewer words, or only their beginnings."
        )

    def _look_for_unsearched(self) -> None:
        self._jobs.run(
            Lane.STORE,
            lambda _control: tuple(self._ports.unsearched()),
            self._on_unsearched_found,
            self._on_failed,
            owner=self,
            replaces="unsearched",
        )

    def _on_unsearched_found(self, files: tuple[Unsearched, ...]) -> None:
        self._files = files
        self.unsearched.setText(f"{count_words(len(files), 'file', 'files')} not searched")
        self.unsearched.setAccessibleName(self.unsearched.text())
        self.unsearched.setVisible(bool(files))

    def _on_unsearched(self) -> None:
        lines = [
            f"{each.alias}, attempt {each.attempt} · {each.name}: {each.reason}."
            for each in self._files[:_NAMED_MOST]
        ]
        if len(self._files) > _NAMED_MOST:
            lines.append(f"And {len(self._files) - _NAMED_MOST} more.")
        self.note.say("info", "Files whose words search does not know", "\n".join(lines))
