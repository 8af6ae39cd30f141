"""Reads how loud a recording is over time, on Qt's own decoder thread; kept in memory only, as long as it is shown."""

from __future__ import annotations

from array import array
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.ui.viewers.media_source import MediaSource
from reviewer_app.ui.viewers.player import farewell, load_multimedia

_A_SECOND = 20
_SAMPLES_A_PEAK = 100
_LONGEST_SECONDS = 2 * 3600
_SAID_EVERY = 20
_AT_ONCE = 8


class Loudness(QObject):
    """``changed`` carries the peaks so far (0 to 1, twenty a second) and how much of the recording they are."""

    changed = Signal(object, float)

    def __init__(self, source: MediaSource, duration: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        media = load_multimedia()
        self._duration = max(0.1, duration)
        self._peaks = array("f")
        self._said = 0
        self._closed = False
        self._loudest = 0.0
        self._heard = 0.0
        self._decoder = decoder = media.QAudioDecoder()
        kinds = media.QAudioFormat.SampleFormat
        self._kinds = {kinds.Int16: ("h", 32768.0), kinds.Int32: ("i", 2147483648.0), kinds.Float: ("f", 1.0)}
        # In its own format: asked for another one, the decoder stalls at the silence some recordings begin with.
        decoder.setSourceDevice(source)
        decoder.bufferReady.connect(self._on_buffer)
        decoder.finished.connect(self._on_finished)
        self._let_go = farewell(decoder, source)
        self.destroyed.connect(self._let_go)
        if duration <= _LONGEST_SECONDS:
            decoder.start()

    def close(self) -> None:
        """Stop reading; nothing is said any more."""
        self._closed = True
        self.blockSignals(True)
        self.destroyed.disconnect(self._let_go)
        self._let_go()
        self.deleteLater()

    def _on_buffer(self) -> None:
        for _ in range(_AT_ONCE):
            if self._closed or not self._decoder.bufferAvailable():
                break
            self._take(self._decoder.read())
        else:
            # A fast decoder never lets up; the window has its turn in between.
            QTimer.singleShot(0, self, self._on_buffer)
        if len(self._peaks) >= self._said + _SAID_EVERY:
            self._said = len(self._peaks)
            self._say()

    def _take(self, buffer: Any) -> None:
        form = buffer.format()
        code, full = self._kinds.get(form.sampleFormat(), ("", 1.0))
        if not buffer.isValid() or not code:
            return
        samples = array(code, bytes(buffer.constData()))
        # One channel, and of it as many samples as are enough to see how loud it is.
        step = max(1, form.sampleRate() // (_A_SECOND * _SAMPLES_A_PEAK)) * max(1, form.channelCount())
        few = samples[::step]
        if few:
            self._loudest = max(self._loudest, max(max(few), -min(few)) / full)
        self._heard += buffer.frameCount() / max(1, form.sampleRate())
        missing = int(self._heard * _A_SECOND) - len(self._peaks)
        if missing > 0:
            self._peaks.extend([min(1.0, self._loudest)] * missing)
            self._loudest = 0.0

    def _on_finished(self) -> None:
        self._duration = max(0.1, self._heard)
        self._say()

    def _say(self) -> None:
        self.changed.emit(self._peaks, min(1.0, self._heard / self._duration))
