"""Keep Qt out of the packaged program's helper processes: PyInstaller's own hook would load it into each of them."""

import sys

_HELPERS = ("evidence-worker", "-c")

if any(word in _HELPERS for word in sys.argv[1:4]):
    sys.modules["PySide6"] = None  # type: ignore[assignment]
    sys.modules["PySide6.QtCore"] = None  # type: ignore[assignment]
