"""A hub in the same room: looked for on the school's network, and paired with by a short code on both screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.nearby_pages import AddressPage, CodePage, HubsPage, SearchPage, StartPage
from reviewer_app.ui.syncing.ports import Met, NearbyPorts, NearHub
from reviewer_app.ui.syncing.road_card import RoadCard
from reviewer_app.ui.syncing.status import Phase, Status
from reviewer_app.ui.views import Partner
from reviewer_app.ui.widgets import InlineNote, Pages
from reviewer_app.ui.words import count_words

AWAY = (Phase.OFFLINE, Phase.TROUBLE)


class NearbyCard(RoadCard):
    """Out of the way while the hub answers as usual."""

    def __init__(self, ports: NearbyPorts, jobs: Jobs, driver: SyncDriver) -> None:
        super().__init__()
        self._ports, self._jobs, self._driver = ports, jobs, driver
        self._job: Job[Any] | None = None
        self._met: Met | None = None
        self._paired: bool | None = None
        self.note = InlineNote()
        self.start = StartPage(self.look, self.by_hand)
        self.search = SearchPage(self.stop)
        self.hubs = HubsPage(self.look, self.by_hand)
        self.address = AddressPage(self._begin_again)
        self.code = CodePage(self.agree, self.disagree, self.stop)
        self.pages = Pages()
        for page in (self.start, self.search, self.hubs, self.address, self.code):
            self.pages.add_page(page)
        self.body.addWidget(self.note)
        self.body.addWidget(self.pages)
        self.wide_while_shown(self.note, self.search, self.hubs, self.address, self.code)
        self.hubs.chosen.connect(lambda hub: self._meet(hub.url, hub.pin))
        self.address.given.connect(lambda url: self._meet(url, ""))
        driver.changed.connect(self._on_status)
        self._on_status(driver.status)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way and no code waits for an answer."""
        return (self._job is None or self._job.over) and self._met is None

    def look(self) -> None:
        """Look who is on this network."""
        self.note.hide()
        self.show()
        self.search.say("Looking for a hub on this network…")
        self._turn_to(self.search, self.search.stop)
        self._run(lambda control: self._ports.find(control.cancel), self._on_found)

    def by_hand(self) -> None:
        """Have the address typed."""
        self.note.hide()
        self._turn_to(self.address, self.address.field)

    def agree(self) -> None:
        """The person saw the same code on the other screen."""
        met = self._met
        assert met is not None  # the code is on the screen
        self.note.hide()
        self.code.wait()
        self.code.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.code.words.text())
        self._run(lambda control: self._ports.agree(met, control.cancel), self._on_paired)

    def disagree(self) -> None:
        """The codes differ: nothing is paired, and the hub is told."""
        self._take_back()
        self._begin_again()
        self.note.say(
            "bad",
            "Nothing was paired",
            "If the codes truly differ, another machine may stand between the two laptops.",
            "Tell the coordinator, and try again on a network you both trust.",
        )

    def stop(self) -> None:
        """Stop what is under way."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, work: Callable[[JobControl], Any], done: Callable[[Any], None]) -> None:
        self._job = self._jobs.run(
            Lane.NETWORK, work, done, self._on_failed, stopped=self._on_stopped, owner=self
        )

    def _meet(self, url: str, pin: str) -> None:
        self.note.hide()
        self.search.say("Meeting the hub…")
        self._turn_to(self.search, self.search.stop)
        self._run(lambda control: self._ports.meet(url, pin, control.cancel), self._on_met)

    def _on_found(self, hubs: Sequence[NearHub]) -> None:
        paired = self._driver.status.partner is not None
        self.hubs.show_hubs(hubs, paired=paired)
        self._turn_to(self.hubs, (self.hubs.buttons or [self.hubs.again])[0])
        announce(
            self, f"{count_words(len(hubs), 'hub answers', 'hubs answer')}" if hubs else "No hub answers here"
        )
        if any(hub.ours for hub in hubs):
            self._driver.sync_now()

    def _on_met(self, met: Met) -> None:
        self._met = met
        self.code.compare(met)
        self._turn_to(self.code, self.code.same)
        announce(self, f"{self.code.code.accessibleName()}. {self.code.words.text()}")

    def _on_paired(self, _partner: Partner) -> None:
        self._met = None
        self._begin_again()
        self._driver.partner_changed()

    def _on_failed(self, error: ReviewerError) -> None:
        self._met = None
        self._begin_again()
        self.note.say_error(error)

    def _on_stopped(self) -> None:
        self._take_back()
        self._begin_again()

    def _take_back(self) -> None:
        met, self._met = self._met, None
        if met is not None:
            self._jobs.run(Lane.NETWORK, lambda _control: self._ports.disagree(met), owner=self)

    def _begin_again(self) -> None:
        self._turn_to(self.start, self.start.look)

    def _turn_to(self, page: QWidget, focus: QWidget) -> None:
        inside = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.pages.show_page(page)
        if inside or page is self.address:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_status(self, status: Status) -> None:
        paired = status.partner is not None
        if paired is not self._paired:
            self._paired = paired
            self.start.show_paired(paired)
            if self.idle:
                self.pages.show_page(self.start)
        wanted = not paired or not self.idle or status.phase in AWAY
        if not wanted or self.parentWidget() is not None:
            # Shown before it has its place in the room, it would be a window and take the keyboard along.
            self.setVisible(wanted)


def nearby_card(desk: Desk, jobs: Jobs, driver: SyncDriver) -> QWidget | None:
    """The card, where the desk can look around."""
    ports = desk.exchange.nearby if desk.exchange is not None else None
    return NearbyCard(ports, jobs, driver) if ports is not None else None
