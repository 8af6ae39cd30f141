"""How two ends talk that meet only in a folder: each says what it knows, and writes what the other was seen to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.signing import signer
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.versions import SPOKEN, known_of, newest_of_both, read_versions, version_to_write


class OtherVersion(LineError):
    """A message that its reader does not know yet, or no more; ``version`` is what it is written in.

    ``by`` is who truly signed it, None where that cannot be told, and ``at`` when.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        plain = line_error("left-newer")
        super().__init__(plain.code, plain.title, plain.sentence, plain.next_step)
        version = document.get("version")
        self.version = version if type(version) is int else None
        self.versions = read_versions(document.get("versions"))
        self.by = signer(document)
        self.at = said_at(document)


def said_at(document: Mapping[str, Any]) -> str:
    """When a message was signed, "" where it does not say."""
    proof = document.get("proof")
    return str(proof.get("created", "")) if isinstance(proof, Mapping) else ""


def check_version(document: Mapping[str, Any], versions: Sequence[int]) -> None:
    """Let a message through that is written in one of these; OtherVersion for any other."""
    version = document.get("version")
    if type(version) is not int or version not in versions:
        raise OtherVersion(document)


@dataclass
class Talk:
    """One end of a talk through a folder: what this end knows, and what the other was last seen to know."""

    ours: Sequence[int] = SPOKEN
    theirs: tuple[int, ...] = ()
    _heard_at: str = ""

    def head(self) -> dict[str, Any]:
        """What every message says of versions: the one it is written in, and those its writer knows."""
        return {"version": version_to_write(self.ours, self.theirs), "versions": sorted(self.ours)}

    def hear(self, versions: tuple[int, ...], at: str) -> None:
        """Believe what the other end says it knows, the newest word of it."""
        if versions and at >= self._heard_at:
            self.theirs, self._heard_at = versions, at

    @property
    def shared(self) -> bool:
        """Whether both are known to share a version, so that what cannot be read now is written anew."""
        return newest_of_both(self.ours, self.theirs) is not None


@dataclass
class Unread:
    """Messages of one writer that lie there and cannot be read: the versions they are written in, by their names."""

    messages: dict[str, int | None] = field(default_factory=dict)

    def note(self, name: str, problem: OtherVersion, ours: Sequence[int]) -> None:
        """Remember one; what has a version that is known has a form that came later."""
        self.messages[name] = None if problem.version in ours else problem.version

    def told(self, whose: str, reader: str, update: tuple[str, str], talk: Talk) -> str:
        """One sentence on what was not taken and by whose age, and what comes of it; "" where there is nothing.

        ``update`` names whom to update where the writer is newer, and where it is older.
        """
        if not self.messages:
            return ""
        number, written = len(self.messages), {each for each in self.messages.values() if each is not None}
        older = bool(written) and max(written) < min(talk.ours) and None not in self.messages.values()
        what = f"{number:,} message{'s' if number > 1 else ''} of {whose}"
        age = "an older" if older else "a newer"
        said = f" (version {known_of(written)}; {reader} knows {known_of(talk.ours)})" if written else ""
        lie = "They stay where they lie" if number > 1 else "It stays where it lies"
        then = f"update {update[1 if older else 0]}"
        if talk.shared:
            then = "what is in it comes again in a version that both know"
        verb = "were" if number > 1 else "was"
        return f"{what} {verb} written by {age} Reviewer{said}. {lie}; {then}."
