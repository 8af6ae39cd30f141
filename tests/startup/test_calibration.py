"""Calibration in the real window: practise by keys, compare, see figures and drift, score one's own work again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.hands import CTRL
from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.paths import open_home, resource
from reviewer_app.startup.ports import desk_ports
from reviewer_app.startup.window import Program
from reviewer_app.ui.calibration.room import CalibrationRoom
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import PLACES
from reviewer_app.ui.ports import Desk as DeskPorts
from reviewer_app.ui.ports import Door, Kept
from reviewer_app.ui.review.practising import PracticePart
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.workflows import calibrating, deciding, importing, reviewing, safeguarding
from reviewer_app.workflows.desk import Desk
from tests.startup.opened import KEY, PASSPHRASE, Opened

CREATED = "2026-10-01T00:00:00.000Z"
BAR = {"calibration": {"anchors": 2, "share": 80, "within": 1}}
BEGIN = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
PLACE = next(at for at, each in enumerate(PLACES) if each[0] == "Calibration")
Key = Qt.Key


@dataclass
class Stage:
    """A home of its own, on a clock that only the test moves."""

    root: Path
    moment: datetime = BEGIN
    ids: dict[str, str] = field(default_factory=dict)

    def now(self) -> datetime:
        return self.moment

    def fill(self, make: Callable[[Desk], None]) -> None:
        home = open_home(self.root)
        fresh = not home.store_file.exists()
        desk = (safeguarding.create if fresh else safeguarding.unlock)(home, PASSPHRASE, self.now)
        make(desk)
        safeguarding.lock(desk)

    def anchor(self, desk: Desk, sample: str, alias: str, *, live: bool = False) -> str:
        path = self.root.parent / f"{alias}.reviewbundle"
        anchor_bundle(sample, path, KEY, CREATED, alias=alias, policy=BAR, live=live)
        self.ids[alias] = importing.import_bundle(desk, path).submission
        return self.ids[alias]


class Window(Opened):
    """The real program on that home."""

    def __init__(self, stage: Stage, app: QApplication) -> None:
        home = open_home(stage.root)
        desks = self._desks = list[Desk]()

        def opened(desk: Desk) -> DeskPorts:
            desks.append(desk)
            return desk_ports(desk)

        door = Door(
            kept=lambda: Kept.PASSPHRASE,
            create=lambda words: opened(safeguarding.create(home, words, stage.now)),
            unlock=lambda words: opened(safeguarding.unlock(home, words, stage.now)),
        )
        program = Program(app, home, door=door, now=stage.now)
        program.shell.resize(1366, 768)
        super().__init__(program)
        self.hands.until(lambda: not self.program.jobs.busy(Lane.STORE), "the queue is read")

    @property
    def desk(self) -> Desk:
        return self._desks[-1]

    def calibration(self) -> CalibrationRoom:
        known = self.program.shell.findChild(CalibrationRoom)
        before = known.found if known is not None else None
        self.hands.press(Key.Key_6, CTRL)
        found = self.program.shell.findChild(CalibrationRoom)
        assert found is not None
        self.hands.until(lambda: found.isVisible() and found.found is not before, "practice is read")
        self.hands.until(lambda: not found.building.busy, "all of it is shown")
        return found

    def tab_to(self, wanted: QWidget) -> None:
        """Go to a widget as a person without a mouse does."""
        for _ in range(60):
            if wanted.hasFocus():
                return
            self.hands.press(Key.Key_Tab)
        raise AssertionError(f"{wanted.accessibleName()} cannot be reached")

    def open(self, submission: str) -> ReviewRoom:
        self.space.open_submission(submission)
        return self.shown(submission)

    def shown(self, submission: str = "") -> ReviewRoom:
        def there() -> bool:
            if self.space.review is None or self.room.review is None or self.room.arriving:
                return False
            return not submission or self.review.submission.id == submission

        self.hands.until(there, "the submission is shown")
        self.hands.until(lambda: not self.program.jobs.busy(Lane.STORE), "it is read")
        return self.room

    def score(self, room: ReviewRoom, scores: dict[str, str]) -> None:
        for criterion, level in scores.items():
            room.orders.jump(criterion)
            self.hands.press(getattr(Key, f"Key_{('basic', 'developing', 'proficient').index(level) + 1}"))
        self.rest()


def seen(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "home")


Open = Callable[[], Window]


@pytest.fixture
def window(stage: Stage, qapp: QApplication) -> Iterator[Open]:
    made: list[Window] = []

    def open_it() -> Window:
        made.append(Window(stage, qapp))
        return made[-1]

    yield open_it
    for each in made:
        each.close()


def test_an_empty_room_says_where_anchors_come_from_and_who_sees_what(stage: Stage, window: Open) -> None:
    stage.fill(lambda _desk: None)
    room = window().calibration()
    words = seen(room)
    assert "Nothing to practise on yet" in words
    assert "coordinator’s screens and reports show nothing of your practice" in words


def test_practice_by_keys_ends_in_a_comparison_and_stands_in_the_room(stage: Stage, window: Open) -> None:
    stage.fill(lambda desk: stage.anchor(desk, "7F3K-1", "Anchor 1") and None)
    opened = window()
    calibration = opened.calibration()
    about = stage.ids["Anchor 1"]
    assert calibration.list.buttons[about].text() == "Practise"
    opened.tab_to(calibration.list.buttons[about])
    opened.hands.press(Key.Key_Return)
    room = opened.shown(about)
    part = room.part(PracticePart)
    assert part.banner.isVisible()
    assert "Practice on an anchor" in seen(part.banner)
    assert not part.banner.buttons[0].isEnabled()
    for hidden in (room.outcome.submit, room.outcome.incomplete, room.outcome.missing):
        assert not hidden.isVisible()

    told = sample_reviews()["7F3K-1"].scores
    opened.score(room, {**told, "1.1": "developing", "3.1": "proficient"})
    assert part.banner.buttons[0].isEnabled()
    assert room.review is not None
    assert "the lesson was better" not in seen(room)
    opened.hands.press(Key.Key_Return, CTRL)
    opened.hands.until(lambda: room.paged and not part.page.building.busy, "the comparison is shown")
    opened.hands.until(lambda: "Reference by" in seen(part.page), "all of it is on the screen")
    words = seen(part.page)
    assert "6 exact, 1 adjacent, 1 miss of 8" in words
    assert "1 of 2 reached" in words
    cards = {each.accessibleName().split()[0]: each.accessibleName() for each in part.page.cards}
    assert cards["1.1"].endswith("Adjacent: 1 level too low. You: Developing. Reference: Proficient.")
    assert cards["3.1"].endswith("Miss: 2 levels too high. You: Proficient. Reference: Basic.")
    assert "The reflection says that the lesson was better" in words

    opened.hands.press(Key.Key_Escape)
    opened.hands.until(lambda: not room.paged, "Esc leads back")
    opened.hands.until(lambda: "Practice, compared" in seen(part.banner), "the banner says so")
    assert room.review.lifecycle is State.PRACTISED
    again = opened.calibration()
    opened.hands.until(lambda: len(again.reports) == 1, "the report is there")
    assert again.list.buttons == {}
    assert again.done.buttons[about].text() == "See"
    figures, criteria, practices = again.reports[0].tables
    assert figures.words()[0][:2] == ["Exact", "75%"]
    assert all("few judgements" in row[-1] for row in figures.words())
    assert criteria.words()[0][1:4] == ["0", "1", "0"]
    assert practices.words()[0][0] == "Anchor 1"
    assert practices.words()[0][-1] == "reached"
    opened.hands.until(lambda: "1 of 2 reached" in seen(again), "the bar is said")
    opened.tab_to(again.done.buttons[about])
    opened.hands.press(Key.Key_Return)
    opened.hands.until(lambda: room.paged, "what was compared is shown at once")


def test_drift_is_drawn_and_said_in_words(stage: Stage, window: Open) -> None:
    told = sample_reviews()["7F3K-1"].scores

    def practise(desk: Desk) -> None:
        for at, changes in enumerate(({"1.1": "basic"}, {"1.2": "basic"}, {}, {"3.1": "proficient"})):
            about = stage.anchor(desk, "7F3K-1", f"Anchor {at}")
            stage.moment += timedelta(days=7)
            for criterion, level in {**told, **changes}.items():
                reviewing.score(desk, about, criterion, level)
            calibrating.finish(desk, about)

    stage.fill(practise)
    room = window().calibration()
    (card,) = room.reports
    (chart,) = card.charts
    said = "Your first 2 were on average 0.2 levels too low; your last 2, 0.1 levels too high."
    assert said in seen(room)
    assert chart.accessibleDescription().startswith(said.rstrip("."))
    assert "Anchor 3" in chart.accessibleDescription()
    grown = chart.sizeHint().height()
    assert chart.grab().height() >= grown
    assert [row[5] for row in card.tables[-1].words()] == ["−0.25", "−0.25", "+0.00", "+0.25"]


def test_live_work_says_that_practice_comes_first(stage: Stage, window: Open) -> None:
    told = sample_reviews()["A09D-1"]

    def fill(desk: Desk) -> None:
        live = stage.anchor(desk, "A09D-1", "Heron", live=True)
        for criterion, level in told.scores.items():
            reviewing.score(desk, live, criterion, level)
        for criterion, text in told.comments.items():
            reviewing.comment(desk, live, criterion, text)
        for citation in told.citations:
            reviewing.cite(desk, live, citation)

    stage.fill(fill)
    stage.fill(lambda desk: stage.anchor(desk, "7F3K-1", "Anchor 1") and None)
    opened = window()
    room = opened.open(stage.ids["Anchor 1"])
    part = room.part(PracticePart)
    assert "Practice on an anchor" in seen(part.banner)
    room = opened.open(stage.ids["Heron"])
    opened.hands.until(lambda: "Practise first" in seen(part.banner), "the banner stands over the panels")
    assert "80% exact or adjacent on 2 anchors" in seen(part.banner)
    assert room.outcome.submit.isVisible()
    opened.hands.press(Key.Key_Return, CTRL)
    opened.hands.until(lambda: room.previewing, "the preview is shown")
    opened.hands.press(Key.Key_Return, CTRL)
    opened.hands.until(room.preview.note.isVisible, "it is refused")
    assert "Practise first" in seen(room.preview)
    assert opened.desk.store.decision(stage.ids["Heron"]) is None


def test_ones_own_work_is_scored_again_blind_and_can_be_given_up(stage: Stage, window: Open) -> None:
    told = sample_reviews()["7F3K-2"]

    def fill(desk: Desk) -> None:
        path = stage.root.parent / "own.reviewbundle"
        make_from_folder(resource("samples", "submissions", "7F3K-2"), path, KEY, CREATED)
        own = stage.ids["own"] = importing.import_bundle(desk, path).submission
        for criterion, level in told.scores.items():
            reviewing.score(desk, own, criterion, level)
        deciding.submit(desk, own)

    stage.fill(fill)
    opened = window()
    calibration = opened.calibration()
    assert "Nothing to practise on yet" in seen(calibration)
    stage.moment += timedelta(days=30)
    calibration = opened.calibration()
    assert calibration.again.isEnabled()
    calibration.again.click()
    opened.hands.until(lambda: opened.space.reviewing, "the copy opens")
    room = opened.shown()
    assert room.review is not None
    assert room.review.submission.again == stage.ids["own"]
    assert room.rubric.scores() == {}
    part = room.part(PracticePart)
    assert "your own earlier work, blind" in seen(part.banner)
    copy = room.review.submission.id

    opened.space.open_submission(stage.ids["own"])
    opened.hands.until(room.note.isVisible, "the original is not opened")
    assert "You are scoring this again" in seen(room.note)
    assert room.review.submission.id == copy

    part.give_up()
    assert "Give this practice up?" in seen(part.banner)
    part.banner.buttons[1].click()
    assert "your own earlier work, blind" in seen(part.banner)
    part.give_up()
    part.banner.buttons[0].click()
    opened.hands.until(lambda: "given up" in seen(part.banner), "it is given up")
    opened.open(stage.ids["own"])
    assert room.review.decision is not None
