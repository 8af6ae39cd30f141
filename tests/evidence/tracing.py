"""A worker run under strace: which system calls about files, network and processes it makes once its doors are shut."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from reviewer_app.evidence import WorkerPool, process

_CALL = re.compile(r"^\d+\s+(?P<name>\w+)\((?P<rest>.*)$")
_SHUT = "prctl(PR_SET_SECCOMP"
_TRACED = (
    "trace=%network,%file,%process,%ipc,%creds,memfd_create,io_uring_setup,ptrace,pipe,pipe2,userfaultfd"
)
# Of what is traced, this is all a worker has a use for; anything else is found out.
_FONT = re.compile(r'^AT_FDCWD, "/[\w-]+\.ttf", O_RDONLY(?:\|O_CLOEXEC)?\) = \d+$')
_HANDLE_ONLY = re.compile(r'^\d+, "", ')
# The C library asks this when it gives memory back, and does without the answer.
_REFUSED_TO_MALLOC = re.compile(r'^AT_FDCWD, "/proc/sys/vm/overcommit_memory", O_RDONLY\|O_CLOEXEC\) = -1 E')
_THREAD = "CLONE_THREAD"


@dataclass(frozen=True)
class Traced:
    """What one tracing wrote: whether the doors were shut in it, and the calls after that."""

    shut: bool
    calls: tuple[str, ...]

    @property
    def reaching(self) -> tuple[str, ...]:
        """The calls that are about anything outside the worker, also those that were refused."""
        return tuple(each for each in self.calls if not _harmless(each))


def _harmless(line: str) -> bool:
    found = _CALL.match(line)
    if found is None:
        # An end, a signal, or the second half of a call whose first half was looked at.
        return True
    name, rest = found["name"], found["rest"]
    if name in ("exit", "exit_group") or (name, "PR_SET_NAME" in rest) == ("prctl", True):
        return True
    if name == "tgkill":
        # Giving itself up, as the C library does when memory ends; signals to others are refused (test_cage).
        return "SIGABRT) " in rest
    if name == "openat":
        return _FONT.match(rest) is not None or _REFUSED_TO_MALLOC.match(rest) is not None
    if name in ("newfstatat", "statx"):
        return _HANDLE_ONLY.match(rest) is not None or '.ttf", ' in rest
    return name in ("clone", "clone3") and _THREAD in rest


def read_trace(path: Path) -> Traced:
    """What strace wrote about one worker."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    at = next((number for number, line in enumerate(lines) if _SHUT in line), None)
    return Traced(False, tuple(lines)) if at is None else Traced(True, tuple(lines[at + 1 :]))


def _who_may_look() -> list[str]:
    """What goes before strace: a worker hides its memory, which only root may read, if need be of a namespace."""
    if os.geteuid() == 0:
        return []
    inside = ["unshare", "--user", "--map-root-user"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*inside, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("a worker hides its memory, and this system lets nobody but root look into it")
    return inside


@contextmanager
def traced_pool(folder: Path, deadline_seconds: float = 30.0) -> Iterator[WorkerPool]:
    """A pool whose workers each write a trace into the folder; strace is in the packages that tests install."""
    strace = shutil.which("strace")
    assert strace is not None, "strace is not installed; packaging/dev.py test installs it"
    own, looking = process._command, _who_may_look()

    def watched(environment: dict[str, str]) -> list[str]:
        trace = folder / f"{len(list(folder.iterdir()))}.trace"
        trace.touch()
        watching = [*looking, strace, "-f", "-qq", "-s", "120", "-o", str(trace), "-e", _TRACED]
        return [*watching, *own(environment)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "_command", watched)
        with WorkerPool(deadline_seconds=deadline_seconds, workers=1) as pool:
            yield pool


def traces(folder: Path) -> list[Traced]:
    """All traces of a folder."""
    return [read_trace(each) for each in sorted(folder.iterdir())]
