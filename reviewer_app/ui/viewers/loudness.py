"""Reads how loud a recording is over time, on Qt's own decoder thread; kept in memory only, as long as it is shown."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer_app.ui.viewers.media_source import MediaSource
from reviewer_app.ui.viewers.player import farewell, load_multimedia

_RATE = 4000
_EACH = 200
_LONGEST_SECONDS = 4 * 3600
_SAID_EVERY = 20


class Loudness(QObject):
    """``changed`` carries the peaks so far (0 to 1, twenty a second) and how much of the recording they are."""

    changed = Signal(object, float)

    def __init__(self, source: MediaSource, duration: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        media = load_multimedia()
        self._duration = max(0.1, duration)
        self._peaks = array("f")
        self._rest = array("h")
        self._decoder = decoder = media.QAudioDecoder()
        wanted = media.QAudioFormat()
        wanted.setSampleRate(_RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(media.QAudioFormat.SampleFormat.Int16)
        decoder.setAudioFormat(wanted)
        decoder.setSourceDevice(source)
        decoder.bufferReady.connect(self._on_buffer)
        decoder.finished.connect(self._on_finished)
        self._let_go = farewell(decoder, source)
        self.destroyed.connect(self._let_go)
        if duration <= _LONGEST_SECONDS:
            decoder.start()

    def close(self) -> None:
        """Stop reading; nothing is said any more."""
        self.blockSignals(True)
        self.destroyed.disconnect(self._let_go)
        self._let_go()
        self.deleteLater()

    def _on_buffer(self) -> None:
        while self._decoder.bufferAvailable():
            self._take(self._decoder.read())
        if len(self._peaks) % _SAID_EVERY == 0:
            self._say()

    def _take(self, buffer: Any) -> None:
        if not buffer.isValid():
            return
        self._rest.frombytes(bytes(buffer.constData())[: buffer.byteCount() // 2 * 2])
        whole = len(self._rest) // _EACH
        for number in range(whole):
            part = self._rest[number * _EACH : (number + 1) * _EACH]
            self._peaks.append(max(max(part), -min(part)) / 32768)
        del self._rest[: whole * _EACH]

    def _on_finished(self) -> None:
        self._duration = max(0.1, len(self._peaks) * _EACH / _RATE)
        self._say()

    def _say(self) -> None:
        done = min(1.0, len(self._peaks) * _EACH / _RATE / self._duration)
        self.changed.emit(self._peaks, done)
