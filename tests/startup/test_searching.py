"""Search in the real window: evidence is read behind it, a hit opens at its place, files alike are pointed out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.hands import CTRL, SHIFT
from reviewer_app.domain import records as kinds
from reviewer_app.paths import open_home, resource
from reviewer_app.startup.review import RoomInWindow
from reviewer_app.startup.window import Program
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.searching.ports import Hit, Spot
from reviewer_app.workflows import importing, safeguarding
from tests.startup.opened import CREATED, KEY, PASSPHRASE, Opened, program_on

SAMPLES = ("A09D-1", "7F3K-1", "7F3K-2")
Key = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    desk = safeguarding.create(open_home(folder / "home"), PASSPHRASE)
    for name in SAMPLES:
        bundle = folder / f"{name}.reviewbundle"
        sample = resource("samples", "submissions", name)
        if name == "A09D-1":
            sample = _with_a_damaged_photo(sample, folder / "damaged")
        make_from_folder(sample, bundle, KEY, CREATED)
        taken = importing.import_bundle(desk, bundle)
        if name == "A09D-1":
            with desk.store.changes() as work:
                work.append(kinds.COMMENT, taken.submission, {"criterion": "2.2", "text": "A quiet harbour."})
                work.append(
                    kinds.NOTE, taken.submission, {"criterion": "3.1", "text": "Ask about lighthouses."}
                )
    safeguarding.lock(desk)
    return desk.home.root


def _with_a_damaged_photo(sample: Path, folder: Path) -> Path:
    shutil.copytree(sample, folder)
    (folder / "evidence" / "student-page.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(500))
    told = folder / "submission.json"
    document = json.loads(told.read_text("utf-8"))
    photo = next(each for each in document["evidence"] if each["name"] == "student-page.jpg")
    del photo["size"], photo["sha256"]
    told.write_text(json.dumps(document), encoding="utf-8")
    return folder


class Seen(Opened):
    """The window, opened, with all evidence read."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.hands.until(lambda: self.space.reading is not None, "the queue shows, and reading begins")
        reading = self.space.reading
        assert reading is not None
        reading.poke()
        self.hands.until(lambda: not reading.busy, "all is read")
        self.found = self.space.search

    @property
    def place(self) -> RoomInWindow:
        """The review room as the workspace knows it."""
        assert isinstance(self.space.review, RoomInWindow)
        return self.space.review

    def search(self, text: str) -> list[Hit]:
        """Type into the box after its key, and what the list then holds."""
        self.hands.press(Key.Key_F, CTRL | SHIFT)
        self.hands.type(text)
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: not self.program.jobs.busy(Lane.STORE), "the store answers")
        self.hands.rest(1)
        rows = range(self.found.model.rowCount())
        hits = [self.found.model.hit_at(self.found.model.index(row)) for row in rows]
        return [hit for hit in hits if hit is not None]

    def open_hit(self, kind: str, name: str) -> None:
        """Go down to a hit with the keyboard and press Enter."""
        self.hands.press(Key.Key_Down)
        for _ in range(self.found.model.rowCount()):
            hit = self.found.model.hit_at(self.found.list.currentIndex())
            if hit is not None and (hit.kind, hit.name or hit.place) == (kind, name):
                break
            self.hands.press(Key.Key_Down)
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.space.reviewing and not self.place.arriving, "it opens")
        self.hands.until(lambda: not self.program.jobs.busy(Lane.RENDERING), "the evidence is drawn")


@pytest.fixture
def seen(qtbot: object, filled: Path) -> Iterator[Seen]:
    with closing(Seen(program_on(filled))) as made:
        yield made


def test_a_hit_in_a_pdf_opens_its_page_with_the_words_marked(seen: Seen) -> None:
    hits = seen.search("baseline lesson")
    assert {(hit.alias, hit.name, hit.page) for hit in hits} >= {("7F3K", "lesson-plan.pdf", 2)}
    seen.open_hit("evidence", "lesson-plan.pdf")
    pane = seen.room.pane
    assert pane.entry is not None
    assert pane.entry.title == "lesson-plan.pdf"
    seen.hands.until(lambda: pane.pdf.canvas.page == 1, "page 2 is in front")
    seen.hands.until(lambda: "baseline" in pane.pdf.canvas.quote().lower(), "the words are marked")
    seen.hands.press(Key.Key_F, CTRL | SHIFT)
    assert seen.found.field.hasFocus()
    assert seen.found.model.hits == len(hits)


def test_hits_in_answers_comments_and_notes_open_where_they_stand(seen: Seen) -> None:
    (hit,) = seen.search("quiet harb")
    assert (hit.alias, hit.kind, hit.place) == ("A09D", "comment", "2.2")
    seen.open_hit("comment", "2.2")
    card = seen.room.rubric.current
    assert card is not None
    assert (card.criterion.id, card.comment.toPlainText()) == ("2.2", "A quiet harbour.")
    seen.search("lighthouse")
    seen.open_hit("note", "3.1")
    card = seen.room.rubric.current
    assert card is not None
    assert card.criterion.id == "3.1"
    assert card.note.isVisible()
    seen.search("colleague timed")
    seen.open_hit("answers", "overview")
    viewer = seen.room.pane.viewer
    assert viewer is seen.room.pane.answers
    seen.search("a09d")
    seen.open_hit("submission", "")
    assert seen.program.shell.windowTitle().startswith("A09D")


def test_what_cannot_be_read_is_named_on_request(seen: Seen) -> None:
    seen.search("wait")
    seen.hands.until(seen.found.unsearched.isVisible, "the foot says that some files are not searched")
    seen.found.unsearched.click()
    assert "A09D, attempt 1 · " in seen.found.note.sentence.text()
    assert "01-" not in seen.found.note.sentence.text()


def test_a_file_of_an_earlier_attempt_is_pointed_out_with_a_way_to_both(seen: Seen) -> None:
    hits = seen.search("baseline lesson")
    second = next(hit for hit in hits if hit.attempt == 2 and hit.name == "lesson-plan.pdf")
    seen.found.opened.emit(
        Spot(second.submission, second.kind, second.place, second.page, second.snippet.quote)
    )
    seen.hands.until(lambda: seen.space.reviewing and not seen.place.arriving, "it opens")
    assert seen.room.bar.back.accessibleName() == "Back to Search"
    bar = seen.place.likeness
    seen.hands.until(bar.isVisible, "the line shows")
    assert bar.words.text() == "Unchanged since attempt 1."
    bar.open_other.click()

    def first_attempt() -> bool:
        review = seen.room.review
        return review is not None and review.submission.attempt == 1 and not seen.room.arriving

    seen.hands.until(first_attempt, "the other opens")
    seen.hands.until(lambda: bar.words.text() == "The same file is in attempt 2 too.", "and leads back")
    seen.room.show_evidence("answers:overview")
    assert not bar.isVisible()
