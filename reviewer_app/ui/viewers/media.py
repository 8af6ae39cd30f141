"""The viewer for video and sound: plays, seeks, steps, marks stretches, and takes notes at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer_app.evidence.cues import Cue
from reviewer_app.evidence.media_replies import Probe
from reviewer_app.ui.announce import announce
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.viewers.captions import Captions
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.loudness import Loudness
from reviewer_app.ui.viewers.media_controls import MediaControls
from reviewer_app.ui.viewers.media_keys import act_for
from reviewer_app.ui.viewers.moments import Mark, clock_words, media_selected
from reviewer_app.ui.viewers.notes_line import NotesLine
from reviewer_app.ui.viewers.place import Place, Selected, Shown
from reviewer_app.ui.viewers.playback import Playback
from reviewer_app.ui.viewers.transcript import Transcript
from reviewer_app.ui.viewers.video_surface import VideoSurface
from reviewer_app.ui.viewers.viewer import Can, Viewer
from reviewer_app.ui.viewers.waveform import Waveform


class MediaViewer(Viewer):
    """Plays one recording; ``pinned`` carries a moment (``Selected``) and the note to pin there."""

    pinned = Signal(object, str)

    can = Can.CITE

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.playback = Playback(jobs, self)
        self.loudness: Loudness | None = None
        self._listening = QTimer(self, singleShot=True, interval=0)
        self._listening.timeout.connect(self._listen)
        self.captions = Captions()
        self._name = ""
        self._stretch: tuple[float | None, float | None] = (None, None)
        self._note_at: tuple[float, bool] | None = None
        self.surface, self.waveform = VideoSurface(), Waveform()
        self.stage = QStackedWidget()
        self.stage.addWidget(self.surface)
        self.stage.addWidget(self.waveform)
        self.transcript = Transcript()
        self.transcript.hide()
        self.controls = MediaControls(self)
        self.note = NotesLine()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.stage)
        split.addWidget(self.transcript)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(self.controls)
        column.addWidget(self.note)
        self._connect()

    def _connect(self) -> None:
        playback = self.playback
        playback.probed.connect(self._on_probed)
        playback.loaded.connect(self._on_loaded)
        playback.moved.connect(self._on_moved)
        playback.rested.connect(self.moved)
        playback.played.connect(self._on_played)
        playback.framed.connect(self.surface.show_frame)
        playback.captioned.connect(self._show_caption)
        playback.broke.connect(self.broke)
        self.surface.pressed.connect(self.toggle)
        for line in (self.waveform, self.controls.line, self.transcript):
            line.wanted.connect(playback.seek)
        self.controls.line.clicked.connect(self.citation_clicked)
        self.note.begun.connect(self._on_note_begun)
        self.note.pinned.connect(self._on_note)
        self.note.left.connect(self._on_note_left)

    # Coming and going

    def open(self, handle: OpenedHandle, name: str) -> None:
        self.shut()
        self._name = name
        self.playback.open(handle)

    def shut(self) -> None:
        self.playback.close()
        self._listening.stop()
        if self.loudness is not None:
            self.loudness.close()
            self.loudness = None
        self._note_at = None
        self.captions.clear()
        self.note.drop()
        self.surface.clear()
        self.waveform.clear()
        self.transcript.hide()
        self._set_stretch(None, None)
        self.show_citations(())
        self._on_moved()
        self._on_played(False)
        self.controls.show_speed(1.0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Nothing goes on talking from a room one has left.
        self.playback.pause()

    def focus_inside(self) -> None:
        (self.surface if self.stage.currentIndex() == 0 else self.waveform).setFocus()

    # What a player can be told to do

    def toggle(self) -> None:
        """Play or pause."""
        if self.playback.playing:
            self.playback.pause()
        else:
            self.playback.play()

    def skip(self, seconds: float) -> None:
        """So many seconds on, or back."""
        self.playback.seek(self.playback.position + seconds)

    def to_start(self) -> None:
        """To the beginning."""
        self.playback.seek(0.0)

    def step_frame(self, way: int) -> None:
        """One picture on or back."""
        self.playback.step_frame(way)

    def change_speed(self, way: int) -> None:
        """One step slower or faster."""
        self.playback.change_speed(way)
        self.controls.show_speed(self.playback.speed)
        announce(self, f"{self.playback.speed:g} times")

    def mark_in(self) -> None:
        """A stretch begins here."""
        self._set_stretch(self.playback.position, None)

    def mark_out(self) -> None:
        """The stretch ends here; before its beginning, the two change places."""
        start, here = self._stretch[0] or 0.0, self.playback.position
        self._set_stretch(min(start, here), max(start, here))

    def write_note(self) -> None:
        """Take the keyboard to the note."""
        self.note.write()

    def toggle_sound(self) -> None:
        """Silence, or not."""
        self.playback.set_muted(not self.playback.muted)
        self.controls.show_muted(self.playback.muted)

    def next_captions(self) -> None:
        """The next captions there are, and after the last ones none."""
        self.captions.next()
        self._use_captions()
        current = self.captions.current
        announce(self, f"Captions {current.words if current else 'off'}")

    # Places

    def selection(self) -> Selected:
        start, end = self._stretch
        if start is not None and end is not None:
            return media_selected(start, end)
        return media_selected(self.playback.position)

    def reveal(self, place: Place) -> None:
        if place.seconds is None:
            return
        self.playback.pause()
        start, end = place.seconds
        self._set_stretch(*((start, end) if end > start else (None, None)))
        self.playback.seek(start)

    def remembered(self) -> dict[str, Any]:
        playback = self.playback
        return {
            "t": round(playback.position, 2),
            "speed": playback.speed,
            "watched": playback.watched.document(),
            "duration": round(playback.duration, 1),
        }

    def restore(self, where: Mapping[str, Any]) -> None:
        self.playback.watched.restore(where.get("watched"))
        speed, at = where.get("speed"), where.get("t")
        if isinstance(speed, int | float):
            self.playback.set_speed(float(speed))
            self.controls.show_speed(self.playback.speed)
        if isinstance(at, int | float) and 0 <= at < 1e6:
            self.playback.seek(float(at))

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        """Pin what is cited to the time line; a stretch that is cited now is no longer being marked."""
        marks = [
            Mark(
                *each.place.seconds, f"{each.criterion} · {each.said}", each.id, each.criterion, each.current
            )
            for each in shown
            if each.place.seconds is not None
        ]
        start, end = self._stretch
        if end is not None and any((each.start, each.end) == _tenths(start, end) for each in marks):
            self._set_stretch(None, None)
        self.controls.line.show_marks(marks)

    def show_beside(self, name: str, cues: tuple[Cue, ...], *, captions: bool) -> None:
        """A file of captions or a transcript came with the recording."""
        if captions:
            self.captions.offer_beside(name, cues)
            self._use_captions()
        if self.transcript.isHidden():
            self.transcript.show_lines(cues)
            self.transcript.show()
            self.transcript.follow(self.playback.position)

    # What happens

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and act_for(event):
            event.accept()  # here the key is the player's, not the room's
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_for(event)
        if act is not None:
            act.run(self)
        else:
            super().keyPressEvent(event)

    def _on_probed(self, probe: Probe) -> None:
        sound = probe.video is None
        self.stage.setCurrentWidget(self.waveform if sound else self.surface)
        player = self.playback.player
        self.controls.offer(video=not sound, sound=player is not None and player.has_sound_device)
        self._use_captions()
        self._on_moved()
        self._on_played(False)
        if sound:
            # In a turn of its own: a second player is made for it.
            self._listening.start()

    def _listen(self) -> None:
        probe, source = self.playback.probe, self.playback.source()
        if probe is not None and source is not None:
            self.loudness = Loudness(source, probe.duration, self)
            self.loudness.changed.connect(self.waveform.show_peaks)

    def _on_loaded(self) -> None:
        probe, player = self.playback.probe, self.playback.player
        if probe is not None and player is not None:
            self.captions.offer_inside(probe.captions, player.caption_tracks)
            self._use_captions()

    def _on_moved(self) -> None:
        position, duration = self.playback.position, self.playback.duration
        self.controls.line.watched = self.playback.watched.ranges
        self.controls.show_time(position, duration)
        self.waveform.show_time(position, duration)
        self.note.show_moment(position)
        self.transcript.follow(position)
        beside = self.captions.words_at(position)
        if beside is not None:
            self._show_caption(beside)

    def _on_played(self, playing: bool) -> None:
        self.controls.show_playing(playing)
        kind = "video" if self.playback.has_picture else "sound"
        how = "playing" if playing else "paused"
        for each in (self.surface, self.waveform):
            each.setAccessibleName(f"{self._name}, {kind}, {how} at {clock_words(self.playback.position)}")

    def _show_caption(self, words: str) -> None:
        shown = " ".join(words.split()) if self.captions.current is not None else ""
        self.surface.show_caption(shown)
        self.waveform.show_caption(shown)

    def _use_captions(self) -> None:
        current, player = self.captions.current, self.playback.player
        self.controls.show_captions(current.words if current else "", offered=bool(self.captions.sources))
        if player is not None and player.ready:
            player.show_captions(current.track if current is not None else -1)
        self._show_caption(self.captions.words_at(self.playback.position) or "")

    def _set_stretch(self, start: float | None, end: float | None) -> None:
        self._stretch = (start, end)
        self.controls.show_stretch(start, end)
        self.selected.emit()

    # Notes

    def _on_note_begun(self) -> None:
        self._note_at = (self.playback.position, self.playback.playing)
        self.playback.pause()

    def _on_note(self, text: str) -> None:
        at = self._note_at[0] if self._note_at is not None else self.playback.position
        self.pinned.emit(media_selected(at), text)

    def _on_note_left(self) -> None:
        begun, self._note_at = self._note_at, None
        self.focus_inside()
        if begun is not None and begun[1]:
            self.playback.play()
        self._on_moved()


def _tenths(start: float | None, end: float) -> tuple[float, float]:
    """A stretch as a citation keeps it."""
    return float(f"{start or 0.0:.1f}"), float(f"{end:.1f}")
