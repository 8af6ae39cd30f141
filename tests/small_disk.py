"""Disks without room: a limit for the files of this process, and a small disk for another one, really full."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Let the system refuse to make any file of this process larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def small_disk(folder: Path, mib: int = 3) -> list[str]:
    """The start of a command that sees a small disk in place of this folder; root or not."""
    mount = f'mount -t tmpfs -o size={mib}m tmpfs "{folder}" && exec "$0" "$@"'
    who = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    prefix = ["unshare", *who, "--mount", "sh", "-c", mount]
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip(f"no small disk can be mounted on {folder}: this system does not let us")
    return prefix
