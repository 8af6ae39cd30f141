"""Where a bundle's members are read from: a folder or a zip, as flat names inside the base directory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from reviewer_app.bundles.rules import Rule
from reviewer_app.domain.errors import BundleError


@dataclass(frozen=True, slots=True)
class Member:
    """One file: its path inside the base directory, its size in bytes and, in a zip, the CRC-32 it claims."""

    path: str
    size: int
    crc: int | None = None


class Source(Protocol):
    """A bundle's members and their bytes."""

    @property
    def members(self) -> Mapping[str, Member]:
        """Every file by its path; what broke a rule of names or of the container is not among them."""

    def chunks(self, path: str) -> Iterator[bytes]:
        """The member's bytes, at most a chunk at a time; more or fewer than its size are refused."""

    def close(self) -> None:
        """Let go of the files."""


def unreadable(member: str, problem: OSError) -> BundleError:
    """The error for what the system will not let us read."""
    reason = problem.strerror or "the system refused"
    return BundleError(
        Rule.UNREADABLE.value,
        member,
        f"It cannot be read: {reason}.",
        "Check that the file is there and that you may read it, then try again.",
    )


def read_small(source: Source, path: str, most: int, rule: Rule = Rule.TOO_LARGE) -> bytes:
    """A small member whole; more than ``most`` bytes are refused under ``rule`` before anything is read."""
    if source.members[path].size > most:
        raise BundleError(rule.value, path, f"The file is larger than {most:,} bytes.")
    return b"".join(source.chunks(path))
