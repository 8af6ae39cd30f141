"""Hostile bags: manifests, declarations, fetch lists and signatures that lie."""

from __future__ import annotations

from reviewer_app.bundles import Limits, Rule
from reviewer_app.domain.signing import SigningKey
from tests.bundles.drafts import COPY, NOTES, PHOTO, SUBMISSION, Draft, changed
from tests.bundles.hostile.case import Case, zipped

MANIFEST, TAG_MANIFEST, INFO = "manifest-sha512.txt", "tagmanifest-sha512.txt", "bag-info.txt"
HUB = "https://hub.example"
OTHER = SigningKey(b"\x09" * 32)


def _without(path: str) -> object:
    return lambda members: {name: data for name, data in members.items() if name != path}


def _lines(change):  # type: ignore[no-untyped-def]  # any change of a list of lines
    return lambda lines: change(list(lines))


def _drop(path: str):  # type: ignore[no-untyped-def]  # as above
    return lambda lines: [line for line in lines if not line.endswith(f"  {path}")]


def _edit(path: str, old: str, new: str):  # type: ignore[no-untyped-def]  # as above
    return lambda lines: [line.replace(old, new) if line.endswith(f"  {path}") else line for line in lines]


def _wrong(path: str):  # type: ignore[no-untyped-def]  # as above
    return lambda lines: [f"{'0' * 128}  {path}" if line.endswith(f"  {path}") else line for line in lines]


def _short(path: str):  # type: ignore[no-untyped-def]  # as above
    return lambda lines: [line[1:] if line.endswith(f"  {path}") else line for line in lines]


def _of_sha256(lines: list[str]) -> bool:
    return len(lines[0].split()[0]) == 64


def _later(line: str, *, hub: str = HUB, size: int | None = None) -> Draft:
    draft = Draft(fetch=line.encode())
    draft.later = {PHOTO: len(draft.files[PHOTO]) if size is None else size}
    draft.info = lambda lines: [*lines, f"Reviewer-Hub: {hub}"] if hub else lines
    return draft


SIZE = len(Draft().files[PHOTO])
X = "0" * 128

CASES = [
    Case(name, rule, member, zipped(draft), limits)
    for name, rule, member, draft, limits in [
        (*each, Limits()) if len(each) == 4 else each
        for each in [
            ("no bagit.txt", Rule.DECLARATION, "bagit.txt", Draft(after=_without("bagit.txt"))),
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
            ("no bag-info.txt", Rule.MISSING_FILE, INFO, Draft(after=_without(INFO))),
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
                Draft(after=_without(MANIFEST), tag_manifest=_drop(MANIFEST)),
            ),
            ("no tag manifest", Rule.MANIFEST_MISSING, TAG_MANIFEST, Draft(after=_without(TAG_MANIFEST))),
            (
                "manifests of MD5 only",
                Rule.MANIFEST_ALGORITHM,
                "tagmanifest-md5.txt",
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
            ("a listed file that is missing", Rule.MISSING_FILE, PHOTO, Draft(after=_without(PHOTO))),
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
                "too long a manifest",
                Rule.TOO_MANY,
                MANIFEST,
                Draft(manifest=lambda lines: [f"{X}  data/evidence/{n}" for n in range(10_001)]),
            ),
            (
                "no signature",
                Rule.SIGNATURE_MISSING,
                "signature.json",
                Draft(after=_without("signature.json")),
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
]
