"""The sync room with a stick: what is on it, what was brought over, and pairing by stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from docs.tour import Tour
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.hub.carrying import visit
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import SYNC
from reviewer_app.ui.syncing.stick import StickCard
from reviewer_app.ui.syncing.volumes import Volume
from reviewer_app.workflows import bank_carrying, banking

NEW = ("Swift", "Linnet")
"""Aliases of the submissions that come by stick."""


def _card(tour: Tour) -> StickCard:
    tour.go(SYNC)
    card = next(each for each in tour.space.sync.parts if isinstance(each, StickCard))
    card.note.dismiss()
    return card


def _hand_out(tour: Tour) -> Path:
    """A stick on which the hub handed out work that is not here yet."""
    stick = tour.stage.folder / "blue"
    desk, hub = tour.stage.desk, tour.stage.hub
    assert desk is not None  # the tour is inside
    if stick.is_dir():
        return stick
    stick.mkdir()
    known = desk.store.queue(QueueQuery(), 0, 1)[0].submission
    submission, rubric = desk.store.documents(known)
    bare = {
        name: value for name, value in submission.items() if name not in ("assignment", "previous", "earner")
    }
    for place, alias in enumerate(NEW):
        document = {**bare, "id": f"00000000-0000-7000-8000-00000000000{place}", "alias": alias, "attempt": 1}
        taken = hub.hub.add_submission(document, rubric)
        hub.hub.assign(taken.submission, hub.assessor)
    visit(hub.hub.books, Carrier.at(stick), [desk.store.device.name])
    return stick


def _plug_in(tour: Tour, card: StickCard) -> None:
    stick = _hand_out(tour)
    card.watch.volumes = lambda: (Volume(stick, "BLUE", True),)
    card.watch.look_around()
    tour.settle()


def plugged(tour: Tour) -> QWidget:
    """A stick with work is plugged in, and shared comments wait for it."""
    desk, key = tour.stage.desk, tour.stage.hub.hub.books.key.name
    assert desk is not None  # as above
    bank_carrying.wish(desk, key, [each for each in banking.everything(desk) if each.source == "own"][:3])
    _plug_in(tour, _card(tour))
    return tour.shell


def brought(tour: Tour) -> QWidget:
    """What was on it was brought over."""
    card = _card(tour)
    _plug_in(tour, card)
    card.bring.click()
    tour.hands.until(
        lambda: not card.busy and not tour.program.jobs.busy(Lane.NETWORK), "it was brought over"
    )
    tour.settle()
    return tour.shell


def introduced(tour: Tour) -> QWidget:
    """A laptop that never had a line shows its code."""
    card = _card(tour)
    tour.unpaired()
    _plug_in(tour, card)
    card.bring.click()
    tour.hands.until(card.pairing.isVisible, "the code is shown")
    tour.settle()
    return tour.shell
