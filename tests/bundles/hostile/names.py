"""Hostile names: every form that some system reads as another place, another file or no file."""

from __future__ import annotations

from pathlib import Path

from reviewer_app.bundles import Rule
from tests.bundles import raw_zips
from tests.bundles.drafts import NOTES, Draft
from tests.bundles.hostile.case import Case, entries, with_entry

EVIDENCE = "sample/data/evidence/"
NAMES = [
    ("an absolute name", "/etc/passwd", Rule.NAME_ABSOLUTE),
    ("a drive letter", "C:/Windows/win.ini", Rule.NAME_DRIVE),
    ("a drive letter without a slash", "c:win.ini", Rule.NAME_DRIVE),
    ("a server", "//server/share/x", Rule.NAME_UNC),
    ("a server with backslashes", "\\\\server\\share\\x", Rule.NAME_UNC),
    ("a way out", f"{EVIDENCE}../../../x", Rule.NAME_PARENT),
    ("a way out at the beginning", "../x", Rule.NAME_PARENT),
    ("a single dot", f"{EVIDENCE}./x", Rule.NAME_DOT),
    ("an empty part", f"{EVIDENCE}/x", Rule.NAME_EMPTY),
    ("no name at all", "", Rule.NAME_EMPTY),
    ("a backslash", f"{EVIDENCE}a\\b", Rule.NAME_BACKSLASH),
    ("a way out with backslashes", f"{EVIDENCE}..\\..\\x", Rule.NAME_BACKSLASH),
    ("a device", f"{EVIDENCE}CON", Rule.NAME_DEVICE),
    ("a device in small letters", f"{EVIDENCE}nul", Rule.NAME_DEVICE),
    ("a device with an ending", f"{EVIDENCE}COM1.txt", Rule.NAME_DEVICE),
    ("a device with a blank and an ending", f"{EVIDENCE}aux .tar.gz", Rule.NAME_DEVICE),
    ("a device with a raised digit", f"{EVIDENCE}LPT².pdf", Rule.NAME_DEVICE),
    ("a device as a folder", f"{EVIDENCE}prn/x", Rule.NAME_DEVICE),
    ("a console", f"{EVIDENCE}CONOUT$", Rule.NAME_DEVICE),
    ("a stream", f"{EVIDENCE}01-a.txt:hidden", Rule.NAME_STREAM),
    ("the main stream", f"{EVIDENCE}01-a.txt::$DATA", Rule.NAME_STREAM),
    ("a dot at the end", f"{EVIDENCE}x.", Rule.NAME_TRAILING),
    ("a blank at the end", f"{EVIDENCE}x ", Rule.NAME_TRAILING),
    ("a folder with a dot at the end", f"{EVIDENCE}x./y", Rule.NAME_TRAILING),
    ("a wide blank at the end", f"{EVIDENCE}x\u3000", Rule.NAME_TRAILING),
    ("a line break", f"{EVIDENCE}x\ny", Rule.NAME_CONTROL),
    ("a nought character", f"{EVIDENCE}x\0.txt", Rule.NAME_CONTROL),
    ("an escape", f"{EVIDENCE}\x1b[31mx", Rule.NAME_CONTROL),
    ("a delete character", f"{EVIDENCE}x\x7f", Rule.NAME_CONTROL),
    ("a C1 control", f"{EVIDENCE}x\x85y", Rule.NAME_CONTROL),
    ("a line separator", f"{EVIDENCE}x\u2028y", Rule.NAME_CONTROL),
    ("text turned round", f"{EVIDENCE}01-\u202efdp.exe", Rule.NAME_CONTROL),
    ("a question mark", f"{EVIDENCE}what?", Rule.NAME_CHARACTER),
    ("a pipe character", f"{EVIDENCE}a|b", Rule.NAME_CHARACTER),
    ("too long a path", EVIDENCE + "x/" * 120, Rule.NAME_LENGTH),
    ("too many folders", "sample/" + "x/" * 20 + "y", Rule.NAME_LENGTH),
    ("too long a name in bytes", EVIDENCE + "\u6f22" * 100, Rule.NAME_LENGTH),
    ("other case", "sample/data/evidence/01-NOTES.txt", Rule.NAME_COLLISION),
    ("other case of a folder", "sample/Data/evidence/03-x.txt", Rule.NAME_COLLISION),
    ("a sharp s and its capitals", "sample/data/evidence/01-NOTES.TXT", Rule.NAME_COLLISION),
    ("a file that is a folder too", f"sample/{NOTES}/x", Rule.NAME_COLLISION),
]


def _shown(name: str) -> str:
    text = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in name[:300])
    return text if len(name) <= 300 else text + "…"


def _composed(folder: Path) -> Path:
    both = [raw_zips.Raw(f"{EVIDENCE}{name}".encode(), b"x") for name in ("03-é.txt", "03-e\u0301.txt")]
    return raw_zips.write(folder, raw_zips.build([*entries(), *both]))


def _in_manifest(name: str) -> Case:
    path = name.removeprefix("sample/")
    rule = next(rule for _, each, rule in NAMES if each == name)

    def make(folder: Path) -> Path:
        draft = Draft(manifest=lambda lines: [*lines, f"{'0' * 128}  {path.replace('%', '%25')}"])
        return raw_zips.write(folder, raw_zips.build(raw_zips.entries_of(draft.members())))

    return Case(f"the manifest lists {name!r}", rule, _shown(path), make)


CASES = [
    *(
        Case(f"a name with {what}", rule, _shown(name), with_entry(raw_zips.Raw(name.encode(), b"x")))
        for what, name, rule in NAMES
    ),
    Case("two names equal once composed", Rule.NAME_COLLISION, f"{EVIDENCE}03-e\u0301.txt", _composed),
    *(
        _in_manifest(name)
        for name in (
            "/etc/passwd",
            "C:/Windows/win.ini",
            "\\\\server\\share\\x",
            f"{EVIDENCE}../../../x",
            f"{EVIDENCE}COM1.txt",
            f"{EVIDENCE}01-a.txt:hidden",
            f"{EVIDENCE}x.",
        )
    ),
]
