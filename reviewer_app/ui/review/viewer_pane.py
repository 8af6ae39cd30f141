"""The middle of the room: opens evidence by way of the rendering lane and shows it, or a card that says why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import EvidenceError, ReviewerError
from reviewer_app.domain.links import OPENED
from reviewer_app.domain.pausing import NOTHING_SETTLED, Settled, problems
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.submission import EvidenceItem, timestamp
from reviewer_app.evidence import Shape
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.review.evidence_list import Entry
from reviewer_app.ui.review.ports import ReviewPorts
from reviewer_app.ui.review.toolbar import ViewerToolbar
from reviewer_app.ui.theme import theme
from reviewer_app.ui.viewers.answers import AnswersViewer
from reviewer_app.ui.viewers.archive import ArchiveViewer
from reviewer_app.ui.viewers.cards import EvidenceCard
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.viewers.paper import PaperViewer
from reviewer_app.ui.viewers.pdf import PdfViewer
from reviewer_app.ui.viewers.place import Place, Selected
from reviewer_app.ui.viewers.sheets import SheetsViewer
from reviewer_app.ui.viewers.slides import SlidesViewer
from reviewer_app.ui.viewers.text import TextViewer
from reviewer_app.ui.viewers.viewer import Can, Viewer

_REST_MILLISECONDS = 700
_PATIENCE_MILLISECONDS = 200
_MOST_SEEN = 2000


class ViewerPane(QWidget):
    """Shows one item. ``remembered`` carries submission, evidence and the place to keep for next time."""

    remembered = Signal(str, str, object)
    selected = Signal()
    opened = Signal()
    copy_wanted = Signal(str)
    report_wanted = Signal(str)
    link_wanted = Signal(str)
    citation_clicked = Signal(str)
    leaving = Signal()

    def __init__(
        self, ports: ReviewPorts, jobs: Jobs, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence on show")
        self._ports, self._jobs = ports, jobs
        self.submission = ""
        self.entry: Entry | None = None
        self._item: EvidenceItem | None = None
        self._place: Mapping[str, Any] = {}
        self._reveal: Place | None = None
        self._handle: OpenedHandle | None = None
        self._opening: Job[OpenedHandle] | None = None
        self._turn = 0
        self._seen: set[int] = set()
        self.viewer: Viewer | None = None
        self.laid_out = False
        self.failed: ReviewerError | None = None
        self.layout_offered: Callable[[], bool] = lambda: False
        self.toolbar = ViewerToolbar(actions)
        self.pdf, self.image, self.text = PdfViewer(jobs), ImageViewer(jobs), TextViewer(jobs)
        self.media = MediaViewer(jobs)
        self.answers = AnswersViewer()
        self.by_shape: dict[Shape, Viewer] = {
            Shape.PAGES: self.pdf,
            Shape.PICTURE: self.image,
            Shape.TEXT: self.text,
            Shape.PAPER: PaperViewer(jobs),
            Shape.SLIDES: SlidesViewer(jobs),
            Shape.SHEETS: SheetsViewer(jobs),
            Shape.ARCHIVE: ArchiveViewer(jobs),
            Shape.MEDIA: self.media,
        }
        self.card = EvidenceCard()
        self._blank = QWidget()
        self.stack = QStackedWidget()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.stack, 1)
        for page in (self._blank, self.card, *self.by_shape.values(), self.answers):
            self.stack.addWidget(page)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self.remember)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._on_patience)
        self._connect()

    def _connect(self) -> None:
        for viewer in (*self.by_shape.values(), self.answers):
            viewer.zoomed.connect(self.toolbar.show_zoom)
            viewer.paged.connect(self._on_paged)
            viewer.sought.connect(self.toolbar.show_sought)
            viewer.found.connect(self.toolbar.show_hits)
            viewer.moved.connect(self._rest.start)
            viewer.selected.connect(self.selected)
            viewer.broke.connect(self._on_broke)
            viewer.citation_clicked.connect(self.citation_clicked)
            self.toolbar.follow(viewer.enders())
        self.toolbar.page_wanted.connect(lambda page: self.viewer.go_to(page) if self.viewer else None)
        self.toolbar.searched.connect(lambda text: self.viewer.search(text) if self.viewer else None)
        self.toolbar.stepped.connect(lambda step: self.viewer.next_hit(step) if self.viewer else None)
        self.toolbar.left.connect(self.focus_inside)
        self.card.retried.connect(self._on_retried)
        self.card.unlocked.connect(lambda password: self._open(password))
        self.card.link_wanted.connect(lambda: self.link_wanted.emit(self.entry.id if self.entry else ""))
        self.card.copy_wanted.connect(lambda: self.copy_wanted.emit(self.entry.id if self.entry else ""))
        self.card.report_wanted.connect(lambda: self.report_wanted.emit(self.entry.id if self.entry else ""))

    def minimumSizeHint(self) -> QSize:
        # The toolbar leaves out what does not fit, so the pane can be as narrow as a person makes it.
        return QSize(theme().px(220), theme().px(120))

    # Orders

    def put_note(self, note: QWidget) -> None:
        """Give a line about the evidence its place under the toolbar."""
        self._column.insertWidget(1, note)

    def show_entry(
        self,
        submission: str,
        entry: Entry | None,
        item: EvidenceItem | None,
        place: Mapping[str, Any],
        reveal: Place | None = None,
    ) -> None:
        """Show an item of a submission, at a cited place or where one was last."""
        if reveal and self.viewer is not None and not self.laid_out and self._same(submission, entry):
            self.viewer.reveal(reveal)
            return
        self.leave()
        self.submission, self.entry, self._item = submission, entry, item
        self._place, self._reveal = place, reveal
        pages = place.get("seen", ())
        self._seen = (
            {page for page in pages if isinstance(page, int)} if isinstance(pages, list | tuple) else set()
        )
        self.failed = None
        if entry is None:
            self.toolbar.show_evidence("", Can.NOTHING)
            self.stack.setCurrentWidget(self._blank)
        elif entry.answers:
            self.answers.show_answers(entry.answers, entry.title)
            self._take(self.answers)
        elif item is not None and item.is_link and not entry.snapshot:
            self.card.show_link(item, opened=bool(place.get(OPENED)))
            self._show_card()
        elif not entry.here:
            self._fail(
                EvidenceError(
                    "not-here",
                    "This file is not here yet",
                    "It was not in the bundle, or has not been fetched from the hub.",
                    "Sync, or import the rest from a stick; you can score what is here.",
                )
            )
        else:
            self.toolbar.show_arriving(entry.title)
            self._open(None)

    def show_problems(self, state: ReviewState | None, settled: Settled = NOTHING_SETTLED) -> None:
        """Say on the card which problems with this item are open."""
        entry = self.entry
        open_here = problems(state, entry.id, settled) if state is not None and entry is not None else ()
        self.card.show_problems(open_here)

    def rename(self, entry: Entry | None) -> None:
        """What is on show is called otherwise now: a name in its file name was found and masked."""
        if entry is not None and self.entry is not None and entry.id == self.entry.id:
            if entry.title != self.entry.title:
                able = self._able(self.viewer) if self.viewer else Can.NOTHING
                self.toolbar.show_evidence(entry.title, able, looks=self._looks)
            self.entry = entry

    def leave(self) -> None:
        """Remember the place, stop what is being opened, and let go of the file."""
        self.leaving.emit()
        self.remember()
        self._turn += 1
        self._patience.stop()
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        self._let_go()
        self.laid_out = False
        self.submission, self.entry, self._item = "", None, None

    def remember(self) -> None:
        """Keep the place one is at for next time."""
        self._rest.stop()
        if self.viewer is None or self.entry is None or self.laid_out:
            return
        where = self.viewer.remembered()
        if Can.PAGES in self.viewer.can:
            where["seen"] = sorted(self._seen)[:_MOST_SEEN]
        if where != self._place:
            self._place = where
            self.remembered.emit(self.submission, self.entry.id, where)

    def keep_opened(self, at: datetime) -> None:
        """Keep with the place of this item that its address was opened, and when."""
        if self.entry is not None:
            self._place = {**self._place, OPENED: timestamp(at)}
            self.remembered.emit(self.submission, self.entry.id, self._place)
        if self._item is not None and self._on_a_link:
            self.card.show_link(self._item, opened=True)

    def selection(self) -> Selected | None:
        """What a citation made now would point at."""
        if self.viewer is None and self._on_a_link:
            return Selected((), "whole page")
        return self.viewer.selection() if self.viewer is not None and not self.laid_out else None

    @property
    def _on_a_link(self) -> bool:
        """Whether the card of an address without a snapshot is on show."""
        return self._item is not None and self._item.is_link and self.stack.currentWidget() is self.card

    @property
    def opening(self) -> bool:
        """Whether a file is on its way."""
        return self._opening is not None

    @property
    def media_type(self) -> str:
        """What the file on show is, told from its bytes; empty where no file is open."""
        return self._handle.info.media_type if self._handle is not None and not self.laid_out else ""

    def can(self, ability: Can) -> bool:
        """Whether the evidence on show offers this."""
        if self.viewer is None:
            return ability is Can.CITE and self._on_a_link
        return ability in self._able(self.viewer)

    def _able(self, viewer: Viewer) -> Can:
        """What can be done with what is shown; pages that are not the evidence's own cannot be cited."""
        return viewer.can & ~(Can.CITE | Can.REGION) if self.laid_out else viewer.can

    @property
    def _looks(self) -> bool:
        """Whether there are ways of looking at what is shown."""
        return (self.viewer is not None and bool(self.viewer.looks())) or self.layout_offered()

    def focus_inside(self) -> None:
        """Take the keyboard to the evidence."""
        if self.viewer is not None:
            self.viewer.focus_inside()
        elif not self.card.retry.isHidden():
            self.card.retry.setFocus()
        else:
            self.toolbar.panel.setFocus()

    # Opening

    def show_layout(self, handle: OpenedHandle) -> None:
        """Show the file on show as these pages, which another program made of it."""
        self.remember()
        self._let_go()
        self.laid_out, self._handle = True, handle
        self._take(self.pdf)

    def show_plain(self) -> None:
        """Show the file itself again, where one was in it."""
        self._open(None)

    def _let_go(self) -> None:
        if self.viewer is not None:
            self.viewer.shut()
            self.viewer = None
        self._close(self._handle)
        self._handle = None

    def _same(self, submission: str, entry: Entry | None) -> bool:
        return (
            entry is not None
            and self.entry is not None
            and (submission, entry.id) == (self.submission, self.entry.id)
        )

    def _open(self, password: str | None) -> None:
        entry = self.entry
        if entry is None:
            return
        if self.laid_out:
            self._let_go()
            self.laid_out = False
        self._turn += 1
        turn, submission, own = self._turn, self.submission, entry.id
        self._patience.start()

        def work(control: JobControl) -> OpenedHandle:
            return self._ports.open_evidence(submission, own, password, control.cancel)

        def done(handle: OpenedHandle) -> None:
            if turn != self._turn:
                self._close(handle)
                return
            self._opening = None
            self._on_opened(handle)

        def failed(error: ReviewerError) -> None:
            if turn == self._turn:
                self._opening = None
                self._fail(error)

        self._opening = self._jobs.run(
            Lane.RENDERING, work, done, failed, stopped=lambda: None, owner=self, replaces="open", urgent=True
        )

    def _on_opened(self, handle: OpenedHandle) -> None:
        self._patience.stop()
        self._handle, self.failed = handle, None
        viewer = self.by_shape.get(handle.info.shape)
        if viewer is not None:
            self._take(viewer)
        else:
            words = handle.info.words or "This file"
            self._fail(
                EvidenceError(
                    "unsupported",
                    words,
                    "Reviewer cannot show this kind of file yet.",
                    "Save a copy to open it.",
                )
            )

    def _take(self, viewer: Viewer) -> None:
        entry = self.entry
        if entry is None:
            return
        self.viewer = viewer
        self.toolbar.show_zoom(1.0)
        self.stack.setCurrentWidget(viewer)
        if self._handle is not None:
            viewer.open(self._handle, entry.title)
        # What it can do may depend on the file: only some pictures have pages.
        title = " · ".join(filter(None, (entry.title, entry.snapshot)))
        self.toolbar.show_evidence(title, self._able(viewer), looks=self._looks)
        if self._place and not self.laid_out:
            viewer.restore(self._place)
        if self._reveal is not None:
            viewer.reveal(self._reveal)
            self._reveal = None
        self._rest.start()
        self.opened.emit()

    def _fail(self, error: ReviewerError) -> None:
        self._patience.stop()
        self._let_go()
        self.failed = error
        self.card.show_error(error, self._item)
        self._show_card()

    def _show_card(self) -> None:
        self.stack.setCurrentWidget(self.card)
        able = Can.CITE if self._on_a_link else Can.NOTHING
        name = self.entry.title if self.entry is not None else ""
        self.toolbar.show_evidence(name, able, looks=self.layout_offered())
        self.opened.emit()

    def _close(self, handle: OpenedHandle | None) -> None:
        if handle is not None:
            # Not owned by the pane: files are let go of also while the room itself is going away.
            self._jobs.run(Lane.RENDERING, lambda _control: handle.close())

    def _on_broke(self, error: ReviewerError) -> None:
        if self.sender() is self.viewer:
            self._fail(error)

    def _on_patience(self) -> None:
        if self._opening is not None and self.entry is not None:
            self.toolbar.show_evidence(self.entry.title, Can.NOTHING)
            self.card.show_loading(self.entry.title)
            self.stack.setCurrentWidget(self.card)

    def _on_retried(self) -> None:
        self._open(None)

    def _on_paged(self, page: int, count: int) -> None:
        if self.viewer is None or self.sender() is not self.viewer:
            return
        self.toolbar.show_page(page, count)
        self._seen.add(page)
