"""Giving memory back to the laptop when much of it is free, where the C library would rather keep it."""

from __future__ import annotations

import ctypes
import sys

FREE_MOST = 24 << 20
"""Bytes a worker may keep without using them: giving back less than this would cost the next picture more time."""


class _Figures(ctypes.Structure):
    """What the GNU C library tells of its memory; ``fordblks`` is what is free and still held."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")),
    ]


class Thrift:
    """Looks how much is free; does nothing where the C library is another one."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None) if sys.platform == "linux" else None
        self._trim = getattr(library, "malloc_trim", None)
        self._tell = getattr(library, "mallinfo2", None)
        if self._tell is not None:
            self._tell.restype = _Figures

    def look(self) -> bool:
        """Give back what is free if that is much; whether it was."""
        if self._tell is None or self._trim is None or self._tell().fordblks < FREE_MOST:
            return False
        self._trim(0)
        return True
