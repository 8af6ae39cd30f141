"""The camera of the documentation: one screen in every look and size, and the chosen few made small."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.theme import theme

if TYPE_CHECKING:
    from docs.picture_scenes import Stage

SMALL, LARGE = (1366, 768), (1440, 900)
LOOKS = tuple((look, size) for look in ("light", "dark") for size in (SMALL, LARGE))
REST_MILLISECONDS = 60
COLOURS = 200
_PAINTING = (Lane.RENDERING, Lane.STORE)

CHOSEN = {
    "queue": "queue-light-1440x900",
    "queue-dark": "queue-dark-1440x900",
    "review": "review-scoring-light-1440x900",
    "review-dark": "review-image-dark-1440x900",
    "levels": "review-levels-light-1366x768",
    "cited": "review-cited-pdf-light-1440x900",
    "cited-list": "review-cited-list-dark-1366x768",
    "check": "check-no-light-1366x768",
    "taken-back": "incomplete-taken-back-dark-1440x900",
    "settled": "flag-settled-light-1366x768",
    "interest": "interest-asked-light-1366x768",
    "handed-back": "interest-decided-light-1366x768",
    "incomplete": "incomplete-signed-light-1366x768",
    "flagging": "flag-raising-light-1366x768",
    "flagged": "flag-paused-dark-1366x768",
    "carried": "carried-light-1366x768",
    "overruling": "overruling-light-1366x768",
    "failed-evidence": "review-failed-light-1366x768",
    "names": "names-found-light-1366x768",
    "history": "history-light-1366x768",
    "two-versions": "two-versions-light-1366x768",
    "guide": "guide-light-1366x768",
    "attempts": "attempts-light-1440x900",
    "attempts-dark": "attempts-score-dark-1366x768",
    "earlier-score": "attempts-card-light-1366x768",
    "doubt": "doubt-light-1366x768",
    "evidence-alone": "evidence-alone-dark-1366x768",
    "recovered": "recovered-light-1366x768",
    "commands": "commands-review-light-1366x768",
    "help": "help-review-light-1366x768",
    "keys": "keys-clash-dark-1366x768",
    "leaving": "leaving-gaps-light-1440x900",
    "calibration": "calibration-room-light-1440x900",
    "calibration-compared": "calibration-compared-dark-1366x768",
    "preview": "preview-ready-light-1440x900",
    "findings": "preview-findings-light-1440x900",
    "findings-dark": "preview-findings-dark-1366x768",
    "feedback-line": "feedback-line-light-1366x768",
    "bank": "bank-light-1366x768",
    "hub": "hub-asked-light-1366x768",
    "hub-stick": "hub-stick-dark-1440x900",
    "hub-given": "hub-given-light-1366x768",
    "hub-giving": "hub-giving-dark-1366x768",
    "sync": "sync-received-light-1366x768",
    "door": "door-passphrase-light-1366x768",
    "contrast": "review-contrast-1366x768",
    "large-text": "review-text-200-1366x768",
}
"""What the documents show, by the name it has there and the picture it is."""

VIEWERS = (
    *("pdf", "image", "text", "paper", "slides", "sheets"),
    *("audio", "video", "archive", "link", "card"),
)
"""Viewers with a citation, shown in every look and size."""

MOST_BYTES = 60 << 10
_SMALLER = ((64, 1.0), (40, 1.0), (32, 1.0), (64, 0.75), (40, 0.75), (64, 0.6), (40, 0.5), (24, 0.5))


class Camera:
    """Takes the window of a stage; ``quick`` takes each screen once only."""

    def __init__(self, stage: Stage, out: Path, *, quick: bool) -> None:
        self._stage = stage
        self._out = out
        self._looks = LOOKS[:1] if quick else LOOKS
        self.taken = 0
        out.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, dialog: QDialog | None = None, *, window: QWidget | None = None) -> None:
        """A screen, in every look and size; with a dialog over it, or of another window instead."""
        for look, size in self._looks:
            self._one(f"{name}-{look}-{size[0]}x{size[1]}", look, 100, size, dialog, window)

    def take_special(self, name: str) -> None:
        """A screen in high contrast and with text of twice the size, on the smaller laptop."""
        self._one(f"{name}-contrast-1366x768", "contrast", 100, SMALL, None)
        self._one(f"{name}-text-200-1366x768", "light", 200, SMALL, None)
        self._set("light", 100, SMALL)

    def _one(
        self,
        name: str,
        look: str,
        scale: int,
        size: tuple[int, int],
        dialog: QDialog | None,
        window: QWidget | None = None,
    ) -> None:
        if window is not None:
            window.resize(*size)
        self._set(look, scale, size)
        picture = (window or self._stage.program.shell).grab()
        if dialog is not None:
            picture = _over(picture, dialog)
        picture.save(str(self._out / f"{name}.png"))
        self.taken += 1

    def _set(self, look: str, scale: int, size: tuple[int, int]) -> None:
        program, hands = self._stage.program, self._stage.hands
        theme().set_look(look, scale)
        program.shell.resize(*size)
        hands.rest(REST_MILLISECONDS)
        # Pages are drawn again for another size; what is still on its way would be missing in the picture.
        # Figures come by the store's lane, a moment after the rows.
        hands.until(lambda: not any(map(program.jobs.busy, _PAINTING)), "everything is painted")
        hands.rest(REST_MILLISECONDS)


def _over(window: QPixmap, dialog: QDialog) -> QPixmap:
    """The window with a dialog in its middle, as it would be seen."""
    top = dialog.grab()
    painter = QPainter(window)
    at = QPoint((window.width() - top.width()) // 2, (window.height() - top.height()) // 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().tokens.color("line"))
    painter.drawRect(at.x() - 1, at.y() - 1, top.width() + 2, top.height() + 2)
    painter.drawPixmap(at, top)
    painter.end()
    return window


def keep_chosen(source: Path, target: Path) -> list[Path]:
    """Write the chosen pictures into the documentation, with few colours and so few bytes."""
    target.mkdir(parents=True, exist_ok=True)
    kept = []
    for name, taken in CHOSEN.items():
        with Image.open(source / f"{taken}.png") as picture:
            few = picture.convert("RGB").quantize(
                COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
        kept.append(target / f"{name}.png")
        few.save(kept[-1], optimize=True)
    for old in target.glob("*.png"):
        if old not in kept:
            old.unlink()
    return kept + _keep_viewers(source, target / "viewers")


def _keep_viewers(source: Path, target: Path) -> list[Path]:
    target.mkdir(exist_ok=True)
    kept = []
    for name in VIEWERS:
        for look, (wide, high) in LOOKS:
            said = f"{name}-{look}-{wide}x{high}.png"
            kept.append(target / said)
            with Image.open(source / f"viewer-{said}") as picture:
                kept[-1].write_bytes(_small(picture.convert("RGB")))
    for old in target.glob("*.png"):
        if old not in kept:
            old.unlink()
    return kept


def _small(picture: Image.Image) -> bytes:
    """A picture in few bytes: with fewer and fewer colours, then smaller."""
    made = b""
    for colours, scale in _SMALLER:
        size = round(picture.width * scale), round(picture.height * scale)
        out = io.BytesIO()
        less = picture.resize(size, Image.Resampling.LANCZOS) if scale < 1 else picture
        few = less.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        made = out.getvalue()
        if len(made) <= MOST_BYTES:
            break
    return made
