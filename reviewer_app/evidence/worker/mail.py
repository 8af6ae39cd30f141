"""An email as a paper: who, when and what about, its body, and a list of what was attached."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Document, Refused
from reviewer_app.evidence.worker.flatten import flattened
from reviewer_app.evidence.worker.markup import plain_blocks
from reviewer_app.evidence.worker.paper import Paper, pieces, said
from reviewer_app.evidence.worker.paper_pictures import Pictures, measured
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import decoded

_MOST = 40 << 20
_PARTS_MOST = 2000
_HEADER_MOST = 2000
_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_STRAY = (ValueError, LookupError, TypeError, AttributeError, IndexError, KeyError, RecursionError)


def open_mail(source: RemoteFile) -> Document:
    """Read a message."""
    if source.size > _MOST:
        raise Refused(Refusal.TOO_LARGE)
    try:
        message = message_from_bytes(source.read_at(0, source.size), policy=policy.compat32)
        parts = [each for _, each in zip(range(_PARTS_MOST), message.walk(), strict=False)]
        shown, attached = _sorted(message, parts)
    except _STRAY:
        raise Refused(Refusal.DAMAGED) from None
    pictures = Pictures()
    blocks = [_head(message)]
    seen: set[int] = set()
    for part in shown:
        blocks += _body(part, parts, pictures, seen)
    listed = [part for part in attached if id(part) not in seen]
    return Paper(pieces([*blocks, *_attachments(listed)]), pictures)


def _sorted(message: Message, parts: list[Message]) -> tuple[list[Message], list[Message]]:
    """What is read as the message itself, its richer form where it comes in two; and what hangs on it."""
    left = _passed_over(message)
    shown: list[Message] = []
    attached: list[Message] = []
    for part in parts:
        if part.is_multipart():
            continue
        named = _quiet(part.get_filename) or part.get_content_disposition() == "attachment"
        if named or part.get_content_type() not in ("text/html", "text/plain"):
            attached.append(part)
        elif id(part) not in left:
            shown.append(part)
    return shown, attached


def _passed_over(message: Message) -> set[int]:
    """The plainer forms of what the message says in several, each with all that is in it."""
    left: set[int] = set()
    for part in message.walk():
        if part.get_content_type() == "multipart/alternative" and part.is_multipart():
            forms = [[id(each) for each in form.walk() if _is(each, "text/html")] for form in _within(part)]
            if any(forms):
                for form, rich in zip(_within(part), forms, strict=True):
                    left.update(id(each) for each in form.walk() if not rich and _is(each, "text/plain"))
    return left


def _within(part: Message) -> list[Message]:
    held = part.get_payload()
    return [each for each in held if isinstance(each, Message)] if isinstance(held, list) else []


def _is(part: Message, kind: str) -> bool:
    return not part.is_multipart() and part.get_content_type() == kind


def _head(message: Message) -> str:
    rows = []
    for name in _HEADERS:
        value = _header(message, name)
        if value:
            rows.append(f"<tr><th>{name}</th><td>{said(value)}</td></tr>")
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _header(message: Message, name: str) -> str:
    return header_words(
        next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    )


def plain_header(raw: object) -> str:
    """A header's own text; bytes beyond ASCII are UTF-8 there, or what Windows wrote."""
    data = str(raw).encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def header_words(told: object) -> str:
    """A header as people read it; only so much of it is looked at as is shown."""
    raw = plain_header(told)
    try:
        return " ".join(str(make_header(decode_header(raw[:_HEADER_MOST]))).split())
    except (*_STRAY, HeaderParseError):
        return " ".join(raw[:_HEADER_MOST].split())


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _STRAY:
        return b""
    return data if isinstance(data, bytes) else b""


def _body(part: Message, parts: list[Message], pictures: Pictures, seen: set[int]) -> list[str]:
    """The blocks of the message itself; pictures that stand in it are noted in ``seen``."""
    text, _encoding = decoded(_bytes(part), part.get_content_charset("") or "")
    if part.get_content_type() == "text/plain":
        return plain_blocks(text)
    known = {
        _header(each, "Content-ID").strip("<> "): each
        for each in parts
        if each.get_content_maintype() == "image"
    }

    def find(address: str) -> tuple[int, float, float] | None:
        found = known.get(address.removeprefix("cid:")) if address.startswith("cid:") else None
        if found is None:
            return None
        data = _bytes(found)
        wide, high = measured(data)
        if wide:
            seen.add(id(found))
        return (pictures.add(address, lambda: data), wide, high) if wide else None

    return flattened(text, find)


def _attachments(parts: list[Message]) -> list[str]:
    if not parts:
        return []
    rows = [
        f"<tr><td>{said(header_words(_quiet(each.get_filename)) or 'without a name')}</td>"
        f"<td>{said(each.get_content_type())}</td><td>{_size(len(_bytes(each)))}</td></tr>"
        for each in parts
    ]
    head = "<tr><th>Name</th><th>Kind</th><th>Size</th></tr>"
    return ["<h2>Attachments</h2>", f"<table>{head}{''.join(rows)}</table>"]


def _quiet(ask: object) -> str:
    try:
        return str(ask() or "") if callable(ask) else ""
    except _STRAY:
        return ""


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} bytes"
    return f"{count / 1024:.0f} KB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MB"
