"""What the review room asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.completeness import Opening
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.feedback import Finding
from reviewer_app.domain.pausing import FLAG_KINDS
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import ANSWERS
from reviewer_app.reports.letter_lines import Line
from reviewer_app.ui.review.attempts.ports import AttemptPorts
from reviewer_app.ui.review.bank_ports import BankPorts
from reviewer_app.ui.review.scoring.ports import DoubtPorts
from reviewer_app.ui.review.views import CheckView, FixedView, ReviewView
from reviewer_app.ui.viewers.handle import OpenedHandle

if TYPE_CHECKING:
    from reviewer_app.ui.calibration.ports import PracticePorts
    from reviewer_app.ui.review.past_ports import PastPorts
    from reviewer_app.ui.review.views import Found


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
class FeedbackPorts:
    """What is done about the feedback check; the first argument names the submission, then criterion and finding.

    ``check`` looks through what was said, ``check_words`` through comments as they are being written, by criterion,
    ``names`` through any words for names; ``fix`` takes the fix with this number; ``overrule`` takes the reason.
    ``letter`` gives the lines of the letter as it would be printed.
    """

    check: Callable[[str], CheckView]
    check_words: Callable[[str, Mapping[str, str]], CheckView]
    names: Callable[[str, str], Sequence[Finding]]
    fix: Callable[[str, str, str, int], FixedView]
    overrule: Callable[[str, str, str, str], ReviewView]
    take_back: Callable[[str, str, str], ReviewView]
    letter: Callable[[str], Sequence[Line]]


@dataclass(frozen=True)
class Raised:
    """A flag or a problem as it is raised or changed (``id``): about which evidence, and where in the first of it."""

    kind: str
    text: str
    evidence: tuple[str, ...] = ()
    place: Mapping[str, Any] = field(default_factory=dict)
    problem: bool = False
    id: str = ""


@dataclass(frozen=True)
class GatePorts:
    """What guards a review before and after judging; the first argument names the submission.

    ``check`` takes item, aspect, answer, the earner's reason and a step; ``all_fine`` pairs of item and aspect;
    ``look`` opens everything once; ``phrases`` takes a language; ``hand_back`` a kind of reason and words;
    ``take_decision_back`` a reason.
    """

    check: Callable[[str, str, str, str, str, str], ReviewView]
    all_fine: Callable[[str, Sequence[tuple[str, str]]], ReviewView]
    look: Callable[[str, CancelToken], Mapping[str, Opening]]
    phrases: Callable[[str], Mapping[str, tuple[str, ...]]]
    raise_flag: Callable[[str, Raised], ReviewView]
    hand_back: Callable[[str, str, str], None]
    take_decision_back: Callable[[str, str], ReviewView]


@dataclass(frozen=True)
class TimePorts:
    """The functions; both block. ``spend`` adds seconds; both give all seconds until now."""

    spent: Callable[[str], int]
    spend: Callable[[str, int], int]


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
    feedback: FeedbackPorts
    now: Callable[[], datetime]
    attempts: AttemptPorts | None = None
    bank: BankPorts | None = None
    doubt: DoubtPorts | None = None
    time: TimePorts | None = None
    reveal_names: Callable[[str, str, str], Sequence[Found]] | None = None
    open_exact: Callable[[str, str, str, bool, CancelToken], OpenedHandle] | None = None
    practice: PracticePorts | None = None
    gate: GatePorts | None = None
    past: PastPorts | None = None
    flag_kinds: tuple[str, ...] = FLAG_KINDS


__all__ = [
    "ANSWERS",
    "CheckView",
    "CitationPorts",
    "FeedbackPorts",
    "FixedView",
    "GatePorts",
    "Raised",
    "ReviewPorts",
    "ReviewView",
]
