"""Names in rich text, web pages, drawings and other markup: who wrote it, who saved, noted and changed it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.identity_properties import home_names
from reviewer_app.evidence.worker.rtf import rtf_words
from reviewer_app.evidence.worker.source import RemoteFile

_HEAD = 512 << 10
_GROUP_MOST = 4_000
_RTF = re.compile(rb"\{(?:\\\*)?\s?\\(author|operator|manager|company|title|subject|atnauthor|revtbl)\b ?")
_RTF_FIELDS = {"operator": "last-editor", "atnauthor": "commenter", "revtbl": "changed-by"}
_RTF_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_META = re.compile(rb"<meta\b([^>]{1,1000})>", re.I)
_NAMED = re.compile(rb"\bname\s*=\s*[\"']?(author|creator|dc\.creator|copyright)\b", re.I)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]{1,400})\"|'([^']{1,400})'|([^\s\"'>]{1,400}))", re.I)
_ELEMENTS = {
    b"author": "author",
    b"creator": "author",
    b"initial-creator": "author",
    b"title": "title",
    b"lastauthor": "last-editor",
    b"lastmodifiedby": "last-editor",
    b"printed-by": "last-editor",
    b"manager": "manager",
    b"company": "company",
}
_ELEMENT = re.compile(
    rb"<(?:o|dc|meta|cp|xmp|pdf|ap):(" + rb"|".join(_ELEMENTS) + rb")\b[^>]{0,200}>(.{1,2000}?)</",
    re.I | re.S,
)
_CHANGE = re.compile(rb"\b(?:w|aml):author=\"([^\"]{1,400})\"")
_MARKUP = re.compile(r"<[^>]*>")


def flow_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of markup that says of whom it is."""
    head = source.read_at(0, min(_HEAD, source.size))
    for told in _META.findall(head):
        named, content = _NAMED.search(told), _CONTENT.search(told)
        if named and content:
            text = html.unescape((content[1] or content[2] or content[3]).decode("utf-8", errors="replace"))
            yield ("copyright" if named[1].lower() == b"copyright" else "author"), text
    for name, value in _ELEMENT.findall(head):
        text = html.unescape(_MARKUP.sub(" ", value.decode("utf-8", errors="replace")))
        yield _ELEMENTS[name.lower()], text
    for value in _CHANGE.findall(head):
        yield "changed-by", html.unescape(value.decode("utf-8", errors="replace"))


def rtf_names(source: RemoteFile) -> Iterator[tuple[str, str]]:
    """Of rich text: what its groups about itself say, signs outside ASCII written out."""
    head = source.read_at(0, min(_HEAD, source.size))
    page = _RTF_PAGE.search(head)
    for found in _RTF.finditer(head):
        field = found[1].decode()
        try:
            text = rtf_words(b"{\\rtf1%b %b}" % (page[0] if page else b"", _group(head, found.end())))
        except Refused:
            continue  # one that makes no sense hides none of the others
        for each in text.split(";") if field == "revtbl" else [text]:
            if each.strip() not in ("", "Unknown"):
                yield _RTF_FIELDS.get(field, field), each
                yield from home_names(each)


def _group(head: bytes, at: int) -> bytes:
    """What stands between a place in a group and the group's end."""
    depth, end = 1, at
    while end < min(len(head), at + _GROUP_MOST):
        sign = head[end : end + 1]
        if sign == b"\\":
            end += 1
        elif sign in b"{}":
            depth += 1 if sign == b"{" else -1
            if not depth:
                break
        end += 1
    return head[at:end]
