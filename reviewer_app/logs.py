"""Notes the program keeps about itself, as JSON lines a stranger may read: no names, no words, no paths."""

import json
import logging
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from reviewer_app.paths import Home

_OURS = "reviewer_app"
_HIDDEN = "…"
_IDENTIFIERS = ("uuid", "uuid6")
"""Where identifiers are made, which say nothing of a person; by name, for loading them would slow each start."""
_BYTES_A_FILE = 1_000_000
_FILES_KEPT = 4


class Plain(str):
    """A text the caller vouches for: an identifier or a word of the program, never a person's."""

    __slots__ = ()


def configure(home: Home, *, verbose: bool = False) -> Path:
    """Send every note to a file in the home folder, to the terminal too when asked; give the file back."""
    file = home.logs / "reviewer.jsonl"
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, (_QuietFile, _Terminal))]:
        root.removeHandler(handler)
        handler.close()
    root.addHandler(_QuietFile(file))
    if verbose:
        root.addHandler(_Terminal())
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.DEBUG if verbose else logging.INFO)
    logging.captureWarnings(True)
    return file


class JsonLines(logging.Formatter):
    """One line a note: when, how bad, which room, what; of an error its kind and place, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the note as one line of JSON."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "room": record.name,
            "note": safe_message(record),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = type(error).__qualname__
            line["at"] = _places(error)
        return json.dumps(line, ensure_ascii=False)


def safe_message(record: logging.LogRecord) -> str:
    """Fill in a note's template with numbers, identifiers and vouched-for texts only."""
    template = record.msg if isinstance(record.msg, str) else _HIDDEN
    ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
    if not ours or not record.args:
        return template
    if isinstance(record.args, Mapping):
        return template % {name: _safe(value) for name, value in record.args.items()}
    return template % tuple(_safe(value) for value in record.args)


def _safe(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float, Plain)):
        return value
    if type(value).__module__ in _IDENTIFIERS:
        return value
    if isinstance(value, type):
        return value.__qualname__
    return _HIDDEN


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[parts.index(_OURS) :]) if _OURS in parts else Path(filename).name


class _QuietFile(logging.FileHandler):
    """Keeps the newest notes in a few files; one that cannot be written is no reason to stop work."""

    # The standard library's rotating handler brings sockets and pickles into start-up for the same effect.

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8", delay=True)
        self._file = file
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Write one note, first making room when the file is full."""
        try:
            if self._file.exists() and self._file.stat().st_size >= _BYTES_A_FILE:
                self.close()
                self._move_along()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Stay silent: the disk may be full or read-only, and the store will say so better."""

    def _move_along(self) -> None:
        for older in range(_FILES_KEPT - 1, 0, -1):
            newer = self._file if older == 1 else self._file.with_suffix(f".{older - 1}.jsonl")
            if newer.exists():
                newer.replace(self._file.with_suffix(f".{older}.jsonl"))


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]  # a generic for types alone
    """The same notes for the eye, while developing or helping someone."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def format(self, record: logging.LogRecord) -> str:
        """Write the note as a short line with the time of day."""
        clock = time.strftime("%H:%M:%S", time.localtime(record.created))
        return f"{clock} {record.levelname.lower():8} {record.name}: {safe_message(record)}"
