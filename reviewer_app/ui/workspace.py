"""Everything behind the door: the sidebar, the rooms and the review room over one unlocked desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui import later_places, places
from reviewer_app.ui.commands.window import IMPORT, PLACE_ACTS
from reviewer_app.ui.commands.window import SYNC as SYNC_NOW
from reviewer_app.ui.guide import GuideOpener
from reviewer_app.ui.importing import ImportPanel
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.looking_through import LookingThrough
from reviewer_app.ui.places import DECIDED, LEAVING, ORDER, PLACES, QUEUE, SEARCH, SETTINGS, SYNC
from reviewer_app.ui.ports import Desk, Kept, ReviewCalls, ReviewPlace
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.queue import QueueRoom
from reviewer_app.ui.reading_ahead import ReadingAhead
from reviewer_app.ui.sidebar import Sidebar
from reviewer_app.ui.syncing import Status, SyncDriver, SyncPill
from reviewer_app.ui.syncing.status import Phase, last_words
from reviewer_app.ui.theme import theme
from reviewer_app.ui.views import Asked
from reviewer_app.ui.widgets import Button, InlineNote, Room

if TYPE_CHECKING:
    from reviewer_app.ui.decided import DecidedRoom
    from reviewer_app.ui.leaving import LeavingRoom
    from reviewer_app.ui.searching.driver import ReadingDriver
    from reviewer_app.ui.searching.ports import Spot
    from reviewer_app.ui.searching.room import SearchRoom
    from reviewer_app.ui.settings_room import SettingsRoom
    from reviewer_app.ui.syncing.room import SyncRoom

_RAIL_BELOW = 960


class Workspace(QWidget):
    """Emits ``titled`` with what the window's title should say, ``lock_wanted`` and ``help_wanted``."""

    titled = Signal(str)
    lock_wanted = Signal()
    help_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        preferences: Preferences,
        kept: Kept,
        *,
        now: Callable[[], datetime],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._preferences, self._kept = preferences, kept
        self._now = now
        self._place, self._line_was_down = QUEUE, False
        every = preferences.now.sync_every_minutes
        self.driver = SyncDriver(desk, jobs, every, now=now, preferences=preferences, parent=self)
        self.guard = LookingThrough(desk, jobs, self)
        self.sidebar = Sidebar(PLACE_ACTS, ORDER)
        self.note = InlineNote()
        self._stack, self._inner = QStackedWidget(), QStackedWidget()
        self._home = QWidget()
        self.sync_now = Button("Sync now", self.driver.sync_now, icon="sync", act=SYNC_NOW)
        self.queue = QueueRoom(desk, jobs, today=today)
        self.importing = ImportPanel(desk, jobs)
        self.sample = GuideOpener(desk.begin_sample, jobs, self, self.say_error, self.help_wanted.emit)
        # Only the queue is needed at once; the other rooms are made when the person first goes there.
        self._rooms: dict[int, Room] = {}
        self.review: ReviewPlace | None = None
        self.ahead = ReadingAhead(desk, jobs, self)
        self.ahead.due.connect(self.guard.poke)
        self._build()
        self._connect()
        self.queue.restore_layout(preferences.remembered("queue"))

    @cached_property
    def decided(self) -> DecidedRoom:
        """The room of decided submissions."""
        from reviewer_app.ui.decided import DecidedRoom  # loaded when first visited, as the others are

        room = DecidedRoom(self._desk, self._jobs, now=self._now)
        room.table.set_widths(self._preferences.remembered("decided"))
        room.opened.connect(self.open_submission)
        room.changed.connect(self.driver.poke)
        self._add_room(DECIDED, room)
        return room

    @cached_property
    def sync(self) -> SyncRoom:
        """The room with the ledger."""
        from reviewer_app.ui.syncing.room import SyncRoom

        room = SyncRoom(self._desk, self._jobs, self.driver, now=self._now)
        room.pairing.address.setText(self._preferences.now.hub_url)
        room.tools.addWidget(room.sync)
        room.opened.connect(self.open_submission)
        room.changed.connect(self.queue.refresh)
        self._add_room(SYNC, room)
        return room

    @cached_property
    def settings(self) -> SettingsRoom:
        """The room of settings."""
        from reviewer_app.ui.settings_room import SettingsRoom

        room = SettingsRoom(self._desk, self._jobs, self._preferences, self._kept)
        self._add_room(SETTINGS, room)
        return room

    @cached_property
    def search(self) -> SearchRoom:
        """The room that searches everything."""
        from reviewer_app.ui.searching.room import SearchRoom

        assert self._desk.search is not None  # its button shows only where there is a search
        reading = self.ahead.begin()
        room = SearchRoom(reading.ports, self._jobs, reading)
        room.opened.connect(self.open_at)
        self._add_room(SEARCH, room)
        return room

    def search_everything(self) -> None:
        """Go to the search box."""
        if self._desk.search is not None:
            self.go_to(SEARCH)
            self.search.focus_box()

    @cached_property
    def leaving(self) -> LeavingRoom:
        """The room of the safe-to-leave check."""
        from reviewer_app.ui.leaving import LeavingRoom

        room = LeavingRoom(self._desk, self._jobs)
        room.opened.connect(self.open_submission)
        room.sync_wanted.connect(self.driver.sync_now)
        room.lock_wanted.connect(self.lock_wanted)
        self._add_room(LEAVING, room)
        return room

    @property
    def reading(self) -> ReadingDriver | None:
        """What reads evidence behind the screen, once it has begun."""
        return self.ahead.driver

    @property
    def reviewing(self) -> bool:
        """Whether a submission is open."""
        return self._stack.currentWidget() is not self._home

    @property
    def place(self) -> int:
        """The place the person is in, or came from."""
        return self._place

    def start(self) -> None:
        """Show the queue and begin to sync by itself."""
        # The queue first: whatever else the store is asked at once keeps it from the screen.
        once = Qt.ConnectionType.SingleShotConnection
        self.queue.shown.connect(self._after_queue, once)
        self.go_to(QUEUE)

    def _after_queue(self) -> None:
        self._count_decided()
        self.driver.start()
        self.ahead.begin_later()
        from reviewer_app.ui.syncing.stick_watch import offer_sticks  # the queue is painted first

        at_sync, go = (lambda: self.place == SYNC), (lambda: self.go_to(SYNC))
        offer_sticks(self._desk, self._jobs, self.driver, self.note, go, there=at_sync)
        for place in places.awake(self._desk):
            self._room(place)

    def go_to(self, place: int) -> None:
        """Go to a place."""
        if self.reviewing and self.review is not None:
            self.review.leave()
        self._stack.setCurrentWidget(self._home)
        room = self._room(place)
        self._place = place
        room.take_in(self.note)
        self._inner.setCurrentWidget(room)
        self.sidebar.show_place(place)
        self.titled.emit("")
        room.entered()

    def open_submission(self, submission: str) -> None:
        """Open a submission in the review room."""
        if (review := self._in_review()) is not None:
            review.open(submission)
            self.driver.files.opened(submission)

    def open_at(self, spot: Spot) -> None:
        """Open a submission at a place in it."""
        if (review := self._in_review()) is not None:
            review.open_at(spot)

    def _in_review(self) -> ReviewPlace | None:
        """The review room, in front."""
        if self.review is None:
            if self._desk.review_room is None:
                return None
            titled, sheet, every = self.titled.emit, self.help_wanted.emit, self.sidebar.palette_wanted.emit
            poke, told, answer = self.driver.poke, self._on_told, self.answer_refused
            calls = ReviewCalls(self._on_left, poke, titled, sheet, every, told, answer)
            self.review = self._desk.review_room(self._jobs, calls)
            self.review.put_pill(self._pill(speaks=False))
            self.review.restore_layout(self._preferences.remembered("review"))
            self._stack.addWidget(self.review.widget)
        self._stack.setCurrentWidget(self.review.widget)
        self.review.say_back(PLACES[self._place][0])
        return self.review

    def answer_refused(self, key: str) -> None:
        """Go to the page of something the hub refused."""
        self.go_to(SYNC)
        self.sync.show_refused(key)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import what was dropped or chosen, and show how it goes."""
        if self.place != QUEUE or self.reviewing:
            self.go_to(QUEUE)
        self.importing.take(paths)

    def choose_import(self) -> None:
        """Let the person choose bundles to import."""
        if self.place != QUEUE or self.reviewing:
            self.go_to(QUEUE)
        self.importing.choose()

    def room_in_front(self) -> Room:
        """The room of the place the person is in."""
        return self._room(self.place)

    def leave(self) -> None:
        """Before the desk is locked: hand over what was typed, remember the layout, ask long work to end."""
        if self.review is not None:
            self.review.leave()
            self._preferences.remember("review", self.review.layout_text())
        self.sample.leave()
        self.driver.stop()
        self.ahead.stop()
        self.guard.stop()
        for room in self._rooms.values():
            room.leave()
        self.importing.cancel()
        self._preferences.remember("queue", self.queue.layout_text())
        if DECIDED in self._rooms:
            self._preferences.remember("decided", self.decided.table.widths())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        # From the outside in: a tree that is hung up whole is styled once, not once for each floor above it.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._stack.addWidget(self._home)
        row = QHBoxLayout(self._home)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        content = QWidget()
        row.addWidget(self.sidebar)
        row.addWidget(content, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._inner, 1)
        self.queue.take_in(self.note)
        self.queue.tools.addWidget(Button("Import bundle…", self.choose_import, icon="import", act=IMPORT))
        self.queue.tools.addWidget(self.sync_now)
        self.queue.body.insertWidget(0, self.importing)
        self.importing.follows = self.sync_now
        self._add_room(QUEUE, self.queue)
        self.sidebar.places[SEARCH].setVisible(self._desk.search is not None)
        for place, button in enumerate(self.sidebar.places):
            if (further := places.extra(place)) is not None:
                button.setVisible(further.offered(self._desk))

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.go_to)
        self.sidebar.lock_wanted.connect(self.lock_wanted)
        self.sidebar.help_wanted.connect(self.help_wanted)
        self.queue.opened.connect(self.open_submission)
        self.queue.import_wanted.connect(self.choose_import)
        self.queue.sample_wanted.connect(self.sample.open)
        self.queue.leaving_wanted.connect(lambda: self.go_to(LEAVING))
        self.queue.pairing_wanted.connect(lambda: self.go_to(SYNC))
        self.queue.pairing_wanted.connect(lambda: self.sync.pairing.focus_form())
        self.queue.figures_changed.connect(lambda told: self.sidebar.places[QUEUE].show_count(told.to_review))
        self.importing.imported.connect(self._on_imported)
        self.guard.looked.connect(lambda own: self.review.looked_through(own) if self.review else None)
        self.ahead.all_read.connect(
            lambda: self.review.evidence_read() if self.reviewing and self.review else None
        )
        self.driver.changed.connect(self._on_status)
        self.driver.synced.connect(lambda _exchanged: self._on_synced())
        self.driver.failed.connect(self._on_sync_failed)
        self.driver.files.waits.connect(self.queue.say_files)
        theme().changed.connect(self._fit)
        self._on_status(self.driver.status)

    def say_error(self, error: object) -> None:
        """Show an error that no room listens to."""
        if isinstance(error, ReviewerError):
            self._line_was_down = False
            self.note.say_error(error)

    def _room(self, place: int) -> Room:
        made = (
            lambda: self.queue,
            lambda: self.decided,
            lambda: self.sync,
            lambda: self.settings,
            lambda: self.search,
            lambda: self.leaving,
        )
        if places.extra(place) is None:
            return made[place]()
        if place not in self._rooms:
            self._add_room(place, later_places.make(place, self._desk, self._jobs, self))
        return self._rooms[place]

    def _add_room(self, place: int, room: Room) -> None:
        room.tools.insertWidget(0, self._pill(speaks=place == QUEUE))
        self._inner.addWidget(room)
        self._rooms[place] = room

    def _pill(self, *, speaks: bool) -> SyncPill:
        pill = SyncPill(self.driver, speaks=speaks)
        pill.clicked.connect(lambda _checked=False: self.go_to(SYNC))
        return pill

    def _fit(self) -> None:
        self.sidebar.set_rail(rail=self.width() < theme().px(_RAIL_BELOW))

    def _refresh(self) -> None:
        """Something arrived or left: read again what is in front."""
        self.queue.refresh()
        self._count_decided()
        self._poke_reading()
        if self.reviewing and self.review is not None:
            self.review.refresh()
        if self.place == DECIDED:
            self.decided.refresh()

    def _count_decided(self) -> None:
        asked, count = Asked(decided=True), self.sidebar.places[DECIDED].show_count
        self._jobs.run(
            Lane.STORE, lambda _control: self._desk.size(asked), count, lambda _error: None, owner=self
        )

    def _on_told(self, title: str, sentence: str) -> None:
        self.queue.note.say("ok", title, sentence)
        self.driver.count_again()

    def _on_left(self) -> None:
        self.go_to(self.place)
        self._count_decided()

    def _on_imported(self, submissions: tuple[str, ...]) -> None:
        self.queue.show_submission(submissions[0])
        self._poke_reading()

    def _poke_reading(self) -> None:
        self.ahead.poke()
        self.guard.poke()

    def _on_status(self, status: Status) -> None:
        partner = status.partner
        self.sidebar.whose.setText(partner.hub_name if partner else "This laptop only")
        self.sidebar.places[SYNC].show_count(status.attention)
        self.sync_now.setEnabled(partner is not None and status.phase is not Phase.SENDING)
        self.queue.last_sync.setText(last_words(status, self._now()))

    def _on_synced(self) -> None:
        # A round that went through answers for the one that did not.
        if self._line_was_down:
            self.note.dismiss()
        self._refresh()

    def _on_sync_failed(self, error: object) -> None:
        if self.place != SYNC:
            self.say_error(error)
            self._line_was_down = True
