"""The completeness check: answers kept as records, what opening each file here found, and the earner's phrases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.completeness import YES, Opening
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.readiness import ItemFacts, Opened
from reviewer_app.paths import resource
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.handing_back import check_shown
from reviewer_app.workflows.reviewing import Review, open_review

FALLBACK = "en"


def check(
    desk: Desk, submission: str, item: str, aspect: str, answer: str, reason: str = "", step: str = ""
) -> Review:
    """Answer one question of the check (yes, no, or "" to take the answer back), with the earner's reason for a no."""
    state = desk.store.review(submission)
    key = f"{item}:{aspect}"
    if (state.checks.get(key, ""), state.check_reasons.get(key, "")) != (answer, reason):
        body = {"item": item, "aspect": aspect, "answer": answer, "reason": reason}
        with desk.store.changes() as work:
            work.append(kinds.CHECK, submission, body | ({"step": step} if step else {}))
    return open_review(desk, submission)


def all_fine(desk: Desk, submission: str, questions: Iterable[tuple[str, str]]) -> Review:
    """Answer several questions (item, aspect) with yes, as one step for undo."""
    step = str(uuid7())
    with desk.store.changes() as work:
        for item, aspect in questions:
            body = {"item": item, "aspect": aspect, "answer": YES, "reason": "", "step": step}
            work.append(kinds.CHECK, submission, body)
    return open_review(desk, submission)


def look(desk: Desk, submission: str, cancel: CancelToken | None = None) -> Mapping[str, Opening]:
    """Open every file of a submission once in the worker and say what was found, by evidence."""
    from reviewer_app.workflows.leaving import look_at  # loads the workers; an open room has them already

    check_shown(desk, submission)
    token = cancel or CancelToken()
    found = {}
    for item in blinded(desk, submission).evidence:
        token.check()
        found[item.id] = opening(look_at(desk, item, token))
    return found


def opening(facts: ItemFacts) -> Opening:
    """What was found in words; where nobody can know, it is for the person to say."""
    if facts.link:
        return (
            Opening(True, "Its snapshot is here")
            if facts.snapshot
            else Opening(None, "A link: open it to see")
        )
    if not facts.here:
        return Opening(None, "Not on this laptop yet")
    if not facts.sound:
        return Opening(None, "Damaged on this laptop: sync again")
    if facts.opened is Opened.SHOWN:
        words = "Opened here; its sound or picture may not play" if facts.plays is False else "Opened here"
        return Opening(None if facts.plays is False else True, words)
    if facts.opened is Opened.EXPLAINED:
        return Opening(None, "Reviewer cannot show this kind of file")
    return Opening(False, facts.sentence or "It does not open here")


def phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """The reasons to choose from, by aspect, in the earner's language; English where there are none."""
    primary = language.partition("-")[0].lower()
    known = {path.stem for path in resource("completeness").glob("*.json")}
    chosen = primary if primary in known else FALLBACK
    told = json.loads(resource("completeness", f"{chosen}.json").read_text("utf-8"))
    return {aspect: tuple(said) for aspect, said in told.items()}
