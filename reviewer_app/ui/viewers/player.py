"""Qt's player behind a few orders; every order is queued, because Qt waits for its threads and they wait for Python.

Loaded only when the first recording is opened: without the system's sound library the rest of the program works.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLoggingCategory,
    QObject,
    QSize,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
)
from shiboken6 import isValid

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.ui.viewers.media_source import MediaSource

_QUEUED = Qt.ConnectionType.QueuedConnection
_QUIET = -8
"""AV_LOG_QUIET of libavutil/log.h."""
_leaving: set[QObject] = set()


def leaving() -> bool:
    """Whether players that were let go of are still on their way out."""
    return bool(_leaving)


def import_multimedia() -> Any:
    """Qt's multimedia module, from any thread; an EvidenceError where the system lacks what it needs."""
    # Before it is loaded, because it complains of every library of sound and video cards it misses.
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    # Where a recording names another place to read from, no protocol is allowed: files and networks stay shut.
    os.environ.setdefault("QT_FFMPEG_PROTOCOL_WHITELIST", "none")
    _load_libraries()
    try:
        from PySide6 import QtMultimedia
    except ImportError as problem:
        raise EvidenceError(
            "no-player",
            "Video and audio cannot be played here",
            f"A part of the system that plays recordings is missing ({problem.name or problem}).",
            "Have the package libpulse0 installed, or save a copy to open it elsewhere.",
        ) from problem
    return QtMultimedia


def _load_libraries() -> int:
    """Load what Qt would load when it is first asked to play, which keeps whoever asks waiting; how many there are.

    By the system's own call, because Python lets nobody else run while it loads a library, the window neither.
    """
    load = getattr(ctypes.CDLL(None), "dlopen", None) if os.name == "posix" else None
    if load is None or "PySide6.QtMultimedia" in sys.modules:
        return 0
    load.restype, load.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_int]
    libraries = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath)).glob("*Qt*Multimedia.*")
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)).glob("multimedia/*ffmpeg*")
    return sum(bool(load(os.fsencode(each), os.RTLD_LAZY)) for each in (*libraries, *plugins))


def load_multimedia() -> Any:
    """Qt's multimedia module with its chatter switched off, for the window's thread."""
    media = import_multimedia()
    with unwarned():
        media.QMediaDevices.defaultAudioOutput()
    _hush()
    return media


@cache
def _hush() -> None:
    """FFmpeg writes to standard error what it thinks of each file; the library is loaded by now, and told not to."""
    places = (QLibraryInfo.LibraryPath.LibrariesPath, QLibraryInfo.LibraryPath.BinariesPath)
    for place in places:
        for each in Path(QLibraryInfo.path(place)).glob("*avutil*"):
            with suppress(OSError, AttributeError):
                ctypes.CDLL(str(each)).av_log_set_level(_QUIET)


@contextmanager
def unwarned() -> Iterator[None]:
    """For the two first questions that Qt answers with a warning: a laptop without sound, one without a GPU."""
    warnings = QLoggingCategory.defaultCategory()
    before = warnings.isEnabled(QtMsgType.QtWarningMsg)
    warnings.setEnabled(QtMsgType.QtWarningMsg, False)
    try:
        yield
    finally:
        warnings.setEnabled(QtMsgType.QtWarningMsg, before)


class Player(QObject):
    """Plays one recording; times are seconds. ``failed`` carries the player's own words, for the log only."""

    framed = Signal(object)
    moved = Signal(float)
    played = Signal(bool)
    loaded = Signal(float)
    ended = Signal()
    captioned = Signal(str)
    failed = Signal(str)

    _play = Signal()
    _pause = Signal()
    _seek = Signal("qlonglong")  # type: ignore[arg-type]  # the stubs know no type by its C++ name
    _rate = Signal(float)
    _caption = Signal(int)

    def __init__(self, source: MediaSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        media = load_multimedia()
        self._media = media
        self._source = source
        self._player = player = media.QMediaPlayer()
        self._sink = media.QVideoSink(player)
        self._sound: Any = None
        self.playing = False
        self.ready = False
        self.position = 0.0
        self._wanted: float | None = None
        self._track = -1
        for order, slot in (
            (self._play, player.play),
            (self._pause, player.pause),
            (self._seek, player.setPosition),
            (self._rate, player.setPlaybackRate),
            (self._caption, player.setActiveSubtitleTrack),
        ):
            order.connect(slot, _QUEUED)
        player.setVideoSink(self._sink)
        self._give_sound()
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._sink.subtitleTextChanged.connect(self.captioned)
        player.positionChanged.connect(self._on_position)
        player.mediaStatusChanged.connect(self._on_status)
        player.playbackStateChanged.connect(self._on_state)
        player.errorOccurred.connect(self._on_error)
        self._let_go = let_go = farewell(player, source)
        self.destroyed.connect(let_go)
        # Straight from Qt to Qt: when the program ends no queued order would be heard any more.
        QCoreApplication.instance().aboutToQuit.connect(player.stop)  # type: ignore[union-attr]  # there is one
        player.setSourceDevice(source, QUrl())
        self.pause()

    def play(self) -> None:
        """Go on."""
        self.playing = True
        self._play.emit()

    def pause(self) -> None:
        """Hold, with the picture of this moment shown."""
        self.playing = False
        self._pause.emit()

    def seek(self, seconds: float) -> None:
        """Go to a moment; before the recording is loaded the wish is kept."""
        self.position = max(0.0, seconds)
        if self.ready:
            self._seek.emit(round(self.position * 1000))
        else:
            self._wanted = self.position

    def set_rate(self, rate: float) -> None:
        """Faster or slower; 1.0 is as recorded."""
        self._rate.emit(rate)

    def set_muted(self, muted: bool) -> None:
        """Silence, or not; without a sound device there is nothing to silence."""
        if self._sound is not None:
            self._sound.setMuted(muted)

    @property
    def has_sound_device(self) -> bool:
        """Whether this laptop can be heard at all."""
        return self._sound is not None

    @property
    def caption_tracks(self) -> int:
        """How many tracks of captions are inside."""
        return len(self._player.subtitleTracks())

    def show_captions(self, track: int) -> None:
        """Read a track of captions, -1 for none."""
        if track != self._track:
            self._track = track
            self._caption.emit(track)
            # Without going to where one is anew, Qt's player stands still or runs to the end.
            self.seek(self.position)

    def close(self) -> None:
        """Stop and let go; nothing is said any more."""
        self.blockSignals(True)
        self.destroyed.disconnect(self._let_go)
        self._let_go()
        self.deleteLater()

    def _give_sound(self) -> None:
        if not self._media.QMediaDevices.defaultAudioOutput().isNull():
            self._sound = self._media.QAudioOutput(self._player)
            self._player.setAudioOutput(self._sound)

    def _on_frame(self, frame: Any) -> None:
        if frame.isValid():
            self.framed.emit(frame)

    def _on_position(self, milliseconds: int) -> None:
        self.position = milliseconds / 1000
        self.moved.emit(self.position)

    def _on_status(self, status: Any) -> None:
        kinds = self._media.QMediaPlayer.MediaStatus
        if status == kinds.EndOfMedia:
            self.playing = False
            self.ended.emit()
        elif status == kinds.InvalidMedia:
            self.failed.emit("invalid media")
        elif status == kinds.LoadedMedia and not self.ready:
            self.ready = True
            if self._wanted is not None:
                self.seek(self._wanted)
                self._wanted = None
            self.loaded.emit(self._player.duration() / 1000)

    def _on_error(self, _code: Any, words: str) -> None:
        self.failed.emit(words)

    def _on_state(self, state: Any) -> None:
        self.playing = state == self._media.QMediaPlayer.PlaybackState.PlayingState
        self.played.emit(self.playing)

    @property
    def frame_size(self) -> QSize:
        """The size of the picture as shown."""
        found: QSize = self._sink.videoSize()
        return found


class _Halt(QObject):
    """Says stop to a player by way of the event loop, then sweeps it up."""

    stop = Signal()
    gone = Signal()


def farewell(player: Any, source: MediaSource) -> Callable[..., None]:
    """What lets a player go, whoever dies first: stop is queued, and both live until it was heard."""
    halt = _Halt()
    halt.stop.connect(player.stop, _QUEUED)
    halt.gone.connect(player.deleteLater, _QUEUED)

    def swept(*_: object) -> None:
        _leaving.difference_update((halt, source, player))

    def let_go(*_: object) -> None:
        if not (isValid(player) and isValid(source) and isValid(halt)):
            return  # the program has ended, and Qt swept up first
        source.end()
        _leaving.update((halt, source, player))
        player.destroyed.connect(swept)
        halt.stop.emit()
        halt.gone.emit()

    return let_go
