"""Reading a bundle: streamed, hashed and refused at the first broken rule, or checked for everything wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reviewer_app.bundles.contents import Contents, Expected, read_contents
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.opening import open_source
from reviewer_app.bundles.rules import Collector, Complain, Finding, Rule, refuse
from reviewer_app.bundles.sink import ForgettingSink, MemberWriter, Sink
from reviewer_app.bundles.source import Member, Source
from reviewer_app.bundles.streaming import Pourer
from reviewer_app.bundles.tags import Tags, read_tags
from reviewer_app.domain.errors import BundleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetch:
    """A file that comes later: where from, its size in bytes, its SHA-256 (hex) and its evidence item."""

    member: str
    url: str
    size: int
    sha256: str
    evidence: str


@dataclass(frozen=True)
class SoundBundle:
    """A bundle in which every rule holds. ``blobs`` maps each member given to the sink to its SHA-256 and size."""

    submission: Submission
    submission_doc: Mapping[str, Any]
    microcredential_doc: Mapping[str, Any]
    rubric: Microcredential
    blobs: Mapping[str, tuple[str, int]]
    missing: tuple[Fetch, ...]
    issuer: str


def read_bundle(
    path: Path | BinaryIO,
    sink: Sink,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> SoundBundle:
    """Stream a bundle (folder or zip, or a zip that is open already) into the sink.

    At the first broken rule a BundleError names rule and member; then, and when cancelled or when the sink
    itself fails, every writer is discarded. Progress counts bytes.
    """
    reading = _Reading(sink, limits, refuse, progress, cancel or CancelToken())
    try:
        sound = reading.run(path)
    except BaseException:  # stopped by the person too: nothing half-read is left in staging
        reading.discard()
        raise
    if sound is None:
        reading.discard()
        raise BundleError(Rule.SUBMISSION.value, "", "The bundle's documents cannot be understood.")
    return sound


def check_bundle(
    path: Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> tuple[Finding, ...]:
    """Everything wrong with the bundle at this path; empty when it is sound. Nothing is written anywhere."""
    collector = Collector()
    reading = _Reading(ForgettingSink(), limits, collector, progress, cancel or CancelToken())
    try:
        reading.run(path)
    except BundleError as problem:
        collector.stopped_by(problem)
    return tuple(collector.found)


class _Reading:
    """One pass over one bundle."""

    def __init__(
        self, sink: Sink, limits: Limits, complain: Complain, progress: ReportProgress, cancel: CancelToken
    ) -> None:
        self._sink = sink
        self._limits = limits
        self._complain = complain
        self._progress = progress
        self._cancel = cancel
        self._writers: list[MemberWriter] = []
        self._done = 0
        self._total = 0
        self._blobs: dict[str, tuple[str, int]] = {}

    def discard(self) -> None:
        """Leave nothing behind in the sink, whatever one writer says."""
        failure: Exception | None = None
        for writer in self._writers:
            try:
                writer.discard()
            except Exception as problem:  # noqa: BLE001 - the other writers must be discarded all the same
                failure = failure or problem
        self._writers = []
        if failure is not None:
            raise failure

    def run(self, path: Path | BinaryIO) -> SoundBundle | None:
        """Everything in order: container and names, tag files, documents, and only then the evidence."""
        self._cancel.check()
        self._progress(0, 0, "Looking at the bundle")
        source = open_source(path, self._limits, self._complain)
        try:
            self._cancel.check()
            tags = read_tags(source, self._limits, self._complain)
            with Pourer() as pourer:
                contents = read_contents(source, tags, self._limits, self._complain, pourer)
                self._cancel.check()
                self._stream(source, tags, contents.expected if contents else {}, pourer)
        finally:
            source.close()
        return None if contents is None else self._sound(contents, tags)

    def _stream(self, source: Source, tags: Tags, expected: Mapping[str, Expected], pourer: Pourer) -> None:
        waiting = [
            member
            for path, member in source.members.items()
            if path.startswith(("data/evidence/", "data/access/"))
            and member.size <= self._limits.member_bytes
        ]
        self._total = sum(each.size for each in waiting)
        for number, member in enumerate(waiting, 1):
            doing = f"Reading file {number} of {len(waiting)}"
            try:
                self._one(source, tags, expected.get(member.path), member, pourer, doing)
            except BundleError as problem:
                self._complain(Rule(problem.rule), member.path, problem.sentence)

    def _one(
        self,
        source: Source,
        tags: Tags,
        claim: Expected | None,
        member: Member,
        pourer: Pourer,
        doing: str,
    ) -> None:
        self._cancel.check()
        digests = tags.digests(member.path)
        writer = self._sink.open(member.path)
        self._writers.append(writer)

        def passed(size: int) -> None:
            self._cancel.check()
            self._done += size
            self._progress(self._done, self._total, doing)

        poured = pourer.pour(member, source.chunks(member.path), digests, writer, passed)
        sha256, size = writer.finish()
        if poured.digests != digests or poured.size != size:
            self._complain(Rule.ALTERED_FILE, member.path, "It is not what the manifest says.")
        if claim is not None and sha256 != claim.sha256:
            self._complain(
                Rule.EVIDENCE_HASH, member.path, "It is not the file submission.json names by SHA-256."
            )
        self._blobs[member.path] = (sha256, size)

    def _sound(self, contents: Contents, tags: Tags) -> SoundBundle:
        missing = tuple(
            Fetch(path, url, size, contents.expected[path].sha256, contents.expected[path].evidence)
            for path, (url, size) in sorted(tags.later.items())
            if path not in self._blobs and path in contents.expected
        )
        return SoundBundle(
            submission=contents.submission,
            submission_doc=contents.submission_doc,
            microcredential_doc=contents.microcredential_doc,
            rubric=contents.rubric,
            blobs=self._blobs,
            missing=missing,
            issuer=tags.issuer,
        )
