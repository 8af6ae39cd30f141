"""Names in office files: their properties, and who wrote comments and tracked changes."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from typing import IO, cast

from reviewer_app.evidence.worker.source import RemoteFile

_PART_MOST = 8 << 20
_PARTS_MOST = 400
_LOCAL = rb"(?:[\w-]+:)?"


def _element(names: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<" + _LOCAL + rb"(?:" + names + rb")(?:\s[^>]*)?>([^<]{1,400})<", re.I)


_CORE = (
    ("author", _element(rb"creator")),
    ("last-editor", _element(rb"lastModifiedBy")),
    ("title", _element(rb"title")),
    ("subject", _element(rb"subject|keywords|description")),
)
_APP = (("manager", _element(rb"Manager")), ("company", _element(rb"Company")))
_ODF_META = (
    ("author", _element(rb"initial-creator|creator")),
    ("last-editor", _element(rb"printed-by")),
    ("title", _element(rb"title")),
    ("subject", _element(rb"subject|keyword|description")),
)
_CREATOR = _element(rb"creator")
_CHANGE = re.compile(
    rb"<"
    + _LOCAL
    + rb"(ins|del|moveFrom|moveTo|rPrChange|pPrChange|comment)\b[^>]*?\bw:author=\"([^\"]{1,400})\""
)
_PERSON = re.compile(rb"\b(?:w15:author|displayName|name)=\"([^\"]{1,400})\"")
_CELL_AUTHOR = _element(rb"author")


def zip_parts(source: RemoteFile, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """The members of a zip whose names match, each unpacked as far as its limit and no further."""
    source.seek(0)
    with zipfile.ZipFile(cast(IO[bytes], source)) as held:
        fitting = [each for each in held.infolist() if wanted.fullmatch(each.filename)]
        for each in fitting[:_PARTS_MOST]:
            try:
                with held.open(each) as part:
                    yield each.filename, part.read(_PART_MOST)
            except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
                continue  # one damaged part hides none of the others


def plain(value: bytes) -> str:
    """The text of an element or attribute."""
    return html.unescape(value.decode("utf-8", errors="replace"))


_OOXML = re.compile(
    r"docProps/(?:core|app)\.xml|word/(?:comments|people|document|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|ppt/(?:commentAuthors|authors)\.xml|xl/(?:persons/)?[\w/]*(?:person|comments?)[\w-]*\.xml"
    r"|xl/revisions/userNames\.xml",
    re.I,
)


def ooxml_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of Word, Excel and PowerPoint files."""
    for name, part in zip_parts(source, _OOXML):
        lower = name.lower()
        if lower.endswith("core.xml"):
            yield from _fields(part, _CORE)
        elif lower.endswith("app.xml"):
            yield from _fields(part, _APP)
        elif lower.startswith("word/") and not lower.endswith("people.xml"):
            for tag, author in _CHANGE.findall(part):
                yield ("commenter" if tag == b"comment" else "changed-by"), plain(author)
        elif "/comments" in lower:
            for author in _CELL_AUTHOR.findall(part):
                yield "commenter", plain(author)
        else:
            for person in _PERSON.findall(part):
                yield "commenter", plain(person)


def odf_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of OpenDocument files and electronic books."""
    for name, part in zip_parts(source, re.compile(r"meta\.xml|content\.xml|.*\.opf", re.I)):
        if name.lower() == "content.xml":
            for creator in _CREATOR.findall(part):
                yield "commenter", plain(creator)
        else:
            yield from _fields(part, _ODF_META)


def _fields(part: bytes, table: tuple[tuple[str, re.Pattern[bytes]], ...]) -> Iterator[tuple[str, str]]:
    for field, pattern in table:
        for value in pattern.findall(part):
            yield field, plain(value)
