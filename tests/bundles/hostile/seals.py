"""Hostile seals: signatures of others or of nothing, and files that are to come from where they must not."""

from __future__ import annotations

from reviewer_app.bundles import Rule
from reviewer_app.domain.signing import SigningKey
from tests.bundles.drafts import NOTES, PHOTO, SUBMISSION, Draft, changed
from tests.bundles.hostile.bags import INFO, without
from tests.bundles.hostile.case import Case, zipped

HUB = "https://hub.example"
OTHER = SigningKey(b"\x09" * 32)
SIZE = len(Draft().files[PHOTO])


def _later(line: str, *, hub: str = HUB, size: int | None = None) -> Draft:
    draft = Draft(fetch=line.encode())
    draft.later = {PHOTO: len(draft.files[PHOTO]) if size is None else size}
    draft.info = lambda lines: [*lines, f"Reviewer-Hub: {hub}"] if hub else lines
    return draft


CASES = [
    Case(name, rule, member, zipped(draft))
    for name, rule, member, draft in [
        (
            "no signature",
            Rule.SIGNATURE_MISSING,
            "signature.json",
            Draft(after=without("signature.json")),
        ),
        (
            "another's signature",
            Rule.SIGNATURE,
            "signature.json",
            Draft(signature=changed("issuer", OTHER.name)),
        ),
        (
            "a signature of nothing",
            Rule.SCHEMA,
            "signature.json",
            Draft(signature=changed("signature", "")),
        ),
        (
            "a signature of another tag manifest",
            Rule.SIGNATURE,
            "signature.json",
            Draft(signature=changed("tagmanifest/sha512", "0" * 128)),
        ),
        (
            "a signature by another way",
            Rule.SCHEMA,
            "signature.json",
            Draft(signature=changed("algorithm", "none")),
        ),
        (
            "a signature that is no JSON",
            Rule.JSON,
            "signature.json",
            Draft(signature_bytes=lambda data: b"{"),
        ),
        (
            "a huge signature",
            Rule.TOO_LARGE,
            "signature.json",
            Draft(signature_bytes=lambda data: data + b" " * 20_000),
        ),
        ("a fetch list that is none", Rule.FETCH_LINE, "fetch.txt", _later("hello\n")),
        (
            "a file to come by http",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"http://hub.example/x {SIZE} {PHOTO}\n"),
        ),
        (
            "a file to come from elsewhere",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"https://evil.example/x {SIZE} {PHOTO}\n"),
        ),
        (
            "a file to come from a look-alike",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"https://hub.example@evil.example/x {SIZE} {PHOTO}\n"),
        ),
        (
            "a file to come from another port",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"https://hub.example:444/x {SIZE} {PHOTO}\n"),
        ),
        (
            "a file to come from the disk",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"file:///etc/passwd {SIZE} {PHOTO}\n"),
        ),
        (
            "a file to come from no named hub",
            Rule.FETCH_ADDRESS,
            PHOTO,
            _later(f"{HUB}/x {SIZE} {PHOTO}\n", hub=""),
        ),
        ("a file to come of no size", Rule.FETCH_SIZE, PHOTO, _later(f"{HUB}/x - {PHOTO}\n")),
        (
            "a file to come that is too large",
            Rule.TOO_LARGE,
            PHOTO,
            _later(f"{HUB}/x {5 * 1024**3} {PHOTO}\n"),
        ),
        ("a file to come of another size", Rule.OXUM, INFO, _later(f"{HUB}/x 7 {PHOTO}\n")),
        ("a file to come twice", Rule.FETCH_LINE, PHOTO, _later(f"{HUB}/x {SIZE} {PHOTO}\n" * 2)),
        ("a submission to come", Rule.FETCH_SCOPE, SUBMISSION, _later(f"{HUB}/x 7 {SUBMISSION}\n")),
        (
            "a file to come from outside",
            Rule.NAME_PARENT,
            "data/evidence/../../x",
            _later(f"{HUB}/x 7 data/evidence/../../x\n"),
        ),
        (
            "a file to come in no manifest",
            Rule.UNLISTED_FILE,
            "data/evidence/09-x",
            _later(f"{HUB}/x {SIZE} {PHOTO}\n{HUB}/x 7 data/evidence/09-x\n"),
        ),
        (
            "a file that is here with another size to come",
            Rule.FETCH_SIZE,
            NOTES,
            _later(f"{HUB}/x {SIZE} {PHOTO}\n{HUB}/x 7 {NOTES}\n"),
        ),
    ]
]
