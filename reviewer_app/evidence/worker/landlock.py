"""Landlock on Linux 5.13 and later: only files of one folder can still be opened, only read; newer ones shut more."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights to files each version knows; version 4 adds TCP, version 6 signals and sockets without a name."""

_BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS = 0b11, 0b11
_READ_FILE_AND_FOLDER = 1 << 2 | 1 << 3
_BENEATH = 1


def handled_by(version: int) -> bytes:
    """Everything a kernel of this version of Landlock can be told to refuse, as it wants to be told."""
    told = struct.pack("<Q", (1 << _RIGHTS.get(version, max(_RIGHTS.values()))) - 1)
    if version >= 4:
        told += struct.pack("<Q", _BIND_AND_CONNECT)
    return told + struct.pack("<Q", _SOCKETS_AND_SIGNALS) if version >= 6 else told


def only_read(folder: Path) -> bool:
    """Restrict this process; False when the kernel cannot."""
    libc = ctypes.CDLL(None)
    if libc.syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION) < 1:
        return False
    handled = handled_by(libc.syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION))
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
