"""What a person can do about something the hub refused: what happened in plain words, and which acts make sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviewer_app.domain import records as kinds
from reviewer_app.domain.attempts import reads_alike
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.sureness import WANTED


class Act(StrEnum):
    """Something a person can do about a refusal."""

    SEND_AGAIN = "send-again"
    JUDGE_AGAIN = "judge-again"
    COPY = "copy"
    ASK = "ask"
    LET_GO = "let-go"


@dataclass(frozen=True)
class Happened:
    """A refusal as a person meets it: a title, what happened, and what that means for what they did."""

    title: str
    what: str
    so: str


BAR = "bar-not-reached"
"""The refusal that one's own practice ends."""
_KEPT = "Your decision is kept here as you signed it."
HAPPENED: Mapping[str, Happened] = {
    "withdrawn": Happened(
        "Withdrawn while you decided",
        "The coordinator took this submission back before your decision arrived.",
        f"{_KEPT} If it was taken back by mistake, the coordinator can open it again, and you send it with one key.",
    ),
    "reassigned": Happened(
        "Given to somebody else",
        "The coordinator took this submission back and gave it to another assessor before your decision arrived.",
        f"{_KEPT} The other assessor does not see it. The coordinator can open it for you again.",
    ),
    "superseded": Happened(
        "A newer attempt arrived",
        "The earner handed in a newer attempt before your decision on this one arrived.",
        f"{_KEPT} You can judge the newer attempt with your comments, and what still fits, brought over.",
    ),
    "other-rubric": Happened(
        "Judged by another edition",
        "Another edition of the rubric counts for this work since you judged it.",
        f"{_KEPT} You can judge by the edition that counts; criteria that read the same are brought over.",
    ),
    "adjudication-closed": Happened(
        "The adjudication is closed",
        "The coordinator closed the adjudication before your decision arrived.",
        f"{_KEPT} If it should count, the coordinator can open it again, and you send it with one key.",
    ),
    "decided-elsewhere": Happened(
        "You decided this on another laptop",
        "A decision that you signed on another laptop of yours arrived first, and stands.",
        "Both are kept and shown below. Let this one go, or ask the coordinator if it should stand instead.",
    ),
    "already-decided": Happened(
        "Decided already",
        "An earlier decision of yours on this submission arrived first, and stands.",
        "Both are kept. Let this one go, or ask the coordinator if it should stand instead.",
    ),
    "released": Happened(
        "The earner was told already",
        "A decision on this submission was released to the earner before this one arrived.",
        f"{_KEPT} What was released stands; only the coordinator can change that.",
    ),
    BAR: Happened(
        "Practice comes first",
        "The policy asks for practice before live work, and the hub has not enough of yours that reached the bar.",
        f"{_KEPT} Practise on an anchor and sync each laptop you practised on; then you send it with one key.",
    ),
    "not-assigned": Happened(
        "Not assigned to you",
        "The hub has not given this submission to you.",
        f"{_KEPT} Once the coordinator assigns it to you, you send it with one key.",
    ),
    "handed-back": Happened(
        "You handed it back",
        "You declared a conflict of interest about this submission, so the hub takes no decision of yours.",
        f"{_KEPT} If the declaration was a mistake, tell the coordinator.",
    ),
    "given-away": Happened(
        "Somebody else has it now",
        "You handed this submission back, and the coordinator has given it to somebody else since.",
        "It cannot come back to you by itself; tell the coordinator if it was a mistake.",
    ),
    "other-evidence": Happened(
        "Judged on other files",
        "The hub has other files for this submission than those you judged.",
        f"{_KEPT} Ask the coordinator which files count.",
    ),
}
OTHERWISE = Happened(
    "The hub did not take this",
    "The hub gave the reason below.",
    "Nothing is lost: what you signed is kept here as it is.",
)
_REOPENED = frozenset(
    {"withdrawn", "reassigned", "superseded", "adjudication-closed", "not-assigned", "handed-back"}
)
"""Refusals that no longer hold once the coordinator opened the work for the person again."""


def happened(code: str) -> Happened:
    """What a refusal means, by its code."""
    return HAPPENED.get(code, OTHERWISE)


def acts(kind: str, code: str, *, opened: bool, successor: bool, practised: bool = False) -> tuple[Act, ...]:
    """What can be done, the likeliest first; ``opened`` says whether the coordinator opened it again since,
    ``successor`` whether what takes its place is on this laptop, ``practised`` whether the bar is reached by now."""
    found: list[Act] = []
    ended = (opened and code in _REOPENED) or (practised and code == BAR)
    if kind == kinds.DECISION:
        if ended:
            found.append(Act.SEND_AGAIN)
        if successor or ended:
            found.append(Act.JUDGE_AGAIN)
    return (*found, Act.COPY, Act.ASK, Act.LET_GO)


@dataclass(frozen=True)
class Brought:
    """One record to make on the successor: its kind and its body."""

    kind: str
    body: Mapping[str, object]


def brought_over(
    before: ReviewState, rubrics: tuple[Microcredential, Microcredential], now: ReviewState, *, levels: bool
) -> tuple[Brought, ...]:
    """What the earlier review says that still fits, as changes of the new one; what was said there stays.

    Criteria must read the same in both editions (``rubrics``: then and now). A level comes with a mark for a second
    look, and the decision cannot be signed before the person took the mark away; ``levels`` False leaves them behind.
    """
    then = {each.id: each for each in rubrics[0].criteria}
    origin = before.submission
    found: list[Brought] = []
    for each in rubrics[1].criteria:
        if not reads_alike(then.get(each.id), each):
            continue
        level, comment = before.scores.get(each.id), before.comments.get(each.id)
        if levels and level and each.id not in now.scores:
            found.append(Brought(kinds.SCORE, {"criterion": each.id, "level": level, "brought_from": origin}))
            found.append(Brought(kinds.LOOK, {"criterion": each.id, "look": WANTED}))
        if comment and each.id not in now.comments:
            found.append(
                Brought(kinds.COMMENT, {"criterion": each.id, "text": comment, "brought_from": origin})
            )
    overall = before.comments.get(OVERALL)
    if overall and OVERALL not in now.comments:
        found.append(Brought(kinds.COMMENT, {"criterion": OVERALL, "text": overall, "brought_from": origin}))
    return tuple(found)
