"""Names in office files: their properties, and who wrote comments and tracked changes."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from typing import IO, cast
from urllib.parse import unquote

from reviewer_app.evidence.worker.identity_photos import PICTURE_FAULTS, photo_names
from reviewer_app.evidence.worker.identity_properties import home_names
from reviewer_app.evidence.worker.source import RemoteFile, held_file

_PART_MOST = 8 << 20
_PARTS_MOST = 400
_PICTURES_MOST = 40
_MEDIA = re.compile(r"(?:word|ppt|xl)/media/[^/]+\.(?:jpe?g|png|tiff?|heic|webp)", re.I)
_PICTURES = re.compile(r"(?:.*/)?[^/]+\.(?:jpe?g|png|tiff?|heic|webp)", re.I)
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
    rb"<" + _LOCAL + rb"(ins|del|move\w+|\w+Change|cell\w+|comment)\b[^>]*?\bw:author=\"([^\"]{1,400})\""
)
_PERSON = re.compile(rb"\b(?:w15:author|displayName|name|userName)=\"([^\"]{1,400})\"")
_ACCOUNT = re.compile(rb"\buserId=\"S::([^\":]{3,200})::")
_SHARED = re.compile(rb"<fileSharing\b[^>]*?\buserName=\"([^\"]{1,400})\"")
_OWN = re.compile(
    rb"\bname=\"([^\"]{0,100}(?:author|mail|owner|editor|user)[^\"]{0,100})\"[^>]*>\s*"
    rb"<vt:lpw?str>([^<]{2,400})<",
    re.I,
)
_SHEET = re.compile(rb"<sheet\b[^>]*?\bname=\"([^\"]{1,200})\"")
_ODS_SHEET = re.compile(rb"<table:table\s[^>]*?\btable:name=\"([^\"]{1,200})\"")
_SHEETS_MOST = 20
_PATHS = re.compile(rb"(?:absPath\b[^>]*?\burl|\bTarget)=\"([^\"]{8,1000})\"")
_CELL_AUTHOR = _element(rb"author")


def zip_parts(source: RemoteFile, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """The members of a zip whose names match, each unpacked as far as its limit and no further."""
    source.seek(0)
    with zipfile.ZipFile(cast(IO[bytes], source)) as held:
        fitting = [each for each in held.infolist() if wanted.fullmatch(each.filename)]
        # There may be very many lists of links, and little is in them.
        fitting.sort(key=lambda each: each.filename.endswith(".rels"))
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
    r"docProps/(?:core|app|custom)\.xml|xl/workbook\.xml|(?:word|ppt|xl)/(?:[\w/]+/)?_rels/[\w.]+\.rels"
    r"|word/(?:comments|people|document|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|ppt/(?:commentAuthors|authors)\.xml|xl/(?:persons/)?[\w/]*(?:person|comments?)[\w-]*\.xml"
    r"|xl/revisions/(?:userNames|revisionHeaders)\.xml|ppt/changesInfos/\w+\.xml",
    re.I,
)


def ooxml_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of Word, Excel and PowerPoint files, and last of the pictures in them."""
    yield from _ooxml_names(source)
    yield from _picture_names(source, _MEDIA)


def _picture_names(source: RemoteFile, wanted: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for _, (_, data) in zip(range(_PICTURES_MOST), zip_parts(source, wanted), strict=False):
        try:
            yield from photo_names(held_file(data))
        except PICTURE_FAULTS:
            continue  # one damaged picture hides none of the others


def _ooxml_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    for name, part in zip_parts(source, _OOXML):
        lower = name.lower()
        if lower.endswith("core.xml"):
            yield from _fields(part, _CORE)
        elif lower.endswith("app.xml"):
            yield from _fields(part, _APP)
        elif lower.endswith("custom.xml"):
            for called, own in _OWN.findall(part):
                if b"subject" not in called.lower():
                    yield "owner", plain(own)
        elif lower.endswith((".rels", "workbook.xml")):
            for path in _PATHS.findall(part):
                yield from home_names(unquote(plain(path)))
            for who in _SHARED.findall(part):
                yield "last-editor", plain(who)
            for sheet in _SHEET.findall(part)[:_SHEETS_MOST]:
                yield "title", plain(sheet)
        elif lower.startswith("word/") and not lower.endswith("people.xml"):
            for tag, author in _CHANGE.findall(part):
                yield ("commenter" if tag == b"comment" else "changed-by"), plain(author)
        elif "/comments" in lower:
            for author in _CELL_AUTHOR.findall(part):
                # For a thread of comments there is a number where its author would stand.
                if not author.startswith(b"tc={"):
                    yield "commenter", plain(author)
        else:
            for person in _PERSON.findall(part) + _ACCOUNT.findall(part):
                yield "commenter", plain(person)


def odf_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of OpenDocument files and electronic books, and last of the pictures in them."""
    yield from _odf_names(source)
    yield from _picture_names(source, _PICTURES)


def _odf_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    for name, part in zip_parts(source, re.compile(r"meta\.xml|content\.xml|.*\.opf", re.I)):
        if name.lower() == "content.xml":
            for creator in _CREATOR.findall(part):
                yield "commenter", plain(creator)
            for sheet in _ODS_SHEET.findall(part)[:_SHEETS_MOST]:
                yield "title", plain(sheet)
        else:
            yield from _fields(part, _ODF_META)


def _fields(part: bytes, table: tuple[tuple[str, re.Pattern[bytes]], ...]) -> Iterator[tuple[str, str]]:
    for field, pattern in table:
        for value in pattern.findall(part):
            yield field, plain(value)
