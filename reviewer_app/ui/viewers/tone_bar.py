"""Two sliders for brightness and contrast of a picture as it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QWidget

from reviewer_app.ui.viewers.tone import AS_IT_IS, MOST, Tone
from reviewer_app.ui.widgets import Button, Label

_REST_MILLISECONDS = 40
_STEP = 5


class ToneBar(QFrame):
    """``changed`` carries the tone, once the hand has come to rest."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.brightness, self.contrast = _slider("Brightness"), _slider("Contrast")
        self.reset = Button("As it is", lambda: self.show_tone(AS_IT_IS), kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(8)
        for words, slider in (("Brightness", self.brightness), ("Contrast", self.contrast)):
            row.addWidget(Label(words, "muted"))
            row.addWidget(slider, 1)
        row.addWidget(self.reset)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(lambda: self.changed.emit(self.tone))
        for slider in (self.brightness, self.contrast):
            slider.valueChanged.connect(self._rest.start)

    @property
    def tone(self) -> Tone:
        """What the sliders stand at."""
        return Tone(self.brightness.value(), self.contrast.value())

    def show_tone(self, tone: Tone) -> None:
        """Put the sliders where this tone is."""
        self.brightness.setValue(tone.brightness)
        self.contrast.setValue(tone.contrast)


def _slider(name: str) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setAccessibleName(name)
    made.setRange(-MOST, MOST)
    made.setSingleStep(_STEP)
    made.setPageStep(4 * _STEP)
    made.setMinimumWidth(60)
    return made
