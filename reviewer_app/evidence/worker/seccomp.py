"""A seccomp filter for Linux: memory, time and the pipes that are open; everything else answers "not permitted"."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# name: (x86_64, aarch64)
_FREE = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "uname": (63, 160),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "set_tid_address": (218, 96),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "newfstatat": (262, 79),
    "set_robust_list": (273, 99),
    "getcpu": (309, 168),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "statx": (332, 291),
    "rseq": (334, 293),
}
_TGKILL, _PRLIMIT, _CLONE, _CLONE3, _OPENAT = (234, 131), (302, 261), (56, 220), (435, 435), (257, 56)
_MMAP = (9, 222)

_LOAD, _EQUAL, _ANY_BIT, _RETURN, _MASK = 0x20, 0x15, 0x45, 0x06, 0x54
_ALLOW, _KILL, _REFUSE, _MISSING = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_THREAD = 0x00010000
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000
_SHARED_AND_NAMELESS, _GROWING_DOWN = 0x01 | 0x20, 0x0100
_SECCOMP, _FILTER = 22, 2


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _when(number: int, test: int, argument: int, value: int, wanted: bool) -> list[bytes]:
    """Allow a call only if a test on the lower half of one argument comes out as wanted."""
    yes, no = (0, 1) if wanted else (1, 0)
    return [
        _step(_EQUAL, number, 0, 4),
        _step(_LOAD, _ARGUMENTS_AT + 8 * argument),
        _step(test, value, yes, no),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE),
    ]


def _mapping(number: int) -> list[bytes]:
    """Allow mapping memory, but none of the two kinds that RLIMIT_DATA does not count."""
    return [
        _step(_EQUAL, number, 0, 6),
        _step(_LOAD, _ARGUMENTS_AT + 8 * 3),
        _step(_ANY_BIT, _GROWING_DOWN, 2, 0),
        _step(_MASK, _SHARED_AND_NAMELESS),
        _step(_EQUAL, _SHARED_AND_NAMELESS, 0, 1),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]


def rules(machine: str, reading: bool, own_pid: int) -> bytes:
    """The filter as a BPF program for one kind of processor."""
    at = 0 if machine == "x86_64" else 1
    steps = [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_EQUAL, _ARCHITECTURES[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
    ]
    for numbers in _FREE.values():
        steps += [_step(_EQUAL, numbers[at], 0, 1), _step(_RETURN, _ALLOW)]
    # Told that clone3 does not exist, the C library makes threads with clone, whose flags a filter can see.
    steps += [_step(_EQUAL, _CLONE3[at], 0, 1), _step(_RETURN, _MISSING)]
    steps += _mapping(_MMAP[at])
    steps += _when(_CLONE[at], _ANY_BIT, 0, _THREAD, True)
    steps += _when(_TGKILL[at], _EQUAL, 0, own_pid, True)
    steps += _when(_PRLIMIT[at], _EQUAL, 0, 0, True)
    if reading:
        steps += _when(_OPENAT[at], _ANY_BIT, 2, _WRITING, False)
    return b"".join([*steps, _step(_RETURN, _REFUSE)])


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def shut(reading: bool) -> bool:
    """Put the filter in force for good; False when this kernel or processor has none.

    ``reading`` leaves opening files for reading to whatever already confines it.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES or struct.calcsize("P") != 8:
        return False
    program = rules(machine, reading, os.getpid())
    handed = _Program(len(program) // 8, program)
    return bool(ctypes.CDLL(None).prctl(_SECCOMP, _FILTER, ctypes.byref(handed), 0, 0) == 0)
