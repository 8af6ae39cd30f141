"""Citations of an earlier attempt brought over to a new one, where the very same bytes were handed in again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission

_SPACE = uuid.UUID("5f0c6f0e-6e0b-5b8e-9d0a-1f6f4a9c7c1d")


def carried(
    earlier: Iterable[Citation], now: Submission, rubric: Microcredential, here: Iterable[Citation]
) -> tuple[Citation, ...]:
    """The earlier citations whose evidence is in this attempt by its hash and whose criterion its rubric still has.

    Each gets an id that follows from the earlier one, so that bringing over twice pins once. What is pinned here
    already, or was brought over before, is left out. Answers have no hash and stay where they were.
    """
    by_hash = {each.sha256: each.id for each in reversed(now.evidence) if each.sha256}
    criteria = {each.id for each in rubric.criteria}
    standing = list(here)
    known = {each.id for each in standing} | {_pin(each) for each in standing}
    made: list[Citation] = []
    for each in earlier:
        evidence = by_hash.get(each.evidence_hash)
        if evidence is None or each.criterion not in criteria:
            continue
        own = str(uuid.uuid5(_SPACE, f"{now.id}/{each.id}"))
        new = replace(each, id=own, evidence=evidence)
        if own not in known and _pin(new) not in known:
            known |= {own, _pin(new)}
            made.append(new)
    return tuple(made)


def _pin(citation: Citation) -> str:
    return repr((citation.criterion, citation.evidence_hash, citation.selectors))
