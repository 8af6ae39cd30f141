"""Pictures: brighter, frame by frame, two side by side moving together, and what is said about them."""

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.image import ImageViewer
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.tone import AS_IT_IS, MOST, Tone, table, toned
from reviewer_app.ui.viewers.viewer import Can
from reviewer_app.ui.viewers.zoom import Fit
from tests.ui.review.desk_double import photo

Settle = Callable[[], None]
tones = st.builds(Tone, st.integers(-MOST, MOST), st.integers(-MOST, MOST))


def grey(side: int = 40, value: int = 100) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side), value).save(out, "PNG")
    return out.getvalue()


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), (value, value, value)) for value in (0, 120, 240)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=50)
    return out.getvalue()


@pytest.fixture
def viewer(lanes: Jobs, settle: Settle, qapp: QApplication) -> Iterator[ImageViewer]:
    made = ImageViewer(lanes)
    made.resize(600, 400)
    made.show()
    yield made
    made.shut()
    settle()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def opened(pool: WorkerPool) -> Iterator[Callable[[bytes], OpenedEvidence]]:
    made: list[OpenedEvidence] = []

    def open_it(data: bytes) -> OpenedEvidence:
        made.append(pool.open(BytesSource(data), "x.bin"))
        return made[-1]

    yield open_it
    for each in made:
        each.close()


@given(tones)
def test_a_tone_never_turns_light_into_dark(tone: Tone) -> None:
    found = table(tone)
    assert list(found) == sorted(found)
    assert list(table(AS_IT_IS)) == list(range(256))


@given(tones, st.binary(max_size=400).map(lambda data: data[: len(data) // 4 * 4]))
def test_a_tone_leaves_what_is_see_through(tone: Tone, data: bytes) -> None:
    assert toned(data, tone, alpha=True)[3::4] == data[3::4]
    assert set(toned(data, tone, alpha=False)[3::4]) <= {255}


def middle(viewer: ImageViewer) -> int:
    view = viewer.canvas.viewport()
    return view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2).red()


def test_a_picture_is_made_brighter_and_put_back(
    viewer: ImageViewer, opened: Callable[[bytes], OpenedEvidence], settle: Settle
) -> None:
    viewer.open(opened(grey()), "grey.png")
    settle()
    assert middle(viewer) == 100
    viewer.look(Look.LIGHT)
    assert viewer.looks()[Look.LIGHT]
    viewer.tones.brightness.setValue(60)
    viewer.tones.changed.emit(viewer.tones.tone)
    settle()
    assert middle(viewer) > 150
    where = viewer.remembered()
    viewer.tones.reset.click()
    viewer.tones.changed.emit(viewer.tones.tone)
    settle()
    assert middle(viewer) == 100
    viewer.restore(where)
    assert viewer.tones.tone == Tone(60, 0)


def test_frames_take_each_others_place(
    viewer: ImageViewer, opened: Callable[[bytes], OpenedEvidence], settle: Settle
) -> None:
    told: list[tuple[int, int]] = []
    viewer.paged.connect(lambda page, count: told.append((page, count)))
    viewer.open(opened(moving()), "moving.gif")
    settle()
    assert Can.PAGES in viewer.can
    assert "frame by frame" in viewer.note.text()
    shown = [middle(viewer)]
    for _ in range(2):
        QTest.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
        settle()
        shown.append(middle(viewer))
    assert shown == pytest.approx([0, 120, 240], abs=6)
    assert told[-1] == (3, 3)
    viewer.open(opened(photo(300, 200)), "photo.jpg")
    settle()
    assert Can.PAGES not in viewer.can
    assert viewer.note.isHidden()


def test_a_picture_that_ends_early_says_so_once_it_is_drawn(
    viewer: ImageViewer, opened: Callable[[bytes], OpenedEvidence], settle: Settle
) -> None:
    viewer.open(opened(photo(600, 450)[:-3000]), "cut.jpg")
    settle()
    assert "ends early" in viewer.note.text()
    viewer.open(opened(photo(600, 450)), "whole.jpg")
    settle()
    assert viewer.note.isHidden()


def test_two_pictures_zoom_and_move_together(
    viewer: ImageViewer, opened: Callable[[bytes], OpenedEvidence], settle: Settle
) -> None:
    shut: list[object] = []
    viewer.compared_shut.connect(shut.append)
    viewer.open(opened(photo(1200, 900)), "one.jpg")
    second = opened(photo(600, 450))
    viewer.compare(second, "two.jpg")
    settle()
    one, two = viewer.canvas, viewer.other
    assert viewer.looks()[Look.COMPARE]
    assert (viewer.pair.first.name.text(), viewer.pair.second.name.text()) == ("one.jpg", "two.jpg")
    for _ in range(5):
        viewer.zoom_in()
    assert two.factor / two.whole() == pytest.approx(one.factor / one.whole(), rel=0.02)
    one.horizontalScrollBar().setValue(one.horizontalScrollBar().maximum())
    assert two.middle() == pytest.approx(one.middle(), abs=0.05)
    two.horizontalScrollBar().setValue(0)
    assert one.middle() == pytest.approx(two.middle(), abs=0.05)
    viewer.fit()
    assert two.zoom.fit is Fit.PAGE
    chosen = viewer.selection()
    assert chosen is not None
    assert chosen.label == "whole picture"
    viewer.end_compare()
    assert shut == [second]
    assert not viewer.comparing
    assert viewer.pair.second.isHidden()


def test_a_second_picture_that_breaks_leaves_the_first(
    viewer: ImageViewer, opened: Callable[[bytes], OpenedEvidence], settle: Settle
) -> None:
    broke: list[object] = []
    viewer.broke.connect(broke.append)
    viewer.open(opened(grey()), "one.png")
    settle()
    other = opened(grey())
    other.close()
    viewer.compare(other, "two.png")
    settle()
    assert not viewer.comparing
    assert "cannot be shown" in viewer.note.text()
    assert broke == []
