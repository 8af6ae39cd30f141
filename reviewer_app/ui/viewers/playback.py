"""One recording being played: its probe, its player, its speed, what was watched, and a watch on the picture."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.domain.errors import EvidenceError, ReviewerError
from reviewer_app.evidence.media_replies import HARD_CODINGS, Probe, read_probe
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.media_source import MediaSource
from reviewer_app.ui.viewers.moments import Watched
from reviewer_app.ui.viewers.player import Player, import_multimedia

log = logging.getLogger(__name__)

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_DOUBT_MILLISECONDS = 900
_DOUBTS = 4
_REMEMBERED_EVERY = 5.0


class Playback(QObject):
    """``probed`` says what is inside and that ``player`` is there; ``moved`` that the moment changed,
    ``rested`` that it is one to remember; ``broke`` carries why it cannot be played."""

    probed = Signal(object)
    loaded = Signal()
    moved = Signal()
    rested = Signal()
    played = Signal(bool)
    framed = Signal(object)
    captioned = Signal(str)
    broke = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._handle: OpenedHandle | None = None
        self._opening: Job[Probe] | None = None
        self.player: Player | None = None
        self.probe: Probe | None = None
        self.watched = Watched()
        self.speed = 1.0
        self.muted = False
        self.frames = 0
        self._start = self._said = self._long = 0.0
        self._doubts = 0
        self._doubt = QTimer(self, singleShot=True, interval=_DOUBT_MILLISECONDS)
        self._doubt.timeout.connect(self._on_doubt)

    # Coming and going

    def open(self, handle: OpenedHandle) -> None:
        """Learn what is inside and get ready to play it."""
        self.close()
        self._handle = handle

        def work(_control: JobControl) -> Probe:
            # Loaded on the lane: it takes longer than a window may stand still.
            import_multimedia()
            return read_probe(handle.part("probe")[0])

        self._opening = self._jobs.run(
            Lane.RENDERING, work, self._on_probe, self.broke.emit, owner=self, stopped=lambda: None
        )

    def close(self) -> None:
        """Let go of player and file."""
        if self._opening is not None:
            self._opening.forget()
            self._opening = None
        self._doubt.stop()
        if self.player is not None:
            self.player.close()
        self.player = self.probe = self._handle = None
        self.watched = Watched()
        self.speed = 1.0
        self.frames = self._doubts = 0
        self._start = self._said = self._long = 0.0

    def source(self) -> MediaSource | None:
        """The bytes once more, for whoever reads beside the player."""
        handle = self._handle
        return MediaSource(handle.info.size_bytes, handle.read_at) if handle is not None else None

    def _on_probe(self, probe: Probe) -> None:
        self._opening = None
        source = self.source()
        if source is None:
            return
        if probe.refusal:
            self.refuse(f"Inside is {probe.refusal}.")
            return
        try:
            self.player = player = Player(source, self)
        except ReviewerError as error:
            self.broke.emit(error)
            return
        self.probe, self._long = probe, probe.duration
        player.framed.connect(self._on_frame)
        player.moved.connect(self._on_moved)
        player.played.connect(self.played)
        player.loaded.connect(self._on_loaded)
        player.ended.connect(self._on_ended)
        player.captioned.connect(self.captioned)
        player.failed.connect(self._on_failed)
        if self._start:
            player.seek(self._start)
        player.set_rate(self.speed)
        player.set_muted(self.muted)
        self.probed.emit(probe)

    # Orders

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self.player is not None and self.player.playing

    @property
    def position(self) -> float:
        """Where one is, in seconds."""
        return self.player.position if self.player is not None else self._start

    @property
    def duration(self) -> float:
        """How long it is, in seconds; 0 before that is known."""
        return self._long

    @property
    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return self.probe is not None and self.probe.video is not None

    def play(self) -> None:
        """Go on; at the end, from the beginning."""
        if self.player is None:
            return
        if self.duration and self.position >= self.duration - 0.05:
            self.seek(0.0)
        self.watched.jump()
        self.player.play()

    def pause(self) -> None:
        """Hold."""
        if self.player is not None and self.player.playing:
            self.player.pause()
            self.rested.emit()

    def seek(self, seconds: float) -> None:
        """Go to a moment."""
        self.watched.jump()
        self._start = max(0.0, min(seconds, self.duration or seconds))
        if self.player is not None:
            self.player.seek(self._start)
        self.moved.emit()
        self.rested.emit()

    def step_frame(self, way: int) -> None:
        """One picture on or back."""
        if self.probe is not None and self.probe.video is not None:
            self.pause()
            each = self.probe.frame_seconds
            # A little behind its beginning, so that rounding never shows the picture before.
            self.seek((int(self.position / each + 0.01) + way) * each + min(0.002, each / 4))

    def set_speed(self, speed: float) -> None:
        """Faster or slower: the nearest speed there is."""
        self.speed = min(SPEEDS, key=lambda each: abs(each - speed))
        if self.player is not None:
            self.player.set_rate(self.speed)

    def change_speed(self, way: int) -> None:
        """One step slower or faster."""
        self.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, SPEEDS.index(self.speed) + way))])
        self.rested.emit()

    def set_muted(self, muted: bool) -> None:
        """Silence, or not."""
        self.muted = muted
        if self.player is not None:
            self.player.set_muted(muted)

    def refuse(self, sentence: str) -> None:
        """Say that it cannot be played here, and why."""
        words = self._handle.info.words if self._handle is not None else "Recording"
        step = "Save a copy to play it in another program, or report a problem with this evidence."
        self.broke.emit(EvidenceError("unsupported", f"{words}: cannot be played here", sentence, step))

    # What happens

    def _on_frame(self, frame: object) -> None:
        self.frames += 1
        self.framed.emit(frame)

    def _on_moved(self, seconds: float) -> None:
        if self.playing:
            self.watched.play(seconds)
            if abs(seconds - self._said) >= _REMEMBERED_EVERY:
                self._said = seconds
                self.rested.emit()
        self.moved.emit()

    def _on_loaded(self, duration: float) -> None:
        self._long = duration or self._long
        if self.has_picture and not self.frames:
            self._doubt.start()
        self.loaded.emit()

    def _on_ended(self) -> None:
        self.watched.play(self.duration)
        self.watched.jump()
        self.moved.emit()
        self.rested.emit()

    def _on_doubt(self) -> None:
        """No picture after a second: said at once where that is known to happen, a little later elsewhere."""
        if self.probe is None or self.probe.video is None or self.frames:
            return
        self._doubts += 1
        if self.probe.video.format in HARD_CODINGS or self._doubts >= _DOUBTS or self.position >= 0.9:
            self.refuse(f"Its picture is coded as {self.probe.coding}, which this laptop does not decode.")
        else:
            self._doubt.start()

    def _on_failed(self, _words: str) -> None:
        # The player's own words may name what is in the file, so they are not kept.
        log.info("a recording did not play")
        self.refuse("The player could not read it: it may be damaged, or coded in an unusual way.")
