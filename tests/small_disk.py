"""A small disk for another process, really there and really full."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def small_disk(folder: Path, mib: int = 3) -> list[str]:
    """The start of a command that sees a small disk in place of this folder; root or not."""
    mount = f'mount -t tmpfs -o size={mib}m tmpfs "{folder}" && exec "$0" "$@"'
    who = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    prefix = ["unshare", *who, "--mount", "sh", "-c", mount]
    if shutil.which("unshare") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip(f"no small disk can be mounted on {folder}: this system does not let us")
    return prefix
