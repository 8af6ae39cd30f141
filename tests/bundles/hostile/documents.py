"""Hostile documents: JSON that two readers read differently, and claims that are not true."""

from __future__ import annotations

import base64
import hashlib

from reviewer_app.bundles import Rule
from reviewer_app.domain.reference import wrapped
from tests.bundles.drafts import COPY, MICROCREDENTIAL, NOTES, PHOTO, SUBMISSION, Draft, changed
from tests.bundles.hostile.case import Case, zipped


def _text(old: str, new: str) -> Draft:
    return Draft(submission_bytes=lambda data: data.replace(old.encode(), new.encode()))


def _said(path: str, value: object) -> Draft:
    return Draft(change_submission=changed(path, value))


def _without(name: str) -> Draft:
    return Draft(change_submission=lambda doc: {key: value for key, value in doc.items() if key != name})


def _rubric(path: str, value: object) -> Draft:
    draft = Draft()
    draft.rubric = changed(path, value)(draft.rubric)
    return draft


def _only(data: bytes) -> Draft:
    return Draft(submission_bytes=lambda _: data)


def _many_items() -> Draft:
    item = {"id": "x", "part": "2", "title": "", "name": "", "url": "https://example.org"}
    return _said("evidence", [item] * 20_000)


def _reference(scores: dict[str, str]) -> Draft:
    return _said("reference", wrapped({"format": "reviewer-reference", "version": 1, "scores": scores}))


DEEP = b"[" * 100_000
WELL = {
    "encoding": "base64",
    "sha256": hashlib.sha256(DEEP).hexdigest(),
    "content": base64.b64encode(DEEP).decode(),
}
DAMAGED = WELL | {"sha256": hashlib.sha256(b"other").hexdigest()}
NO_SHA = hashlib.sha256(b"other").hexdigest()
MORE = {**Draft().files, "data/evidence/03-more.txt": b"x"}

CASES = [
    Case(name, rule, member, zipped(draft))
    for name, rule, member, draft in [
        ("no JSON", Rule.JSON, SUBMISSION, _only(b"{")),
        ("an empty document", Rule.JSON, SUBMISSION, _only(b"")),
        ("a list for a document", Rule.JSON, SUBMISSION, _only(b"[]")),
        ("a huge document", Rule.JSON_SIZE, SUBMISSION, _only(b" " * (4 * 1024**2 + 1))),
        ("a deep document", Rule.JSON_DEPTH, SUBMISSION, _only(b"[" * 100_000)),
        (
            "a document of nothing",
            Rule.JSON_SIZE,
            SUBMISSION,
            _only(b'{"x": [' + b"{}," * 1_390_000 + b"{}]}"),
        ),
        ("a document of quotes", Rule.JSON, SUBMISSION, _only(b'"' + b'\\"' * 1_900_000)),
        (
            "a name twice",
            Rule.JSON_DUPLICATE,
            SUBMISSION,
            _text('"alias": "Heron"', '"alias": "Heron", "alias": "Raven"'),
        ),
        ("not a number", Rule.JSON_NUMBER, SUBMISSION, _text('"attempt": 1', '"attempt": NaN')),
        ("infinity", Rule.JSON_NUMBER, SUBMISSION, _text('"attempt": 1', '"attempt": -Infinity')),
        ("a number beyond all", Rule.JSON_NUMBER, SUBMISSION, _text('"attempt": 1', '"attempt": 1e999')),
        (
            "a number of many digits",
            Rule.JSON_NUMBER,
            SUBMISSION,
            _text('"attempt": 1', '"attempt": ' + "9" * 100_000),
        ),
        ("a byte-order mark", Rule.JSON_TEXT, SUBMISSION, _text("{", "\ufeff{")),
        ("half a character", Rule.JSON_TEXT, SUBMISSION, _text("Heron", "\\ud800")),
        ("a nought character", Rule.JSON_TEXT, SUBMISSION, _text("Heron", "H\\u0000n")),
        (
            "text that is not UTF-8",
            Rule.JSON_TEXT,
            SUBMISSION,
            Draft(submission_bytes=lambda data: data.decode().encode("utf-16")),
        ),
        ("no alias", Rule.SCHEMA, SUBMISSION, _without("alias")),
        (
            "a real name",
            Rule.SCHEMA,
            SUBMISSION,
            Draft(change_submission=lambda doc: {**doc, "name": "Ann Other"}),
        ),
        ("an unknown version", Rule.SCHEMA, SUBMISSION, _said("version", 2)),
        ("a number as a text", Rule.SCHEMA, SUBMISSION, _said("attempt", "1")),
        ("too many items", Rule.SCHEMA, SUBMISSION, _many_items()),
        ("an impossible day", Rule.SUBMISSION, SUBMISSION, _said("submitted_at", "2026-02-31T00:00:00Z")),
        ("a link that runs", Rule.SCHEMA, SUBMISSION, _said("evidence/2/url", "javascript:alert(1)")),
        ("a link to the disk", Rule.SCHEMA, SUBMISSION, _said("evidence/2/url", "file:///etc/passwd")),
        ("a file and a link", Rule.SUBMISSION, SUBMISSION, _said("evidence/0/url", "https://example.org")),
        ("neither file nor link", Rule.SUBMISSION, SUBMISSION, _said("evidence/2/url", "")),
        ("one id twice", Rule.SUBMISSION, SUBMISSION, _said("evidence/1/id", "e1")),
        ("one file twice", Rule.SUBMISSION, SUBMISSION, _said("evidence/1/file", NOTES)),
        ("a part the rubric lacks", Rule.SUBMISSION, SUBMISSION, _said("evidence/0/part", "9")),
        ("a requirement the part lacks", Rule.SUBMISSION, SUBMISSION, _said("evidence/0/requirement", "x")),
        ("answers to a part the rubric lacks", Rule.SUBMISSION, SUBMISSION, _said("parts/0/id", "9")),
        ("another micro-credential", Rule.SUBMISSION, SUBMISSION, _said("microcredential/id", "x")),
        ("another edition", Rule.SUBMISSION, SUBMISSION, _said("microcredential/edition", "2")),
        ("a reference that is damaged", Rule.REFERENCE, SUBMISSION, _said("reference", DAMAGED)),
        (
            "a reference with a level too many",
            Rule.REFERENCE,
            SUBMISSION,
            _reference({"1.1": "basic", "2.1": "x"}),
        ),
        ("a reference with a level too few", Rule.REFERENCE, SUBMISSION, _reference({"1.1": "basic"})),
        ("a reference as deep as a well", Rule.REFERENCE, SUBMISSION, _said("reference", WELL)),
        ("another rubric", Rule.RUBRIC_HASH, SUBMISSION, _said("microcredential/hash", NO_SHA)),
        (
            "evidence that is not there",
            Rule.EVIDENCE_MISSING,
            "data/evidence/09-x.txt",
            _said("evidence/0/file", "data/evidence/09-x.txt"),
        ),
        (
            "evidence outside the evidence",
            Rule.SCHEMA,
            SUBMISSION,
            _said("evidence/0/file", "data/submission.json"),
        ),
        ("evidence nobody named", Rule.EVIDENCE_UNNAMED, "data/evidence/03-more.txt", Draft(files=MORE)),
        ("an access copy nobody named", Rule.EVIDENCE_UNNAMED, COPY, _said("evidence/1/access", {})),
        ("a size that lies", Rule.EVIDENCE_SIZE, NOTES, _said("evidence/0/size", 7)),
        ("a SHA-256 that lies", Rule.EVIDENCE_HASH, PHOTO, _said("evidence/1/sha256", NO_SHA)),
        (
            "a SHA-256 of an access copy that lies",
            Rule.EVIDENCE_HASH,
            COPY,
            _said("evidence/1/access", {COPY: NO_SHA}),
        ),
        ("no SHA-256", Rule.EVIDENCE_HASH, NOTES, _said("evidence/0/sha256", "")),
        (
            "no rubric",
            Rule.MISSING_FILE,
            MICROCREDENTIAL,
            Draft(after=lambda m: {k: v for k, v in m.items() if k != MICROCREDENTIAL}),
        ),
        ("a rubric that is no JSON", Rule.JSON, MICROCREDENTIAL, Draft(rubric_bytes=lambda data: data[:-1])),
        (
            "a rubric with a floor it lacks",
            Rule.MICROCREDENTIAL,
            MICROCREDENTIAL,
            _rubric("criteria/0/floor", "x"),
        ),
        (
            "a rubric with two criteria of one id",
            Rule.MICROCREDENTIAL,
            MICROCREDENTIAL,
            _rubric("criteria/0/id", "2.1"),
        ),
        (
            "a rubric with an impossible holiday",
            Rule.MICROCREDENTIAL,
            MICROCREDENTIAL,
            _rubric("policy/holidays", ["2026-99-99"]),
        ),
        (
            "a rubric with a rule nobody knows",
            Rule.SCHEMA,
            MICROCREDENTIAL,
            _rubric("pass_rule/kind", "average"),
        ),
        (
            "an altered rubric",
            Rule.ALTERED_FILE,
            MICROCREDENTIAL,
            Draft(after=lambda m: {**m, MICROCREDENTIAL: m[MICROCREDENTIAL].replace(b"Wait", b"Tale")}),
        ),
    ]
]
