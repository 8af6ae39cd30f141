"""The pictures of every viewer with a citation shown, on a submission made to hold each kind of evidence."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pptx import Presentation
from pptx.util import Inches, Pt
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from reviewer_app import paths
from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.hands import SHIFT
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE
from reviewer_app.ui.viewers.archive import ArchiveViewer
from reviewer_app.ui.viewers.cells import Cells
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.pdf import PdfViewer
from reviewer_app.ui.viewers.reading import ReadingViewer
from reviewer_app.ui.viewers.sheets import SheetsViewer

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

Key = Qt.Key
SAMPLE = "C41P-1"
BLOG = "https://class-blog.lakeside.example/fractions/week-3"
_FROM = {
    "unit-portfolio.pdf": SAMPLE,
    "exit-tickets.jpg": SAMPLE,
    "reflection.docx": SAMPLE,
    "check-data.xlsx": SAMPLE,
    "transcript.txt": "7F3K-2",
    "questions.mp3": "7F3K-2",
    "lesson-clip.mp4": "T5XW-1",
}
_SLIDES = (
    (
        "Eleven boards",
        ("What 26 students wrote about 1/2 + 1/3", "Fifteen saw it, eleven made two fifths of it"),
    ),
    (
        "The question I asked instead of practice",
        (
            "Can you add something to a half and get less than a half?",
            "Thirty seconds, nobody speaks, all write",
        ),
    ),
    (
        "What changed",
        ("21 of 26 saw it at the end of the lesson", "A check that decides before it calculates"),
    ),
)


def play(scenes: Scenes) -> None:
    """Import the submission, and cite in each of its files."""
    hands, space = scenes.hands, scenes.space
    stage = scenes.stage
    bundle = wren_bundle(stage.folder, scenes.hub.hub.books.key, stage.moment)
    space.go_to(QUEUE)
    space.import_paths([bundle])
    hands.until(lambda: not space.importing.busy, "the import ends")
    space.importing.summary.dismiss()
    desk = scenes.stage.desk
    assert desk is not None  # the door is open
    submission = next(x.submission for x in desk.store.queue(QueueQuery(), 0, 1000) if x.alias == "Wren")
    space.open_submission(submission)
    hands.until(lambda: space.reviewing and not scenes.room.arriving, "the submission is shown")
    room = scenes.room
    for name, file, criterion, choose in (
        ("pdf", "unit-portfolio.pdf", 0, _words_of_a_page),
        ("image", "exit-tickets.jpg", 2, _region),
        ("text", "transcript.txt", 3, partial(_words, "Why do you think the pond turned green?")),
        ("paper", "reflection.docx", 6, partial(_words, "eleven of 26 students wrote that one half")),
        ("slides", "eleven-boards.pptx", 5, partial(_words, "Can you add something to a half and get less")),
        ("sheets", "check-data.xlsx", 4, _cells),
        ("audio", "questions.mp3", 3, partial(_stretch, 0.25)),
        ("video", "lesson-clip.mp4", 5, partial(_stretch, 0.4)),
        ("archive", "worksheets.zip", 1, _entry),
        ("link", "", 6, _link),
        ("card", "scan.pdf", 0, lambda _scenes: None),
    ):
        item = scenes.named(file)
        room.rubric.go_to(criterion)
        scenes.look_at(item) if file else _open_link(scenes, item)
        hands.until(lambda: not scenes.program.jobs.busy(Lane.RENDERING), "the evidence is painted")
        choose(scenes)
        if name != "card":
            scenes.room.citing.cite()
            hands.until(lambda: room.settled, "the citation is saved")
        _let_go(scenes)
        room.rubric.go_to(criterion)
        scenes.camera.take(f"viewer-{name}")


def _open_link(scenes: Scenes, item: str) -> None:
    scenes.room.show_evidence(item)
    scenes.hands.rest(50)


def _words_of_a_page(scenes: Scenes) -> None:
    canvas = scenes.room.pane.pdf.canvas
    scenes.hands.until(lambda: 0 in canvas.stream.texts, "the words of the page are here")
    text = canvas.stream.texts[0].text
    start = text.index("fraction")
    canvas.select((0, start, text.index(".", start) + 1))


def _region(scenes: Scenes) -> None:
    viewer = scenes.room.pane.viewer
    assert isinstance(viewer, ImageViewer)
    scenes.room.pane.focus_inside()
    viewer.mark_region()
    for _ in range(10):
        scenes.hands.press(Key.Key_Right, SHIFT)


def _words(words: str, scenes: Scenes) -> None:
    viewer = scenes.room.pane.viewer
    assert isinstance(viewer, ReadingViewer)
    page = viewer.page
    scenes.hands.until(lambda: words in page.toPlainText(), "the words are here")
    cursor = QTextCursor(page.document())
    start = page.toPlainText().index(words)
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def _cells(scenes: Scenes) -> None:
    viewer = scenes.room.pane.viewer
    assert isinstance(viewer, SheetsViewer)
    viewer.grid.select(Cells("", 3, 1, 3, 3))


def _stretch(share: float, scenes: Scenes) -> None:
    media, hands = scenes.room.pane.media, scenes.hands
    playback = media.playback
    hands.until(lambda: playback.player is not None and playback.player.ready, "the recording is open")
    loudness: Callable[[], bool] = lambda: media.waveform.reading >= 1 or playback.has_picture  # noqa: E731
    hands.until(loudness, "the sound is drawn")
    playback.seek(playback.duration * share)
    media.mark_in()
    playback.seek(playback.duration * (share + 0.12))
    media.mark_out()
    hands.rest(400)


def _entry(scenes: Scenes) -> None:
    viewer = scenes.room.pane.viewer
    assert isinstance(viewer, ArchiveViewer)
    tree = viewer.tree
    tree.expandAll()
    first = tree.topLevelItem(0)
    assert first is not None  # it holds a folder
    tree.setCurrentItem(first.child(1) or first)


def _link(scenes: Scenes) -> None:
    scenes.room.pane.keep_opened(scenes.room.ports.now())
    scenes.hands.rest(50)


def _let_go(scenes: Scenes) -> None:
    """What was selected is no longer, so that only the citation shows."""
    viewer = scenes.room.pane.viewer
    if isinstance(viewer, ReadingViewer):
        cursor = viewer.page.textCursor()
        cursor.clearSelection()
        viewer.page.setTextCursor(cursor)
    elif isinstance(viewer, PdfViewer | ImageViewer | SheetsViewer):
        scenes.room.pane.focus_inside()
        scenes.hands.press(Key.Key_Escape)
    scenes.room.rubric.focus_inside()
    scenes.hands.rest(50)


def wren_bundle(where: Path, key: SigningKey, moment: datetime) -> Path:
    """A submission with every kind of evidence, one of them spoiled."""
    folder = where / "wren"
    evidence = folder / "evidence"
    evidence.mkdir(parents=True)
    samples = paths.resource("samples", "submissions")
    shutil.copy(samples / SAMPLE / "microcredential.json", folder)
    for name, sample in _FROM.items():
        shutil.copy(samples / sample / "evidence" / name, evidence / name)
    _slides(evidence / "eleven-boards.pptx")
    with zipfile.ZipFile(evidence / "worksheets.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for lesson in range(1, 7):
            for sheet in ("check", "exit ticket", "practice"):
                about = zipfile.ZipInfo(f"lesson {lesson}/{sheet}.txt", (2026, 11, 6, 15, 10 + lesson, 0))
                packed.writestr(about, f"Lesson {lesson}, {sheet}\n" * 40 * lesson)
    (evidence / "scan.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 90)
    told = json.loads((samples / SAMPLE / "submission.json").read_text(encoding="utf-8"))
    items = [{"file": f"evidence/{name}"} for name in (*_FROM, "eleven-boards.pptx", "worksheets.zip")]
    items += [{"url": BLOG, "title": "Our class blog on fractions"}, {"file": "evidence/scan.pdf"}]
    (folder / "submission.json").write_text(
        json.dumps({"alias": "Wren", "parts": told["parts"], "evidence": items}), encoding="utf-8"
    )
    return make_from_folder(folder, where / "Wren.reviewbundle", key, timestamp(moment))


def _slides(target: Path) -> None:
    made = Presentation()
    made.slide_width, made.slide_height = Inches(13.33), Inches(7.5)
    for title, lines in _SLIDES:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        body = slide.placeholders[1].text_frame
        body.text = "\n".join(lines)
        for paragraph in body.paragraphs:
            paragraph.font.size = Pt(28)
        slide.notes_slide.notes_text_frame.text = f"Said in the team meeting: {title.lower()}."
    made.save(str(target))
