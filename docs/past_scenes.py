"""The pictures of history, of two versions from two laptops, and of the note after an unexpected end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from uuid6 import uuid7

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import make_record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE
from reviewer_app.ui.review.history import History
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.workflows import reviewing

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes, Stage
    from reviewer_app.workflows.desk import Desk

SAMPLE = "A09D-1"
FIRST = "You waited after each question. What is missing is the wait after an answer."
SECOND = (
    "You waited after each question, and you counted. What is still missing is the wait after an answer: "
    "count to three there too, and note who speaks next."
)


def play(scenes: Scenes) -> None:
    """Change a review here and on another laptop, look at its past, settle nothing; then what a kill leaves."""
    desk, own = scenes.stage.desk, sample_reviews()[SAMPLE].submission
    assert desk is not None  # the door is open
    two_laptops(scenes.stage, desk, own)
    scenes.space.open_submission(own)
    _at_rest(scenes)
    scenes.camera.take("two-versions-banner")
    room = scenes.room
    room.part(TwoVersions).open()
    _at_rest(scenes)
    scenes.camera.take("two-versions")
    scenes.camera.take_special("two-versions")
    room.close_page()
    room.part(History).open()
    _at_rest(scenes)
    page = room.part(History).page
    assert page is not None  # just opened
    rows = page.list.rows
    first = next(at for at, row in enumerate(rows.rows) if getattr(row, "criterion", "") == "2.2")
    page.list.setCurrentIndex(rows.index(first))
    _at_rest(scenes)
    scenes.camera.take("history")
    scenes.camera.take_special("history")
    room.close_page()
    room.orders.back()
    scenes.space.go_to(QUEUE)
    # The mark of this session stands, as the next start would find it after a kill.
    scenes.space.queue.recovered.ask()
    _at_rest(scenes)
    scenes.camera.take("recovered")
    scenes.space.queue.recovered.dismiss()


def two_laptops(stage: Stage, desk: Desk, own: str) -> None:
    """Judge a submission a little here, and two things of it otherwise on another laptop."""
    for change in (
        lambda: reviewing.score(desk, own, "2.2", "developing"),
        lambda: reviewing.comment(desk, own, "2.2", FIRST, "first"),
        lambda: reviewing.comment(desk, own, "2.2", SECOND, "second"),
        lambda: reviewing.score(desk, own, "2.1", "basic"),
        lambda: reviewing.undo(desk, own),
        lambda: reviewing.score(desk, own, "2.1", "developing"),
        lambda: reviewing.comment(desk, own, "1.1", "Clear, and tied to these students."),
    ):
        stage.moment += timedelta(minutes=3)
        change()
    there = SigningKey(b"\5" * 32)
    told: tuple[tuple[str, Mapping[str, Any]], ...] = (
        (
            kinds.COMMENT,
            {"criterion": "1.1", "text": "Clear, and tied to these two students. Say which unit."},
        ),
        (kinds.SCORE, {"criterion": "2.1", "level": "proficient"}),
    )
    for n, (kind, body) in enumerate(told, 1):
        stage.moment += timedelta(minutes=2)
        record = make_record(
            there,
            id=str(uuid7()),
            n=n,
            at=stage.clock(),
            author=desk.store.author,
            kind=kind,
            subject=own,
            body=body,
        )
        with desk.store.changes() as work:
            work.keep_foreign(record.document)


def _at_rest(scenes: Scenes) -> None:
    hands, jobs = scenes.hands, scenes.program.jobs
    hands.until(lambda: not scenes.space.reviewing or not scenes.room.arriving, "the submission is shown")
    hands.until(lambda: not jobs.busy(Lane.STORE) and not jobs.busy(Lane.RENDERING), "everything is painted")
    hands.rest(50)
