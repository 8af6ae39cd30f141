"""Citations as a whole: written as Web Annotations, read back, and brought over from an earlier attempt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.domain.submission import Submission
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.reviewing import Review, open_review
from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.domain.rubric import Microcredential

_MOST_BYTES = 16 << 20


@dataclass(frozen=True)
class Imported:
    """What came of importing citations: the review after it, and how many were new, changed or here already."""

    review: Review
    new: int
    changed: int
    same: int


def export_citations(desk: Desk, submission: str, target: Path) -> Path:
    """Write the citations of a submission as JSON-LD; whole or not at all, and with the alias only."""
    from reviewer_app.reports.annotations import annotations_document  # only where it is asked for

    document = annotations_document(
        desk.store.submission(submission), desk.store.review(submission).citations
    )
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return written(target, text.encode("utf-8"))


def import_citations(desk: Desk, submission: str, source: Path) -> Imported:
    """Take the citations of a file, all or none; what is here already writes nothing. One undo takes all back."""
    subject, citations = _read(source)
    about = desk.store.submission(submission)
    _check(subject, about, desk.store.rubric(about.rubric_hash), citations)
    here = {each.id: each for each in desk.store.review(submission).citations}
    new = [each for each in citations if each.id not in here]
    changed = [each for each in citations if each.id in here and here[each.id] != each]
    _pin(desk, submission, [*new, *changed])
    review = open_review(desk, submission)
    return Imported(review, len(new), len(changed), len(citations) - len(new) - len(changed))


def bring_over(desk: Desk, submission: str) -> Review:
    """Pin here what the earlier attempt cited in the very same files; one undo takes all of it back."""
    _pin(desk, submission, open_review(desk, submission).offered)
    return open_review(desk, submission)


def _pin(desk: Desk, submission: str, citations: Sequence[Citation]) -> None:
    step = str(uuid7())
    with desk.store.changes() as work:
        for each in citations:
            work.append(kinds.CITATION, submission, {**each.document(), "step": step})


def _read(source: Path) -> tuple[str, tuple[Citation, ...]]:
    from reviewer_app.bundles.documents import validator
    from reviewer_app.reports.annotations import citations_from, subject_of  # as in export_citations

    try:
        with source.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        document: Any = json.loads(data) if len(data) <= _MOST_BYTES else None
    except OSError as problem:
        raise _no_citations(source, f"It cannot be read ({problem.strerror}).") from problem
    except (ValueError, RecursionError):
        raise _no_citations(source, "It is not JSON.") from None
    problem_found = next(iter(validator("annotations-1").iter_errors(document)), None)
    if problem_found is not None:
        where = "/".join(str(each) for each in problem_found.absolute_path) or "the document"
        raise _no_citations(source, f"It is not a collection of citations of this program (at {where[:80]}).")
    return subject_of(document), citations_from(document)


def _check(subject: str, about: Submission, rubric: Microcredential, citations: Sequence[Citation]) -> None:
    criteria = {each.id for each in rubric.criteria}
    strange = [
        each
        for each in citations
        if subject != about.id or not _fits(about, each) or each.criterion not in criteria
    ]
    if strange:
        raise RuleError(
            "other-citations",
            "These citations do not belong here",
            f"{len(strange)} of {len(citations)} name a file, its content or a criterion that submission "
            f"{about.alias}, attempt {about.attempt} does not have. Nothing was taken.",
            "Import them into the submission they were exported from.",
        )


def _fits(about: Submission, citation: Citation) -> bool:
    item = about.item(citation.evidence)
    same = item is None or item.sha256 == citation.evidence_hash or not citation.evidence_hash
    return about.holds(citation.evidence) and same


def _no_citations(source: Path, sentence: str) -> FileError:
    return FileError(
        "no-citations",
        "This file holds no citations",
        f"“{source.name}”: {sentence}",
        "Choose a file that “Export citations…” wrote.",
    )
