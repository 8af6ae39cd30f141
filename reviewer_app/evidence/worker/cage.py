"""What the worker takes from itself before it sees evidence: network, files, new processes, memory, time."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

from reviewer_app.evidence.process import MEMORY_ENV
from reviewer_app.evidence.worker import landlock, seccomp

_NAMESPACES = 0x10000000 | 0x40000000 | 0x08000000 | 0x04000000
"""CLONE_NEWUSER, NEWNET, NEWIPC, NEWUTS: nobody's rights, no network device, no shared queues, no host name."""

_NO_DUMPS, _NO_NEW_RIGHTS = 4, 38
_CAPABILITIES_V3 = 0x20080522
_FILES_MOST = 64
_SECONDS = 30


def leave_the_network() -> tuple[str, ...]:
    """Move to a namespace with no network, while there is one thread; the name of the shield if the system let us."""
    if sys.platform != "linux":
        return ()
    return ("namespaces",) if ctypes.CDLL(None).unshare(_NAMESPACES) == 0 else ()


def close_the_doors(
    early: tuple[str, ...], fonts: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give up everything that is left to give up; the shields that hold, and the fonts that can still be read."""
    if os.name != "posix":
        return early, fonts
    shields = [*early, *_limits()]
    if sys.platform != "linux":
        return tuple(shields), fonts
    libc = ctypes.CDLL(None)
    libc.prctl(_NO_DUMPS, 0, 0, 0, 0)
    libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    confined = bool(fonts) and landlock.only_read(Path(fonts[0]).parent)
    if confined:
        shields.append("landlock")
    if fonts and "namespaces" in early and libc.chroot(os.fsencode(Path(fonts[0]).parent)) == 0:
        os.chdir("/")
        confined = True
        fonts = tuple(f"/{Path(each).name}" for each in fonts)
        shields.append("chroot")
    if _give_up_rights(libc):
        shields.append("no rights")
    if seccomp.shut(reading=confined):
        shields.append("seccomp")
        fonts = fonts if confined else ()
    return tuple(shields), fonts


def _give_up_rights(libc: ctypes.CDLL) -> bool:
    """Drop every capability, also those that come with a user namespace or with being the superuser."""
    return bool(libc.capset(struct.pack("<II", _CAPABILITIES_V3, 0), bytes(24)) == 0)


def _limits() -> tuple[str, ...]:
    """Memory, files, size of files, core dumps; macOS keeps its own idea of RLIMIT_DATA and may ignore it."""
    import resource

    memory = int(os.environ.get(MEMORY_ENV, "0")) or resource.RLIM_INFINITY
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES_MOST),
        (resource.RLIMIT_DATA, memory),
    ):
        resource.setrlimit(what, (most, most))
    return ("limits",)


def allow_seconds() -> None:
    """Let the next request burn so much processor time and no more, even if the host is no longer there to kill us."""
    if os.name != "posix":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + _SECONDS, hard))
