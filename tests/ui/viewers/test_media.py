"""Recordings really played: frames counted, moments found again, notes pinned, and no way of leaving that hangs."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.evidence.cues import read_cues, read_transcript
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers import player as players
from reviewer_app.ui.viewers.media import MediaViewer
from reviewer_app.ui.viewers.media_keys import MEDIA_ACTIONS
from reviewer_app.ui.viewers.media_source import MediaSource
from reviewer_app.ui.viewers.moments import Watched, clock_words, media_selected
from reviewer_app.ui.viewers.place import Place, Selected, Shown, place_of
from tests.evidence.media import CUES, audio, video

Open = Callable[..., MediaViewer]
PATIENCE = 20_000


@pytest.fixture
def watch(pool: WorkerPool, lanes: Jobs, qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    held: list[tuple[MediaViewer, OpenedEvidence]] = []

    def open_media(data: bytes, name: str = "clip.mp4", *, until: bool = True) -> MediaViewer:
        viewer = MediaViewer(lanes)
        viewer.resize(700, 560)
        viewer.show()
        handle = pool.open(BytesSource(data), name)
        held.append((viewer, handle))
        viewer.open(handle, name)
        if until:
            qtbot.waitUntil(
                lambda: viewer.playback.player is not None and viewer.playback.player.ready, timeout=PATIENCE
            )
        return viewer

    yield open_media
    for viewer, handle in held:
        viewer.shut()
        handle.close()
        viewer.deleteLater()
    qtbot.waitUntil(lambda: not players.leaving(), timeout=PATIENCE)


@pytest.fixture(scope="module")
def clip() -> bytes:
    return video(seconds=6, sound="aac")


def test_a_video_plays_and_its_frames_are_seen(watch: Open, clip: bytes, qtbot: QtBot) -> None:
    viewer = watch(clip)
    qtbot.waitUntil(lambda: viewer.surface.painted == 1, timeout=PATIENCE)
    assert viewer.playback.position == 0
    QTest.keyClick(viewer.surface, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: viewer.surface.painted >= 8, timeout=PATIENCE)
    assert viewer.playback.playing
    QTest.keyClick(viewer.surface, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not viewer.playback.playing, timeout=PATIENCE)
    assert viewer.playback.watched.seconds() > 0.3


def shade(viewer: MediaViewer) -> int:
    """How bright the middle of what is seen is; each picture of the clip is a little brighter than the one before."""
    picture = viewer.surface.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).green()


def test_seeking_shows_the_picture_of_that_moment(watch: Open, clip: bytes, qtbot: QtBot) -> None:
    viewer = watch(clip)
    qtbot.waitUntil(lambda: viewer.surface.painted == 1, timeout=PATIENCE)
    first = shade(viewer)
    seen = viewer.playback.frames
    viewer.playback.seek(3.0)
    qtbot.waitUntil(lambda: viewer.playback.frames > seen and shade(viewer) > first + 60, timeout=PATIENCE)
    assert viewer.playback.position == pytest.approx(3.0, abs=0.11)
    shades = [shade(viewer)]
    for moment in (3.1, 3.2):
        QTest.keyClick(viewer.surface, Qt.Key.Key_Period)
        qtbot.waitUntil(lambda: shade(viewer) > shades[-1], timeout=PATIENCE)
        shades.append(shade(viewer))
        assert viewer.playback.position == pytest.approx(moment, abs=0.05)
    QTest.keyClick(viewer.surface, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: shade(viewer) == shades[1], timeout=PATIENCE)
    QTest.keyClick(viewer.surface, Qt.Key.Key_Right)
    assert viewer.playback.position == viewer.playback.duration == 6.0


def test_it_plays_to_the_end_and_once_more(watch: Open, clip: bytes, qtbot: QtBot) -> None:
    viewer = watch(clip)
    for _ in range(4):
        QTest.keyClick(viewer.surface, Qt.Key.Key_BracketRight)
    assert viewer.controls.speed.text() == "2×"
    viewer.playback.seek(5.2)
    viewer.toggle()
    with qtbot.waitSignal(viewer.playback.player.ended, timeout=PATIENCE):
        pass
    seen = viewer.playback.frames
    viewer.toggle()
    qtbot.waitUntil(
        lambda: viewer.playback.frames > seen + 3 and viewer.playback.position < 3, timeout=PATIENCE
    )


def test_the_place_is_remembered(watch: Open, clip: bytes, qtbot: QtBot) -> None:
    viewer = watch(clip)
    viewer.playback.seek(2.5)
    viewer.change_speed(1)
    viewer.playback.watched.restore([[0, 2.5]])
    where = viewer.remembered()
    assert where == {"t": 2.5, "speed": 1.25, "watched": [[0.0, 2.5]], "duration": 6.0}
    other = watch(clip, until=False)
    other.restore(where)
    for bad in ({"t": "x"}, {"watched": [[1], "x", [3, 2], [True, 2]], "speed": None}, {"t": -4}):
        before = other.playback.position
        other.restore(bad)
        assert other.playback.position == before
    other.restore(where)
    qtbot.waitUntil(lambda: other.playback.frames > 0, timeout=PATIENCE)
    assert other.remembered() == where


def test_a_note_holds_the_recording_and_pins_where_it_was_begun(
    watch: Open, clip: bytes, qtbot: QtBot
) -> None:
    viewer = watch(clip)
    pins: list[tuple[Selected, str]] = []
    viewer.pinned.connect(lambda chosen, note: pins.append((chosen, note)))
    viewer.activateWindow()
    viewer.focus_inside()
    viewer.toggle()
    qtbot.waitUntil(lambda: viewer.playback.position > 0.5, timeout=PATIENCE)
    QTest.keyClick(viewer.surface, Qt.Key.Key_N)
    assert viewer.note.field.hasFocus()
    assert viewer.playback.playing
    QTest.keyClicks(viewer.note.field, "She waits, ")
    qtbot.waitUntil(lambda: not viewer.playback.playing, timeout=PATIENCE)
    at = viewer.playback.position
    QTest.keyClicks(viewer.note.field, "then asks.")
    QTest.keyClick(viewer.note.field, Qt.Key.Key_Return)
    assert [note for _chosen, note in pins] == ["She waits, then asks."]
    place = place_of(pins[0][0].selectors)
    assert place.seconds == (pytest.approx(at, abs=0.1), pytest.approx(at, abs=0.1))
    assert viewer.surface.hasFocus()
    qtbot.waitUntil(lambda: viewer.playback.playing and viewer.playback.position > at + 0.2, timeout=PATIENCE)
    QTest.keyClicks(viewer.note.field, "no")
    QTest.keyClick(viewer.note.field, Qt.Key.Key_Escape)
    assert viewer.note.field.text() == ""
    assert len(pins) == 1
    qtbot.waitUntil(lambda: viewer.playback.playing, timeout=PATIENCE)


def test_a_note_on_a_held_recording_leaves_it_held(watch: Open, clip: bytes) -> None:
    viewer = watch(clip)
    QTest.keyClicks(viewer.note.field, "x")
    QTest.keyClick(viewer.note.field, Qt.Key.Key_Return)
    assert not viewer.playback.playing


def test_a_stretch_is_marked_cited_and_found_again(watch: Open, clip: bytes) -> None:
    viewer = watch(clip)
    viewer.playback.seek(4.0)
    QTest.keyClick(viewer.surface, Qt.Key.Key_I)
    viewer.playback.seek(2.0)
    QTest.keyClick(viewer.surface, Qt.Key.Key_O)
    chosen = viewer.selection()
    assert chosen.label == "0:02–0:04"
    assert chosen.selectors[0]["value"] == "t=2.0,4.0"
    viewer.mark_in()
    assert viewer.selection().selectors[0]["value"] == "t=2.0"
    viewer.reveal(place_of(chosen.selectors))
    assert viewer.selection() == chosen
    viewer.reveal(Place(seconds=(5.0, 5.0)))
    assert viewer.selection().label == "0:05"
    place = Place(seconds=(2.0, 4.0))
    viewer.show_citations((Shown("c1", "2.1", place, current=True, said="clip 0:02–0:04"),))
    strong = viewer.controls.line.grab().toImage()
    viewer.show_citations((Shown("c1", "2.1", place, said="clip 0:02–0:04"),))
    assert viewer.controls.line.grab().toImage() != strong
    told: list[str] = []
    viewer.citation_clicked.connect(told.append)
    line = viewer.controls.line
    assert "0:02–0:04" in line.accessibleName()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert viewer.playback.position == pytest.approx(3.0, abs=0.1)
    QTest.mouseClick(
        line, Qt.MouseButton.LeftButton, pos=line.rect().center().__class__(round(line.x_of(2.0)) + 3, 10)
    )
    assert viewer.playback.position == 2.0
    assert told == ["c1"]


def test_a_picture_nobody_can_decode_is_said_so(watch: Open, qtbot: QtBot) -> None:
    viewer = watch(video("libsvtav1"), until=False)
    with qtbot.waitSignal(viewer.broke, timeout=PATIENCE) as broke:
        pass
    error: Any = broke.args
    assert "AV1" in error[0].sentence
    assert "Save a copy" in error[0].next_step
    assert viewer.playback.frames == 0


def test_bytes_that_break_off_are_said_so(
    watch: Open, clip: bytes, qtbot: QtBot, pool: WorkerPool, lanes: Jobs
) -> None:
    class Torn(BytesSource):
        torn = False

        def read_at(self, offset: int, length: int) -> bytes:
            if self.torn:
                raise StoreError("blob-damaged", "Damaged", "Not as written.", "Import again.")
            return super().read_at(offset, length)

    source, viewer = Torn(clip), MediaViewer(lanes)
    handle = pool.open(source, "clip.mp4")
    broke: list[ReviewerError] = []
    viewer.broke.connect(broke.append)
    handle.part("probe")
    source.torn = True
    device = MediaSource(len(clip), handle.read_at)
    assert device.readData(100) == b""
    assert device.broken is not None
    viewer.open(handle, "clip.mp4")
    qtbot.waitUntil(lambda: bool(broke), timeout=PATIENCE)
    viewer.shut()
    handle.close()
    assert MediaSource(len(clip), handle.read_at).readData(100) == b""
    viewer.deleteLater()


@pytest.mark.parametrize("form", ["matroska", "mp4", "mov"])
def test_captions_inside_and_beside_are_shown_in_turn(watch: Open, qtbot: QtBot, form: str) -> None:
    viewer = watch(video(form=form, captions=CUES), "clip")
    assert len(viewer.captions.sources) == 1
    viewer.toggle()
    qtbot.waitUntil(lambda: viewer.surface.caption == CUES[0][2], timeout=PATIENCE)
    qtbot.waitUntil(lambda: viewer.surface.caption == CUES[1][2], timeout=PATIENCE)
    viewer.playback.pause()
    viewer.show_beside("own.vtt", read_cues("WEBVTT\n\n00:00.000 --> 00:04.000\nFrom beside."), captions=True)
    QTest.keyClick(viewer.surface, Qt.Key.Key_S)
    assert viewer.surface.caption == "From beside."
    QTest.keyClick(viewer.surface, Qt.Key.Key_S)
    assert viewer.surface.caption == ""
    assert viewer.controls.buttons["captions"].accessibleName() == "Captions: off"


def test_a_transcript_follows_and_leads(watch: Open, clip: bytes) -> None:
    viewer = watch(clip)
    viewer.show_beside("words.txt", read_transcript("Lesson\n0:01 Why?\n0:04 Because."), captions=False)
    lines = viewer.transcript.list
    assert [lines.item(row).text() for row in range(3)] == ["Lesson", "0:01  Why?", "0:04  Because."]
    viewer.playback.seek(2.0)
    assert viewer.transcript.current == 1
    QTest.mouseClick(
        lines.viewport(), Qt.MouseButton.LeftButton, pos=lines.visualItemRect(lines.item(2)).center()
    )
    assert viewer.playback.position == 4.0
    assert viewer.transcript.current == 2


@pytest.mark.parametrize(("codec", "form"), [("libmp3lame", "mp3"), ("flac", "flac"), ("libopus", "ogg")])
def test_sound_is_drawn_as_loud_as_it_is(watch: Open, codec: str, form: str, qtbot: QtBot) -> None:
    viewer = watch(audio(codec, form), f"voice.{form}")
    qtbot.waitUntil(lambda: viewer.waveform.reading == 1.0, timeout=PATIENCE)
    peaks = viewer.waveform.peaks
    assert len(peaks) == pytest.approx(60, abs=3)
    assert min(peaks[4:16]) > 0.4
    assert max(peaks[25:35]) < 0.1
    viewer.toggle()
    qtbot.waitUntil(lambda: viewer.playback.position > 0.4, timeout=PATIENCE)
    QTest.mouseClick(viewer.waveform, Qt.MouseButton.LeftButton, pos=viewer.waveform.rect().center())
    assert viewer.playback.position == pytest.approx(1.5, abs=0.1)


def test_leaving_while_it_plays_hangs_nothing(
    watch: Open, clip: bytes, qtbot: QtBot, qapp: QApplication
) -> None:
    for _ in range(3):
        viewer = watch(clip)
        viewer.toggle()
        qtbot.waitUntil(lambda viewer=viewer: viewer.playback.frames > 3, timeout=PATIENCE)
        viewer.shut()
        assert viewer.playback.player is None
    gone = watch(clip)
    gone.toggle()
    qtbot.waitUntil(lambda: gone.playback.frames > 3, timeout=PATIENCE)
    # The whole window goes, as when the store is locked, and nobody said a word to the player.
    child = gone.playback.player
    gone.hide()
    assert child is not None
    child.deleteLater()
    gone.playback.player = None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not players.leaving(), timeout=PATIENCE)


def test_hiding_the_room_holds_the_recording(watch: Open, clip: bytes, qtbot: QtBot) -> None:
    viewer = watch(clip)
    viewer.toggle()
    qtbot.waitUntil(lambda: viewer.playback.frames > 3, timeout=PATIENCE)
    viewer.hide()
    assert not viewer.playback.playing


def test_every_button_and_key_says_what_it_does(watch: Open, clip: bytes) -> None:
    viewer = watch(clip)
    keys = [key for act in MEDIA_ACTIONS for key in act.keys]
    assert len(keys) == len(set(keys))
    for button in viewer.controls.buttons.values():
        assert button.accessibleName()
    assert viewer.surface.accessibleName() == "clip.mp4, video, paused at 0:00"
    QTest.keyClick(viewer.surface, Qt.Key.Key_M)
    assert viewer.playback.muted
    QTest.keyClick(viewer.surface, Qt.Key.Key_Home)
    assert viewer.playback.position == 0.0


def test_moments_are_said_and_watched_stretches_join() -> None:
    assert [clock_words(each) for each in (0, 7.9, 760, 3723)] == ["0:00", "0:07", "12:40", "1:02:03"]
    assert media_selected(12.4).selectors[0]["value"] == "t=12.4"
    watched = Watched()
    for at in (0.0, 0.4, 0.9):
        watched.play(at)
    watched.jump()
    for at in (10.0, 10.5):
        watched.play(at)
    assert watched.document() == [[0.0, 0.9], [10.0, 10.5]]
    watched.restore([[0, 4], [3, 10.2], "x"])
    assert watched.document() == [[0.0, 10.2]]


_LOADED_EARLY = """
import sys
from reviewer_app.ui.viewers.player import import_multimedia
import_multimedia()
loaded = open("/proc/self/maps").read()
sys.exit(0 if "ffmpegmediaplugin" in loaded and "libavcodec" in loaded else 1)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is loaded is told by Linux only")
def test_what_plays_is_loaded_off_the_window_thread_before_the_window_asks_for_it() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED_EARLY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
