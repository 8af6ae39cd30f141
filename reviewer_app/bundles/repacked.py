"""A bundle that was packed again by the tools of a system, as it was before: without their files, by its own names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewer_app.bundles import bagit
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.names import composed, made_by_system
from reviewer_app.bundles.source import Member, Source, read_small
from reviewer_app.domain.errors import BundleError


def as_packed(source: Source, limits: Limits) -> Source:
    """The source itself, or without what its manifests do not list and systems put beside files."""
    odd = {path for path in source.members if made_by_system(path) or composed(path) != path}
    if not odd:
        return source
    listed = _listed(source, limits)
    called: dict[str, str] = {}
    for path in source.members:
        if path in listed or path not in odd:
            called[path] = path
        elif not made_by_system(path):
            called[composed(path) if composed(path) in listed else path] = path
    return _Repacked(source, called)


def _listed(source: Source, limits: Limits) -> set[str]:
    """What the payload's manifests name; one that cannot be read names nothing, and is told of by whoever reads it."""
    found: set[str] = set()
    for path in source.members:
        if bagit.manifest_algorithm(path) is not None and path.startswith("manifest-"):
            try:
                text = bagit.decode(read_small(source, path, limits.tag_bytes), "utf-8")
                found.update(each.path for each in bagit.read_manifest(text, "1.0"))
            except (BundleError, bagit.TagError):
                continue
    return found


class _Repacked:
    """Another source by other names."""

    def __init__(self, source: Source, called: Mapping[str, str]) -> None:
        self._source, self._called = source, called
        self._members = {name: replace(source.members[path], path=name) for name, path in called.items()}

    @property
    def members(self) -> Mapping[str, Member]:
        """Every file by the name the manifests have for it."""
        return self._members

    def chunks(self, path: str) -> Iterator[bytes]:
        """The member's bytes, at most a chunk at a time."""
        return self._source.chunks(self._called[path])

    def close(self) -> None:
        """Let go of the files."""
        self._source.close()
