"""Landlock on Linux 5.13 and later: of all files, only those in one folder can still be opened, and only read."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ALL_OF_VERSION_1 = (1 << 13) - 1
_READ_FILE_AND_FOLDER = 1 << 2 | 1 << 3
_BENEATH = 1


def only_read(folder: Path) -> bool:
    """Restrict this process; False when the kernel cannot."""
    libc = ctypes.CDLL(None)
    handled = struct.pack("<Q", _ALL_OF_VERSION_1)
    rules = libc.syscall(_CREATE, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", _READ_FILE_AND_FOLDER, place)
        if libc.syscall(_ADD, rules, _BENEATH, rule, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(place)
        os.close(rules)
