"""The tag files of a bundle: everything the manifests promise, checked before any evidence is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from reviewer_app.bundles import bagit
from reviewer_app.bundles.limits import KIB, Limits
from reviewer_app.bundles.names import check_collisions, name_fault
from reviewer_app.bundles.profile import INFO, REQUIRED_LABELS, SINGLE_LABELS, profile_identifier
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.bundles.signature import MOST, SIGNATURE, check_signature
from reviewer_app.bundles.source import Source, read_small
from reviewer_app.domain.errors import BundleError

ALGORITHMS = ("sha512", "sha256")
"""What a bundle's manifests may be made with, strongest first."""
MANIFESTS = frozenset(f"{prefix}manifest-{kind}.txt" for prefix in ("", "tag") for kind in ALGORITHMS)
SMALL = {bagit.DECLARATION: 4 * KIB, INFO: 256 * KIB, SIGNATURE: MOST}
"""Most bytes of tag files that are small by nature."""


@dataclass
class Tags:
    """What the tag files say: digests by algorithm and path, and for files to come, address and size in bytes."""

    info: dict[str, str] = field(default_factory=dict)
    manifests: dict[str, dict[str, str]] = field(default_factory=dict)
    later: dict[str, tuple[str, int]] = field(default_factory=dict)
    issuer: str = ""

    @property
    def payload(self) -> set[str]:
        """Every path some manifest lists."""
        return set().union(*self.manifests.values())

    def digests(self, path: str) -> Mapping[str, str]:
        """The digests (hex) the manifests give for a path, by algorithm."""
        return {kind: lines[path] for kind, lines in self.manifests.items() if path in lines}


def read_tags(source: Source, limits: Limits, complain: Complain) -> Tags:
    """Read and check every tag file against each other and against what is here; no payload is read."""
    return _Reader(source, limits, complain).read()


class _Reader:
    def __init__(self, source: Source, limits: Limits, complain: Complain) -> None:
        self._source = source
        self._limits = limits
        self._complain = complain
        self._data: dict[str, bytes] = {}
        self._tags = Tags()

    def read(self) -> Tags:
        for path in sorted(each for each in self._source.members if not each.startswith("data/")):
            self._load(path)
        self._declaration()
        tag_lists = self._manifests("tagmanifest-", payload=False)
        self._tag_files(tag_lists)
        self._signature(tag_lists)
        self._info()
        self._tags.manifests = self._manifests("manifest-", payload=True)
        self._fetch()
        self._payload()
        return self._tags

    def _load(self, path: str) -> None:
        manifest = bagit.manifest_algorithm(path) is not None
        # Only what has a place here is loaded: thousands of would-be manifests must not fill the memory.
        if manifest and path not in MANIFESTS:
            self._complain(
                Rule.MANIFEST_ALGORITHM, path, "A bundle's manifests are made with SHA-512 or SHA-256."
            )
            return
        if not manifest and path not in (bagit.DECLARATION, INFO, bagit.FETCH, SIGNATURE):
            self._complain(Rule.UNKNOWN_MEMBER, path, "The file has no place in a bundle.")
            return
        most = SMALL.get(path, self._limits.tag_bytes)
        try:
            self._data[path] = read_small(self._source, path, most)
        except BundleError as problem:
            self._complain(Rule(problem.rule), path, problem.sentence)

    def _text(self, path: str, rule: Rule) -> str | None:
        if self._data[path].count(b"\n") + self._data[path].count(b"\r") > 2 * self._limits.members + 2:
            raise BundleError(Rule.TOO_MANY.value, path, f"It has more than {self._limits.members:,} lines.")
        try:
            return bagit.decode(self._data[path], "utf-8")
        except bagit.TagError as problem:
            self._complain(rule, path, str(problem))
            return None

    def _declaration(self) -> None:
        if bagit.DECLARATION not in self._data:
            self._complain(Rule.DECLARATION, bagit.DECLARATION, "The file that makes this a bag is missing.")
            return
        try:
            version, encoding = bagit.read_declaration(self._data[bagit.DECLARATION])
        except bagit.TagError as problem:
            self._complain(Rule.DECLARATION, bagit.DECLARATION, str(problem))
            return
        if (version, encoding) != ("1.0", "utf-8"):
            self._complain(Rule.DECLARATION, bagit.DECLARATION, "A bundle is a bag of version 1.0 in UTF-8.")

    def _manifests(self, prefix: str, *, payload: bool) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for name in sorted(self._data):
            kind = bagit.manifest_algorithm(name)
            if kind is None or not name.startswith(prefix):
                continue
            found[kind] = self._manifest(name, kind, payload=payload)
        if not found:
            wanted = f"{prefix}sha512.txt"
            self._complain(Rule.MANIFEST_MISSING, wanted, "The bundle lacks this manifest.")
        return found

    def _manifest(self, name: str, kind: str, *, payload: bool) -> dict[str, str]:
        text = self._text(name, Rule.TAG_ENCODING)
        if text is None:
            return {}
        if (stray := bagit.stray_percent(text)) is not None:
            self._complain(Rule.MANIFEST_PERCENT, name, f"Line {stray} has a “%” that encodes nothing.")
        try:
            lines = bagit.read_manifest(text, "1.0")
        except bagit.TagError as problem:
            self._complain(Rule.MANIFEST_LINE, name, str(problem))
            return {}
        if len(lines) > self._limits.members:
            raise BundleError(
                Rule.TOO_MANY.value, name, f"It lists more than {self._limits.members:,} files."
            )
        found: dict[str, str] = {}
        for line in lines:
            where = f"Line {line.number} of {name}"
            if line.starred or len(line.digest) != hashlib.new(kind).digest_size * 2:
                self._complain(Rule.MANIFEST_LINE, line.path, f"{where} is not a {kind} checksum and a path.")
            elif fault := name_fault(line.path, self._limits):
                self._complain(fault[0], line.path, f"{where}: {fault[1]}")
            elif line.path.startswith("data/") != payload:
                self._complain(Rule.MANIFEST_SCOPE, line.path, f"{where} lists what does not belong there.")
            elif line.path in found:
                self._complain(Rule.MANIFEST_DUPLICATE, line.path, f"{where} lists it a second time.")
            else:
                found[line.path] = line.digest
        check_collisions(found, self._complain)
        return found

    def _tag_files(self, lists: dict[str, dict[str, str]]) -> None:
        """Each tag manifest lists every tag file except tag manifests and the signature, with true digests."""
        wanted = {
            each
            for each in self._source.members
            if not each.startswith(("data/", "tagmanifest-")) and each != SIGNATURE
        }
        for kind, lines in lists.items():
            name = f"tagmanifest-{kind}.txt"
            for path in sorted(lines.keys() - wanted):
                if path in self._source.members:
                    self._complain(Rule.MANIFEST_SCOPE, path, f"{name} lists what it cannot vouch for.")
                else:
                    self._complain(Rule.MISSING_FILE, path, f"{name} lists it, but it is not here.")
            for path in sorted(wanted - lines.keys()):
                self._complain(Rule.UNLISTED_FILE, path, f"It is here, but not in {name}.")
            for path in sorted(lines.keys() & self._data.keys()):
                if hashlib.new(kind, self._data[path]).hexdigest() != lines[path]:
                    self._complain(Rule.ALTERED_FILE, path, f"It is not what {name} says.")

    def _signature(self, lists: dict[str, dict[str, str]]) -> None:
        if SIGNATURE not in self._data:
            if SIGNATURE not in self._source.members:
                self._complain(Rule.SIGNATURE_MISSING, SIGNATURE, "The bundle is not signed.")
            return
        kind = next((each for each in ALGORITHMS if each in lists), None)
        if kind is None:
            return
        name = f"tagmanifest-{kind}.txt"
        self._tags.issuer = check_signature(
            self._data[SIGNATURE], name, self._data[name], self._limits, self._complain
        )

    def _info(self) -> None:
        if INFO not in self._data:
            self._complain(Rule.BAG_INFO, INFO, "The bundle's description is missing.")
            return
        text = self._text(INFO, Rule.TAG_ENCODING)
        if text is None:
            return
        try:
            pairs = bagit.read_info(text, strict=True)
        except bagit.TagError as problem:
            self._complain(Rule.BAG_INFO, INFO, str(problem))
            return
        for label, value in pairs:
            if label in self._tags.info and label in SINGLE_LABELS:
                self._complain(Rule.BAG_INFO, INFO, f"“{label}” stands there twice.")
            self._tags.info.setdefault(label, value)
        for label in REQUIRED_LABELS:
            if not self._tags.info.get(label):
                self._complain(Rule.BAG_INFO, INFO, f"“{label}” is missing.")
        named = self._tags.info.get("BagIt-Profile-Identifier")
        if named and named != profile_identifier():
            self._complain(Rule.PROFILE, INFO, "The bundle follows a profile that is not known here.")

    def _fetch(self) -> None:
        if bagit.FETCH not in self._data:
            return
        text = self._text(bagit.FETCH, Rule.TAG_ENCODING)
        if text is None:
            return
        try:
            lines = bagit.read_fetch(text, "1.0")
        except bagit.TagError as problem:
            self._complain(Rule.FETCH_LINE, bagit.FETCH, str(problem))
            return
        hub = self._tags.info.get("Reviewer-Hub", "")
        for line in lines:
            where = f"Line {line.number} of fetch.txt"
            if fault := name_fault(line.path, self._limits):
                self._complain(fault[0], line.path, f"{where}: {fault[1]}")
            elif not line.path.startswith(("data/evidence/", "data/access/")):
                self._complain(
                    Rule.FETCH_SCOPE, line.path, f"{where}: only evidence and access copies may come later."
                )
            elif line.path in self._tags.later:
                self._complain(Rule.FETCH_LINE, line.path, f"{where} lists it a second time.")
            elif line.size is None:
                self._complain(Rule.FETCH_SIZE, line.path, f"{where} does not say how large the file is.")
            elif line.size > self._limits.member_bytes:
                self._complain(Rule.TOO_LARGE, line.path, f"{where} speaks of a file that is too large.")
            elif not same_hub(line.url, hub):
                self._complain(
                    Rule.FETCH_ADDRESS,
                    line.path,
                    f"{where} leads elsewhere than to the bundle's hub by https.",
                )
            else:
                self._tags.later[line.path] = (line.url, line.size)
            if line.path in self._source.members and line.size not in (
                None,
                self._source.members[line.path].size,
            ):
                self._complain(Rule.FETCH_SIZE, line.path, f"{where} gives another size than the file has.")

    def _payload(self) -> None:
        """Manifests, files that are here, files that come later and the Payload-Oxum agree."""
        here = {path: each.size for path, each in self._source.members.items() if path.startswith("data/")}
        later = {path: size for path, (_, size) in self._tags.later.items() if path not in here}
        all_paths = here.keys() | later.keys()
        for kind, lines in self._tags.manifests.items():
            name = f"manifest-{kind}.txt"
            for path in sorted(lines.keys() - all_paths):
                self._complain(Rule.MISSING_FILE, path, f"{name} lists it, but it is not here.")
            for path in sorted(all_paths - lines.keys()):
                self._complain(Rule.UNLISTED_FILE, path, f"It is not in {name}.")
        total = sum(here.values()) + sum(later.values())
        if total > self._limits.total_bytes:
            raise BundleError(
                Rule.TOTAL_SIZE.value, "", f"Unpacked it is larger than {self._limits.total_bytes:,} bytes."
            )
        for path, size in here.items():
            if size > self._limits.member_bytes:
                self._complain(
                    Rule.TOO_LARGE, path, f"The file is larger than {self._limits.member_bytes:,} bytes."
                )
        if value := self._tags.info.get("Payload-Oxum"):
            try:
                claimed = bagit.read_oxum(value)
            except bagit.TagError as problem:
                self._complain(Rule.OXUM, INFO, str(problem))
                return
            if claimed != (total, len(all_paths)):
                self._complain(
                    Rule.OXUM,
                    INFO,
                    f"It speaks of {value}; the payload is {total}.{len(all_paths)} (bytes.files).",
                )


def same_hub(url: str, hub: str) -> bool:
    """Whether an address is plain https at the hub's own host and port."""
    try:
        there, home = urlsplit(url), urlsplit(hub)
        return (
            there.scheme == home.scheme == "https"
            and bool(home.hostname)
            and there.netloc.casefold() == home.netloc.casefold()
            and "@" not in there.netloc
            and not there.fragment
            and there.port == home.port
            and "\\" not in url
            and url.isprintable()
        )
    except ValueError:
        return False
