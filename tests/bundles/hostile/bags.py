"""Hostile bags: manifests, declarations and descriptions that lie."""

from __future__ import annotations

from reviewer_app.bundles import Rule
from tests.bundles.drafts import COPY, NOTES, PHOTO, SUBMISSION, Change, Draft
from tests.bundles.hostile.case import Case, zipped

MANIFEST, TAG_MANIFEST, INFO = "manifest-sha512.txt", "tagmanifest-sha512.txt", "bag-info.txt"


def without(path: str) -> Change:
    """A bundle from which one member was taken at the end."""
    return lambda members: {name: data for name, data in members.items() if name != path}


def _drop(path: str) -> Change:
    return lambda lines: [line for line in lines if not line.endswith(f"  {path}")]


def _edit(path: str, old: str, new: str) -> Change:
    return lambda lines: [line.replace(old, new) if line.endswith(f"  {path}") else line for line in lines]


def _wrong(path: str) -> Change:
    return lambda lines: [f"{'0' * 128}  {path}" if line.endswith(f"  {path}") else line for line in lines]


def _short(path: str) -> Change:
    return lambda lines: [line[1:] if line.endswith(f"  {path}") else line for line in lines]


def _of_sha256(lines: list[str]) -> bool:
    return len(lines[0].split()[0]) == 64


X = "0" * 128

CASES = [
    Case(name, rule, member, zipped(draft))
    for name, rule, member, draft in [
        ("no bagit.txt", Rule.DECLARATION, "bagit.txt", Draft(after=without("bagit.txt"))),
        (
            "a byte-order mark",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=b"\xef\xbb\xbf" + Draft().declaration),
        ),
        (
            "an unknown version",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration.replace(b"1.0", b"2.0")),
        ),
        (
            "an old version",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration.replace(b"1.0", b"0.97")),
        ),
        (
            "another character set",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration.replace(b"UTF-8", b"UTF-16")),
        ),
        (
            "a blank before the colon",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration.replace(b":", b" :")),
        ),
        (
            "a codec for a character set",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration.replace(b"UTF-8", b"zlib")),
        ),
        (
            "a third line",
            Rule.DECLARATION,
            "bagit.txt",
            Draft(declaration=Draft().declaration + b"More: 1\n"),
        ),
        ("no bag-info.txt", Rule.MISSING_FILE, INFO, Draft(after=without(INFO))),
        ("no profile", Rule.BAG_INFO, INFO, Draft(info=lambda lines: lines[1:])),
        (
            "another profile",
            Rule.PROFILE,
            INFO,
            Draft(info=lambda lines: ["BagIt-Profile-Identifier: https://x.example/p.json", *lines[1:]]),
        ),
        (
            "a description that is no description",
            Rule.BAG_INFO,
            INFO,
            Draft(info=lambda lines: [*lines, "hello"]),
        ),
        (
            "a Payload-Oxum twice",
            Rule.BAG_INFO,
            INFO,
            Draft(info=lambda lines: [*lines, "Payload-Oxum: 1.1"]),
        ),
        (
            "another submission's description",
            Rule.BAG_INFO,
            INFO,
            Draft(info=lambda lines: [*lines[:2], "External-Identifier: x", *lines[3:]]),
        ),
        (
            "a description that is not UTF-8",
            Rule.TAG_ENCODING,
            MANIFEST,
            Draft(manifest=lambda lines: b"\xff\xfe"),
        ),
        (
            "a Payload-Oxum that lies about bytes",
            Rule.OXUM,
            INFO,
            Draft(info=lambda lines: [*lines[:3], "Payload-Oxum: 1.5"]),
        ),
        (
            "a Payload-Oxum that lies about files",
            Rule.OXUM,
            INFO,
            Draft(info=lambda lines: [*lines[:3], lines[3][:-1] + "6"]),
        ),
        (
            "a Payload-Oxum of nonsense",
            Rule.OXUM,
            INFO,
            Draft(info=lambda lines: [*lines[:3], "Payload-Oxum: many"]),
        ),
        (
            "no manifest",
            Rule.MANIFEST_MISSING,
            MANIFEST,
            Draft(after=without(MANIFEST), tag_manifest=_drop(MANIFEST)),
        ),
        ("no tag manifest", Rule.MANIFEST_MISSING, TAG_MANIFEST, Draft(after=without(TAG_MANIFEST))),
        (
            "manifests of MD5 only",
            Rule.MANIFEST_ALGORITHM,
            "manifest-md5.txt",
            Draft(algorithms=("md5",)),
        ),
        (
            "a manifest of SHA-1 as well",
            Rule.MANIFEST_ALGORITHM,
            "manifest-sha1.txt",
            Draft(tags={"manifest-sha1.txt": b""}),
        ),
        (
            "a manifest in capitals",
            Rule.MANIFEST_ALGORITHM,
            "manifest-SHA256.txt",
            Draft(tags={"manifest-SHA256.txt": b""}),
        ),
        (
            "a manifest that is none",
            Rule.MANIFEST_LINE,
            MANIFEST,
            Draft(manifest=lambda lines: ["hello"]),
        ),
        ("a short checksum", Rule.MANIFEST_LINE, NOTES, Draft(manifest=_short(NOTES))),
        ("md5sum's star", Rule.MANIFEST_LINE, NOTES, Draft(manifest=_edit(NOTES, "  ", " *"))),
        (
            "a manifest in two minds",
            Rule.MANIFEST_DUPLICATE,
            NOTES,
            Draft(manifest=lambda lines: [*lines, f"{X}  {NOTES}"]),
        ),
        (
            "a manifest that repeats itself",
            Rule.MANIFEST_DUPLICATE,
            NOTES,
            Draft(manifest=lambda lines: sorted([*lines, *(line for line in lines if NOTES in line)])),
        ),
        (
            "a manifest with a leading dot",
            Rule.NAME_DOT,
            f"./{NOTES}",
            Draft(manifest=_edit(NOTES, NOTES, f"./{NOTES}")),
        ),
        (
            "a manifest in other case",
            Rule.MISSING_FILE,
            "data/evidence/01-NOTES.txt",
            Draft(manifest=_edit(NOTES, "notes", "NOTES")),
        ),
        (
            "a manifest in both cases",
            Rule.NAME_COLLISION,
            "data/evidence/01-NOTES.txt",
            Draft(manifest=lambda lines: [*lines, f"{X}  data/evidence/01-NOTES.txt"]),
        ),
        (
            "a manifest that leaves the payload",
            Rule.MANIFEST_SCOPE,
            "bagit.txt",
            Draft(manifest=lambda lines: [*lines, f"{X}  bagit.txt"]),
        ),
        (
            "an encoded line break",
            Rule.NAME_CONTROL,
            "data/evidence/a\\u000ab",
            Draft(manifest=lambda lines: [*lines, f"{X}  data/evidence/a%0Ab"]),
        ),
        (
            "an encoded carriage return",
            Rule.NAME_CONTROL,
            "data/evidence/a\\u000db",
            Draft(manifest=lambda lines: [*lines, f"{X}  data/evidence/a%0db"]),
        ),
        (
            "an encoded dot",
            Rule.MANIFEST_PERCENT,
            MANIFEST,
            Draft(manifest=lambda lines: [*lines, f"{X}  data/%2E%2E/x"]),
        ),
        ("a listed file that is missing", Rule.MISSING_FILE, PHOTO, Draft(after=without(PHOTO))),
        ("a file in no manifest", Rule.UNLISTED_FILE, NOTES, Draft(manifest=_drop(NOTES))),
        ("a tag file in no manifest", Rule.UNLISTED_FILE, INFO, Draft(tag_manifest=_drop(INFO))),
        (
            "an altered file",
            Rule.ALTERED_FILE,
            NOTES,
            Draft(after=lambda m: {**m, NOTES: m[NOTES][:-1] + b"!"}),
        ),
        ("an altered photo", Rule.ALTERED_FILE, PHOTO, Draft(manifest=_wrong(PHOTO))),
        (
            "an altered submission.json",
            Rule.ALTERED_FILE,
            SUBMISSION,
            Draft(after=lambda m: {**m, SUBMISSION: m[SUBMISSION].replace(b"Heron", b"Raven")}),
        ),
        (
            "an altered manifest",
            Rule.ALTERED_FILE,
            MANIFEST,
            Draft(after=lambda m: {**m, MANIFEST: m[MANIFEST] + b"\n"}),
        ),
        (
            "an altered tag manifest",
            Rule.SIGNATURE,
            "signature.json",
            Draft(after=lambda m: {**m, TAG_MANIFEST: m[TAG_MANIFEST] + b"\n"}),
        ),
        (
            "a tag manifest that lists the signature",
            Rule.MANIFEST_SCOPE,
            "signature.json",
            Draft(tag_manifest=lambda lines: [*lines, f"{X}  signature.json"]),
        ),
        ("a file nobody knows", Rule.UNKNOWN_MEMBER, "autorun.inf", Draft(tags={"autorun.inf": b"x"})),
        (
            "a nested bag",
            Rule.UNKNOWN_MEMBER,
            "data/bag/bagit.txt",
            Draft(files={**Draft().files, "data/bag/bagit.txt": b"x"}),
        ),
        (
            "two manifests of which one lies",
            Rule.ALTERED_FILE,
            NOTES,
            Draft(
                algorithms=("sha256", "sha512"),
                manifest=lambda lines: lines if _of_sha256(lines) else _wrong(NOTES)(lines),
            ),
        ),
        (
            "two manifests of which one is short",
            Rule.UNLISTED_FILE,
            COPY,
            Draft(
                algorithms=("sha256", "sha512"),
                manifest=lambda lines: lines if not _of_sha256(lines) else _drop(COPY)(lines),
            ),
        ),
        (
            "a manifest of millions of lines",
            Rule.TOO_MANY,
            MANIFEST,
            Draft(manifest=lambda lines: b"ab c\n" * 1_600_000),
        ),
        (
            "a description that never ends",
            Rule.TOO_LARGE,
            INFO,
            Draft(info=lambda lines: [*lines, *[" x"] * 2_000_000]),
        ),
        (
            "a description of many lines",
            Rule.TOO_MANY,
            INFO,
            Draft(info=lambda lines: [*lines, *[" x"] * 80_000]),
        ),
        (
            "too long a manifest",
            Rule.TOO_MANY,
            MANIFEST,
            Draft(manifest=lambda lines: [f"{X}  data/evidence/{n}" for n in range(10_001)]),
        ),
    ]
]
