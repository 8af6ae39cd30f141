"""The search room: hits by submission, more as the person goes down, keys, and a page for every emptiness."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.finding import Snippet
from reviewer_app.domain.progress import CancelToken
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.searching.driver import ReadingDriver
from reviewer_app.ui.searching.ports import SearchPorts, Spot, Unsearched
from reviewer_app.ui.searching.results import where, whose
from reviewer_app.ui.searching.room import SearchRoom

Settle = Callable[[], None]
PAGE = 4


@dataclass(frozen=True)
class SampleHit:
    """A hit as the workflow would tell it."""

    submission: str = "s1"
    alias: str = "7F3K"
    title: str = "Wait Time"
    attempt: int = 1
    kind: str = "evidence"
    place: str = "e1"
    name: str = "lesson-plan.pdf"
    page: int = 2
    snippet: Snippet = field(default=Snippet("I waited five seconds", ((2, 6),), "waited five"))


@dataclass(frozen=True)
class SampleHits:
    hits: Sequence[SampleHit]
    next: int


@dataclass(frozen=True)
class SampleReading:
    done: int
    left: int


@dataclass
class SampleSearch:
    """Hits and files to read, made of lists."""

    hits: dict[str, list[SampleHit]] = field(default_factory=dict)
    files: list[Unsearched] = field(default_factory=list)
    left: int = 0
    done: int = 0
    rested: int = 0
    hold: threading.Event = field(default_factory=threading.Event)
    trouble: ReviewerError | None = None
    asked: list[tuple[str, int]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def find(self, text: str, after: int) -> SampleHits:
        self.threads.add(threading.current_thread().name)
        self.asked.append((text, after))
        if self.trouble is not None:
            raise self.trouble
        found = self.hits.get(text, [])
        return SampleHits(found[after : after + PAGE], after + PAGE if after + PAGE < len(found) else 0)

    def read_on(self, cancel: CancelToken) -> SampleReading:
        self.threads.add(threading.current_thread().name)
        cancel.check()
        if self.left == 1:
            assert self.hold.wait(10)
        if self.left:
            self.left, self.done = self.left - 1, self.done + 1
        return SampleReading(self.done, self.left)

    def rest(self) -> None:
        self.rested += 1

    def ports(self) -> SearchPorts:
        return SearchPorts(
            find=self.find,
            unsearched=lambda: self.files,
            look=lambda: SampleReading(self.done, self.left),
            read_on=self.read_on,
            rest=self.rest,
        )


MANY = [
    *(SampleHit(page=page) for page in range(1, 4)),
    SampleHit("s2", "A09D", kind="comment", place="2.2", name="", page=0),
    SampleHit("s2", "A09D", kind="note", place="", name="", page=0),
    SampleHit("s1", kind="answers", place="overview", name="", page=0),
]


@pytest.fixture
def search() -> SampleSearch:
    return SampleSearch({"wait": MANY, "one": [SampleHit()]})


@pytest.fixture
def room(search: SampleSearch, lanes: Jobs, settle: Settle, qtbot: QtBot) -> SearchRoom:
    ports = search.ports()
    made = SearchRoom(ports, lanes, ReadingDriver(ports, lanes))
    made.reading.setParent(made)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.entered()
    settle()
    return made


def _type(room: SearchRoom, qtbot: QtBot, settle: Settle, text: str) -> None:
    room.field.setText(text)
    qtbot.keyClick(room.field, Qt.Key.Key_Return)
    settle()


def _rows(room: SearchRoom) -> list[str]:
    return [room.model.index(row).data() for row in range(room.model.rowCount())]


def test_nothing_typed_says_how_to_search(room: SearchRoom) -> None:
    assert room._stack.currentWidget() is room._blank
    assert room.field.hasFocus() or not room.isActiveWindow()


def test_hits_stand_under_their_submission_and_say_where(
    room: SearchRoom, search: SampleSearch, qtbot: QtBot, settle: Settle
) -> None:
    _type(room, qtbot, settle, "wait")
    rows = _rows(room)
    assert rows[0] == "7F3K · Wait Time · attempt 1"
    assert rows[1].startswith("lesson-plan.pdf, in 7F3K · Wait Time · attempt 1: I waited")
    assert "lesson-plan.pdf · page 2" in rows[2]
    assert rows[4] == "A09D · Wait Time · attempt 1"
    assert "Your comment on 2.2" in rows[5]
    assert room.counted.text().startswith("The best 4 hits") or room.model.all_shown
    assert search.threads == {"lane-store"}


def test_more_hits_come_as_the_person_goes_down(
    room: SearchRoom, search: SampleSearch, qtbot: QtBot, settle: Settle
) -> None:
    _type(room, qtbot, settle, "wait")
    while room.model.canFetchMore(room.list.rootIndex()):
        room.model.fetchMore(room.list.rootIndex())
        settle()
    assert room.model.hits == len(MANY)
    assert search.asked == [("wait", 0), ("wait", 4)]
    assert room.counted.text() == "6 hits in 2 submissions"
    assert "Private note on the whole" in "".join(_rows(room))


def test_keys_go_through_the_hits_open_one_and_come_back(
    room: SearchRoom, qtbot: QtBot, settle: Settle
) -> None:
    opened: list[Spot] = []
    room.opened.connect(opened.append)
    _type(room, qtbot, settle, "wait")
    qtbot.keyClick(room.field, Qt.Key.Key_Down)
    qtbot.keyClick(room.list, Qt.Key.Key_Down)
    qtbot.keyClick(room.list, Qt.Key.Key_Return)
    assert opened == [Spot("s1", "evidence", "e1", 2, "waited five")]
    left: list[int] = []
    room.list.left.connect(lambda: left.append(1))
    qtbot.keyClick(room.list, Qt.Key.Key_Up)
    qtbot.keyClick(room.list, Qt.Key.Key_Up)
    assert left == [1]
    qtbot.keyClick(room.list, Qt.Key.Key_Escape)
    assert left == [1, 1]


def test_enter_in_the_box_opens_the_hit_chosen(room: SearchRoom, qtbot: QtBot, settle: Settle) -> None:
    opened: list[Spot] = []
    room.opened.connect(opened.append)
    _type(room, qtbot, settle, "one")
    assert opened == []
    qtbot.keyClick(room.field, Qt.Key.Key_Return)
    assert [spot.page for spot in opened] == [2]


def test_no_hit_says_so_and_looks_again_when_all_is_read(
    room: SearchRoom, search: SampleSearch, qtbot: QtBot
) -> None:
    search.left = 2
    room.reading.poke()
    qtbot.waitUntil(lambda: room.reading.left == 1)
    room.field.setText("later")
    qtbot.keyClick(room.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room._stack.currentWidget() is room._nothing)
    assert room._stack.currentWidget() is room._nothing
    assert room.progress.text() == "Reading evidence for search · 1 file to go"
    assert "still being read" in room._nothing.sentence.text()
    search.hits["later"] = [SampleHit()]
    search.hold.set()
    qtbot.waitUntil(lambda: room.model.hits == 1)
    assert room.reading.left == 0
    assert room.progress.text() == ""
    assert room._stack.currentWidget() is room.list


def test_files_not_searched_are_counted_and_named(
    room: SearchRoom, search: SampleSearch, settle: Settle
) -> None:
    search.files = [Unsearched("7F3K", 1, f"clip-{each}.mp4", "Cannot be read") for each in range(14)]
    room.entered()
    settle()
    assert room.unsearched.text() == "14 files not searched"
    room.unsearched.click()
    told = room.note.sentence.text().splitlines()
    assert told[0] == "7F3K, attempt 1 · clip-0.mp4: Cannot be read."
    assert told[-1] == "And 2 more."


def test_an_error_of_the_store_is_said_in_the_room(
    room: SearchRoom, search: SampleSearch, qtbot: QtBot, settle: Settle
) -> None:
    search.trouble = StoreError("store-damaged", "The store is damaged", "A page is wrong.", "Check it.")
    _type(room, qtbot, settle, "wait")
    assert room.note.isVisible()
    assert room.note.title.text() == "The store is damaged"


def test_an_emptied_box_empties_the_list(room: SearchRoom, qtbot: QtBot, settle: Settle) -> None:
    _type(room, qtbot, settle, "wait")
    _type(room, qtbot, settle, "")
    assert room.model.rowCount() == 0
    assert room._stack.currentWidget() is room._blank


def test_reading_stops_for_good_and_ends_its_worker(
    room: SearchRoom, search: SampleSearch, settle: Settle
) -> None:
    search.left = 3
    room.reading.stop()
    room.reading.poke()
    settle()
    assert (search.left, search.rested) == (3, 1)
    assert not room.reading.busy


def test_a_hit_is_drawn_in_every_look_and_size(room: SearchRoom, qtbot: QtBot, settle: Settle) -> None:
    from reviewer_app.ui.theme import theme

    long = Snippet("… word " * 60, ((2, 6), (9, 13)), "word")
    hits = [SampleHit(snippet=long, name="a very long name " * 12), SampleHit(kind="submission", page=0)]
    room.model.show(hits, 0)
    room._stack.setCurrentWidget(room.list)
    for look, scale in (("light", 100), ("dark", 200), ("contrast", 90)):
        theme().set_look(look, scale)
        assert not room.grab().isNull()
    theme().set_look("light", 100)


def test_headings_and_places_know_the_alias_only() -> None:
    assert whose(SampleHit()) == "7F3K · Wait Time · attempt 1"
    assert where(SampleHit(kind="submission")) == "Alias and title"
