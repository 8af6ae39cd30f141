"""What a hub did at a stick or folder, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer_app.hub.carrying import Visit


def summed_up(done: Visit) -> str:
    """What the hub did, in words."""
    heard, told = _count(done.laptops, "laptop"), _count(done.answers, "laptop")
    parts = [f"{_count(done.accepted, 'record')} received from {heard}, {done.refused} refused."]
    parts.append(f"Answers left for {told}, with {_count(done.files, 'file')}.")
    if done.came_back:
        parts.append(f"Known again by this hub’s own signature: {_count(done.came_back, 'laptop')}.")
    if done.given_back:
        parts.append("What this hub had lost, as after a restore, came back from laptops.")
    if done.files_back:
        parts.append(f"Files it had lost came back: {done.files_back:,}.")
    if done.banks:
        parts.append(f"Shared comments taken in: {_count(done.banks, 'set')}.")
    if done.lacking:
        parts.append(f"No room for {_count(done.lacking, 'more file')}: they come the next time.")
    if done.damaged:
        parts.append(
            f"Damaged and passed over: {_count(len(done.damaged), 'message')}; what was in it comes again."
        )
    parts += [*done.unread_told, *done.shut_out]
    if done.strangers:
        of = "for another hub, or of a laptop that was shut out"
        parts.append(f"Left alone, being {of}: {_count(done.strangers, 'message')}.")
    return " ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
