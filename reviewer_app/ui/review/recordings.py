"""What the review room does for recordings: notes become citations, citations pins, access copies captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uuid6 import uuid7

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.evidence.cues import Cue, read_cues, read_transcript
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.review.words import item_title
from reviewer_app.ui.viewers.place import Selected

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

_TITLE_LETTERS = 28
_SLICES_MOST = 40
_COPIES_MOST = 6
_CAPTIONS = (".vtt", ".srt")
_TEXTS = (*_CAPTIONS, ".txt")


class Recordings:
    """Listens to the player of one room."""

    def __init__(self, room: Stage) -> None:
        self._room = room
        self._media = room.pane.media
        self._media.pinned.connect(self._on_pinned)
        room.pane.opened.connect(self._on_opened)
        room.rubric.moved.connect(self._show_target)

    def _on_pinned(self, chosen: Selected, note: str) -> None:
        room = self._room
        card, entry, review = room.rubric.current, room.pane.entry, room.review
        if card is None or entry is None or review is None:
            return
        item = review.submission.item(entry.id)
        if item is None or not room.open:
            announce(room, "The decision is closed: the note was not pinned.")
            return
        title = item_title(item).rsplit(".", 1)[0]
        short = title if len(title) <= _TITLE_LETTERS else f"{title[: _TITLE_LETTERS - 1]}…"
        citation = Citation(
            id=str(uuid7()),
            criterion=card.criterion.id,
            evidence=item.id,
            evidence_hash=item.sha256,
            label=f"{short} {chosen.label}",
            selectors=chosen.selectors,
            note=note,
        )
        room.changes.cite(review.submission.id, citation)
        announce(card, f"Pinned to {card.criterion.id}: {citation.label}")

    def _showing(self) -> tuple[ReviewView, EvidenceItem] | None:
        room = self._room
        if room.review is None or room.pane.entry is None or room.pane.viewer is not self._media:
            return None
        item = room.review.submission.item(room.pane.entry.id)
        return (room.review, item) if item is not None else None

    def _on_opened(self) -> None:
        shown = self._showing()
        if shown is None:
            return
        self._show_target()
        review, item = shown
        copies = [name for name in item.access if name.lower().endswith(_TEXTS)][:_COPIES_MOST]
        if copies:
            self._read_copies(review.submission.id, item.id, copies)

    def _show_target(self) -> None:
        card = self._room.rubric.current
        self._media.note.show_target(card.criterion.id if card is not None else "")
        self._media.note.show_moment(self._media.playback.position)

    def _read_copies(self, submission: str, evidence: str, names: list[str]) -> None:
        ports = self._room.ports

        def work(control: JobControl) -> list[tuple[str, bool, tuple[Cue, ...]]]:
            found = []
            for name in names:
                handle = ports.open_access(submission, evidence, name, control.cancel)
                try:
                    slices = min(handle.info.text_slices, _SLICES_MOST)
                    text = "".join(handle.text(number).text for number in range(slices))
                finally:
                    handle.close()
                captions = name.lower().endswith(_CAPTIONS)
                cues = read_cues(text) if captions else read_transcript(text)
                if cues:
                    found.append((name.rpartition("/")[2], captions, cues))
            return found

        def done(found: list[tuple[str, bool, tuple[Cue, ...]]]) -> None:
            shown = self._showing()
            if shown is not None and (shown[0].submission.id, shown[1].id) == (submission, evidence):
                for name, captions, cues in found:
                    self._media.show_beside(name, cues, captions=captions)

        self._room.jobs.run(
            Lane.RENDERING, work, done, self._room.note.say_error, owner=self._room, replaces="access-copies"
        )
