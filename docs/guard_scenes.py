"""The pictures of the anonymity guard and of the safe-to-leave check, on a submission made to name its earner."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from reviewer_app import paths
from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.anonymity import name_list
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import LEAVING, QUEUE
from reviewer_app.ui.review.names import NamesDialog
from reviewer_app.workflows import guarding

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

WHO = "Marisol Quintanilla"
SAMPLE = "M77Q-1"


def play(scenes: Scenes) -> None:
    """Import the submission, look at its names, reveal one; then see whether one may leave."""
    hands, space = scenes.hands, scenes.space
    stage = scenes.stage
    bundle = plover_bundle(stage.folder, scenes.hub.hub.books.key, stage.moment)
    space.go_to(QUEUE)
    space.import_paths([bundle])
    hands.until(lambda: not space.importing.busy, "the import ends")
    space.importing.summary.dismiss()
    desk = scenes.stage.desk
    assert desk is not None  # the door is open
    submission = next(x.submission for x in desk.store.queue(QueueQuery(), 0, 1000) if x.alias == "Plover")
    hands.until(lambda: not guarding.guarded(desk, submission).waiting, "the guard has looked through all")
    space.open_submission(submission)
    hands.until(lambda: space.reviewing and not scenes.room.arriving, "the submission is shown")
    hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "its first evidence is painted")
    scenes.camera.take("names-masked")
    scenes.room.orders.show_names()
    dialog = scenes.room.findChild(NamesDialog)
    assert dialog is not None  # just made
    hands.rest(50)
    scenes.camera.take("names-found", dialog)
    next(iter(dialog.buttons.values())).click()
    dialog.reason.setText("The letter asks for the photographer’s consent.")
    hands.rest(50)
    scenes.camera.take("names-question", dialog)
    dialog.go.click()
    hands.until(lambda: not dialog.note.isHidden(), "what was masked is shown")
    scenes.camera.take("names-revealed", dialog)
    if dialog.jumps:
        dialog.jumps[0].click()
        hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "the place is shown")
        hands.rest(100)
        scenes.camera.take("names-place")
    _leave(scenes)


def _leave(scenes: Scenes) -> None:
    hands, space = scenes.hands, scenes.space
    space.go_to(LEAVING)
    hands.rest(50)
    scenes.camera.take("leaving-before")
    room = space.leaving
    held = threading.Event()
    scenes.program.jobs.run(Lane.FILES, lambda _control: held.wait())
    room.begin()
    hands.until(lambda: room.progress is not None, "the check is under way")
    assert room.progress is not None
    room.progress.show_progress(91 << 20, 213 << 20, "7F3K: Lesson plan")
    scenes.camera.take("leaving-checking")
    held.set()
    hands.until(lambda: not room.busy, "the check is done")
    scenes.camera.take("leaving-gaps")
    scenes.camera.take_special("leaving")
    if room.done is not None:
        room._on_done(replace(room.done, gaps=()))
        scenes.camera.take("leaving-ready")


def plover_bundle(where: Path, key: SigningKey, moment: datetime) -> Path:
    """A submission that would name its earner in a file name, in metadata and in words."""
    folder = where / "plover"
    shutil.copytree(paths.resource("samples", "submissions", SAMPLE), folder)
    told = json.loads((folder / "submission.json").read_text(encoding="utf-8"))
    evidence = folder / "evidence"
    plan = evidence / "lesson-plan-quintanilla.docx"
    (evidence / "lesson-plan.docx").rename(plan)
    with Image.open(evidence / "board.jpg") as picture:
        exif = picture.getexif()
        exif[0x013B] = WHO
        exif.get_ifd(0x8825)[2] = (41.0, 2.0, 3.0)
        picture.save(evidence / "board.jpg", exif=exif.tobytes())
    notes = f"Grade five, second week.\n\nTaught by Ms. Quintanilla, room 14.\n\nPlan by {WHO}.\n"
    (evidence / "observation-notes.txt").write_text(notes, encoding="utf-8")
    (folder / "submission.json").write_text(
        json.dumps({"alias": "Plover", "parts": told["parts"]}), encoding="utf-8"
    )
    names = name_list([WHO], bytes(16)).document()
    return make_from_folder(folder, where / "Plover.reviewbundle", key, timestamp(moment), names=names)
