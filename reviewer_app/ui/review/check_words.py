"""What the completeness check asks, in words: the questions, and what the program found by itself."""

from __future__ import annotations

from reviewer_app.domain.completeness import (
    LEGIBLE,
    OPENS,
    PRESENT,
    RIGHT,
    Checked,
    Completeness,
    unanswered,
)
from reviewer_app.ui.words import count_words

QUESTIONS = {
    PRESENT: "Is it here?",
    OPENS: "Does it open?",
    LEGIBLE: "Is it legible?",
    RIGHT: "Is it the right thing?",
}
_FAILED = {
    PRESENT: "Not handed in",
    OPENS: "Does not open",
    LEGIBLE: "Not legible",
    RIGHT: "Not the right thing",
}


def found_words(item: Checked, aspect: str) -> str:
    """What the program knows by itself about a question; "" where it is for the person alone."""
    if aspect == PRESENT:
        count = len(item.asked.evidence)
        return (
            count_words(count, "file or link", "files or links") if count else "Nothing was handed in for it"
        )
    if aspect == OPENS and item.found:
        return " · ".join(dict.fromkeys(item.found))
    return ""


def state_words(item: Checked) -> tuple[str, str, str]:
    """How an item stands as a word, a tone and an icon."""
    if item.failed:
        return " · ".join(_FAILED[each] for each in item.failed), "bad", "attention"
    if item.answered:
        return "Checked", "ok", "ok"
    return f"{len(unanswered(item))} to answer", "muted", "draft"


def bar_words(check: Completeness) -> tuple[str, str, str]:
    """The whole check as a line, a tone and an icon."""
    if check.lacking:
        titles = ", ".join(each.asked.title for each in check.lacking)
        return f"Missing: {titles}", "bad", "attention"
    if check.complete:
        return "Complete", "ok", "ok"
    return f"Completeness: {check.words}", "muted", "ready"


def spoken(item: Checked) -> str:
    """An item of the list in one sentence, for a screen reader."""
    kind = "required" if item.asked.required else "further evidence"
    return f"{item.asked.title}, {kind}: {state_words(item)[0]}"
