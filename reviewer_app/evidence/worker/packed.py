"""Reading out of a zip what an office file needs, never more than allowed, and XML with nothing from outside."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from reviewer_app.evidence.replies import Refusal
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.source import RemoteFile

XML_MOST = 24 << 20
TOTAL_MOST = 160 << 20
MEMBERS_MOST = 20_000
_LIMITS = ("huge", "depth", "buffer error", "too long", "amplification", "out of memory")

Element = Any
"""An lxml element; lxml ships no types."""


class Packed:
    """The members of a zip; ``read`` inflates no more than it was told to."""

    def __init__(self, source: RemoteFile) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
            listed = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            raise Refused(Refusal.DAMAGED) from None
        if len(listed) > MEMBERS_MOST:
            raise Refused(Refusal.TOO_LARGE)
        self._members = {each.filename.replace("\\", "/").lstrip("/").lower(): each for each in listed}
        self._left = TOTAL_MOST
        self._relations: dict[str, dict[str, tuple[str, str, bool]]] = {}

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._members

    def names(self) -> list[str]:
        """Every member, in small letters."""
        return list(self._members)

    def read(self, name: str, most: int = XML_MOST) -> bytes:
        """A member's bytes; empty when there is none. Refuses what is larger than ``most`` once inflated."""
        member = self._members.get(name.lstrip("/").lower())
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise Refused(Refusal.PASSWORD)
        parts: list[bytes] = []
        room = min(most, self._left)
        try:
            with self._zip.open(member) as stream:
                # In steps, because what the directory says of a member's size need not be true.
                while part := stream.read(1 << 18):
                    parts.append(part)
                    room -= len(part)
                    if room < 0:
                        raise Refused(Refusal.TOO_LARGE)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
            # What could be read is better than nothing; XML that is cut short is mended as far as it goes.
            pass
        data = b"".join(parts)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Element | None:
        """A member as XML; None when there is none."""
        data = self.read(name)
        return parse_xml(data) if data.strip() else None

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """What a part of an Office file refers to by number: type, target and whether it lies outside the file."""
        known = self._relations.get(name)
        if known is None:
            known = self._relations[name] = self._read_relations(name)
        return known

    def _read_relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        folder, base = posixpath.split(name.lstrip("/"))
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        if root is None:
            return found
        for each in root:
            if not isinstance(each.tag, str):
                continue
            target, outside = each.get("Target", ""), each.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def related(self, name: str, kind: str) -> str:
        """The first part of a kind that a part refers to; an empty string when there is none."""
        return next((to for what, to, out in self.relations(name).values() if what == kind and not out), "")


def parse_xml(data: bytes) -> Element:
    """The root of XML: no entity is expanded, nothing is fetched, depth and length are held; mended if it must be."""
    try:
        return etree.fromstring(data, _parser(mend=False))
    except etree.XMLSyntaxError as fault:
        said = str(fault).lower()
        if any(each in said for each in _LIMITS):
            raise Refused(Refusal.TOO_LARGE) from None
    except ValueError:
        raise Refused(Refusal.DAMAGED) from None
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Mending keeps bytes that are no letters, and they fail later, wherever they are read.
        data = data.decode("utf-8", "replace").encode("utf-8")
    try:
        root = etree.fromstring(data, _parser(mend=True))
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(Refusal.DAMAGED) from None
    if root is None:
        raise Refused(Refusal.DAMAGED)
    return root


def _parser(*, mend: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=mend,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


_LOCAL: dict[object, str] = {}
_LOCAL_MOST = 4096


def local(element: Element) -> str:
    """A tag without its namespace: files say the same in two of them (transitional and strict)."""
    tag = element.tag
    known = _LOCAL.get(tag)
    if known is None:
        known = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(_LOCAL) < _LOCAL_MOST and known:
            _LOCAL[tag] = known
    return known


def attribute(element: Element, name: str, otherwise: str = "") -> str:
    """An attribute by its name alone, whatever its namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return otherwise


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name."""
    if element is None:
        return None
    return next(element.iterchildren(f"{{*}}{name}"), None)


def children(element: Element | None, name: str) -> list[Element]:
    """The children of a name."""
    return [] if element is None else list(element.iterchildren(f"{{*}}{name}"))


def inside(element: Element, *names: str) -> list[Element]:
    """Everything of these names below an element."""
    return list(element.iter(*[f"{{*}}{name}" for name in names]))
