"""Office files as LibreOffice sets them, where it is installed: bytes go in, a PDF comes out, both only in memory."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from reviewer_app.domain.errors import Cancelled, EvidenceError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence.kinds import Kind, file_kind
from reviewer_app.evidence.watchdog import Watchdog

SECONDS = 30.0
SOURCE_MOST = 200 << 20
PDF_MOST = 100 << 20
NO_CAGE = 77
"""What the launcher ends with when this system does not let it take network and files away."""

ASKS = "exact-asks"
_FOLDER = "reviewer-layout-"
_LEFT_OVER_SECONDS = 600
_KINDS = (
    Kind.DOCX,
    Kind.DOC,
    Kind.ODT,
    Kind.RTF,
    Kind.PPTX,
    Kind.PPT,
    Kind.ODP,
    Kind.XLSX,
    Kind.XLS,
    Kind.ODS,
)
_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
)
_ENDINGS = {file_kind(kind).media_type: kind.value for kind in _KINDS}

_WORDS = {
    ASKS: (
        "LibreOffice would run without a cage",
        "This computer does not let Reviewer keep LibreOffice from the network and from your other files. For the "
        "time it works, a copy of this file would lie in a private folder, not encrypted, and LibreOffice could use "
        "the network.",
        "Go on only if that is acceptable for this evidence.",
    ),
    "exact-late": (
        "The exact layout took too long",
        "LibreOffice did not finish in 30 seconds, so it was stopped. Nothing else was affected.",
        "Use the plain view, or save a copy to open it elsewhere.",
    ),
    "exact-failed": (
        "The exact layout could not be made",
        "LibreOffice could not turn this file into pages. It may be damaged or locked with a password.",
        "Use the plain view, or save a copy to open it elsewhere.",
    ),
    "exact-large": (
        "This file is too large for the exact layout",
        "LibreOffice gets files up to 200 MB, and its pages may take 100 MB.",
        "Use the plain view, or save a copy to open it elsewhere.",
    ),
}


def exact_ending(media_type: str) -> str:
    """Under which ending LibreOffice gets a file of this content; empty for what it is not asked to lay out."""
    return _ENDINGS.get(media_type, "")


def find_office(usual: Sequence[str] = _USUAL, path: str | None = None) -> Path | None:
    """Where LibreOffice is, None without it; on Windows PATH is not asked, for it holds the current folder."""
    found = [] if os.name == "nt" else [shutil.which(name, path=path) for name in ("soffice", "libreoffice")]
    for each in (*found, *usual):
        # A program from the snap store leaves any cage it is started in, or does not start.
        if each and not each.startswith("/snap/") and os.access(each, os.X_OK) and Path(each).is_file():
            return Path(each).resolve()
    return None


class Office:
    """One installed LibreOffice; each file gets a process, a profile and a folder of its own."""

    def __init__(
        self, program: Path, seconds: float = SECONDS, reading: Sequence[Path] = (), caged: bool = True
    ) -> None:
        self._program, self._seconds, self._reading, self._caged = program, seconds, tuple(reading), caged

    def to_pdf(
        self, data: bytes, ending: str, cancel: CancelToken | None = None, *, agreed: bool = False
    ) -> bytes:
        """The pages as PDF; EvidenceError with ``exact-asks`` where that takes the person to have ``agreed`` first."""
        if ending not in _ENDINGS.values():
            raise ValueError("not an ending LibreOffice is given")
        if len(data) > SOURCE_MOST:
            raise _problem("exact-large")
        if not self._caged and not agreed:
            raise _problem(ASKS)
        order: dict[str, object] = {
            "program": str(self._program),
            "ending": ending,
            "most": PDF_MOST,
            "reading": [str(each) for each in self._reading],
        }
        if not agreed:
            return self._run(order, data, cancel)
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=_open_ground()))
        try:
            return self._run(order | {"folder": str(folder)}, data, cancel)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, order: Mapping[str, object], data: bytes, cancel: CancelToken | None) -> bytes:
        if cancel is not None:
            cancel.check()
        watchdog = Watchdog()
        try:
            process = _start()
        except OSError as fault:
            raise _problem("exact-failed") from fault
        try:
            with watchdog.watch(self._seconds, lambda: _kill(process), cancel) as watch:
                found = _exchange(process, order, data)
                if len(found) > PDF_MOST:
                    raise _problem("exact-large")
                ended = process.wait()
            if watch.cancelled:
                raise Cancelled
            if watch.late:
                raise _problem("exact-late")
        finally:
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            watchdog.close()
        if ended == NO_CAGE:
            raise _problem(ASKS)
        if ended != 0 or not found.startswith(b"%PDF-"):
            raise _problem("exact-failed")
        return found


def sweep(now: float | None = None, ground: Path | None = None) -> int:
    """Remove folders that a killed program left behind; how many there were."""
    gone = 0
    limit = (time.time() if now is None else now) - _LEFT_OVER_SECONDS
    for each in (ground or _open_ground()).glob(_FOLDER + "*"):
        with contextlib.suppress(OSError):
            about = each.lstat()
            own = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if own and about.st_mtime < limit and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
                gone += 1
    return gone


def _problem(code: str) -> EvidenceError:
    return EvidenceError(code, *_WORDS[code])


def _open_ground() -> Path:
    """Where a folder is made when there is no cage to hide one in: memory where the system offers it."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())


def _start() -> subprocess.Popen[bytes]:
    environment = {each: os.environ[each] for each in ("SYSTEMROOT",) if each in os.environ}
    if getattr(sys, "frozen", False):
        command = [sys.executable, "exact-layout"]
    else:
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
        command = [
            sys.executable,
            "-P",
            "-s",
            "-B",
            "-X",
            "utf8",
            "-m",
            "reviewer_app.evidence.exact_launcher",
        ]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=Path(os.sep).resolve(),
        start_new_session=os.name == "posix",
    )


def _exchange(process: subprocess.Popen[bytes], order: Mapping[str, object], data: bytes) -> bytes:
    """Hand the file over, take the PDF; a process that is gone yields what there was."""
    into, out = process.stdin, process.stdout
    assert into is not None
    assert out is not None
    line = json.dumps({**order, "name": secrets.token_hex(8)}).encode() + b"\n"
    with contextlib.suppress(OSError, ValueError):
        into.write(line)
        into.write(data)
        into.close()
    return _read(out)


def _read(pipe: IO[bytes]) -> bytes:
    parts: list[bytes] = []
    left = PDF_MOST + 1
    while left and (part := pipe.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the launcher and its whole group; the cage's own count of processes dies with its first."""
    if process.returncode is not None and os.name != "posix":
        return
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            root = os.environ.get("SYSTEMROOT", "C:\\Windows")
            tree = [f"{root}\\System32\\taskkill.exe", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, check=False, capture_output=True)
            process.kill()
