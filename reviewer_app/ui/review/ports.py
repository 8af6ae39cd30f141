"""What the review room asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import Missing, Verdict
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import ANSWERS, Submission
from reviewer_app.ui.review.attempts.ports import AttemptPorts
from reviewer_app.ui.review.scoring.ports import DoubtPorts
from reviewer_app.ui.review.timing import TimePorts
from reviewer_app.ui.viewers.handle import OpenedHandle

if TYPE_CHECKING:
    from reviewer_app.ui.review.names import Found, NamesView


class ReviewView(Protocol):
    """All the room shows of one submission; workflows' Review has this shape."""

    @property
    def submission(self) -> Submission: ...
    @property
    def rubric(self) -> Microcredential: ...
    @property
    def state(self) -> ReviewState: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def missing(self) -> tuple[Missing, ...]: ...
    @property
    def lifecycle(self) -> State: ...
    @property
    def decision(self) -> Decision | None: ...
    @property
    def receipt(self) -> Receipt | None: ...
    @property
    def here(self) -> frozenset[str]: ...
    @property
    def previous(self) -> Decision | None: ...
    @property
    def snapshots(self) -> frozenset[str]: ...
    @property
    def guarded(self) -> NamesView: ...
    @property
    def offered(self) -> tuple[Citation, ...]: ...


@dataclass(frozen=True)
class CitationPorts:
    """What is done with citations as a whole; the first argument names the submission.

    ``write`` and ``marked_copy`` write a file and give its path, the latter for one evidence item; ``read`` takes
    citations from a file and ``bring_over`` those of the earlier attempt, as one step of undo.
    """

    write: Callable[[str, Path], Path]
    read: Callable[[str, Path], ReviewView]
    bring_over: Callable[[str], ReviewView]
    marked_copy: Callable[[str, str, Path], Path]


@dataclass(frozen=True)
class ReviewPorts:
    """The functions of the room; all of them block, so they run in a lane. The first argument names the submission.

    ``comment`` and ``note`` take criterion, text and step; ``open_evidence`` takes evidence, password and a token
    to stop by; ``open_access`` takes evidence, the member of an access copy and such a
    token; ``save_letter`` writes the decision's letter. ``now`` is the clock and may be asked anywhere.
    ``open_exact`` takes evidence, the ending for its kind, whether the person agreed to do without a cage, and such
    a token; it is missing without LibreOffice.
    ``reveal_names`` takes evidence and the reason, writes that down, and gives what was masked.
    """

    open_review: Callable[[str], ReviewView]
    score: Callable[[str, str, str | None], ReviewView]
    comment: Callable[[str, str, str, str], ReviewView]
    note: Callable[[str, str, str, str], ReviewView]
    cite: Callable[[str, Citation], ReviewView]
    uncite: Callable[[str, str], ReviewView]
    flag: Callable[[str, str, str, str], ReviewView]
    unflag: Callable[[str, str], ReviewView]
    report: Callable[[str, str, str, str], ReviewView]
    undo: Callable[[str], ReviewView]
    redo: Callable[[str], ReviewView]
    preview: Callable[[str], Decision]
    submit: Callable[[str], ReviewView]
    return_as_incomplete: Callable[[str, tuple[str, ...]], ReviewView]
    open_evidence: Callable[[str, str, str | None, CancelToken], OpenedHandle]
    open_access: Callable[[str, str, str, CancelToken], OpenedHandle]
    save_copy: Callable[[str, str, Path], Path]
    place: Callable[[str, str], Mapping[str, Any]]
    remember_place: Callable[[str, str, Mapping[str, Any]], None]
    save_letter: Callable[[str, Path], Path]
    citations: CitationPorts
    now: Callable[[], datetime]
    attempts: AttemptPorts | None = None
    doubt: DoubtPorts | None = None
    time: TimePorts | None = None
    reveal_names: Callable[[str, str, str], Sequence[Found]] | None = None
    open_exact: Callable[[str, str, str, bool, CancelToken], OpenedHandle] | None = None
    flag_kinds: tuple[str, ...] = ("authenticity", "privacy", "safety", "wrong file", "other")


__all__ = ["ANSWERS", "CitationPorts", "ReviewPorts", "ReviewView"]
