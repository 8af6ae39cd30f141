"""Which names a member may bear: only what means the same one file on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.rules import Complain, Rule

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)
FORBIDDEN = frozenset('<>"|?*')
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of text, so that a name reads as another."""

HARMLESS = frozenset(
    {
        *(Rule.NAME_DEVICE, Rule.NAME_STREAM, Rule.NAME_TRAILING, Rule.NAME_CONTROL, Rule.NAME_CHARACTER),
        *(Rule.NAME_COLLISION, Rule.NAME_BACKSLASH, Rule.NAME_DRIVE, Rule.NAME_LENGTH),
    }
)
"""Rules about names that a file already inside a plain bag may break: worth a warning only."""

SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".spotlight-v100", ".trashes"})
"""What systems put into folders by themselves, in small letters; in a bag it may be listed and gone."""
_OF_SYSTEMS = SYSTEM_FILES | {".localized", "ehthumbs.db"}
_OF_MACS = "__MACOSX"
_DRIVE = re.compile(r"[A-Za-z]:")

Fault = tuple[Rule, str]


def name_fault(path: str, limits: Limits) -> Fault | None:
    """The first rule this path (with ``/`` between folders, no ``/`` at its end) breaks, with a sentence."""
    return _whole_fault(path, limits) or next(
        (fault for part in path.split("/") if (fault := _part_fault(part, limits))), None
    )


def _whole_fault(path: str, limits: Limits) -> Fault | None:
    if not path:
        return Rule.NAME_EMPTY, "A member has no name."
    if path.startswith(("\\\\", "//")):
        return Rule.NAME_UNC, "The name leads to a server instead of into the bundle."
    if path.startswith("/"):
        return Rule.NAME_ABSOLUTE, "The name begins at the root of the disk instead of in the bundle."
    if _DRIVE.match(path):
        return Rule.NAME_DRIVE, "The name begins with a drive letter."
    if "\\" in path:
        return Rule.NAME_BACKSLASH, "The name holds a backslash, which divides folders on some systems only."
    if len(path) > limits.path_characters:
        return Rule.NAME_LENGTH, f"The name is longer than {limits.path_characters} characters."
    if path.count("/") > limits.folders_deep:
        return Rule.NAME_LENGTH, f"The name lies more than {limits.folders_deep} folders deep."
    return None


def _part_fault(part: str, limits: Limits) -> Fault | None:
    if not part:
        return Rule.NAME_EMPTY, "A folder or file in the name has no name."
    if part == "..":
        return Rule.NAME_PARENT, "The name leads out of the bundle with “..”."
    if part == ".":
        return Rule.NAME_DOT, "The name holds “.”, so that one file has several names."
    for each in part:
        category = unicodedata.category(each)
        if category == "Cs":
            return Rule.NAME_ENCODING, "The name is not sound Unicode text."
        if category in ("Cc", "Zl", "Zp") or each in TURNING:
            return Rule.NAME_CONTROL, "The name holds a control character."
    if ":" in part:
        return Rule.NAME_STREAM, "The name holds a colon, which means a hidden stream on some systems."
    if not FORBIDDEN.isdisjoint(part):
        return Rule.NAME_CHARACTER, "The name holds a character that some systems do not allow in names."
    if part[-1] == "." or part[-1].isspace():
        return Rule.NAME_TRAILING, "A part of the name ends in a dot or blank, which some systems drop."
    if part.partition(".")[0].rstrip().casefold() in DEVICES:
        return Rule.NAME_DEVICE, "The name means a device, not a file, on some systems."
    if len(part.encode()) > limits.name_bytes:
        return Rule.NAME_LENGTH, f"A part of the name is longer than {limits.name_bytes} bytes."
    return None


def made_by_system(path: str) -> bool:
    """Whether a file is called like those that systems put beside others by themselves."""
    top, _, _ = path.partition("/")
    last = path.rstrip("/").rpartition("/")[2]
    return top == _OF_MACS or last.startswith("._") or last.casefold() in _OF_SYSTEMS


def composed(path: str) -> str:
    """A path in NFC; some disks and zip tools take letters and their accents apart."""
    return unicodedata.normalize("NFC", path)


def fold(path: str) -> str:
    """The form in which two names that some system takes for one are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def check_collisions(paths: Iterable[str], complain: Complain, folders: Iterable[str] = ()) -> None:
    """Complain of names that some system takes for one: by case, by composition, or as file and folder at once."""
    seen: dict[str, tuple[str, bool]] = {}
    everything = [(path, True) for path in folders] + [(path, False) for path in paths]
    for path, is_folder in everything:
        ends = [at for at, each in enumerate(path) if each == "/"]
        for end in [*ends, len(path)]:
            prefix = path[:end]
            as_folder = is_folder or end < len(path)
            before, before_folder = seen.setdefault(fold(prefix), (prefix, as_folder))
            if before != prefix:
                complain(
                    Rule.NAME_COLLISION,
                    path,
                    f"“{before}” and “{prefix}” are the same name on some systems.",
                )
                break
            if before_folder != as_folder:
                complain(Rule.NAME_COLLISION, path, f"“{prefix}” is both a file and a folder.")
                break
