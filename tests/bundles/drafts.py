"""Bundles as drafts in memory, sealed by code that knows nothing of our writer, so that any one thing can be a lie."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.domain.signing import SigningKey, base58_encode

KEY = SigningKey(b"\x07" * 32)
CREATED = "2026-03-04T05:06:07.000Z"
PROFILE = "https://reviewer.example/schemas/bagit-profile-1.json"
SUBMISSION, MICROCREDENTIAL = "data/submission.json", "data/microcredential.json"
NOTES, PHOTO, COPY = "data/evidence/01-notes.txt", "data/evidence/02-photo.jpg", "data/access/02.txt"

Change = Callable[[Any], Any]


def same(value: Any) -> Any:
    """No change."""
    return value


def micro_credential() -> dict[str, Any]:
    """A small micro-credential."""
    levels = [
        {"id": "basic", "title": "Basic", "descriptor": "Not there yet."},
        {"id": "proficient", "title": "Proficient", "descriptor": "There."},
    ]
    return {
        "format": "reviewer-microcredential",
        "version": 1,
        "id": "wait-time",
        "edition": "1",
        "title": "Wait time",
        "competency": "Gives pupils time to think.",
        "key_method": "Counts to five.",
        "issuer": "A district",
        "language": "en",
        "parts": [
            {"id": "1", "title": "Overview"},
            {"id": "2", "title": "Evidence", "required_evidence": [{"id": "plan", "title": "A lesson plan"}]},
        ],
        "criteria": [
            {"id": "1.1", "part": "1", "title": "Goal", "floor": "proficient", "levels": levels},
            {"id": "2.1", "part": "2", "title": "Plan", "floor": "basic", "levels": levels},
        ],
        "pass_rule": {"kind": "per_part", "needed": {"2": 1}},
        "policy": {"arrangement": "single", "turnaround_days": 10, "holidays": ["2026-12-25"]},
    }


def files() -> dict[str, bytes]:
    """Two evidence files and an access copy."""
    return {
        NOTES: b"Counted to five before each answer.\n" * 20,
        PHOTO: hashlib.sha512(b"photo").digest() * 400,
        COPY: b"A photo of a classroom.\n",
    }


def submission(contents: dict[str, bytes], rubric: dict[str, Any]) -> dict[str, Any]:
    """A submission that names these files truly."""

    def sha256(path: str) -> str:
        return hashlib.sha256(contents[path]).hexdigest()

    def item(ident: str, path: str, **more: Any) -> dict[str, Any]:
        name = path.rpartition("-")[2]
        about = {"id": ident, "part": "2", "title": name, "name": name, "file": path}
        return {**about, "size": len(contents[path]), "sha256": sha256(path), **more}

    return {
        "format": "reviewer-submission",
        "version": 1,
        "id": "0190a000-0000-7000-8000-000000000001",
        "alias": "Heron",
        "attempt": 1,
        "microcredential": {"id": "wait-time", "edition": "1", "hash": rubric_hash(rubric)},
        "submitted_at": CREATED,
        "parts": [{"id": "1", "answers": [{"prompt": "Why?", "text": "Because pupils need time."}]}],
        "evidence": [
            item("e1", NOTES, requirement="plan"),
            item("e2", PHOTO, access={COPY: sha256(COPY)}),
            {"id": "e3", "part": "2", "title": "A page", "name": "", "url": "https://example.org/page"},
        ],
    }


@dataclass
class Draft:
    """A bundle whose every step of sealing can be changed; what comes after a change is computed truly from it."""

    files: dict[str, bytes] = field(default_factory=files)
    rubric: dict[str, Any] = field(default_factory=micro_credential)
    change_submission: Change = same
    submission_bytes: Change = same
    rubric_bytes: Change = same
    info: Change = same
    declaration: bytes = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    fetch: bytes = b""
    later: dict[str, int] = field(default_factory=dict)
    algorithms: tuple[str, ...] = ("sha512",)
    manifest: Change = same
    tag_manifest: Change = same
    signature: Change = same
    signature_bytes: Change = same
    tags: dict[str, bytes] = field(default_factory=dict)
    after: Change = same
    oxum_off: int = 0
    key: SigningKey = KEY

    def members(self) -> dict[str, bytes]:
        """The bundle's files by their paths inside the base directory."""
        about = self.change_submission(submission(self.files, self.rubric))
        payload = {
            SUBMISSION: self.submission_bytes(json.dumps(about).encode()),
            MICROCREDENTIAL: self.rubric_bytes(json.dumps(self.rubric).encode()),
            **self.files,
        }
        size = sum(len(data) for data in payload.values()) + self.oxum_off
        info = {
            "BagIt-Profile-Identifier": PROFILE,
            "Bagging-Date": "2026-03-04",
            "External-Identifier": about.get("id", ""),
            "Payload-Oxum": f"{size}.{len(payload)}",
        }
        lines = self.info([f"{label}: {value}" for label, value in info.items()])
        tags = {"bagit.txt": self.declaration, "bag-info.txt": "\n".join(lines).encode() + b"\n", **self.tags}
        if self.fetch:
            tags["fetch.txt"] = self.fetch
        for kind in self.algorithms:
            tags[f"manifest-{kind}.txt"] = _listing(self.manifest(_digests(kind, payload)))
        lists = {
            f"tagmanifest-{kind}.txt": _listing(self.tag_manifest(_digests(kind, tags)))
            for kind in self.algorithms
        }
        signed = lists[f"tagmanifest-{max(self.algorithms)}.txt"] if lists else b""
        digest = hashlib.sha512(signed)
        signature = {
            "format": "reviewer-signature",
            "version": 1,
            "algorithm": "Ed25519",
            "issuer": self.key.name,
            "tagmanifest": {
                "file": f"tagmanifest-{max(self.algorithms, default='sha512')}.txt",
                "sha512": digest.hexdigest(),
            },
            "signature": "z" + base58_encode(self.key.sign(digest.digest())),
        }
        seal = self.signature_bytes(json.dumps(self.signature(signature)).encode())
        kept = {path: data for path, data in payload.items() if path not in self.later}
        made: dict[str, bytes] = self.after({**tags, **lists, "signature.json": seal, **kept})
        return made

    def folder(self, target: Path) -> Path:
        """The bundle as a folder."""
        for path, data in self.members().items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)
        return target


def _digests(kind: str, contents: dict[str, bytes]) -> list[str]:
    return [f"{hashlib.new(kind, data).hexdigest()}  {path}" for path, data in sorted(contents.items())]


def _listing(lines: list[str] | bytes) -> bytes:
    return lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()


def changed(path: str, value: Any) -> Change:
    """A change of one place in a document, such as ``evidence/0/size``; a value that can be called is applied."""

    def change(document: Any) -> Any:
        made = copy.deepcopy(document)
        *way, last = [int(each) if each.isdigit() else each for each in path.split("/")]
        place = made
        for each in way:
            place = place[each]
        place[last] = value(place[last]) if callable(value) else value
        return made

    return change
