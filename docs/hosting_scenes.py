"""The place of a coordinator's hub: its submissions, shared, asked by a laptop, not to be found, and not opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QWidget

from docs.picture_scenes import PASSPHRASE
from docs.pictures import Camera
from docs.tour import Tour
from reviewer_app.domain.errors import StoreError
from reviewer_app.paths import resource
from reviewer_app.ui.hosting.ports import Account, Asks, LetIn, Shared, StickSeen
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.places import PLACES

HUB = next(at for at, (name, *_) in enumerate(PLACES) if name == "Hub")
PEOPLE = (Account("1", "A. Lindqvist"), Account("2", "B. Okafor"), Account("3", "C. Sandoval"))
FRESH = ("B7QX", "D2MF", "H4TT", "W8NK", "Z3RC")
URLS = ("https://192.168.7.20:8470", "https://10.20.0.4:8470")


def _room(tour: Tour) -> HostingRoom:
    tour.go(HUB)
    found = tour.space.room_in_front()
    assert isinstance(found, HostingRoom)
    return found


def _closed(tour: Tour) -> HostingRoom:
    """The place, its hub closed."""
    room = _room(tour)
    hosting = tour.stage.hosting
    assert hosting is not None  # the tour is a coordinator's
    hosting.rest()
    room.show_shared(None)
    tour.settle()
    return room


def _fresh(number: int, alias: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A submission that no assessor of the samples has, made from one of them, and its micro-credential."""
    folder = resource("samples", "submissions", ("V90H-1", "A09D-1")[number % 2])
    document, rubric = (
        json.loads((folder / name).read_text("utf-8")) for name in ("submission.json", "microcredential.json")
    )
    own = {"id": f"01a1a2d3-5000-7697-9a21-00000000000{number}", "alias": alias, "earner": alias}
    return {**document, **own, "evidence": []}, rubric


def _working(tour: Tour) -> HostingRoom:
    """The place, its hub open for work, with what the samples give it to hold."""
    room = _room(tour)
    room.show_shared(None)
    hub = tour.stage.hub
    if len(hub.hub.people()) == 1:
        for each in PEOPLE:
            hub.hub.add_person(each.name)
        for number, alias in enumerate(FRESH):
            hub.hub.add_submission(*_fresh(number, alias))
    if room.can_open:
        room.share.passphrase.setText(PASSPHRASE)
        room.open_hub()
        tour.hands.until(lambda: room.working, "the hub is open")
    work = room.work
    room.sticks.show_seen(StickSeen(""))
    room.sticks.note.hide()
    work.note.hide()
    work.taking.left.emit()
    work.importing.summary.dismiss()
    for note in work.importing.refused:
        note.dismiss()
    work.show_which("free")
    tour.settle()
    return room


def _chosen(room: HostingRoom, tour: Tour, *rows: int) -> None:
    table = room.work.list.table
    flag = QItemSelectionModel.SelectionFlag
    for each in rows:
        table.selectionModel().select(room.work.list.model.index(each, 0), flag.Select | flag.Rows)
    table.setFocus()
    tour.settle()


def free(tour: Tour) -> QWidget:
    """What nobody has; two are chosen."""
    room = _working(tour)
    _chosen(room, tour, 0, 1)
    return tour.shell


def giving(tour: Tour) -> QWidget:
    """To whom the two are given."""
    room = _working(tour)
    _chosen(room, tour, 0, 1)
    room.work.ask_to_give()
    tour.settle()
    room.work.giving.people.setCurrentRow(1)
    tour.settle()
    return tour.shell


def given(tour: Tour) -> QWidget:
    """All submissions after two were given."""
    giving(tour)
    room = _room(tour)
    room.work.giving.give.click()
    tour.settle()
    room.work.show_which("all")
    tour.settle()
    room.work.note.show()
    return tour.shell


def taking_back(tour: Tour) -> QWidget:
    """The question before work is taken back."""
    room = _working(tour)
    room.work.show_which("all")
    tour.settle()
    room.work.list.table.selectAll()
    room.work.ask_to_take_back()
    tour.settle()
    return tour.shell


def taken_in(tour: Tour) -> QWidget:
    """Bundles that were taken in, and two that were refused."""
    room = _working(tour)
    cut = tour.stage.folder / "cut.reviewbundle"
    cut.write_bytes((tour.stage.folder / "Wren.reviewbundle").read_bytes()[:9000])
    photos = tour.stage.folder / "photos"
    photos.mkdir(exist_ok=True)
    room.dropped([tour.stage.folder / "Plover.reviewbundle", cut, photos])
    tour.hands.until(lambda: not room.work.importing.busy, "all is taken in")
    tour.settle()
    return tour.shell


def backed_up(tour: Tour) -> QWidget:
    """A backup that was made and read again."""
    room = _working(tour)
    card = room.backup
    assert card is not None  # a hub in a folder is backed up into another
    card.note.hide()
    card.make(tour.stage.folder / "Backups of the hub")
    tour.hands.until(lambda: not card.busy, "it is backed up")
    tour.settle()
    return tour.shell


def all_given(tour: Tour) -> QWidget:
    """Nothing waits to be given."""
    room = _working(tour)
    room.work.list.table.selectAll()
    if room.work.can_give:
        room.work.ask_to_give()
        tour.settle()
        room.work.giving.people.setCurrentRow(0)
        room.work.giving.give.click()
        tour.settle()
    return tour.shell


def _show(tour: Tour, shared: Shared) -> QWidget:
    room = _working(tour)
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
    room = _closed(tour)
    room.sticks.show_seen(StickSeen(""))
    room.sticks.note.hide()
    room.share.passphrase.setText("four other words")
    room.share.show_error(
        StoreError(
            "wrong-passphrase",
            "That is not the passphrase",
            "Nothing opened with it.",
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


SCENES: tuple[tuple[str, str, Callable[[Tour], QWidget]], ...] = (
    ("hub-shared", "A hub that is shared in the room", waiting),
    ("hub-asked", "Laptops that ask a hub to be paired", asked),
    ("hub-unheard", "A hub that laptops cannot find by themselves", unheard),
    ("hub-stick", "A stick that the hub answered, and a laptop that asks there", answered),
    ("hub-giving", "To whom chosen submissions are given", giving),
    ("hub-given", "All submissions of a hub, after two were given", given),
    ("hub-taking-back", "The question before work is taken back", taking_back),
    ("hub-taken-in", "Bundles taken into a hub, and two refused", taken_in),
    ("hub-backed-up", "A backup of a hub that was made and read again", backed_up),
    ("hub-unopened", "A passphrase that does not open the hub", unopened),
)
"""Every screen of the place: its name, what is to be seen, and the way to it."""
_PICTURES: tuple[tuple[str, Callable[[Tour], QWidget]], ...] = (
    ("hub-asked", asked),
    ("hub-stick", answered),
    ("hub-free", free),
    ("hub-giving", giving),
    ("hub-given", given),
    ("hub-taking-back", taking_back),
    ("hub-taken-in", taken_in),
    ("hub-all-given", all_given),
    ("hub-backed-up", backed_up),
)


def play(folder: Path, out: Path, *, quick: bool) -> int:
    """The pictures of the place, on a coordinator's laptop of its own; how many were taken."""
    tour = Tour(folder)
    try:
        camera = Camera(tour.stage, out, quick=quick)
        for name, scene in _PICTURES:
            scene(tour)
            camera.take(name)
        return camera.taken
    finally:
        tour.close()
