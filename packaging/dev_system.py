"""The Debian packages that Qt's wheels need: which are missing, and installing them where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping

# What a bare Debian 12 lacks for Qt without a screen; each was seen to be needed.
OFFSCREEN = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "fonts-dejavu-core",
    # QtMultimedia's own wants, on and off the screen.
    "libpulse0",
    "libxrandr2",
)
# What the tests use besides: strace shows that hostile evidence opens no socket and no file; a hub is tried on
# PostgreSQL, too.
TESTING = ("postgresql", "strace")
# What a window on an X screen needs besides; Qt's own message names only the first of them.
ON_SCREEN = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
)


class Stop(Exception):
    """Set-up cannot go on; the text is one plain sentence that says why and what to do."""


def has_display(environment: Mapping[str, str]) -> bool:
    """Say whether a window can be shown; only Linux can be without a screen."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing(wanted: Iterable[str], listing: str) -> list[str]:
    """Compare with what dpkg-query lists: status, name and what else the package stands for, by line."""
    present: set[str] = set()
    for line in listing.splitlines():
        status, name, provides = [*line.split("\t"), "", ""][:3]
        if status == "installed":
            present.add(name)
            present |= {each.split()[0] for each in provides.split(",") if each.strip()}
    return [name for name in wanted if name not in present]


def ensure(wanted: Iterable[str]) -> None:
    """Install the wanted packages that are missing, or stop and name them; does nothing off Debian."""
    query = shutil.which("dpkg-query")
    if query is None:
        return
    form = "${db:Status-Status}\t${Package}\t${Provides}\n"
    listing = subprocess.run([query, "-W", "-f", form], capture_output=True, text=True, check=True).stdout
    lacking = missing(wanted, listing)
    if not lacking:
        return
    names = " ".join(lacking)
    prefix = _as_root()
    if prefix is None:
        raise Stop(f"These Debian packages are missing, please have them installed first: {names}.")
    print(f"Installing Debian packages: {names}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *lacking])
    for step in steps:
        ran = subprocess.run([*prefix, "apt-get", *step], env=environment, capture_output=True, text=True)
        if ran.returncode != 0:
            sys.stderr.write(ran.stdout + ran.stderr)
            raise Stop(f"apt-get could not install these Debian packages: {names}.")


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None
