"""BagIt's tag files as text: declaration, metadata, manifests and fetch lists, for versions 0.93 to 1.0.

Source: RFC 8493 (1.0) and the drafts draft-kunze-bagit-00 to -14 (0.93 to 0.97).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

DECLARATION = "bagit.txt"
FETCH = "fetch.txt"
VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
ENCODINGS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii"}
    | {"shift_jis", "euc_jp", "euc_kr", "gb2312", "gbk", "gb18030", "big5", "koi8-r", "koi8-u"}
    | {f"iso8859-{n}" for n in range(1, 17)}
    | {f"cp{n}" for n in (437, 850, 852, 866, *range(1250, 1259))}
)
"""Python's names of the character sets a tag file may be in; others are slow, odd or no character sets."""

_BREAK = re.compile(r"\r\n|\r|\n")
_MANIFEST = re.compile(r"(?:tag)?manifest-([A-Za-z0-9_-]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_FETCH = re.compile(r"([^ \t]+)[ \t]+(-|[0-9]{1,19})[ \t]+(.+)")
_ESCAPE = re.compile(r"%(0[AaDd]|25)")
_ESCAPE_OLD = re.compile(r"%(0[AaDd])")
_VERSION = re.compile(r"BagIt-Version: ([0-9]+\.[0-9]+)")
_ENCODING = re.compile(r"Tag-File-Character-Encoding: (\S+)")


class TagError(ValueError):
    """A tag file cannot be read as what it should be; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One line of a manifest: the checksum in lower case, the path, and whether md5sum's ``*`` stood before it."""

    number: int
    digest: str
    path: str
    starred: bool


@dataclass(frozen=True, slots=True)
class FetchLine:
    """One line of fetch.txt; ``size`` in bytes, None where it says ``-``."""

    number: int
    url: str
    size: int | None
    path: str


def manifest_algorithm(name: str) -> str | None:
    """The algorithm a manifest or tag manifest of this file name is for; None when it is neither."""
    found = _MANIFEST.fullmatch(name)
    return found[1].lower() if found else None


def lines_of(text: str) -> list[str]:
    """The lines of a tag file; LF, CR and CRLF end a line, nothing else does."""
    lines = _BREAK.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def read_declaration(data: bytes) -> tuple[str, str]:
    """Version and Python's name of the tag files' character set, from the bytes of bagit.txt."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TagError("The file begins with a byte-order mark.")
    try:
        lines = lines_of(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise TagError("The file is not in UTF-8.") from None
    version = _VERSION.fullmatch(lines[0]) if lines else None
    if version is None:
        raise TagError("Its first line is not “BagIt-Version: M.N”.")
    if version[1] not in VERSIONS:
        raise TagError(f"BagIt version {version[1]} is not known here.")
    encoding = _ENCODING.fullmatch(lines[1]) if len(lines) > 1 else None
    if encoding is None:
        raise TagError("Its second line is not “Tag-File-Character-Encoding: …”.")
    if any(line.strip() for line in lines[2:]):
        raise TagError("It has more than two lines.")
    return version[1], known_encoding(encoding[1])


def known_encoding(name: str) -> str:
    """Python's name of a character set; TagError for one that is not allowed."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        raise TagError("The character set it names is not known here.")
    return found


def decode(data: bytes, encoding: str) -> str:
    """The text of a tag file; a byte-order mark belongs only to UTF-16 and UTF-32."""
    if encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
        raise TagError("The file begins with a byte-order mark.")
    try:
        return data.decode(encoding)
    except UnicodeError:
        raise TagError(f"The file is not in {encoding.upper()}, as bagit.txt says.") from None


def read_info(text: str, *, strict: bool) -> list[tuple[str, str]]:
    """Labels and values of bag-info.txt in order; ``strict`` refuses blanks before the colon."""
    found: list[tuple[str, list[str]]] = []
    for number, line in enumerate(lines_of(text), 1):
        if line[:1] in (" ", "\t"):
            if not found:
                raise TagError(f"Line {number} continues nothing.")
            found[-1][1].append(line.strip())
            continue
        label, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or not label.strip() or (strict and label != label.strip()):
            raise TagError(f"Line {number} is not “Label: value”.")
        found.append((label.strip(), [value.strip()]))
    return [(label, " ".join(lines)) for label, lines in found]


def read_manifest(text: str, version: str) -> list[ManifestLine]:
    """The lines of a manifest or tag manifest, with CR and LF (and from 1.0 on ``%``) in paths spelled out."""
    escape = _ESCAPE if version == "1.0" else _ESCAPE_OLD
    found: list[ManifestLine] = []
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        parts = _LINE.fullmatch(line)
        if parts is None:
            raise TagError(f"Line {number} is not a checksum and a path.")
        path = escape.sub(lambda each: chr(int(each[1], 16)), parts[3])
        found.append(ManifestLine(number, parts[1].lower(), path, bool(parts[2])))
    return found


def read_fetch(text: str, version: str) -> list[FetchLine]:
    """The lines of fetch.txt."""
    escape = _ESCAPE if version == "1.0" else _ESCAPE_OLD
    found: list[FetchLine] = []
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        parts = _FETCH.fullmatch(line)
        if parts is None:
            raise TagError(f"Line {number} is not an address, a size and a path.")
        size = None if parts[2] == "-" else int(parts[2])
        path = escape.sub(lambda each: chr(int(each[1], 16)), parts[3])
        found.append(FetchLine(number, parts[1], size, path))
    return found


def escaped(path: str) -> str:
    """A path as BagIt 1.0 writes it: ``%``, CR and LF percent-encoded."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def stray_percent(text: str) -> int | None:
    """The number of the first line with a ``%`` that begins neither %25, %0A nor %0D; None when there is none."""
    for number, line in enumerate(lines_of(text), 1):
        if "%" in _ESCAPE.sub("", line):
            return number
    return None


def read_oxum(value: str) -> tuple[int, int]:
    """Bytes and files a Payload-Oxum speaks of."""
    found = re.fullmatch(r"([0-9]{1,19})\.([0-9]{1,9})", value)
    if found is None:
        raise TagError("The Payload-Oxum is not “bytes.files”.")
    return int(found[1]), int(found[2])
