"""A small process that shuts itself in, runs LibreOffice over one file, and hands out the PDF."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer_app.evidence.exact import NO_CAGE
from reviewer_app.evidence.worker import landlock

_NAMESPACES = 0x10000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x00020000 | 0x20000000
"""CLONE_NEWUSER, NEWNET, NEWIPC, NEWUTS, NEWNS and NEWPID: no network, own mounts, own count of processes."""

_PRIVATE, _NOSUID_NODEV = 0x4000 | 0x40000, 0x2 | 0x4
_DIES_WITH_PARENT, _NO_DUMPS, _SECURE_BITS, _NO_NEW_RIGHTS = 1, 4, 28, 38
_NO_ROOT = 0x3
_CAPABILITIES_V3 = 0x20080522
_ROOM = b"size=768m,mode=700"
_SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/opt", "/etc", "/nix/store", "/proc", "/sys/devices/system",
    "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice", "/dev/urandom", "/dev/random",
)  # fmt: skip
_SECONDS, _FILES, _MEMORY, _LONGEST = 60, 1024, 2 << 30, 200 << 20

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" \
oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


def main() -> int:
    """Read an order and a file from standard input; write the PDF to standard output."""
    order = json.loads(sys.stdin.buffer.readline(65_536))
    data = sys.stdin.buffer.read()
    # Before the doors close: afterwards nothing more of Python can be loaded.
    _limit()
    if "folder" in order:
        return _lay_out(order, Path(order["folder"]), data)
    if sys.platform != "linux" or not _leave():
        return NO_CAGE
    inside = os.fork()
    if inside == 0:
        # The first process of its own count: when it ends, all that LibreOffice may have started ends with it.
        ended = 1
        try:
            ended = _inside(order, data)
        finally:
            os._exit(ended)
    _libc().prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    return os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1])


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def _leave() -> bool:
    """Move where there is no network, as the same person; False when the system forbids it."""
    person, group = os.getuid(), os.getgid()
    if _libc().unshare(_NAMESPACES) != 0:
        return False
    try:
        for name, words in (
            ("setgroups", "deny"),
            ("uid_map", f"{person} {person} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            Path("/proc/self", name).write_text(words)
    except OSError:
        return False
    return True


def _inside(order: Mapping[str, Any], data: bytes) -> int:
    libc, folder = _libc(), Path("/tmp")
    mounted = libc.mount(b"none", b"/", None, _PRIVATE, None) == 0
    if not mounted or libc.mount(b"tmpfs", bytes(folder), b"tmpfs", _NOSUID_NODEV, _ROOM) != 0:
        return NO_CAGE
    libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    libc.prctl(_SECURE_BITS, _NO_ROOT, 0, 0, 0)
    program = Path(order["program"])
    own = program.parent.parent if program.parent.name == "program" else program.parent
    reading = [Path(each) for each in (*_SYSTEM, own, *order["reading"])]
    if not landlock.confine(reading, [folder, Path("/dev/null")]):
        return NO_CAGE
    if libc.capset(struct.pack("<II", _CAPABILITIES_V3, 0), bytes(24)) != 0:
        return NO_CAGE
    libc.prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    return _lay_out(order, folder, data)


def _limit() -> None:
    if os.name != "posix":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, _LONGEST),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_DATA, _MEMORY),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _lay_out(order: Mapping[str, Any], folder: Path, data: bytes) -> int:
    """Write the one copy, run LibreOffice on it, send the PDF on; 1 when there is none."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    out.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"{order['name']}.{order['ending']}"
    source.write_bytes(data)
    environment = {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "SAL_USE_VCLPLUGIN": "svp",
    }
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    words = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "pdf"]
    subprocess.run(
        [order["program"], f"-env:UserInstallation={profile.as_uri()}", *words, "--outdir", out, source],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        check=False,
    )
    made = out / f"{order['name']}.pdf"
    if made.is_symlink() or not made.is_file():
        return 1
    with made.open("rb") as pdf:
        sys.stdout.buffer.write(pdf.read(int(order["most"]) + 1))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
