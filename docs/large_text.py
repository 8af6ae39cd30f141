"""The pictures of every screen with text of twice the size on a small laptop, and the page that shows them."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.every_screen import SCREENS  # noqa: E402  # the platform is chosen before Qt is loaded
from docs.tour import Tour  # noqa: E402  # as above

SCALE = 200
_WIDTH = 820
_COLOURS = 48
_HEAD = """# Every screen at 200 %

Text of twice the size in a window of 1366 x 768: nothing is cut off, and what has no room scrolls. The tests in
`tests/ui/screens/` go through the same list (`docs/every_screen.py`) at 90, 100, 150 and 200 %. Taken by
`make screenshots`.
"""


def keep_large(pictures: Path, page: Path) -> list[Path]:
    """Take them all anew, and write the page."""
    pictures.mkdir(parents=True, exist_ok=True)
    kept: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="reviewer-large-") as folder:
        tour = Tour(Path(folder))
        try:
            tour.look(SCALE)
            for screen in SCREENS:
                tour.home()
                shown = screen.show(tour)
                tour.settle()
                raw = pictures / f"{screen.name}.png"
                shown.grab().save(str(raw))
                raw.write_bytes(_small(raw))
                kept.append(raw)
        finally:
            tour.close()
    for old in set(pictures.glob("*.png")) - set(kept):
        old.unlink()
    where = pictures.relative_to(page.parent).as_posix()
    shown_on_page = (f"## {each.about}\n\n![{each.about}]({where}/{each.name}.png)\n" for each in SCREENS)
    page.write_text("\n".join([_HEAD, *shown_on_page]), encoding="utf-8")
    return kept


def _small(file: Path) -> bytes:
    with Image.open(file) as opened:
        picture = opened.convert("RGB")
    if picture.width > _WIDTH:
        picture = picture.resize(
            (_WIDTH, round(picture.height * _WIDTH / picture.width)), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    print(
        len(keep_large(ROOT / "docs" / "screenshots" / "large", ROOT / "docs" / "large-text.md")), "pictures"
    )
