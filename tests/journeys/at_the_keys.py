"""An assessor at the keyboard of the real window: every deed is a key event, and nothing is waited for by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from reviewer_app.cli.hands import CTRL, PLAIN, SHIFT, Hands
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.startup.window import Program
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import DECIDED, QUEUE, SYNC
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows.desk import Desk

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
PLACES = {QUEUE: Key.Key_1, DECIDED: Key.Key_2, SYNC: Key.Key_3}
_LANES = (Lane.STORE, Lane.FILES, Lane.RENDERING)


@dataclass
class Typed:
    """What the assessor last said about one submission."""

    scores: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    cited: list[tuple[str, str]] = field(default_factory=list)
    reasons: tuple[str, ...] = ()


class AtTheKeys:
    """What an assessor does with the window, one key after the other; ``desk`` is only looked at."""

    def __init__(self, program: Program, desks: list[Desk], passphrase: str) -> None:
        self.program, self.hands = program, Hands(program, None)
        self._desks = desks
        self.typed: dict[str, Typed] = {}
        door = program.shell.door
        program.show()
        self.until(door.passphrase.hasFocus, "the door asks for the passphrase, with the keyboard in it")
        self.hands.type(passphrase)
        self.press(Key.Key_Return)
        self.until(lambda: program.shell.workspace is not None, "the passphrase opens the store")

    # Looking

    @property
    def desk(self) -> Desk:
        """The store behind the window."""
        return self._desks[-1]

    @property
    def space(self) -> Workspace:
        """The rooms behind the door."""
        found = self.program.shell.workspace
        assert found is not None
        return found

    @property
    def room(self) -> ReviewRoom:
        """The review room."""
        place = self.space.review
        assert place is not None
        assert isinstance(place.widget, ReviewRoom)
        return place.widget

    @property
    def own(self) -> str:
        """The submission in front."""
        assert self.room.review is not None
        return self.room.review.submission.id

    @property
    def said(self) -> ReviewState:
        """What the store holds about the submission in front."""
        return self.desk.store.review(self.own)

    @property
    def own_typed(self) -> Typed:
        """What was typed about the submission in front."""
        return self.typed.setdefault(self.own, Typed())

    @property
    def criterion(self) -> str:
        """The criterion the keys are about."""
        card = self.room.rubric.current
        return card.criterion.id if card is not None else ""

    # Keys and patience

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key, wherever the keyboard is."""
        self.hands.press(key, modifiers)

    def until(self, holds: object, what: str) -> None:
        """Wait until something holds."""
        assert callable(holds)
        self.hands.until(holds, what)

    def rest(self) -> None:
        """Until everything that was begun is done, and what follows from it is shown."""
        busy = self.program.jobs.busy
        for _ in range(2):
            self.until(lambda: not any(map(busy, _LANES)), "the lanes are at rest")
            QApplication.processEvents()
        if self.space.review is not None:
            self.until(lambda: self.room.settled, "the bar says Saved")

    # Coming and going

    def go_to(self, place: str) -> None:
        """Go to a room by its key."""
        self.press(PLACES[place], CTRL)
        self.until(lambda: self.space.place == place and not self.space.reviewing, f"{place} is in front")
        self.rest()

    def sync(self) -> None:
        """F5, and wait for the round."""
        self.until(lambda: not self.space.driver.busy, "no round is under way")
        self.press(Key.Key_F5)
        self.until(lambda: not self.space.driver.busy, "the round ends")
        self.rest()

    def open_next_best(self, alias: str) -> None:
        """N in the queue opens the submission the plan names: this one."""
        self.go_to(QUEUE)
        plan = self.space.queue.plan
        self.until(lambda: plan.offered and plan.go.text() == f"Open {alias}", f"{alias} is best taken next")
        self.press(Key.Key_N)
        self._opened(alias)

    def open_from_the_list(self, alias: str) -> None:
        """Search the queue for a submission, go down to it and open it."""
        self.go_to(QUEUE)
        self.press(Key.Key_Slash)
        self.hands.type(alias)
        self.press(Key.Key_Return)
        self.until(lambda: self.space.queue.model.rowCount() == 1, f"{alias} is found")
        self.press(Key.Key_Down)
        self.until(self.space.queue.table.hasFocus, "the keyboard is in the list")
        self.press(Key.Key_Return)
        self._opened(alias)

    def _opened(self, alias: str) -> None:
        self.until(lambda: self.space.reviewing and not self.room.arriving, f"{alias} opens")
        self.rest()
        assert self.room.review is not None
        assert self.room.review.submission.alias == alias
        assert self.room.rubric.scores() == dict(self.said.scores), "no level is preselected"

    def back(self) -> None:
        """Alt and the left arrow: back to the queue."""
        self.press(Key.Key_Left, ALT)
        self.until(lambda: not self.space.reviewing, "the queue is in front again")
        self.rest()

    # Evidence

    def look_at(self, evidence: str) -> None:
        """Turn the evidence over with ] and [ until this is shown."""
        room = self.room
        ids = [row.id for row in room.evidence.model.rows if row.id]
        ahead = ids.index(evidence) > ids.index(room.evidence.current)
        seen = len(ids)
        while room.evidence.current != evidence:
            assert seen, f"{evidence} is reached by ] and ["
            seen -= 1
            self.press(Key.Key_BracketRight if ahead else Key.Key_BracketLeft)
        self.until(
            lambda: room.pane.entry is not None and room.pane.entry.id == evidence, f"{evidence} is opened"
        )
        assert room.review is not None
        item = room.review.submission.item(evidence)
        # Of an address without a snapshot there is only the card.
        is_link = item is not None and item.is_link
        self.until(
            lambda: room.pane.viewer is not None or (is_link and room.pane.card.isVisible()),
            f"{evidence} is shown",
        )
        self.until(lambda: not self.program.jobs.busy(Lane.RENDERING), f"{evidence} is painted")

    def look_at_everything(self) -> None:
        """All evidence once, in its order."""
        assert self.room.review is not None
        for each in self.room.review.submission.evidence:
            self.look_at(each.id)

    def cite(self, criterion: str, evidence: str) -> None:
        """Select something in a piece of evidence by keyboard, and pin it to a criterion with C."""
        self.stand_on(criterion)
        self.look_at(evidence)
        before = len(self.said.citations)
        self.press(Key.Key_F6, SHIFT)
        pane = self.room.pane
        self.until(lambda: self._within(pane), "Shift+F6 takes the keyboard to the evidence")
        viewer = pane.viewer
        if isinstance(viewer, MediaViewer):
            self.until(lambda: viewer.playback.duration > 0, "the recording is loaded")
            self.press(Key.Key_I)
            self.press(Key.Key_Right)
            self.until(lambda: viewer.playback.position > 0, "five seconds on")
            self.press(Key.Key_O)
        elif isinstance(viewer, ImageViewer):
            self.press(Key.Key_M)
            self.press(Key.Key_Return)
        else:
            self.press(Key.Key_A, CTRL)
        self.until(lambda: pane.selection() is not None, "something is selected")
        self.press(Key.Key_C)
        self.until(lambda: len(self.said.citations) == before + 1, f"C pins it to {criterion}")
        made = self.said.citations[-1]
        assert (made.criterion, made.evidence) == (criterion, evidence)
        self.own_typed.cited.append((criterion, evidence))
        self.press(Key.Key_F6)
        self.until(lambda: self._within(self.room.rubric), "F6 takes the keyboard back to the rubric")

    # Judging

    def check_all_fine(self) -> None:
        """The completeness check: everything that was asked for is here, opens, is legible and the right thing."""
        checking = self.room.part(Checking)
        self.press(Key.Key_I)
        assert checking.checking
        self.rest()
        self.press(Key.Key_A, CTRL | SHIFT)
        self.until(lambda: checking.check.complete, "everything is answered with yes")
        self.rest()
        self.press(Key.Key_Escape)
        assert not checking.checking
        assert self._within(self.room.rubric)

    def stand_on(self, criterion: str) -> None:
        """J and K, until the keys are about this criterion."""
        assert self.room.review is not None
        ids = [each.id for each in self.room.review.rubric.criteria]
        ahead = ids.index(criterion) > ids.index(self.criterion)
        left = len(ids)
        while self.criterion != criterion:
            assert left, f"{criterion} is reached by J and K"
            left -= 1
            self.press(Key.Key_J if ahead else Key.Key_K)

    def score(self, criterion: str, level: str) -> None:
        """A level by its number."""
        self.stand_on(criterion)
        assert self.room.review is not None
        found = self.room.review.rubric.criterion(criterion)
        assert found is not None
        self.press(Key(Key.Key_1 + found.rank(level)))
        self.own_typed.scores[criterion] = level
        self.until(lambda: self.said.scores.get(criterion) == level, f"{criterion} is {level}")

    def comment(self, criterion: str, text: str) -> None:
        """E and the words; Esc leaves the field. An overall comment begins with O."""
        if criterion == OVERALL:
            self.press(Key.Key_O)
        else:
            self.stand_on(criterion)
            self.press(Key.Key_E)
        assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
        self.hands.type(text)
        self.press(Key.Key_Escape)
        self.own_typed.comments[criterion] = text
        self.until(lambda: self.said.comments.get(criterion) == text, f"the words on {criterion} are durable")

    def note(self, criterion: str, text: str) -> None:
        """N and the words: a private note."""
        self.stand_on(criterion)
        self.press(Key.Key_N)
        assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
        self.hands.type(text)
        self.press(Key.Key_Escape)
        self.own_typed.notes[criterion] = text
        self.until(lambda: self.said.notes.get(criterion) == text, f"the note on {criterion} is durable")

    # Deciding

    def preview(self) -> None:
        """Ctrl+Enter: the decision as the earner will read it."""
        self.rest()
        self.press(Key.Key_Return, CTRL)
        self.until(lambda: self.room.previewing, "the decision shows as the earner will read it")
        self.rest()

    def sign(self) -> None:
        """Ctrl+Enter in the preview."""
        own, sign = self.own, self.room.preview.sign
        assert sign.isEnabled(), [
            (card.finding.criterion, card.finding.title, card.finding.must)
            for card in self.room.preview.findings.cards
        ]
        self.press(Key.Key_Return, CTRL)
        self.until(lambda: self.state(own) not in _OPEN, "the decision is signed")
        self.until(lambda: not self.room.previewing, "the room shows the signed decision")
        self.rest()

    def state(self, submission: str) -> State:
        """Where a submission stands."""
        return self.desk.store.state(submission)

    def write_anew(self, text: str) -> None:
        """Put other words in place of all that stands in the field the keyboard is in."""
        self.press(Key.Key_A, CTRL)
        for at, line in enumerate(text.splitlines()):
            if at:
                self.press(Key.Key_Return)
            self.hands.type(line)

    def question_closes(self) -> None:
        """A question is answered; as every window manager does, and this platform does not, the window is in front."""
        shell = self.program.shell
        self.until(lambda: QApplication.activeModalWidget() is None, "the question is gone")
        shell.activateWindow()
        self.until(shell.isActiveWindow, "the window is in front again")
        self.rest()
        assert QApplication.focusWidget() is not None, "the keyboard is somewhere"

    def tab_to(self, widget: QWidget, within: int = 30) -> None:
        """Tab until the keyboard is on something."""
        while not widget.hasFocus():
            assert within, f"{widget.accessibleName()} is reached by Tab"
            within -= 1
            self.press(Key.Key_Tab)

    def _within(self, panel: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and panel.isAncestorOf(focus)


_OPEN = frozenset({State.TO_REVIEW, State.IN_REVIEW, State.READY})


@contextmanager
def closing(keys: AtTheKeys) -> Iterator[AtTheKeys]:
    """Close the window at the end by Ctrl+Q, or by force where the story broke off."""
    try:
        yield keys
        keys.until(lambda: not keys.space.driver.busy, "no round is under way")
        keys.press(Key.Key_Q, CTRL)
        keys.until(lambda: not keys.program.shell.isVisible(), "Ctrl+Q closes the window")
    finally:
        if keys.program.shell.isVisible():
            keys.program.shell.close()
            keys.until(lambda: not keys.program.shell.isVisible(), "the window closes")
        keys.program.end()
