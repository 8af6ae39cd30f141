"""Take the pictures of the documentation: the real window on sample work, off-screen, every screen in every look.

`make screenshots` writes the whole set to build/screenshots/ and the chosen few, made small, to docs/screenshots/.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs import (  # noqa: E402  # the platform is chosen before Qt is loaded
    calibration_scenes,
    command_scenes,
    feedback_scenes,
    gate_scenes,
    guard_scenes,
    hosting_scenes,
    journey_scenes,
    large_text,
    past_scenes,
    picture_viewers,
)
from docs.picture_scenes import Scenes, Stage  # noqa: E402  # the platform is chosen before Qt is loaded
from docs.pictures import Camera, keep_chosen  # noqa: E402  # as above


def main() -> int:
    """Take them all, or with --quick each in one look only."""
    words = argparse.ArgumentParser(description="Take the pictures of the documentation again.")
    words.add_argument("--quick", action="store_true", help="one look and one size only; nothing is chosen")
    words.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots")
    asked = words.parse_args()
    shutil.rmtree(asked.out, ignore_errors=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="reviewer-pictures-") as folder:
        stage = Stage(Path(folder))
        camera = Camera(stage, asked.out, quick=asked.quick)
        try:
            scenes = Scenes(stage, camera)
            scenes.play()
            feedback_scenes.play(scenes)
            gate_scenes.play(scenes)
            command_scenes.play(scenes)
            guard_scenes.play(scenes)
            calibration_scenes.play(scenes)
            past_scenes.play(scenes)
            picture_viewers.play(scenes)
        finally:
            stage.close()
        taken = camera.taken + journey_scenes.play(Path(folder) / "journey", asked.out, quick=asked.quick)
        taken += hosting_scenes.play(Path(folder) / "coordinator", asked.out, quick=asked.quick)
    print(f"{taken} pictures in {asked.out} after {time.monotonic() - begun:.0f} s")
    if not asked.quick:
        large_text.keep_large(ROOT / "docs" / "screenshots" / "large", ROOT / "docs" / "large-text.md")
        chosen = keep_chosen(asked.out, ROOT / "docs" / "screenshots")
        print(
            f"{len(chosen)} of them in docs/screenshots, {sum(x.stat().st_size for x in chosen) // 1024} KiB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
