"""Plain BagIt bags of any version from 0.93 to 1.0, checked by the rules of every system at once.

A bag is valid or not on its own account, never on account of the machine that looks at it: a path that leads
out of the bag on Windows only, or on Linux only, makes it invalid everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.bundles import bagit
from reviewer_app.bundles.limits import GIB, MIB, Limits
from reviewer_app.bundles.names import HARMLESS, SYSTEM_FILES, composed, fold
from reviewer_app.bundles.opening import open_source
from reviewer_app.bundles.rules import Collector, Finding, Rule
from reviewer_app.bundles.source import Source, read_small
from reviewer_app.bundles.streaming import Pourer, algorithm
from reviewer_app.domain.errors import BundleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported

PLAIN_LIMITS = Limits(
    members=200_000,
    member_bytes=1024 * GIB,
    total_bytes=4096 * GIB,
    tag_bytes=32 * MIB,
    path_characters=4096,
    folders_deep=64,
)


@dataclass(frozen=True, slots=True)
class BagReport:
    """Whether a bag is complete and sound, why not, and what may trouble others though it is."""

    valid: bool
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check_bag(
    path: Path,
    *,
    limits: Limits = PLAIN_LIMITS,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> BagReport:
    """Everything wrong with the bag (folder or zip) at this path."""
    check = _Check(limits, progress, cancel or CancelToken())
    try:
        source = open_source(path, limits, check.container, plain=True)
        try:
            check.run(source)
        finally:
            source.close()
    except BundleError as problem:
        check.errors.stopped_by(problem)
    found = tuple(check.errors.found)
    return BagReport(not found, found, tuple(check.warnings.found))


class _Check:
    """One look at one bag."""

    def __init__(self, limits: Limits, progress: ReportProgress, cancel: CancelToken) -> None:
        self.errors = Collector()
        self.warnings = Collector()
        self._limits = limits
        self._progress = progress
        self._cancel = cancel
        self._version = "1.0"
        self._encoding = "utf-8"

    def container(self, rule: Rule, member: str, sentence: str) -> None:
        """What the container complains of: names are worth a warning, anything else is an error."""
        (self.warnings if rule in HARMLESS else self.errors)(rule, member, sentence)

    def run(self, source: Source) -> None:
        """All checks, each as far as the ones before allow."""
        self._declaration(source)
        wanted: dict[str, dict[str, str]] = {}
        payload_lists: dict[str, set[str]] = {}
        for name in sorted(source.members):
            kind = bagit.manifest_algorithm(name)
            if kind is None:
                continue
            listed = self._manifest(source, name, kind)
            if listed is None:
                continue
            for path, digest in listed.items():
                wanted.setdefault(path, {})[kind] = digest
            if name.startswith("manifest-"):
                payload_lists[kind] = set(listed)
        if not payload_lists:
            self.errors(Rule.MANIFEST_MISSING, "", "There is no manifest of the payload.")
        later = self._fetch(source)
        excused = self._presence(source, wanted, payload_lists, later)
        self._oxum(source, excused)
        self._contents(source, wanted)

    def _declaration(self, source: Source) -> None:
        if bagit.DECLARATION not in source.members:
            self.errors(Rule.DECLARATION, bagit.DECLARATION, "The file that makes this a bag is missing.")
            return
        try:
            data = read_small(source, bagit.DECLARATION, self._limits.tag_bytes)
            self._version, self._encoding = bagit.read_declaration(data)
        except bagit.TagError as problem:
            self.errors(Rule.DECLARATION, bagit.DECLARATION, str(problem))

    def _text(self, source: Source, name: str) -> str:
        text = bagit.decode(read_small(source, name, self._limits.tag_bytes), self._encoding)
        if text.count("\n") + text.count("\r") > 2 * self._limits.members + 2:
            raise bagit.TagError("It has too many lines.")
        return text

    def _manifest(self, source: Source, name: str, kind: str) -> dict[str, str] | None:
        """Paths and checksums of one manifest; None for an algorithm that is not known here."""
        try:
            length = len(algorithm(kind)().hexdigest())
        except KeyError:
            self.warnings(Rule.MANIFEST_ALGORITHM, name, f"The algorithm {kind} is not known here.")
            return None
        try:
            lines = bagit.read_manifest(self._text(source, name), self._version)
        except bagit.TagError as problem:
            self.errors(Rule.MANIFEST_LINE, name, str(problem))
            return {}
        found: dict[str, str] = {}
        for line in lines:
            where = f"Line {line.number} of {name}"
            path = line.path
            if path.startswith("./"):
                self.warnings(Rule.NAME_DOT, path, f"{where} begins with “./”.")
                path = path[2:]
            if line.starred:
                self.warnings(Rule.MANIFEST_LINE, path, f"{where} has the “*” of md5sum before the path.")
            if len(line.digest) != length:
                self.errors(Rule.MANIFEST_LINE, path, f"{where} has a checksum of the wrong length.")
            if self._out_of_scope(path, payload=name.startswith("manifest-")):
                self.errors(Rule.MANIFEST_SCOPE, line.path, f"{where} leads out of the payload.")
                continue
            if path not in found:
                found[path] = line.digest
            elif found[path] != line.digest:
                self.errors(Rule.MANIFEST_DUPLICATE, path, f"{where} lists it again with another checksum.")
            else:
                again = self.errors if self._version == "1.0" else self.warnings
                again(Rule.MANIFEST_DUPLICATE, path, f"{where} lists it again.")
        return found

    def _out_of_scope(self, path: str, *, payload: bool) -> bool:
        """Whether this path leads elsewhere on any system."""
        slashed = path.replace("\\", "/")
        return (
            slashed.startswith(("/", "~"))
            or re.match(r"[A-Za-z]:|%[^%/]+%/", slashed) is not None
            or ".." in slashed.split("/")
            or path.startswith("data/") != payload
        )

    def _fetch(self, source: Source) -> set[str]:
        if bagit.FETCH not in source.members:
            return set()
        try:
            lines = bagit.read_fetch(self._text(source, bagit.FETCH), self._version)
        except bagit.TagError as problem:
            self.errors(Rule.FETCH_LINE, bagit.FETCH, str(problem))
            return set()
        found: set[str] = set()
        for line in lines:
            path = line.path.removeprefix("./")
            if self._out_of_scope(path, payload=True):
                self.errors(
                    Rule.FETCH_SCOPE, line.path, f"Line {line.number} of fetch.txt leads out of the payload."
                )
            else:
                found.add(path)
        return found

    def _presence(
        self,
        source: Source,
        wanted: dict[str, dict[str, str]],
        payload_lists: dict[str, set[str]],
        later: set[str],
    ) -> set[str]:
        """Complain of what is missing or extra; the system files that may be missing are given back."""
        here = source.members
        by_fold: dict[str, str] = {fold(path): path for path in here}
        listed = set().union(*payload_lists.values())
        excused: set[str] = set()
        also_known: set[str] = set()
        for path in sorted(wanted):
            if path in here:
                if _is_system_file(path):
                    self.warnings(Rule.NAME_CHARACTER, path, "It is a file a system makes for itself.")
                continue
            twin = by_fold.get(fold(path))
            if twin is not None and (
                wanted[twin] == wanted[path] if twin in wanted else composed(twin) == composed(path)
            ):
                self.warnings(Rule.NAME_COLLISION, path, f"“{twin}” is here under nearly the same name.")
                also_known.add(twin)
                if twin not in wanted:
                    wanted[twin] = wanted[path]
                excused.add(path)
            elif _is_system_file(path):
                self.warnings(
                    Rule.MISSING_FILE, path, "A file that a system makes for itself is listed but not here."
                )
                excused.add(path)
            elif path in later:
                self.errors(Rule.MISSING_FILE, path, "The file is still to be fetched.")
            else:
                self.errors(Rule.MISSING_FILE, path, "The file is listed but not here.")
        for path in sorted(each for each in here if each.startswith("data/")):
            lists = [kind for kind, paths in payload_lists.items() if path in paths or path in also_known]
            if not lists:
                self.errors(Rule.UNLISTED_FILE, path, "The file is here but in no manifest.")
            elif self._version == "1.0" and len(lists) < len(payload_lists):
                self.errors(Rule.UNLISTED_FILE, path, "The file is not in every manifest.")
        for path in sorted(later - listed):
            self.errors(Rule.UNLISTED_FILE, path, "The file is to be fetched but in no manifest.")
        return {path for path in excused if _is_system_file(path)}

    def _oxum(self, source: Source, excused: set[str]) -> None:
        name = next((each for each in ("bag-info.txt", "package-info.txt") if each in source.members), None)
        if name is None:
            return
        try:
            info = bagit.read_info(self._text(source, name), strict=False)
            claims = [bagit.read_oxum(value) for label, value in info if label.lower() == "payload-oxum"]
        except bagit.TagError as problem:
            self.errors(Rule.BAG_INFO, name, str(problem))
            return
        sizes = [each.size for path, each in source.members.items() if path.startswith("data/")]
        for size, count in claims:
            missing = count - len(sizes)
            if not 0 <= missing <= len(excused) or (size != sum(sizes) and not missing):
                self.errors(
                    Rule.OXUM,
                    name,
                    f"It speaks of {size} bytes in {count} files; here are {sum(sizes)} in {len(sizes)}.",
                )

    def _contents(self, source: Source, wanted: dict[str, dict[str, str]]) -> None:
        total = sum(source.members[path].size for path in wanted if path in source.members)
        done = 0
        with Pourer() as pourer:
            for number, path in enumerate(sorted(wanted), 1):
                self._cancel.check()
                if path not in source.members:
                    continue
                member = source.members[path]
                try:
                    found = pourer.pour(member, source.chunks(path), wanted[path]).digests
                except BundleError as problem:
                    self.errors.stopped_by(problem)
                    continue
                if found != wanted[path]:
                    self.errors(Rule.ALTERED_FILE, path, "The file is not what the manifest's checksum says.")
                done += member.size
                self._progress(done, total, f"Checking file {number} of {len(wanted)}")


def _is_system_file(path: str) -> bool:
    name = path.rpartition("/")[2].casefold()
    return name in SYSTEM_FILES or name.startswith("._")
