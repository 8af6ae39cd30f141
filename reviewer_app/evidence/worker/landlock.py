"""Landlock on Linux 5.13 and later: only files of named folders can still be opened; newer ones shut more."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights to files each version knows; version 4 adds TCP, version 6 signals and sockets without a name."""

_BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS = 0b11, 0b11
_READ_FILE_AND_FOLDER = 1 << 2 | 1 << 3
_RUN, _EVERYTHING = 1, (1 << 16) - 1
_OF_FILES = 1 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15
"""Rights that a rule for a single file may name: run, write, read, truncate, control."""

_BENEATH = 1


def handled_by(version: int) -> bytes:
    """Everything a kernel of this version of Landlock can be told to refuse, as it wants to be told."""
    told = struct.pack("<Q", (1 << _RIGHTS.get(version, max(_RIGHTS.values()))) - 1)
    if version >= 4:
        told += struct.pack("<Q", _BIND_AND_CONNECT)
    return told + struct.pack("<Q", _SOCKETS_AND_SIGNALS) if version >= 6 else told


def only_read(folder: Path) -> bool:
    """Restrict this process; False when the kernel cannot."""
    return _restrict({folder: _READ_FILE_AND_FOLDER})


def confine(reading: Sequence[Path], writing: Sequence[Path]) -> bool:
    """Leave this process some places to read and run, and some to write; False when the kernel cannot."""
    places = {each: _READ_FILE_AND_FOLDER | _RUN for each in reading if each.exists()}
    return _restrict(places | dict.fromkeys(writing, _EVERYTHING))


def _restrict(places: Mapping[Path, int]) -> bool:
    libc = ctypes.CDLL(None)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    handled = handled_by(version)
    rules = libc.syscall(_CREATE, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    try:
        known = int.from_bytes(handled[:8], "little")
        if not all(_allow(libc, rules, place, rights & known) for place, rights in places.items()):
            return False
        return bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, place: Path, rights: int) -> bool:
    held = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        of_files = rights if place.is_dir() else rights & _OF_FILES
        return bool(libc.syscall(_ADD, rules, _BENEATH, struct.pack("<Qi", of_files, held), 0) == 0)
    finally:
        os.close(held)
