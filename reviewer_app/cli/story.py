"""The main job from a bundle to a receipt and a letter, done in the real window by real keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from reviewer_app.cli.hands import CTRL, SHIFT, Hands
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.lifecycle import State
from reviewer_app.startup.window import Program
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE, SYNC
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows import letters
from reviewer_app.workflows.desk import Desk

FIRST, SECOND = "7F3K-1", "7F3K-2"
BY_STICK = "V90H-1"
BY_LINE = (FIRST, "A09D-1", "C41P-1", "M77Q-1", "R2B8-1", "T5XW-1", "K3NE-1")
LETTER, SHEET, RECEIPT = "letter.pdf", "review-sheet.pdf", "receipt.json"

Key = Qt.Key


@dataclass(frozen=True)
class Told:
    """One step that was seen to work."""

    step: str
    detail: str


class Story:
    """The main job; ``steps`` does it and tells each step once it was seen to work."""

    def __init__(self, program: Program, hub: SampleHub, hands: Hands, out: Path, passphrase: str) -> None:
        self.program, self.hub, self.hands = program, hub, hands
        self.out = out
        self.passphrase = passphrase
        self.desk: Desk | None = None
        self.review = sample_reviews()[FIRST]

    def opened(self, desk: Desk) -> None:
        """Hear which desk the window opened."""
        self.desk = desk

    def steps(self) -> Iterator[Told]:
        """Do the main job, step by step."""
        yield self._serve()
        yield self._make_store()
        yield self._pair()
        yield self._receive()
        yield self._import()
        yield self._open()
        yield self._look_at_evidence()
        yield self._score()
        yield self._cite()
        yield self._undo_and_redo()
        yield self._cut_the_line()
        yield self._submit()
        yield self._bring_the_line_back()
        yield self._write_letter()
        yield self._lock_and_unlock()
        yield self._next_attempt()
        yield self._leave()

    @property
    def space(self) -> Workspace:
        """The rooms behind the door."""
        found = self.program.shell.workspace
        assert found is not None  # the story asks only while the door is open
        return found

    @property
    def room(self) -> ReviewRoom:
        """The review room."""
        place = self.space.review
        assert place is not None  # the story asks only after a submission was opened
        widget = place.widget
        assert isinstance(widget, ReviewRoom)
        return widget

    def _serve(self) -> Told:
        self.hub.assign(BY_LINE, self.out / "bundles")
        url = self.hub.start()
        return Told("A hub serves", f"{len(BY_LINE)} submissions assigned, on {url}")

    def _make_store(self) -> Told:
        hands, shell = self.hands, self.program.shell
        self.program.show()
        hands.until(lambda: shell.door.by_keyring.isVisible(), "the door asks who keeps the key")
        shell.door.by_keyring.setFocus()
        hands.press(Key.Key_Down)
        hands.until(lambda: shell.door.first.isVisible(), "the door asks for a new passphrase")
        shell.door.first.setFocus()
        hands.type(self.passphrase)
        hands.press(Key.Key_Tab)
        hands.until(lambda: not shell.door.first.hasFocus(), "Tab leads to the next field")
        shell.door.second.setFocus()
        hands.type(self.passphrase)
        hands.shot("door")
        hands.press(Key.Key_Return)
        hands.until(lambda: shell.workspace is not None, "the store is made and opens")
        hands.until(lambda: self.space.isVisible(), "the rooms show")
        hands.shot("empty-queue")
        return Told("A new encrypted store", "made by a passphrase, and open")

    def _pair(self) -> Told:
        hands = self.hands
        hands.press(Key.Key_3, CTRL)
        hands.until(lambda: self.space.place == SYNC, "Ctrl+3 leads to the Sync room")
        card = self.space.sync.pairing
        hands.until(card.address.isVisible, "the pairing form shows")
        card.address.setFocus()
        card.address.selectAll()
        hands.type(self.hub.url)
        card.code.setFocus()
        hands.type(self.hub.code())
        hands.shot("pairing")
        hands.press(Key.Key_Return)
        hands.until(lambda: self._paired(), "the laptop is paired")
        return Told("Paired", f"with {self.hub.hub.status().name}, by a one-time code")

    def _paired(self) -> bool:
        return self.desk is not None and self.desk.store.pairing is not None

    def _receive(self) -> Told:
        hands = self.hands
        hands.press(Key.Key_1, CTRL)
        hands.until(lambda: self.space.place == QUEUE, "Ctrl+1 leads to the queue")
        hands.until(lambda: self.space.queue.model.rowCount() == len(BY_LINE), "all assigned work arrives")
        hands.until(lambda: self._all_here(), "all evidence arrives")
        hands.until(lambda: not self.space.driver.busy, "the round ends")
        hands.shot("queue")
        return Told("Work received", f"{len(BY_LINE)} submissions with all their evidence, hashes checked")

    def _all_here(self) -> bool:
        return self.desk is not None and not self.desk.store.missing_blobs()

    def _import(self) -> Told:
        hands = self.hands
        bundle = self.hub.bundle(BY_STICK, self.out / "bundles")
        self.space.import_paths([bundle])
        hands.until(lambda: not self.space.importing.busy, "the import ends")
        hands.until(
            lambda: self.space.queue.model.rowCount() == len(BY_LINE) + 1, "the imported submission shows"
        )
        hands.shot("imported")
        return Told("A bundle imported", bundle.name)

    def _open(self) -> Told:
        hands, space = self.hands, self.space
        space.queue.show_submission(self.review.submission)
        hands.until(lambda: space.queue.table.current() == self.review.submission, "the submission is chosen")
        space.queue.table.setFocus()
        hands.press(Key.Key_Return)
        hands.until(lambda: space.reviewing, "Enter opens the submission")
        hands.until(lambda: not self.room.arriving, "the submission is shown")
        assert self.room.review is not None
        about = self.room.review.submission
        return Told("A submission opened", f"{about.alias}, {len(about.evidence)} pieces of evidence")

    def _look_at_evidence(self) -> Told:
        hands, room = self.hands, self.room
        assert room.review is not None
        seen: list[str] = []
        for item in room.review.submission.evidence:
            self._show(item.id, item.name or item.title)
            seen.append(item.name)
            hands.until(lambda: room.pane.viewer is not None, f"{item.name} is shown, not only explained")
            if isinstance(room.pane.viewer, MediaViewer):
                self._play(room.pane.viewer)
            hands.shot(f"evidence-{item.id}")
        first = next(x for x in room.review.submission.evidence if x.name.endswith(".pdf"))
        self._show(first.id, first.name)
        return Told("Evidence seen", ", ".join(seen))

    def _play(self, recording: MediaViewer) -> None:
        """Play a moment of a recording and hold it."""
        self.hands.until(lambda: recording.playback.duration > 0, "the recording is loaded")
        recording.playback.play()
        self.hands.until(lambda: recording.playback.position > 0.2, "the recording plays")
        recording.playback.pause()

    def _show(self, evidence: str, name: str) -> None:
        """Show a piece of evidence and wait until its picture, text or card is on the screen."""
        opened: list[str] = []
        pane = self.room.pane

        def on_opened() -> None:
            opened.append(pane.entry.id if pane.entry is not None else "")

        connection = pane.opened.connect(on_opened)
        self.room.show_evidence(evidence)
        self.hands.until(lambda: evidence in opened, f"{name} is shown or explained")
        self.hands.until(lambda: not self.program.jobs.busy(Lane.RENDERING), f"{name} is painted")
        QObject.disconnect(connection)

    def _score(self) -> Told:
        hands, room = self.hands, self.room
        assert room.review is not None
        rubric = room.review.rubric
        room.rubric.go_to(0)
        room.rubric.focus_inside()
        for place, criterion in enumerate(rubric.criteria):
            if place:
                hands.press(Key.Key_J)
            hands.until(partial(self._is_at, criterion.id), f"the focus is on {criterion.id}")
            level = self.review.scores[criterion.id]
            hands.press(Key(Key.Key_1 + criterion.rank(level)))
            said = self.review.comments.get(criterion.id, "")
            if said:
                hands.press(Key.Key_E)
                hands.type(said)
                hands.press(Key.Key_Escape)
        hands.until(lambda: self._stored() == dict(self.review.scores), "every level is durable")
        hands.until(lambda: self._words() == self.review.comments, "every comment is durable")
        hands.until(lambda: room.settled, "the bar says Saved")
        hands.shot("scored")
        return Told(
            "Scored by keyboard", f"{len(self.review.scores)} levels, {len(self.review.comments)} comments"
        )

    def _current(self) -> str:
        card = self.room.rubric.current
        return card.criterion.id if card is not None else ""

    def _is_at(self, criterion: str) -> bool:
        return self._current() == criterion

    def _stored(self) -> dict[str, str]:
        assert self.desk is not None
        return dict(self.desk.store.review(self.review.submission).scores)

    def _words(self) -> dict[str, str]:
        assert self.desk is not None
        return {k: v for k, v in self.desk.store.review(self.review.submission).comments.items() if k}

    def _cite(self) -> Told:
        hands, room = self.hands, self.room
        room.rubric.go_to(2)
        room.pane.focus_inside()
        hands.press(Key.Key_A, CTRL)
        hands.until(lambda: room.pane.selection() is not None, "Ctrl+A selects the page's text")
        hands.press(Key.Key_C)
        hands.until(lambda: bool(self._citations()), "C pins it to the criterion")
        hands.until(lambda: room.settled, "the bar says Saved")
        hands.shot("cited")
        return Told("Cited by keyboard", f"{self._citations()[0].label} for {self._citations()[0].criterion}")

    def _citations(self) -> tuple[Citation, ...]:
        assert self.desk is not None
        return self.desk.store.review(self.review.submission).citations

    def _undo_and_redo(self) -> Told:
        hands = self.hands
        before = self._citations()
        self.room.rubric.focus_inside()
        hands.press(Key.Key_Z, CTRL)
        hands.until(lambda: self._citations() != before, "Ctrl+Z takes the citation back")
        hands.until(lambda: self.room.settled and self.room.orders.can_redo(), "the room has heard of it")
        hands.press(Key.Key_Z, CTRL | SHIFT)
        hands.until(lambda: self._citations() == before, "Ctrl+Shift+Z brings it back")
        return Told("Undo and redo", "the citation taken back and brought back")

    def _cut_the_line(self) -> Told:
        self.hub.stop()
        return Told("The line is cut", "the hub is gone; the work goes on")

    def _submit(self) -> Told:
        hands, room = self.hands, self.room
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: room.previewing, "the decision shows as the earner will read it")
        hands.shot("preview")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: self._state() is State.DECIDED, "the decision is signed into the outbox")
        hands.until(lambda: not room.previewing, "the room shows the signed decision")
        hands.shot("waiting")
        return Told("Decision signed", "it waits in the outbox")

    def _state(self) -> State:
        assert self.desk is not None
        return self.desk.store.state(self.review.submission)

    def _bring_the_line_back(self) -> Told:
        hands = self.hands
        self.hub.start_again()
        hands.press(Key.Key_F5)
        hands.until(lambda: self._state() is State.RECEIVED, "the hub's receipt arrives")
        hands.until(lambda: not self.space.driver.busy, "the round ends")
        hands.press(Key.Key_3, CTRL)
        hands.until(lambda: self.space.sync.model.rowCount() > 0, "the ledger shows it")
        hands.shot("received")
        arrived = [each for each in self.hub.hub.decisions() if each.submission == self.review.submission]
        if len(arrived) != 1:
            raise AssertionError("the hub must have the decision exactly once")
        assert self.desk is not None
        signed = self.desk.store.decision(self.review.submission)
        assert signed is not None
        if arrived[0].sha256 != signed[1].sha256:
            raise AssertionError("the hub must have the very bytes that were signed")
        document = self.desk.store.receipt_document(signed[1].id)
        (self.out / RECEIPT).write_text(json.dumps(document, indent=1), encoding="utf-8")
        return Told("Received by the hub", f"exactly once, {arrived[0].sha256[:16]}…, receipt in {RECEIPT}")

    def _write_letter(self) -> Told:
        assert self.desk is not None
        desk, id_ = self.desk, self.review.submission
        letters.write_letter(desk, id_, self.out / LETTER)
        letters.write_review_sheet(desk, id_, self.out / SHEET)
        size = (self.out / LETTER).stat().st_size
        return Told("Letter written", f"{LETTER} ({size:,} bytes) and {SHEET}")

    def _lock_and_unlock(self) -> Told:
        hands, shell = self.hands, self.program.shell
        hands.press(Key.Key_L, CTRL)
        hands.until(lambda: shell.workspace is None and shell.door.passphrase.isVisible(), "Ctrl+L locks")
        hands.shot("locked")
        shell.door.passphrase.setFocus()
        hands.type(self.passphrase)
        hands.press(Key.Key_Return)
        hands.until(lambda: shell.workspace is not None, "the passphrase opens the store again")
        hands.until(lambda: self._state() is State.RECEIVED, "the decision and its receipt are still there")
        assert self.desk is not None
        report = self.desk.store.rebuild()
        if report.differences:
            raise AssertionError(f"the store's lists differ from its records: {report.differences}")
        return Told("Locked and reopened", f"{report.records} records folded anew, nothing differs")

    def _next_attempt(self) -> Told:
        hands = self.hands
        self.hub.assign([SECOND], self.out / "bundles")
        second = sample_reviews()[SECOND].submission
        hands.until(lambda: not self.space.driver.busy, "no round is under way")
        hands.press(Key.Key_F5)
        hands.until(
            lambda: self.desk is not None and self.desk.store.has_submission(second), "attempt 2 arrives"
        )
        hands.press(Key.Key_1, CTRL)
        self.space.queue.show_submission(second)
        hands.until(lambda: self.space.queue.table.current() == second, "attempt 2 is in the queue")
        hands.until(self._all_here, "its evidence arrives; what is the same was here already")
        hands.shot("second-attempt")
        return Told("The next attempt arrives", "only evidence that is new travelled")

    def _leave(self) -> Told:
        hands, shell = self.hands, self.program.shell
        hands.until(lambda: not self.space.driver.busy, "no round is under way")
        hands.press(Key.Key_Q, CTRL)
        hands.until(lambda: not shell.isVisible(), "Ctrl+Q closes the window")
        return Told("Closed", "everything saved")
