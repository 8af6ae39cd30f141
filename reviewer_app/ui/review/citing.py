"""Citing: pins made, shown on the evidence, listed, noted, pinned elsewhere and taken away, each as one change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from uuid6 import uuid7

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.announce import announce
from reviewer_app.ui.review.citation_list import CitationRow
from reviewer_app.ui.review.citation_panel import CitationPanel
from reviewer_app.ui.review.citation_words import short_title
from reviewer_app.ui.review.criterion_dialog import CriterionDialog
from reviewer_app.ui.review.linking import may_cite
from reviewer_app.ui.review.names_words import name_marks
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.viewers.place import Shown, place_of

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage

_FORMAT = "Citations (*.jsonld *.json)"


def ask_file(parent: QWidget, title: str) -> Path | None:
    """Ask which file to read."""
    found, _filter = QFileDialog.getOpenFileName(parent, title, "", _FORMAT)
    return Path(found) if found else None


class Citing(QObject):
    """All that the room does about citations; ``current`` is the one spoken of, drawn stronger on the evidence."""

    def __init__(self, room: Stage, ask_path: Callable[[QWidget, str, str], Path | None]) -> None:
        super().__init__(room)
        self._room, self._ask_path = room, ask_path
        self.ask_file = ask_file
        self.current = ""
        self._drawn: tuple[Shown, ...] | None = None
        self.panel = CitationPanel(room.actions_made.made)
        room.evidence.add_citations(self.panel)
        room.pane.citation_clicked.connect(self.go_to_chip)
        room.pane.opened.connect(self._on_opened)
        room.rubric.shown.connect(lambda _submission, citation: self.show(citation))
        room.rubric.removed.connect(room.changes.uncite)
        room.rubric.pin_noted.connect(self.note)
        room.rubric.repin_wanted.connect(self._on_repin_wanted)
        rows = self.panel.list
        rows.shown.connect(self.show)
        rows.removed.connect(self.remove)
        rows.repin_wanted.connect(self.repin)
        rows.rows.noted.connect(lambda citation, text: self.note(self._own(), citation, text))

    # What is shown

    def show_review(self, review: ReviewView) -> None:
        """List the citations of a review and draw those of the evidence on show."""
        order = {each.id: number for number, each in enumerate(review.rubric.criteria)}
        cited = sorted(review.state.citations, key=lambda each: order.get(each.criterion, len(order)))
        titles = {each.id: each.title for each in self._room.evidence.model.rows if each.id}
        two = {each.slot for each in review.state.conflicts}
        self.panel.show_rows(
            tuple(
                CitationRow(each, titles.get(each.evidence, each.label), f"citation:{each.id}" in two)
                for each in cited
            ),
            editable=review.lifecycle in OPEN,
            offered=len(review.offered),
            attempt=review.submission.attempt - 1,
        )
        self._room.evidence.count_citations(len(cited))
        if self.current and all(each.id != self.current for each in cited):
            self.current = ""
        self._draw()

    def _on_opened(self) -> None:
        self._drawn = None
        self._draw()

    def _draw(self) -> None:
        review, pane = self._room.review, self._room.pane
        if review is None or pane.viewer is None or pane.entry is None or pane.laid_out:
            return
        if pane.submission != review.submission.id:
            return
        marks = tuple(
            Shown(
                each.id,
                each.criterion,
                place_of(each.selectors),
                each.id == self.current,
                f"{each.label}: {each.note}" if each.note else each.label,
            )
            for each in review.state.citations
            if each.evidence == pane.entry.id
        ) + name_marks(review.guarded, pane.entry.id)
        if marks != self._drawn:
            # Drawing them draws the page: only where they are others than those on show.
            self._drawn = marks
            pane.viewer.show_citations(marks)

    def show(self, citation: str) -> None:
        """Go to the place a citation points at."""
        found = self._found(citation)
        if found is not None:
            self.current = citation
            self.panel.list.choose(citation)
            self._draw()
            self._room.show_evidence(found.evidence, place_of(found.selectors))

    def go_to_chip(self, citation: str) -> None:
        """Take the keyboard to the chip of a citation that was pointed at on the evidence."""
        found = self._found(citation)
        if found is None:
            return
        self.current = citation
        self.panel.list.choose(citation)
        self._room.orders.jump(found.criterion)
        card = self._room.rubric.card(found.criterion)
        if card is not None:
            card.chips.choose(citation)
            announce(card, f"Cited for {found.criterion}: {found.label}")
        self._draw()

    def toggle_list(self) -> None:
        """Show the citations in the left panel with the keyboard on them, or the evidence again."""
        room = self._room
        if room.list_shown and room.evidence.citing:
            room.evidence.show_face(citations=False)
            room.rubric.focus_inside()
            return
        if not room.list_shown:
            room.set_panels(replace(room.panels, left_open=True))
        room.evidence.show_face(citations=True)
        (self.panel.list if self.panel.list.rows.rows else self.panel.more).setFocus()

    # Changes

    def cite(self, criterion: str = "") -> None:
        """Pin what is selected to the current criterion, or to another one."""
        room = self._room
        card, entry, review = room.rubric.current, room.pane.entry, room.review
        chosen = room.pane.selection()
        if card is None or entry is None or review is None or chosen is None or not room.open:
            return
        item = review.submission.item(entry.id)
        if not may_cite(room, item):
            return
        citation = Citation(
            id=str(uuid7()),
            criterion=criterion or card.criterion.id,
            evidence=entry.id,
            evidence_hash=item.sha256 if item is not None else "",
            label=f"{short_title(entry)} {chosen.label}",
            selectors=chosen.selectors,
        )
        self.current = citation.id
        room.changes.cite(review.submission.id, citation)
        announce(card, f"Cited for {citation.criterion}: {citation.label}")

    def cite_for_other(self) -> None:
        """Ask which criterion what is selected is to be pinned to."""
        if self._room.pane.selection() is not None:
            self._choose_criterion("", self.cite)

    def repin(self, citation: str) -> None:
        """Ask which criterion a citation is to be pinned to instead."""
        found = self._found(citation)
        if found is not None:
            self._choose_criterion(found.criterion, partial(self._pin_to, citation))

    def note(self, submission: str, citation: str, text: str) -> None:
        """Keep a note with a citation."""
        found = self._found(citation)
        if found is not None and submission == self._own() and self._room.open:
            self._room.changes.cite(submission, replace(found, note=text))

    def remove(self, citation: str) -> None:
        """Take a citation away."""
        if self._found(citation) is not None and self._room.open:
            self._room.changes.uncite(self._own(), citation)

    def bring_over(self) -> None:
        """Pin what the earlier attempt cited in the same files."""
        room, own = self._room, self._own()
        count = len(room.review.offered) if room.review is not None else 0
        if count and room.open:
            room.saver.send(own, lambda: room.ports.citations.bring_over(own))
            announce(
                room, f"{count} citations of the earlier attempt are brought over. Undo takes them back."
            )

    # Files

    def export(self) -> None:
        """Write the citations to a file the person chooses."""
        room, review = self._room, self._room.review
        if review is None:
            return
        about, own = review.submission, review.submission.id
        room.flush()
        target = self._ask_path(room, "Export citations", f"{about.alias}-attempt-{about.attempt}.jsonld")
        if target is not None:
            room.orders.write(lambda: room.ports.citations.write(own, target), "The citations are exported")

    def import_(self) -> None:
        """Take citations from a file the person chooses."""
        room, own = self._room, self._own()
        source = self.ask_file(room, "Import citations")
        if source is not None and own:
            room.saver.send(own, lambda: room.ports.citations.read(own, source))

    def markable(self) -> bool:
        """Whether the evidence on show is a PDF with citations."""
        pane, review = self._room.pane, self._room.review
        entry = pane.entry
        if entry is None or review is None or pane.media_type != "application/pdf":
            return False
        return any(each.evidence == entry.id for each in review.state.citations)

    def save_marked_copy(self) -> None:
        """Write a copy of the PDF on show with its citations as real annotations."""
        room, review, entry = self._room, self._room.review, self._room.pane.entry
        if review is None or entry is None or not self.markable():
            return
        own, evidence = review.submission.id, entry.id
        stem = f"{review.submission.alias}-{short_title(entry)}-marked.pdf"
        target = self._ask_path(room, "Save a marked copy", stem)
        if target is not None:
            ports = room.ports.citations
            room.orders.write(
                lambda: ports.marked_copy(own, evidence, target),
                "The marked copy is saved; the original is as it was",
            )

    def _choose_criterion(self, now: str, then: Callable[[str], None]) -> None:
        room, review = self._room, self._room.review
        if review is None or not room.open:
            return
        asking = CriterionDialog(review.rubric.criteria, now, room)
        asking.chosen.connect(then)
        asking.open()

    def _pin_to(self, citation: str, criterion: str) -> None:
        found = self._found(citation)
        if found is not None and self._room.open:
            # The chip leaves its card; the keyboard goes along, and never into a comment by accident.
            self._room.orders.jump(criterion)
            self._room.changes.cite(self._own(), replace(found, criterion=criterion))

    def _on_repin_wanted(self, submission: str, citation: str) -> None:
        if submission == self._own():
            self.repin(citation)

    def _own(self) -> str:
        review = self._room.review
        return review.submission.id if review is not None else ""

    def _found(self, citation: str) -> Citation | None:
        review = self._room.review
        if review is None:
            return None
        return next((each for each in review.state.citations if each.id == citation), None)
