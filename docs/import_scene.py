"""The pictures of bundles coming in: on their way, taken, and refused."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app import paths
from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.demo_window import ASSIGNED, BY_STICK
from reviewer_app.domain.submission import timestamp
from reviewer_app.ui.jobs import Lane

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes


def play(scenes: Scenes) -> None:
    """Import a bundle with one broken file, and one that breaks off."""
    hands, space, take = scenes.hands, scenes.space, scenes.camera.take
    held = threading.Event()
    scenes.program.jobs.run(Lane.FILES, lambda _control: held.wait())
    bundle = _bundle_with_a_broken_file(scenes)
    space.import_paths([bundle])
    progress = space.importing.progress
    assert progress is not None  # made before the import begins
    progress.show_progress(91_000, 260_000, "Checking partnership-plan.pdf")
    take("import-progress")
    held.set()
    hands.until(lambda: not space.importing.busy, "the import ends")
    hands.until(lambda: space.queue.model.rowCount() == len(ASSIGNED) + 1, "it shows")
    take("import-done")
    cut = scenes.stage.folder / "cut.reviewbundle"
    cut.write_bytes(bundle.read_bytes()[:90_000])
    space.import_paths([cut])
    hands.until(lambda: bool(space.importing.refused) and not space.importing.busy, "it is refused")
    take("import-refused")
    space.importing.refused[0].dismiss()
    space.importing.summary.dismiss()


def _bundle_with_a_broken_file(scenes: Scenes) -> Path:
    folder = scenes.stage.folder / "broken"
    shutil.copytree(paths.resource("samples", "submissions", BY_STICK), folder)
    told: dict[str, Any] = json.loads((folder / "submission.json").read_text(encoding="utf-8"))
    flyer = next(each for each in told["evidence"] if each["name"] == "flyer.pdf")
    del flyer["sha256"], flyer["size"]
    (folder / flyer["file"]).write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 90)
    (folder / "submission.json").write_text(json.dumps(told), encoding="utf-8")
    target = scenes.stage.folder / f"{BY_STICK}.reviewbundle"
    return make_from_folder(folder, target, scenes.hub.hub.books.key, timestamp(scenes.stage.moment))
