"""What submission.json and microcredential.json claim, held against each other and against the manifests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.bundles.documents import check_schema, read_json
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.bundles.source import Source, read_small
from reviewer_app.bundles.streaming import Pourer
from reviewer_app.bundles.tags import Tags
from reviewer_app.domain.errors import BundleError, FileError, RuleError
from reviewer_app.domain.reference import Reference, check_reference, unwrapped
from reviewer_app.domain.rubric import Microcredential, microcredential_from, rubric_hash
from reviewer_app.domain.submission import Submission, submission_from

SUBMISSION = "data/submission.json"
MICROCREDENTIAL = "data/microcredential.json"
EVIDENCE, ACCESS = "data/evidence/", "data/access/"


@dataclass(frozen=True, slots=True)
class Expected:
    """What submission.json says of one file: its SHA-256 (hex), its size in bytes where it gives one, its item."""

    sha256: str
    size: int | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The two documents, as parsed JSON and as domain objects, and what they expect of the files."""

    submission: Submission
    submission_doc: dict[str, Any]
    rubric: Microcredential
    microcredential_doc: dict[str, Any]
    expected: Mapping[str, Expected]


def read_contents(
    source: Source, tags: Tags, limits: Limits, complain: Complain, pourer: Pourer
) -> Contents | None:
    """Both documents, checked; None (after complaints) when they cannot be understood."""
    rubric_doc = _document(source, tags, MICROCREDENTIAL, "microcredential-1", limits, complain, pourer)
    submission_doc = _document(source, tags, SUBMISSION, "submission-1", limits, complain, pourer)
    rubric = _rubric(rubric_doc, complain) if rubric_doc else None
    if submission_doc is None:
        return None
    try:
        submission = submission_from(submission_doc)
    except (KeyError, TypeError, ValueError) as problem:
        complain(Rule.SUBMISSION, SUBMISSION, f"A field is missing or wrong ({problem}).")
        return None
    expected = _expected(submission, complain)
    _check_files(source, tags, expected, complain)
    if rubric is None or rubric_doc is None:
        return None
    _check_fit(submission, rubric, rubric_hash(rubric_doc), tags, complain)
    _check_reference(submission, rubric, complain)
    return Contents(submission, submission_doc, rubric, rubric_doc, expected)


def _document(
    source: Source, tags: Tags, path: str, schema: str, limits: Limits, complain: Complain, pourer: Pourer
) -> dict[str, Any] | None:
    if path not in source.members:
        complain(Rule.MISSING_FILE, path, "The bundle lacks this file.")
        return None
    member, digests = source.members[path], tags.digests(path)
    try:
        data = read_small(source, path, limits.json_bytes, Rule.JSON_SIZE)
        if pourer.pour(member, [data], digests).digests != digests:
            complain(Rule.ALTERED_FILE, path, "It is not what the manifest says.")
        document = read_json(data, path, limits)
    except BundleError as problem:
        complain(Rule(problem.rule), path, problem.sentence)
        return None
    return document if check_schema(document, schema, path, complain) else None


def _rubric(document: dict[str, Any], complain: Complain) -> Microcredential | None:
    try:
        return microcredential_from(document)
    except RuleError as problem:
        complain(Rule.MICROCREDENTIAL, MICROCREDENTIAL, problem.sentence)
    except (KeyError, TypeError, ValueError) as problem:
        complain(Rule.MICROCREDENTIAL, MICROCREDENTIAL, f"A field is missing or wrong ({problem}).")
    return None


def _expected(submission: Submission, complain: Complain) -> dict[str, Expected]:
    found: dict[str, Expected] = {}
    ids: set[str] = set()
    for item in submission.evidence:
        if item.id in ids:
            complain(Rule.SUBMISSION, SUBMISSION, f"Two evidence items have the id “{item.id}”.")
        ids.add(item.id)
        if bool(item.file) == bool(item.url):
            complain(Rule.SUBMISSION, SUBMISSION, f"Evidence “{item.id}” must be either a file or a link.")
        claims = [(path, Expected(sha256, None, item.id)) for path, sha256 in item.access.items()]
        if item.file:
            claims.append((item.file, Expected(item.sha256, item.size, item.id)))
        for path, claim in claims:
            if path in found:
                complain(Rule.SUBMISSION, SUBMISSION, f"“{path}” is named by two evidence items.")
            found[path] = claim
    return found


def _check_files(source: Source, tags: Tags, expected: Mapping[str, Expected], complain: Complain) -> None:
    """Evidence and payload name each other, and sizes and SHA-256 digests agree as far as is known unread."""
    payload = {path for path in source.members if path.startswith("data/")} | tags.payload | tags.later.keys()
    for path, claim in sorted(expected.items()):
        if path not in payload:
            complain(Rule.EVIDENCE_MISSING, path, "submission.json names it, but no manifest does.")
            continue
        size = source.members[path].size if path in source.members else tags.later.get(path, ("", None))[1]
        if None not in (size, claim.size) and size != claim.size:
            complain(Rule.EVIDENCE_SIZE, path, f"submission.json says {claim.size} bytes; it has {size}.")
        listed = tags.manifests.get("sha256", {}).get(path)
        if listed is not None and listed != claim.sha256:
            complain(
                Rule.EVIDENCE_HASH, path, "submission.json and the manifest give different SHA-256 digests."
            )
    for path in sorted(payload - expected.keys() - {SUBMISSION, MICROCREDENTIAL}):
        if path.startswith((EVIDENCE, ACCESS)):
            complain(
                Rule.EVIDENCE_UNNAMED, path, "It is in the bundle, but submission.json does not name it."
            )
        else:
            complain(Rule.UNKNOWN_MEMBER, path, "The file has no place in a bundle.")


def _check_reference(submission: Submission, rubric: Microcredential, complain: Complain) -> None:
    if not submission.reference:
        return
    try:
        document = unwrapped(submission.reference)
    except FileError as problem:
        complain(Rule.REFERENCE, SUBMISSION, problem.sentence)
        return

    def not_so(_rule: Rule, _member: str, sentence: str) -> None:
        complain(Rule.REFERENCE, SUBMISSION, f"The reference does not fit its schema: {sentence}")

    if check_schema(document, "reference-1", SUBMISSION, not_so):
        for sentence in check_reference(Reference.from_document(document), rubric):
            complain(Rule.REFERENCE, SUBMISSION, sentence)


def _check_fit(
    submission: Submission, rubric: Microcredential, digest: str, tags: Tags, complain: Complain
) -> None:
    if submission.rubric_hash != digest:
        complain(
            Rule.RUBRIC_HASH, SUBMISSION, "The rubric in the bundle is not the one the submission names."
        )
    if (submission.microcredential, submission.edition) != (rubric.id, rubric.edition):
        complain(
            Rule.SUBMISSION, SUBMISSION, "It names another micro-credential or edition than the bundle holds."
        )
    named = tags.info.get("External-Identifier", submission.id)
    if named != submission.id:
        complain(Rule.BAG_INFO, "bag-info.txt", "“External-Identifier” is not the submission's id.")
    parts = {part.id: {each.id for each in part.required} for part in rubric.parts}
    seen: set[str] = set()
    for part in submission.parts:
        if part.id not in parts or part.id in seen:
            complain(
                Rule.SUBMISSION, SUBMISSION, f"Part “{part.id}” is not in the rubric, or stands there twice."
            )
        seen.add(part.id)
    for item in submission.evidence:
        if item.part not in parts:
            complain(
                Rule.SUBMISSION, SUBMISSION, f"Evidence “{item.id}” is for a part the rubric does not have."
            )
        elif item.requirement and item.requirement not in parts[item.part]:
            complain(
                Rule.SUBMISSION,
                SUBMISSION,
                f"Evidence “{item.id}” answers a requirement its part does not have.",
            )
