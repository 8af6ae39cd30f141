"""The pictures of calibration: practice on an anchor, the comparison, what it all says, and the bar on live work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.domain.submission import timestamp
from reviewer_app.ui.calibration.room import CalibrationRoom
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import PLACES
from reviewer_app.ui.review.practising import PracticePart
from reviewer_app.workflows import calibrating, importing, reviewing

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

PLACE = next(at for at, each in enumerate(PLACES) if each[0] == "Calibration")
BAR = {"calibration": {"anchors": 4, "share": 90, "within": 1}}
EARLIER: tuple[tuple[str, dict[str, str]], ...] = (
    ("7F3K-1", {"1.1": "basic", "2.2": "basic", "2.3": "basic"}),
    ("A09D-1", {"2.4": "basic", "1.2": "developing"}),
    ("7F3K-1", {"3.1": "developing"}),
    ("A09D-1", {"2.4": "proficient", "1.1": "basic"}),
    ("7F3K-1", {"3.1": "proficient", "3.2": "developing"}),
)
"""Practice before today: samples, and where the levels given differ from the reference."""


def play(scenes: Scenes) -> None:
    """An empty room, then five practices, a sixth by hand, and live work that waits for the bar."""
    hands, space, today = scenes.hands, scenes.space, scenes.stage.moment
    space.go_to(PLACE)
    _until_read(scenes)
    scenes.camera.take("calibration-empty")
    new, live = _prepare(scenes)
    space.go_to(PLACE)
    _until_read(scenes)
    room = scenes.shell.findChild(CalibrationRoom)
    assert isinstance(room, CalibrationRoom)  # just visited
    hands.until(lambda: bool(room.reports) and not room.building.busy, "all of it is shown")
    scenes.camera.take("calibration-room")
    bar = room.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    scenes.camera.take("calibration-drift")
    _open(scenes, new)
    scenes.camera.take("calibration-practice")
    told = {**scenes.reviews["7F3K-2"].scores, "1.1": "developing", "2.2": "basic"}
    for criterion, level in told.items():
        scenes.room.orders.jump(criterion)
        scenes.room.orders.score(("basic", "developing", "proficient").index(level) + 1)
    hands.until(lambda: scenes.room.saver.idle, "the levels are kept")
    scenes.camera.take("calibration-scored")
    scenes.room.orders.submit()
    page = scenes.room.part(PracticePart).page
    hands.until(lambda: scenes.room.paged and not page.building.busy, "the comparison is shown")
    scenes.camera.take("calibration-compared")
    scenes.room.close_page()
    _open(scenes, live)
    hands.until(scenes.room.part(PracticePart).banner.isVisible, "the bar is said")
    scenes.camera.take("calibration-bar")
    space.go_to(PLACE)
    scenes.stage.moment = today


def _prepare(scenes: Scenes) -> tuple[str, str]:
    """Import anchors and live work under the bar, and practise on the earlier ones a week apart."""
    desk = scenes.stage.desk
    assert desk is not None  # the door is open
    today = scenes.stage.moment

    def bundle(sample: str, alias: str, *, live: bool = False) -> str:
        target = scenes.stage.folder / f"{alias}.reviewbundle"
        anchor_bundle(
            sample, target, scenes.hub.hub.books.key, timestamp(today), alias=alias, policy=BAR, live=live
        )
        return importing.import_bundle(desk, target).submission

    for at, (sample, changes) in enumerate(EARLIER):
        scenes.stage.moment = today + timedelta(days=7 * at)
        about = bundle(sample, f"Anchor {at + 1}")
        for criterion, level in {**scenes.reviews[sample].scores, **changes}.items():
            reviewing.score(desk, about, criterion, level)
        calibrating.finish(desk, about)
    return bundle("7F3K-2", "Anchor 6"), bundle("A09D-1", "Heron", live=True)


def _open(scenes: Scenes, submission: str) -> None:
    scenes.space.open_submission(submission)
    scenes.hands.until(lambda: scenes.space.reviewing and not scenes.room.arriving, "it is shown")
    scenes.hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "its first evidence is painted")


def _until_read(scenes: Scenes) -> None:
    scenes.hands.until(lambda: not scenes.program.jobs.busy(Lane.STORE), "practice is read")
