"""The comment bank in the room: one key opens it at the comment being written, another says the same as last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reviewer_app.domain.bank import BankEntry, Filled
from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.bank import BankDialog
from reviewer_app.ui.review.bank_ports import BankPorts, SharedView
from reviewer_app.ui.review.conditions import OPEN
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


@dataclass(frozen=True)
class Spot:
    """Where a comment goes: its submission, criterion, level and field, all held while others may come on show."""

    submission: str
    criterion: str
    field: DraftField
    place: str


class BankPart(RoomPart):
    """Opens the bank and puts copies of its words where the person was writing."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act(
            "bank",
            "Criterion",
            "Comment bank…",
            "message-square",
            ("Ctrl+J",),
            lambda r: r.part(BankPart).open(),
            OPEN,
        ),
        Act(
            "same-as-last",
            "Criterion",
            "Same as my last comment on this criterion",
            "rotate-ccw",
            ("Ctrl+Shift+J",),
            lambda r: r.part(BankPart).same_as_last(),
            OPEN,
        ),
    )

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.dialog: BankDialog | None = None

    def leave(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()

    def open(self) -> None:
        """Open the bank for the comment that is being written, or for the current criterion."""
        spot, ports = self._spot(), self.room.ports.bank
        if spot is None or ports is None:
            return
        self.room.flush()
        levels = {level.id: level.title for card in self.room.rubric.cards for level in card.criterion.levels}
        dialog = self.dialog = BankDialog(
            spot.place, spot.criterion, levels, bool(spot.field.toPlainText().strip()), self.room
        )
        dialog.finished.connect(self._on_finished)
        dialog.searched.connect(lambda typed: self._search(dialog, spot, typed))
        dialog.chosen.connect(lambda entry: self._insert(spot, entry))
        dialog.changed.connect(
            lambda entry, text: self._change(dialog, spot, lambda: ports.change(spot.submission, entry, text))
        )
        dialog.pinned.connect(
            lambda entry, pinned: self._change(dialog, spot, lambda: ports.pin(entry, pinned))
        )
        dialog.hidden.connect(lambda entry: self._change(dialog, spot, lambda: ports.hide(entry)))
        words = spot.field.toPlainText()
        dialog.kept.connect(
            lambda: self._change(
                dialog, spot, lambda: ports.keep(spot.submission, spot.criterion, words), "Kept in the bank."
            )
        )
        dialog.share.setVisible(ports.share is not None)
        dialog.share_wanted.connect(lambda: self._share(dialog, spot))
        self._search(dialog, spot, "")
        dialog.open()

    def same_as_last(self) -> None:
        """Put in what was said last on this criterion in another submission."""
        spot, ports = self._spot(), self.room.ports.bank
        if spot is None or ports is None:
            return

        def work(_control: JobControl) -> str:
            return ports.last(spot.submission, spot.criterion)

        def done(text: str) -> None:
            if not text:
                self.room.note.say("info", f"Nothing was said on {spot.place} in another submission yet.")
            elif self._still(spot):
                _put(spot.field, Filled(text, len(text), len(text)))

        self.room.jobs.run(Lane.STORE, work, done, self.room.note.say_error, owner=self)

    def _spot(self) -> Spot | None:
        """The comment the keyboard is in; else that of the current criterion, which is opened."""
        room, review = self.room, self.room.review
        if review is None or not room.open:
            return None
        own = review.submission.id
        if room.outcome.overall.hasFocus():
            return Spot(own, OVERALL, room.outcome.overall, "Overall comment")
        card = room.rubric.current
        if card is None:
            return None
        card.edit_comment()
        return Spot(own, card.criterion.id, card.comment, f"{card.criterion.id} {card.criterion.title}")

    def _still(self, spot: Spot) -> bool:
        """Whether the same submission is still on show: words never land on another."""
        review = self.room.review
        if review is None or not self.room.open or review.submission.id != spot.submission:
            return False
        card = self.room.rubric.card(spot.criterion)
        return spot.field is (
            self.room.outcome.overall if spot.criterion == OVERALL else card and card.comment
        )

    def _search(self, dialog: BankDialog, spot: Spot, typed: str) -> None:
        ports = self._ports()

        def work(_control: JobControl) -> Sequence[BankEntry]:
            return ports.find(spot.submission, spot.criterion, typed)

        self.room.jobs.run(
            Lane.STORE, work, dialog.show_entries, dialog.note.say_error, owner=dialog, replaces="bank"
        )

    def _insert(self, spot: Spot, entry: BankEntry) -> None:
        ports = self._ports()

        def work(_control: JobControl) -> Filled:
            return ports.fill(spot.submission, spot.criterion, entry.text)

        def done(filled: Filled) -> None:
            if self._still(spot):
                _put(spot.field, filled)

        self.room.jobs.run(Lane.STORE, work, done, self.room.note.say_error, owner=self)

    def _change(self, dialog: BankDialog, spot: Spot, change: Callable[[], object], said: str = "") -> None:
        def work(_control: JobControl) -> object:
            return change()

        def done(_answer: object) -> None:
            if said:
                dialog.note.say("ok", said)
            self._search(dialog, spot, dialog.field.text())

        self.room.jobs.run(Lane.STORE, work, done, dialog.note.say_error, owner=dialog)

    def _share(self, dialog: BankDialog, spot: Spot) -> None:
        share = self._ports().share
        if share is None:
            return
        dialog.share.setEnabled(False)
        dialog.note.say("info", "Asking the hub…")

        def done(told: SharedView) -> None:
            dialog.share.setEnabled(True)
            new = f"{count_words(told.new, 'new one', 'new ones')} from others."
            if told.waits:
                mine = count_words(told.shared, "comment of yours goes", "comments of yours go")
                dialog.note.say("info", f"{mine} with the next stick or folder; {new}")
            else:
                mine = count_words(told.shared, "comment of yours is", "comments of yours are")
                dialog.note.say("ok", f"{mine} shared; {new}")
            self._search(dialog, spot, dialog.field.text())

        def failed(error: ReviewerError) -> None:
            dialog.share.setEnabled(True)
            dialog.note.say_error(error)

        def work(control: JobControl) -> SharedView:
            return share(control.cancel)

        self.room.jobs.run(Lane.NETWORK, work, done, failed, owner=dialog, replaces="bank-share")

    def _ports(self) -> BankPorts:
        ports = self.room.ports.bank
        assert ports is not None  # nothing of the bank is open without it
        return ports

    def _on_finished(self, _result: int) -> None:
        self.dialog = None


def _put(field: DraftField, filled: Filled) -> None:
    """Put a copy where the typing mark is, its first gap chosen to be typed over; one undo takes it back."""
    field.show()
    field.setFocus()
    cursor = field.textCursor()
    before = field.toPlainText()[: cursor.selectionStart()]
    space = " " if before and not before[-1].isspace() else ""
    start = cursor.selectionStart() + len(space)
    # A block of its own, so that undo parts it from what was typed before.
    cursor.beginEditBlock()
    cursor.insertText(space + filled.text)
    cursor.endEditBlock()
    field.mark(start + filled.start, start + filled.end)
    announce(field, "Put into the comment.")
