"""The place of a coordinator's hub: shared, asked by a laptop, not to be found, and not opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from docs.pictures import Camera
from docs.tour import Tour
from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.hosting.ports import Account, Asks, LetIn, Shared, StickSeen
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.places import PLACES

HUB = next(at for at, (name, *_) in enumerate(PLACES) if name == "Hub")
PEOPLE = (Account("1", "A. Lindqvist"), Account("2", "B. Okafor"), Account("3", "C. Sandoval"))
URLS = ("https://192.168.7.20:8470", "https://10.20.0.4:8470")


def _room(tour: Tour) -> HostingRoom:
    tour.go(HUB)
    found = tour.space.room_in_front()
    assert isinstance(found, HostingRoom)
    return found


def _show(tour: Tour, shared: Shared) -> QWidget:
    room = _room(tour)
    room.sticks.show_seen(StickSeen(""))
    room.sticks.note.hide()
    room.show_shared(None)
    room.show_shared(shared)
    room.entered()
    tour.settle()
    return tour.shell


def waiting(tour: Tour) -> QWidget:
    """Nobody asks; one was let in, another not."""
    ended = (
        LetIn("Paired: a laptop of A. Lindqvist.", True),
        LetIn("Not paired: the laptop meant for C. Sandoval did not answer in time.", False),
    )
    return _show(tour, Shared("Lakeside District", URLS, "Lakeside District", people=PEOPLE, ended=ended))


def asked(tour: Tour) -> QWidget:
    """Two laptops ask; it is said whose the first is."""
    two = (Asks("a", "794 644"), Asks("b", "203 981"))
    shown = _show(tour, Shared("Lakeside District", URLS[:1], "Lakeside District", asking=two, people=PEOPLE))
    _room(tour).laptops.rows[0].choose("2")
    tour.settle()
    return shown


def unheard(tour: Tour) -> QWidget:
    """Laptops cannot find it by themselves, and nobody has an account."""
    why = "This network does not let programs find each other."
    return _show(tour, Shared("Lakeside District", URLS[:1], unheard=why))


def unopened(tour: Tour) -> QWidget:
    """A passphrase that does not fit."""
    room = _room(tour)
    room.show_shared(None)
    room.sticks.show_seen(StickSeen(""))
    room.sticks.note.hide()
    room.share.passphrase.setText("four other words")
    room.share.show_error(
        StoreError(
            "wrong-passphrase",
            "That is not the passphrase",
            "The store did not open with it.",
            "Check the keyboard and Caps Lock, and type it again.",
        )
    )
    tour.settle()
    return tour.shell


def answered(tour: Tour) -> QWidget:
    """A stick was answered, and a laptop asks there to be paired."""
    shown = _show(tour, Shared("Lakeside District", URLS[:1], "Lakeside District", people=PEOPLE))
    asking = (Asks("c", "K7QA-34MC"),)
    words = "14 records received from 2 laptops, 0 refused. Answers left for 3 laptops, with 9 files."
    _room(tour).sticks.show_seen(StickSeen(words, asking, PEOPLE))
    tour.settle()
    return shown


def play(folder: Path, out: Path, *, quick: bool) -> int:
    """The pictures of the place, on a coordinator's laptop of its own; how many were taken."""
    tour = Tour(folder)
    try:
        camera = Camera(tour.stage, out, quick=quick)
        for name, scene in (("hub-asked", asked), ("hub-stick", answered), ("hub-unheard", unheard)):
            scene(tour)
            camera.take(name)
        return camera.taken
    finally:
        tour.close()
